// What the actor of a case did beside opening mail: searches, sent and deleted messages, rules and rights, in the user's name and from
// a place of the case that is not the user's own; devices that were joined right after such a sign-in. And the records of changes on
// which findings rest, since a finding names them by their ids alone.
import type { Database } from '../../query/database.js';
import { epochMs, inlineRows } from '../../query/operation.js';
import { list, sql } from '../../query/sql.js';
import { ownDays } from '../../session/presence.js';
import { ofOperations } from '../../store/of-operation.js';
import { actOperations, deviceOperation } from './stage.js';

export interface ActRow {
  caseId: string;
  operation: string;
  user: string;
  mailbox: string | null;
  ips: string[];
  count: number;
  firstMs: number;
  lastMs: number;
  records: string[];
}

/** People and places of a case, from when on; an application is nobody's name. */
const places = sql`SELECT "caseId", tenant, principal, network, min("at") AS since FROM (
    SELECT c."caseId", a.tenant, a.principal, a.network, a."at" FROM "caseAccess" c JOIN access a USING (n)
      WHERE a."principalKind" = 'person' AND a.network IS NOT NULL AND NOT a.microsoft
    UNION ALL SELECT "caseId", tenant, principal, network, "at" FROM "caseSignIn" WHERE NOT own AND network IS NOT NULL AND kind IN ('interactive', 'nonInteractive', 'auditLog'))
  GROUP BY "caseId", tenant, principal, network`;

const strange = sql`SELECT p.* FROM (${places}) p ANTI JOIN office o ON o.tenant = p.tenant AND o.network = p.network
  WHERE (SELECT count(DISTINCT d.day) FROM presence d WHERE d.tenant = p.tenant AND d.principal = p.principal AND d.network = p.network
    AND d.day < date_trunc('day', p.since)) < ${ownDays}`;

/** In the order of time. */
export async function readActs(database: Database): Promise<ActRow[]> {
  const done = await ofOperations(database, sql`lower(trim(operation)) IN ${list(actOperations)}`);
  const joined = await ofOperations(database, sql`lower(trim(operation)) = ${deviceOperation}`);
  return database.rows<ActRow>(sql`WITH strange AS MATERIALIZED (${strange}), act AS (
      SELECT s."caseId", l.id, l.operation, l."user", l."mailboxOwner" AS mailbox, p.ip, l."at" FROM ${done} l JOIN place p ON p.logged = l."addressText"
        LEFT JOIN alias u ON u.value = l."user" JOIN strange s ON s.tenant = l.tenant AND s.principal = coalesce(u.person, l."user") AND s.network = p.network AND l."at" >= s.since
      UNION ALL SELECT c."caseId", l.id, min(l.operation), min(l."user"), NULL, NULL, min(l."at") FROM ${joined} l LEFT JOIN alias u ON u.value = l."user"
        JOIN "caseSignIn" c ON c.tenant = l.tenant AND c.principal = coalesce(u.person, l."user") AND NOT c.own AND l."at" BETWEEN c."at" AND c."at" + to_days(1)
        GROUP BY c."caseId", l.id)
    SELECT "caseId", operation, "user", mailbox, list(DISTINCT ip ORDER BY ip) FILTER (WHERE ip IS NOT NULL) AS ips, count(*) AS count, ${epochMs(sql`min("at")`)} AS "firstMs",
      ${epochMs(sql`max("at")`)} AS "lastMs", (list(id ORDER BY "at", id))[1:50] AS records
    FROM act GROUP BY "caseId", operation, "user", mailbox ORDER BY "firstMs", "caseId", operation, "user", mailbox`);
}

export interface ChangeRow {
  id: string;
  operation: string;
  user: string | null;
  atMs: number;
}

/** Those of some records that tell of a change, not of opened mail. */
export async function readChanges(database: Database, ids: readonly string[]): Promise<ChangeRow[]> {
  if (ids.length === 0) return [];
  const wanted = inlineRows(
    { id: 'text' },
    ids.map((id) => ({ id })),
  );
  return database.rows<ChangeRow>(sql`SELECT id, min(operation) AS operation, min("user") AS "user", ${epochMs(sql`min("at")`)} AS "atMs" FROM audit
    WHERE id IN (SELECT id FROM ${wanted}) AND lower(operation) NOT IN ('mailitemsaccessed', 'attachmentaccess') GROUP BY id ORDER BY "atMs", id`);
}
