// A file as a relation that the engine can read: where its rows come from, and how a column of a row is spelled. Most files
// are read as they lie; the slow lane writes a spool first.
import { join as joinPath } from 'node:path';
import {
  isJson,
  jsonObject,
  jsonText,
  parseInstant,
  readCsv,
  readLines,
  readSpool,
  replaceLoneSurrogates,
} from '../query/operation.js';
import { join, name, type Sql, sql } from '../query/sql.js';
import { linesOfRows } from './container/line-of-row.js';
import { type Spooled, writeSpool } from './container/spool.js';
import type { Head } from './head.js';
import type { Cell, Place, Selection } from './shape.js';

export interface Reading {
  /** The rows, blank ones left out. Numbered: with `row` and `line`, in the file's order. */
  from(numbered: boolean): Sql;
  /** The text of a column or key of a row, or at a path of keys. */
  cell(column: string | Place): Sql;
  /** The record at a path of keys of a row; objects as JSON text. */
  at(place: Place): Sql;
  /** The whole row as a JSON object. */
  readonly whole: Sql;
  /** An instant out of a text of this file; dates may be written as the exporter's culture does. */
  readonly instantOf: (text: Sql) => Sql;
  /** Physical lines of rows for which `from` could not give them. */
  lines(rows: ReadonlySet<number>): Promise<ReadonlyMap<number, number>>;
  /** False where the file could not be read to its end. */
  readonly complete: boolean;
  /** Bytes that are no UTF-8. */
  readonly odd: number;
}

const noLines = async (): Promise<ReadonlyMap<number, number>> => new Map();
const json = name('json');
const cellOfJson = (column: string | Place): Sql => jsonText(json, typeof column === 'string' ? [column] : column);
// A row that is not JSON stands for itself, so that it is rejected as what it is and not as empty.
const placeInJson = (place: Place): Sql => sql`coalesce(${jsonText(json, place)},
  ${jsonText(replaceLoneSurrogates(json), place)}, CASE WHEN NOT ${isJson(json)} THEN ${json} END)`;

function lineReading(path: string, head: Head): Reading {
  const rows = readLines(path, head.gzip);
  // Trimming looks at every character of every record; nearly all of them show at once that they are not blank.
  const filled = sql`(json LIKE '{%' OR trim(json) <> '')`;
  const numbered = sql`(SELECT row_number() OVER (ORDER BY place) AS "row", NULL::BIGINT AS line, json
    FROM (SELECT row_number() OVER () AS place, json FROM ${rows}) WHERE ${filled})`;
  return {
    from: (withNumbers) => (withNumbers ? numbered : sql`(SELECT json FROM ${rows} WHERE ${filled})`),
    cell: cellOfJson,
    at: placeInJson,
    whole: json,
    lines: (wanted) => linesOfRows(path, head, wanted),
    complete: true,
    odd: 0,
    instantOf: parseInstant,
  };
}

function csvReading(path: string, head: Head): Reading {
  const rows = readCsv(path, head.header.length, head.skip, head.gzip, head.delimiter);
  const cell = (column: string | Place): Sql => {
    const index = head.header.indexOf(typeof column === 'string' ? column : column.join('.'));
    return index < 0 ? sql`NULL::VARCHAR` : name(`c${index}`);
  };
  return {
    from: (numbered) =>
      numbered ? sql`(SELECT row_number() OVER () AS "row", NULL::BIGINT AS line, * FROM ${rows})` : sql`${rows}`,
    cell,
    at: cell,
    whole: jsonObject(
      head.header,
      head.header.map((column) => sql`coalesce(${cell(column)}, '')`),
    ),
    lines: (wanted) => linesOfRows(path, head, wanted),
    complete: true,
    odd: 0,
    instantOf: parseInstant,
  };
}

const spoolReading = (spool: string, { complete, odd }: Spooled): Reading => ({
  from: (numbered) =>
    numbered
      ? sql`(SELECT row_number() OVER () AS "row", line::BIGINT AS line, json FROM ${readSpool(spool)})`
      : readSpool(spool),
  cell: cellOfJson,
  at: placeInJson,
  whole: json,
  lines: noLines,
  complete,
  odd,
  instantOf: parseInstant,
});

/** Many files in one spool, whose first column says of each row of which it is (`number`). */
export const batchReading = (spool: string): Reading => ({
  ...spoolReading(spool, { complete: true, odd: 0 }),
  from: () => sql`(SELECT line::INTEGER AS number, json FROM ${readSpool(spool)})`,
});

/** The text beside a record in its row, without blanks around it; null where there is none. */
export const beside = (reading: Reading, cell: Cell): Sql =>
  typeof cell === 'string'
    ? sql`nullif(trim(${reading.cell(cell)}), '')`
    : sql`coalesce(${join([...cell.map((place) => sql`nullif(trim(${reading.cell(place)}), '')`), sql`NULL`])})`;

/** Whether a row is among those of a selection. */
export const selected = (reading: Reading, { place, is }: Selection): Sql =>
  sql`coalesce(lower(trim(${reading.at(place)})) IN (${join(is.map((text) => sql`${text}`))}), false)`;

/** The quick way to read a file, or the slow one where the engine has refused it. */
export async function openReading(path: string, head: Head, folder: string, slow: boolean): Promise<Reading> {
  const asItLies = !slow && head.encoding === 'utf-8' && head.lineEnds === 'same';
  if (asItLies && head.container === 'lines') return lineReading(path, head);
  if (asItLies && head.container === 'csv') return csvReading(path, head);
  const spool = joinPath(folder, 'spool');
  return spoolReading(spool, await writeSpool(path, head, spool, slow));
}
