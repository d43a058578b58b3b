// Readers that belong to the furniture: the service's own, and what the user has declared. Microsoft's readers are known by
// address, application and breadth over mailboxes together; what a client calls itself proves nothing (the client string of
// the 2023 intruders was that of most harmless accesses in a measured tenant).
import type { Database } from '../query/database.js';
import { wideNumber } from '../query/operation.js';
import { list, type Sql, sql, table } from '../query/sql.js';
import { parseRange } from '../record/address.js';
import type { Knowledge } from '../record/knowledge.js';
import type { Allowed } from './allow.js';

/** A service reader opens at least half of the mailboxes, and no fewer than three; or very many. */
const fewestMailboxes = 3;
const manyMailboxes = 20;

/** Applications that only ever read from Microsoft's addresses, over many mailboxes, and that no person runs. */
function readers(knowledge: Knowledge): Sql {
  const peoples = [...knowledge.applications].filter(([, app]) => app.role !== 'service').map(([id]) => id);
  return sql`SELECT r.tenant, r."actingApplication" FROM (
      SELECT tenant, "actingApplication", count(DISTINCT mailbox) AS mailboxes FROM access
      WHERE "actingApplication" IS NOT NULL AND "actingApplication" NOT IN ${list(peoples)}
        -- Whatever signs in here is the tenant's own, and must be explained like anybody.
        AND "actingApplication" NOT IN (SELECT application FROM issued
          WHERE application IS NOT NULL AND kind <> 'microsoftServicePrincipal')
      GROUP BY ALL HAVING bool_and(microsoft)) r
    JOIN (SELECT tenant, count(DISTINCT mailbox) AS mailboxes FROM access GROUP BY tenant) t USING (tenant)
    WHERE r.mailboxes >= ${fewestMailboxes} AND (r.mailboxes * 2 >= t.mailboxes OR r.mailboxes >= ${manyMailboxes})`;
}

function allowedBy(allowed: Allowed): Sql[] {
  const ids = allowed.applications.map((app) => app.id);
  const delegates = allowed.delegates.map((d) => [d.user, d.mailbox ?? null] as const);
  const ranges = allowed.networks.flatMap(({ range }) => parseRange(range) ?? []);
  const conditions: Sql[] = [];
  if (ids.length > 0) conditions.push(sql`SELECT n FROM access WHERE application IN ${list(ids)}`);
  if (delegates.length > 0) {
    conditions.push(sql`SELECT n FROM access JOIN ${table('d', ['delegate', 'chief'], delegates)}
      ON "user" = d.delegate AND "user" <> mailbox AND (d.chief IS NULL OR d.chief = mailbox)`);
  }
  if (ranges.length > 0) {
    const rows = ranges.map((r) => [r.family, String(r.first), String(r.last)] as const);
    conditions.push(sql`SELECT a.n FROM access a JOIN (SELECT DISTINCT ip, family, number FROM address) p ON p.ip = a.ip
      JOIN ${table('r', ['family', 'lowest', 'highest'], rows)} ON p.family = r.family
        AND p.number BETWEEN ${wideNumber(sql`r.lowest`)} AND ${wideNumber(sql`r.highest`)}`);
  }
  return conditions;
}

/** Makes `background`: the accesses of such readers, with the reason. */
export async function findBackground(database: Database, knowledge: Knowledge, allowed: Allowed): Promise<void> {
  const declared = allowedBy(allowed).map((query) => sql` UNION ALL SELECT n, 'allowed' AS reason FROM (${query})`);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE background AS SELECT n, min(reason) AS reason FROM (
      SELECT a.n, 'serviceReader' AS reason FROM access a JOIN (${readers(knowledge)}) r
        ON r.tenant = a.tenant AND r."actingApplication" = a."actingApplication"
      ${declared.reduce((all, query) => sql`${all}${query}`, sql``)})
    GROUP BY n`);
}
