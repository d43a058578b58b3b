// Rows that could not become records, with their place and whatever can be saved of them: the other columns of the row, and
// the readable head of a JSON text that was cut.
import type { Database } from '../query/database.js';
import { epochMs, instant, parseInstant } from '../query/operation.js';
import { join, name, type Sql, sql } from '../query/sql.js';
import { catalogues } from '../record/field.js';
import { extraction } from '../source/extract.js';
import type { Reading } from '../source/reading.js';
import type { Shape, Wrapper } from '../source/shape.js';

interface BadRow {
  row: number;
  line: number | null;
  code: string;
  id: string | null;
  atMs: number | null;
  operation: string | null;
  user: string | null;
  raw: string | null;
}

type Salvaged = 'id' | 'at' | 'operation' | 'user';

/** A text field near the beginning of damaged JSON, wherever it is still whole. */
function headText(json: string, key: string): string | null {
  const found = new RegExp(`"${key}"\\s*:\\s*"((?:[^"\\\\]|\\\\.)*)"`).exec(json.slice(0, 100_000))?.[1];
  if (found === undefined) return null;
  try {
    return JSON.parse(`"${found}"`) as string;
  } catch {
    return found;
  }
}

/** The key by which the shape's own rows spell a field. */
function keyOf(shape: Shape, field: Salvaged): string {
  const origin = shape.mapping[field];
  const path = origin?.kind === 'first' ? origin.of[0] : origin;
  return path?.kind === 'path' ? (path.path.at(-1) as string) : field;
}

/** ISO text without a zone is UTC, as everywhere in these logs. */
function instantOf(text: string | null): number | null {
  if (text === null || !/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)) return null;
  const ms = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text.trim()) ? text : `${text.trim()}Z`);
  return Number.isNaN(ms) ? null : ms;
}

function salvage(row: BadRow, shape: Shape): BadRow {
  const raw = row.raw ?? '';
  const head = (field: Salvaged): string | null => headText(raw, keyOf(shape, field));
  return {
    ...row,
    id: row.id ?? head('id'),
    atMs: row.atMs ?? instantOf(head('at')),
    operation: row.operation ?? head('operation'),
    user: row.user ?? head('user')?.toLowerCase() ?? null,
  };
}

function badRows(shape: Shape, reading: Reading): Sql {
  const wrapped = (field: Salvaged): Sql => {
    const column = shape.wrapper[field as keyof Wrapper];
    return column === undefined ? sql`NULL::VARCHAR` : sql`nullif(trim(${reading.cell(column)}), '')`;
  };
  const saved = sql`coalesce(${name('id')}, wrapped_id) AS id, coalesce("user", lower(wrapped_user)) AS "user",
    coalesce(operation, wrapped_operation) AS operation, ${epochMs(sql`coalesce("at", ${parseInstant(sql`wrapped_at`)})`)} AS "atMs"`;
  const rows = extraction(shape, reading, true);
  const outer = sql`SELECT "row" AS number, ${wrapped('id')} AS wrapped_id, ${wrapped('at')} AS wrapped_at,
    ${wrapped('operation')} AS wrapped_operation, ${wrapped('user')} AS wrapped_user FROM ${reading.from(true)}`;
  const ownId = sql`CASE WHEN derived THEN NULL ELSE id END`;
  const operation = 'operation' in catalogues[shape.log] ? name('operation') : sql`NULL::VARCHAR`;
  return sql`SELECT "row", line, problem AS code, left(raw, 1000000) AS raw, ${saved} FROM (
      SELECT "row", line, problem, raw, ${ownId} AS id, ${operation} AS operation, "user", "at" FROM (${rows}) WHERE problem IS NOT NULL
    ) JOIN (${outer}) ON number = "row" ORDER BY "row"`;
}

const nullable = (ms: number | null): Sql => (ms === null ? sql`NULL::TIMESTAMP` : instant(ms));

/** Stores the rejects of a file. Throws where the engine now counts others than when it read the file the first time. */
export async function keepRejects(
  database: Database,
  shape: Shape,
  reading: Reading,
  file: number,
  expected: number,
): Promise<void> {
  const found = await database.inOrder(() => database.rows<BadRow>(badRows(shape, reading)));
  if (found.length !== expected)
    throw new Error(`${expected} rows could not be read, but ${found.length} were found again`);
  const lines = await reading.lines(new Set(found.map((row) => row.row)));
  for (let from = 0; from < found.length; from += 500) {
    const rows = found.slice(from, from + 500).map((bad) => {
      const row = salvage(bad, shape);
      const line = row.line ?? lines.get(row.row) ?? null;
      return sql`(${file}, ${row.row}, ${line}, ${row.code}, ${row.id}, ${nullable(row.atMs)}, ${row.operation}, ${row.user}, ${row.raw})`;
    });
    await database.run(sql`INSERT INTO reject VALUES ${join(rows)}`);
  }
}
