// What needs are counted over: relations with a tenant, made of the tables that reconciliation and sessions leave.
import { list, type Sql, sql } from '../../query/sql.js';
import { learningDays } from '../../session/newness.js';
import type { Over } from './need.js';

const last = sql`(SELECT tenant, max("at") AS until FROM access GROUP BY tenant)`;
const learnt = (since: Sql): Sql => sql`until >= ${since} + to_days(${learningDays})`;

const covers = (kind: string): Sql => sql`bool_or(c.kind = ${kind})`;

/** Days on which people opened mail, and the kinds of sign-in log that cover a part of the day. */
const personDays = sql`(SELECT d.*, ${covers('interactive')} AS interactive, ${covers('nonInteractive')} AS "nonInteractive", ${covers('auditLog')} AS "auditLog"
  FROM (SELECT tenant, date_trunc('day', "at") AS day, count(*) AS accesses FROM access WHERE "principalKind" = 'person' GROUP BY ALL) d
    LEFT JOIN covered c ON c.tenant = d.tenant AND c."fromMs" < epoch_ms(d.day + to_days(1)) AND c."toMs" >= epoch_ms(d.day) GROUP BY ALL)`;

const sessions = sql`(SELECT s.tenant, s."sessionId" IN (SELECT "sessionId" FROM "sessionSignIn") AS tied FROM "accessSession" s
  WHERE s."principalKind" = 'person' AND s.background < s.accesses)`;

const people = sql`(SELECT s.tenant, s.principal, ${learnt(sql`min(s.since)`)} AS learnt, coalesce(any_value(o.days), 0) AS "ownDays"
  FROM "personSince" s JOIN ${last} l USING (tenant)
    LEFT JOIN (SELECT tenant, principal, count(DISTINCT date_trunc('day', hour)) AS days FROM "ownHour" GROUP BY ALL) o USING (tenant, principal)
  GROUP BY s.tenant, s.principal, l.until)`;

const mailboxes = sql`(SELECT tenant, mailbox, min("firstAt") AS since, count(*) AS days, ${learnt(sql`min("firstAt")`)} AS learnt
  FROM (SELECT tenant, mailbox, min("at") AS "firstAt" FROM access GROUP BY tenant, mailbox, date_trunc('day', "at")) JOIN ${last} USING (tenant)
  GROUP BY tenant, mailbox, until)`;

/** Hours of each reader's reading with ids; as absent ids are measured, from outside Microsoft's networks. */
const hours = sql`(SELECT tenant, "principalKind", count(*) AS hours FROM (
    SELECT DISTINCT a.tenant, a."principalKind", a.mailbox, a."user", a.application, a.client, a.network, date_trunc('hour', a."at")
    FROM access a JOIN judged j USING (n) WHERE NOT a.microsoft AND j.class <> 'background' AND coalesce(a."tokenIdText", a.session) IS NOT NULL)
  GROUP BY ALL)`;

/** Asked by operation: a log has few different ones. */
const changes = sql`(SELECT tenant, count(*) AS changes FROM audit WHERE operation NOT IN (
    SELECT operation FROM (SELECT DISTINCT operation FROM audit) WHERE lower(operation) IN ${list([
      'mailitemsaccessed',
      'attachmentaccess',
      'userloggedin',
      'userloginfailed',
    ])}) GROUP BY tenant)`;

export const relations: Readonly<Record<Over, Sql>> = {
  access: sql`access a JOIN judged j USING (n) WHERE j.class <> 'background'`,
  personDay: personDays,
  signIn: sql`issued`,
  session: sessions,
  person: people,
  mailbox: mailboxes,
  control: sql`control`,
  hour: hours,
  change: changes,
};

/** Tenants whose logs were given. */
export const tenants = sql`SELECT tenant FROM access UNION SELECT coalesce(tenant, 'unknown') FROM audit`;
