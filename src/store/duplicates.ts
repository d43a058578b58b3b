// Copies of one record, within a file and across overlapping exports and shapes, become one: the richest is kept; on a tie
// the one from the file with the smaller SHA-256. So the outcome does not depend on which file came first. Nearly half of
// the rows of a real export were copies, and no id had two contents (measured).
import { type Database, one } from '../query/database.js';
import { quickHash } from '../query/operation.js';
import { type Sql, sql } from '../query/sql.js';
import { catalogues, type LogKind } from '../record/field.js';
import { fieldOf, logTable } from './schema.js';
import { findShifts, keepZonedTimes } from './shift.js';

// A workspace of Sentinel is no tenant, only what is left where a table names none.
const known = (tenant: Sql): Sql => sql`CASE WHEN ${tenant} NOT LIKE 'workspace:%' THEN ${tenant} END`;

const own = known(sql`tenant`);

/**
 * Copies share tenant and id. A sign-in from Graph v1.0 does not name its tenant, nor does a record of a table without that
 * column; ids are unique everywhere, so it belongs to the copy that does.
 */
const copies = (
  log: LogKind,
  files: Sql,
): Sql => sql`SELECT place, coalesce(${own}, min(${own}) OVER (PARTITION BY key), tenant, '') AS tenant,
    key, richness, sha256, fingerprint, "at"
  FROM (SELECT l.rowid AS place, ${fieldOf(log, 'tenant', 'VARCHAR')} AS tenant, lower(l.id) AS key, l.richness, i.sha256, l.fingerprint,
      ${fieldOf(log, 'at', 'TIMESTAMP')} AS "at"
    FROM ${logTable(log)} l JOIN input i ON i.number = l.file
    WHERE ${quickHash(sql`lower(l.id)`)} IN (SELECT ${quickHash(sql`lower(id)`)} FROM ${logTable(log)}
      GROUP BY ALL HAVING count(*) > 1 AND bool_or(file IN (${files}))))`;

/** Only copies that differ while nothing else ranks them are read: what they hold decides. */
const contents = (log: LogKind): Sql => sql`SELECT rowid AS place, md5(raw) AS hash FROM ${logTable(log)}
  WHERE rowid IN (SELECT place FROM (SELECT place, min(fingerprint) OVER tied <> max(fingerprint) OVER tied AS differs FROM copy
    WINDOW tied AS (PARTITION BY tenant, key, richness, sha256)) WHERE differs)`;

/** Leaves one copy of each record of which some files, whose rows are newly there, brought one. */
export async function removeDuplicates(database: Database, log: LogKind, files: Sql): Promise<void> {
  // A question for each kind of log, most of which nobody has: the engine answers this one at once.
  const { any } = await one<{ any: boolean }>(
    database,
    sql`SELECT EXISTS (SELECT * FROM ${logTable(log)} WHERE file IN (${files})) AS any`,
  );
  if (!any) return;
  await database.run(sql`CREATE OR REPLACE TEMP TABLE copy AS ${copies(log, files)}`);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "rankedCopy" AS SELECT c.place, c.tenant,
    row_number() OVER (PARTITION BY c.tenant, c.key ORDER BY c.richness DESC, c.sha256, h.hash, c.place) AS rank
    FROM copy c LEFT JOIN (${contents(log)}) h USING (place)`);
  const target = logTable(log);
  const timed = 'at' in catalogues[log];
  if (timed) await findShifts(database, log);
  if ('tenant' in catalogues[log])
    await database.run(sql`UPDATE ${target} SET tenant = c.tenant FROM "rankedCopy" c
    WHERE ${target}.rowid = c.place AND c.rank = 1 AND ${known(sql`${target}.tenant`)} IS NULL
      AND c.tenant NOT IN ('', coalesce(${target}.tenant, ''))`);
  await database.run(sql`DELETE FROM ${target} WHERE rowid IN (SELECT place FROM "rankedCopy" WHERE rank > 1)`);
  if (timed) await keepZonedTimes(database, log);
  await database.run(sql`DROP TABLE copy`);
  await database.run(sql`DROP TABLE "rankedCopy"`);
}
