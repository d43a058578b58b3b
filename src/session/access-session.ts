// Access sessions: accesses to one mailbox that belong together. One Entra session is one; without its id, one user,
// application, client and network with gaps under eight hours. Hourly tokens do not split it.
import type { Database } from '../query/database.js';
import { countIf, sha256 } from '../query/operation.js';
import { name, type Sql, sql } from '../query/sql.js';
import { accessesOf } from '../reconcile/access.js';

const longestPause = sql`INTERVAL 8 HOUR`;

/** Without an Entra session: the same reader, and a number that goes up with each long pause. */
const parts = sql`SELECT *, sum(pause) OVER (PARTITION BY tenant, mailbox, reader ORDER BY n) AS part
  FROM (SELECT *, CASE WHEN "at" - lag("at") OVER (PARTITION BY tenant, mailbox, reader ORDER BY n) >= ${longestPause} THEN 1 ELSE 0 END AS pause
    FROM (SELECT n, id, tenant, mailbox, "at", application, client, network, concat_ws('|', "user", application, client, network) AS reader
      FROM access WHERE session IS NULL))`;

/** What a session is, as text; for sessions without an id of their own their first record belongs to it. */
const keyed = sql`SELECT n, concat_ws('|', tenant, mailbox, concat_ws('|', "user", session)) AS key
    FROM access WHERE session IS NOT NULL
  UNION ALL SELECT n, concat_ws('|', tenant, mailbox, reader, first_value(id) OVER (PARTITION BY tenant, mailbox, reader, part ORDER BY n)) FROM (${parts})`;

const rank = sql`CASE class WHEN 'unexplained' THEN 0 WHEN 'notAssessable' THEN 1 WHEN 'explained' THEN 2 ELSE 3 END`;
const ofClass = (name: string) => countIf(sql`class = ${name}`);

/** What `judged` says beside the access's number. */
const judgement = sql`class, tier, reason, "signIn", disagreement, comparable, matched, "idMissing"`;

/**
 * Puts what is known of an access into one table, and makes of it the view `sessionAccess`; `access`, `judged` and `accessInSession`
 * become parts of it. Three tables joined by number cost each question more than all else in it (measured).
 */
async function joinAccesses(database: Database): Promise<void> {
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "accessWhole" AS
    SELECT r.*, ${judgement}, "sessionId"
    FROM "accessRecord" r JOIN "accessClass" USING (n) JOIN "accessMember" USING (n)`);
  const whole = sql`"accessWhole"`;
  const views: Readonly<Record<string, Sql>> = {
    sessionAccess: accessesOf(whole),
    access: sql`SELECT * EXCLUDE (${judgement}, "sessionId") FROM (${accessesOf(whole)})`,
    judged: sql`SELECT n, ${judgement} FROM ${whole}`,
    accessInSession: sql`SELECT n, "sessionId" FROM ${whole}`,
  };
  for (const [view, query] of Object.entries(views))
    await database.run(sql`CREATE OR REPLACE TEMP VIEW ${name(view)} AS ${query}`);
  for (const table of ['accessRecord', 'accessClass', 'accessMember'])
    await database.run(sql`DROP TABLE ${name(table)}`);
}

/** Makes `sessionAccess` (accesses with their class and session), `accessInSession` (per access its session) and `accessSession`. */
export async function makeSessions(database: Database): Promise<void> {
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "accessMember" AS
    WITH keyed AS MATERIALIZED (${keyed}),
      named AS (SELECT key, 'session-' || left(${sha256(sql`key`)}, 24) AS "sessionId" FROM (SELECT DISTINCT key FROM keyed))
    SELECT n, "sessionId" FROM keyed JOIN named USING (key)`);
  await joinAccesses(database);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "accessSession" AS
    SELECT "sessionId", min(tenant) AS tenant, min(mailbox) AS mailbox, min("user") AS "user",
      arg_min(application, n) AS application, arg_min(via, n) AS via, arg_min("clientInfo", n) AS "clientInfo",
      arg_min("principalKind", n) AS "principalKind",
      bool_or(session IS NOT NULL) AS "hasSession", min("at") AS "firstAt", max("at") AS "lastAt", count(*) AS accesses,
      ${countIf(sql`kind = 'bind'`)} AS bind, ${countIf(sql`kind = 'sync'`)} AS sync,
      ${ofClass('explained')} AS explained, ${ofClass('background')} AS background,
      ${ofClass('notAssessable')} AS "notAssessable", ${ofClass('unexplained')} AS unexplained,
      arg_min(n, row(${rank}, n)) AS worst, bool_or("inScope") AS "inScope"
    FROM "sessionAccess" GROUP BY "sessionId"`);
}
