// How far the logs reach that are neither accesses nor sign-ins: changes in the directory, calls of Graph. Graph and the portal
// do not say whose directory it is: where there is one tenant, it is that.
import type { Database } from '../query/database.js';
import { epochMs } from '../query/operation.js';
import { sql } from '../query/sql.js';
import type { Coverage } from '../record/result.js';
import { logTable } from '../store/schema.js';
import { isoTime } from '../util/time.js';

/** The only tenant of the audit log, else null. */
export const onlyTenant = sql`(SELECT min(tenant) FROM audit WHERE tenant IS NOT NULL HAVING count(DISTINCT tenant) = 1)`;

/** Per tenant, in the order of tenants. */
export async function readLogCoverage(
  database: Database,
  log: 'directory' | 'graphActivity',
): Promise<Coverage['directory']> {
  const rows = await database.rows<{ tenant: string; rows: number; fromMs: number; toMs: number }>(
    sql`SELECT coalesce(tenant, ${onlyTenant}, 'unknown') AS tenant, count(*) AS "rows", ${epochMs(sql`min("at")`)} AS "fromMs",
      ${epochMs(sql`max("at")`)} AS "toMs" FROM ${logTable(log)} GROUP BY ALL ORDER BY ALL`,
  );
  return rows.map(({ fromMs, toMs, ...row }) => ({ ...row, firstAt: isoTime(fromMs), lastAt: isoTime(toMs) }));
}
