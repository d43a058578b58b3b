// Copies of one record, within a file and across overlapping exports and shapes, become one: the richest is kept; on a tie
// the one from the file with the smaller SHA-256. So the outcome does not depend on which file came first. Nearly half of
// the rows of a real export were copies, and no id had two contents (measured).
import type { Database } from '../query/database.js';
import { type Sql, sql } from '../query/sql.js';
import { catalogues, type LogKind } from '../record/field.js';
import { fieldOf, logTable } from './schema.js';

// A workspace of Sentinel is no tenant, only what is left where a table names none.
const known = (tenant: Sql): Sql => sql`CASE WHEN ${tenant} NOT LIKE 'workspace:%' THEN ${tenant} END`;

/**
 * Copies share tenant and id. A sign-in from Graph v1.0 does not name its tenant, nor does a record of a table without that
 * column; ids are unique everywhere, so it belongs to the copy that does.
 */
function copies(log: LogKind, file: number): Sql {
  const target = logTable(log);
  const own = known(sql`tenant`);
  return sql`SELECT place, coalesce(${own}, min(${own}) OVER (PARTITION BY key), tenant, '') AS tenant, key, richness, number, hash
    FROM (SELECT l.rowid AS place, ${fieldOf(log, 'tenant', 'VARCHAR')} AS tenant, lower(l.id) AS key, l.richness, l.file AS number, md5(l.raw) AS hash FROM ${target} l
      WHERE lower(l.id) IN (SELECT lower(id) FROM ${target} WHERE lower(id) IN (SELECT lower(id) FROM ${target} WHERE file = ${file})
        GROUP BY lower(id) HAVING count(*) > 1))`;
}

/** Leaves one copy of each record that a newly loaded file, not yet in the ledger, brought. */
export async function removeDuplicates(database: Database, log: LogKind, file: number, sha256: string): Promise<void> {
  await database.run(sql`CREATE OR REPLACE TEMP TABLE copy AS SELECT c.place, c.tenant,
    row_number() OVER (PARTITION BY c.tenant, c.key ORDER BY c.richness DESC, coalesce(i.sha256, ${sha256}), c.hash, c.place) AS rank
    FROM (${copies(log, file)}) c LEFT JOIN input i ON i.number = c.number`);
  const target = logTable(log);
  if ('tenant' in catalogues[log])
    await database.run(sql`UPDATE ${target} SET tenant = c.tenant FROM copy c
    WHERE ${target}.rowid = c.place AND c.rank = 1 AND ${known(sql`${target}.tenant`)} IS NULL AND c.tenant NOT IN ('', coalesce(${target}.tenant, ''))`);
  await database.run(sql`DELETE FROM ${target} WHERE rowid IN (SELECT place FROM copy WHERE rank > 1)`);
  await database.run(sql`DROP TABLE copy`);
}
