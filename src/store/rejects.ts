// Rows that could not become records, with their place and whatever can be saved of them: the other columns of the row, and
// the readable head of a JSON text that was cut.
import type { Database } from '../query/database.js';
import { epochMs, instant, quickHash } from '../query/operation.js';
import { join, type Sql, sql } from '../query/sql.js';
import { locateRows } from '../source/extract.js';
import type { Reading } from '../source/reading.js';
import type { Shape } from '../source/shape.js';
import { fieldOf, logTable } from './schema.js';

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

/** The keys by which the shape's own rows spell a field: those of the record, then those around it, where the whole row is torn. */
function keysOf(shape: Shape, field: Salvaged): string[] {
  const origin = shape.mapping[field];
  const path = origin?.kind === 'first' ? origin.of[0] : origin;
  const own = path?.kind === 'path' ? (path.path.at(-1) as string) : field;
  const around = shape.wrapper[field] ?? [];
  const beside = typeof around === 'string' ? [around] : around.map((place) => place.at(-1) as string);
  return [own, ...beside];
}

/** ISO text without a zone is UTC, as everywhere in these logs. */
function instantOf(text: string | null): number | null {
  if (text === null || !/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)) return null;
  const ms = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text.trim()) ? text : `${text.trim()}Z`);
  // 30 February would be rolled over into March.
  const day = text.slice(0, 10);
  return Number.isNaN(ms) || new Date(Date.parse(`${day}T00:00:00Z`)).toISOString().slice(0, 10) !== day ? null : ms;
}

// What no calendar of four digits can write is damage.
const calendar = { fromMs: Date.UTC(0, 0, 1), toMs: Date.UTC(9999, 11, 31, 23, 59, 59, 999) };
const onCalendar = (ms: number | null): number | null =>
  ms !== null && ms >= calendar.fromMs && ms <= calendar.toMs ? ms : null;

function salvage(row: BadRow, shape: Shape): BadRow {
  const raw = row.raw ?? '';
  const head = (field: Salvaged): string | null =>
    keysOf(shape, field)
      .map((key) => headText(raw, key))
      .find((text) => text !== null) ?? null;
  return {
    ...row,
    id: row.id ?? head('id'),
    atMs: onCalendar(row.atMs ?? instantOf(head('at'))),
    operation: (row.operation ?? head('operation')) || null,
    user: row.user ?? head('user')?.toLowerCase() ?? null,
  };
}

function badRows(shape: Shape, reading: Reading, file: number): Sql {
  const bad = sql`SELECT ${quickHash(sql`coalesce(raw, '')`)} FROM ${logTable(shape.log)} WHERE file = ${file} AND problem IS NOT NULL`;
  const of = (key: string, type: 'VARCHAR' | 'TIMESTAMP'): Sql => fieldOf(shape.log, key, type);
  return sql`SELECT "row", line, problem AS code, left(raw, 1000000) AS raw,
      coalesce(CASE WHEN derived THEN NULL ELSE id END, "wrapped id") AS id, coalesce(${of('user', 'VARCHAR')}, lower("wrapped user")) AS "user",
      coalesce(${of('operation', 'VARCHAR')}, "wrapped operation") AS operation,
      ${epochMs(sql`coalesce(${of('at', 'TIMESTAMP')}, ${reading.instantOf(sql`"wrapped at"`)})`)} AS "atMs"
    FROM (${locateRows(shape, reading, bad)}) WHERE problem IS NOT NULL ORDER BY "row"`;
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
  const found = await database.inOrder(() => database.rows<BadRow>(badRows(shape, reading, file)));
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
