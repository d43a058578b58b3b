// What a match remembers of its record, and whose record it is.
import type { Database } from '../../query/database.js';
import { type Sql, sql } from '../../query/sql.js';
import { catalogues, type LogKind } from '../../record/field.js';
import { fieldOf, logTable } from '../../store/schema.js';

/** Whose record it is, where it does not say (Graph v1.0): the one tenant whose people have that domain, or that there is. */
const tenantOf = (log: LogKind): Sql => {
  const own = fieldOf(log, 'tenant', 'VARCHAR');
  // Without its table the engine takes `user` for its own, even in quotes.
  const user = 'user' in catalogues[log] ? sql`${logTable(log)}."user"` : sql`NULL::VARCHAR`;
  const ofDomain = sql`(SELECT t.tenant FROM "ruleTenant" t WHERE t.domain = split_part(${user}, '@', 2))`;
  const only = sql`(SELECT min(tenant) FROM (SELECT DISTINCT tenant FROM audit WHERE tenant IS NOT NULL) HAVING count(*) = 1)`;
  return sql`coalesce(${own}, ${ofDomain}, ${only}, 'unknown')`;
};

export const matchNames = ['place', 'id', 'tenant', 'at', 'user', 'file'];

/** The same names over a log's table, which must bear its own name. Needs `ruleTenant`. */
export const matchColumns = (log: LogKind): Sql =>
  sql`rowid AS place, id, ${tenantOf(log)} AS tenant, ${fieldOf(log, 'at', 'TIMESTAMP')} AS "at", ${fieldOf(log, 'user', 'VARCHAR')} AS "user", file`;

/** Makes `ruleTenant`: domains of people that one tenant alone uses. */
export async function makeTenants(database: Database): Promise<void> {
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "ruleTenant" AS
    SELECT split_part("user", '@', 2) AS domain, min(tenant) AS tenant FROM audit WHERE tenant IS NOT NULL AND "user" LIKE '%@%'
    GROUP BY domain HAVING count(DISTINCT tenant) = 1`);
}
