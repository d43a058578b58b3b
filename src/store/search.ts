// A file may be several searches put together. Search-UnifiedAuditLog numbers the rows of each (ResultIndex) and says how many
// there are (ResultCount), so a search that was cut shows although the file looks long enough; without numbers, windows that are
// full to the row do. Tools that stop at 50,000 of 83,348 say nothing (T0pCyber/hawk#289, microsoft/coe-starter-kit#3090).
import { type Database, one } from '../query/database.js';
import { parseInteger } from '../query/operation.js';
import { list, type Sql, sql } from '../query/sql.js';
import type { Note } from '../record/result.js';
import { beside, type Reading } from '../source/reading.js';
import type { Cell, Shape } from '../source/shape.js';
import { count, thousands } from '../util/words.js';
import { logTable } from './schema.js';

/** At most 5,000 rows a page and 50,000 a session; the portal's CSV stops at 50,000. */
export const plateaus = [5_000, 50_000];

export interface Searches {
  /** The most results that any search in the file had, by its own word. */
  readonly promised: number;
  /** Searches of which rows are missing, where the file holds more than one; and how many rows. */
  readonly incomplete: number;
  readonly missing: number;
  /** Rows with ResultIndex -1: the cmdlet gives them where it gave up (not documented; seen by its users). */
  readonly failed: number;
  /**
   * Rows that repeat another one, place and id: tools begin a window anew after a failure, and so reach the promised number
   * (invictus-ir/Microsoft-Extractor-Suite#129). A copy with a place of its own is the service's, which counted it.
   */
  readonly repeated: number;
}

export const noSearches: Searches = { promised: 0, incomplete: 0, missing: 0, failed: 0, repeated: 0 };

interface Numbered {
  readonly resultCount: string;
  readonly resultIndex: string;
  readonly id: Cell | undefined;
}

/**
 * Rows of one search share their ResultCount. In exports where the count grows with every row or page, a group begins where
 * the one before ended, and lacks nothing. `file`: what says of a row of which file it is.
 */
function query(reading: Reading, { resultCount, resultIndex, id }: Numbered, file: Sql): Sql {
  const number = (column: string): Sql => parseInteger(reading.cell(column));
  const name = id === undefined ? sql`NULL::VARCHAR` : beside(reading, id);
  return sql`SELECT file, coalesce(max(promised), 0) AS promised, count(*) FILTER (WHERE held > 1) AS several,
      count(*) FILTER (WHERE missing > 0 AND held > 1) AS incomplete, coalesce(sum(missing) FILTER (WHERE held > 1), 0) AS missing,
      coalesce(sum(failed), 0) AS failed, coalesce(sum(repeated), 0) AS repeated
    FROM (SELECT file, promised, held, failed, repeated, greatest(0, promised - "last") + greatest(0, "last" - "first" + 1 - held) AS missing
      FROM (SELECT file, promised, count(DISTINCT place) AS held, min(place) AS "first", max(place) AS "last", count(*) FILTER (WHERE place < 0) AS failed,
          count(place || ' ' || id) - count(DISTINCT place || ' ' || id) AS repeated
        FROM (SELECT ${file} AS file, ${number(resultCount)} AS promised, ${number(resultIndex)} AS place, ${name} AS id FROM ${reading.from(false)})
        GROUP BY file, promised)) GROUP BY file`;
}

/** By the number of the file; files without rows, and shapes that do not number theirs, are left out. */
export async function readSearchesOfFiles(
  database: Database,
  { wrapper }: Shape,
  reading: Reading,
  file: Sql,
): Promise<ReadonlyMap<number, Searches>> {
  const { resultCount, resultIndex, id } = wrapper;
  if (resultCount === undefined || resultIndex === undefined) return new Map();
  const rows = await database.rows<Searches & { file: number; several: number }>(
    query(reading, { resultCount, resultIndex, id }, file),
  );
  // One search alone may go on in another file: that is told of all files together.
  return new Map(
    rows.map(({ file: number, several, ...found }) => [
      number,
      several > 1 ? found : { ...found, incomplete: 0, missing: 0 },
    ]),
  );
}

export const readSearches = async (database: Database, shape: Shape, reading: Reading): Promise<Searches> =>
  (await readSearchesOfFiles(database, shape, reading, sql`0`)).get(0) ?? noSearches;

/** Minutes, hours or days (UTC) of a file that hold exactly as many rows as a search gives at most, and none that holds more. */
async function fullWindows(
  database: Database,
  shape: Shape,
  file: number,
  window: 'minute' | 'hour' | 'day',
): Promise<number> {
  const { full } = await one<{ full: number }>(
    database,
    sql`SELECT count(*) FILTER (WHERE "rows" IN ${list(plateaus)} AND "rows" = most) AS "full"
      FROM (SELECT count(*) AS "rows", max(count(*)) OVER () AS most FROM ${logTable(shape.log)} WHERE file = ${file} AND problem IS NULL
        GROUP BY date_trunc(${window}, "at"))`,
  );
  return full;
}

/** To be asked before copies are removed. */
export async function searchWarnings(
  database: Database,
  shape: Shape,
  searches: Searches,
  file: number,
  rows: number,
): Promise<Note[]> {
  const warnings: Note[] = [];
  const warn = (code: string, message: string): number => warnings.push({ code, message });
  const { incomplete, missing, failed } = searches;
  if (incomplete > 0) {
    warn(
      'incompleteSearch',
      `${count(incomplete, 'search', 'searches')} in this file promised ${thousands(missing)} more results than are here`,
    );
  }
  if (failed > 0)
    warn(
      'failedSearch',
      `${count(failed, 'row')} with ResultIndex -1: the search gave up there, and what came after is missing`,
    );
  if (shape.log !== 'audit' || rows <= (plateaus[0] ?? 0)) return warnings;
  for (const window of ['minute', 'hour', 'day'] as const) {
    const full = await fullWindows(database, shape, file, window);
    if (full === 0) continue;
    warn(
      'probablyTruncated',
      `${count(full, window)} of this file ${full === 1 ? 'holds' : 'hold'} exactly as many rows as a search gives at most, and no ${window} holds more: each was probably cut there`,
    );
    break;
  }
  return warnings;
}
