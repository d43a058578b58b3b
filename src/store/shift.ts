// One record in two files with times that differ by whole quarters of an hour: one of the files is in some local time. Tools
// read dates as UTC in one command and as local in another (invictus-ir/Microsoft-Extractor-Suite#155, #14).
import type { Database } from '../query/database.js';
import { epochMs, matches } from '../query/operation.js';
import { type Sql, sql } from '../query/sql.js';
import type { LogKind } from '../record/field.js';
import type { Note } from '../record/result.js';
import { hour, minute } from '../util/time.js';
import { logTable } from './schema.js';

/** So many records must differ by the same. */
const fewest = 3;

/** Says in its raw text that its time is UTC, or how far from it. */
const zoned = (raw: Sql): Sql =>
  matches(
    raw,
    '"(createdDateTime|CreatedDateTime|TimeGenerated|CreationTime)"\\s*:\\s*"[^"]*(Z|[+-][0-9]{2}:[0-9]{2})"|"Date \\(UTC\\)"',
  );

/** Copies, out of the table `copy`, whose times differ: few or none, so what they hold may be looked at. */
const differing = (
  log: LogKind,
): Sql => sql`SELECT c.*, ${zoned(sql`l.raw`)} AS zoned FROM copy c JOIN ${logTable(log)} l ON l.rowid = c.place
  WHERE (c.tenant, c.key) IN (SELECT (tenant, key) FROM copy GROUP BY tenant, key HAVING min("at") <> max("at"))`;

const pairs = sql`SELECT a.sha256 AS one, b.sha256 AS other, ${epochMs(sql`b."at"`)} - ${epochMs(sql`a."at"`)} AS ms
  FROM "timeCopy" a JOIN "timeCopy" b ON a.tenant = b.tenant AND a.key = b.key AND a.sha256 < b.sha256`;

/** Before the copies in `copy` are removed: remembers which files differ, and by how much. Makes `timeCopy`. */
export async function findShifts(database: Database, log: LogKind): Promise<void> {
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "timeCopy" AS ${differing(log)}`);
  await database.run(sql`INSERT INTO shift SELECT one, other, min(ms) FROM (${pairs}) GROUP BY one, other
    HAVING count(*) >= ${fewest} AND min(ms) = max(ms) AND min(ms) <> 0 AND min(ms) % ${15 * minute} = 0`);
}

/** After it: what is left of such a record has the time of the copy that says its zone. Drops `timeCopy`. */
export async function keepZonedTimes(database: Database, log: LogKind): Promise<void> {
  const target = logTable(log);
  await database.run(sql`UPDATE ${target} SET "at" = z."at" FROM (SELECT c.place, z."at" FROM "timeCopy" c
      JOIN (SELECT tenant, key, min("at") AS "at" FROM "timeCopy" WHERE zoned GROUP BY tenant, key HAVING min("at") = max("at")) z
        ON z.tenant = c.tenant AND z.key = c.key WHERE NOT c.zoned) z
    WHERE ${target}.rowid = z.place`);
  await database.run(sql`DROP TABLE "timeCopy"`);
}

const words = (ms: number): string => {
  const minutes = Math.abs(ms) / minute;
  return ms % hour === 0 ? `${minutes / 60} h` : `${minutes} min`;
};

/** Warnings by the hash of the file. */
export async function shiftWarnings(database: Database): Promise<Map<string, Note>> {
  const rows = await database.rows<{
    sha256: string;
    other: string;
    ms: number;
  }>(sql`SELECT DISTINCT s.sha256, i.path AS other, s.ms
    FROM (SELECT one AS sha256, other, ms FROM shift UNION ALL SELECT other, one, -ms FROM shift) s JOIN input i ON i.sha256 = s.other
    ORDER BY s.sha256, i.path, s.ms`);
  const warnings = new Map<string, Note>();
  for (const { sha256, other, ms } of [...rows].reverse()) {
    const message = `the same records stand in ${other} ${words(ms)} ${ms > 0 ? 'later' : 'earlier'}: one of the two is not in UTC; where a copy says its zone, its time was used`;
    warnings.set(sha256, { code: 'shiftedTimes', message });
  }
  return warnings;
}
