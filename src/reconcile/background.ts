// Readers that belong to the furniture: the service's own, and what the user has declared. Microsoft's readers are known by
// address, application and breadth over mailboxes together; what a client calls itself proves nothing (the client string of
// the 2023 intruders was that of most harmless accesses in a measured tenant).
import type { Database } from '../query/database.js';
import { list, type Sql, sql } from '../query/sql.js';
import type { Knowledge } from '../record/knowledge.js';
import type { Allowed } from './allow.js';
import { makeAllowed } from './allow-use.js';

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

/** Makes `background`: the accesses of such readers, with the reason. */
export async function findBackground(database: Database, knowledge: Knowledge, allowed: Allowed): Promise<void> {
  await makeAllowed(database, allowed);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE background AS SELECT n, min(reason) AS reason FROM (
      SELECT a.n, 'serviceReader' AS reason FROM access a JOIN (${readers(knowledge)}) r
        ON r.tenant = a.tenant AND r."actingApplication" = a."actingApplication"
      -- A token that another tenant issued is nothing that can be declared away.
      UNION ALL SELECT n, 'allowed' AS reason FROM "allowedAccess" JOIN access USING (n)
        WHERE holds AND coalesce("tokenTenant" = tenant, true))
    GROUP BY n`);
}
