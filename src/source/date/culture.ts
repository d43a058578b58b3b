// Dates as the exporter's culture writes them: 5/15/2023 2:12:33 PM, 15.05.2023 14:12:33, 2023/5/15 下午 2:12:33, and
// /Date(1684159953000)/ as Windows PowerShell's ConvertTo-Json does. The style is found once a file and becomes one expression.
import type { Database } from '../../query/database.js';
import { one } from '../../query/database.js';
import {
  dateParts,
  epochMs,
  extract,
  instant,
  makeInstant,
  member,
  parseInstant,
  parseInteger,
  parseNamedMonth,
  sortedSet,
} from '../../query/operation.js';
import { list, type Sql, sql } from '../../query/sql.js';
import type { Head } from '../head.js';
import type { Origin } from '../mapping.js';
import type { Reading } from '../reading.js';
import { type Shape, valueAt } from '../shape.js';
import { type DateEvidence, type DateStyle, decideDates, isDecided, type Undecided } from './decide.js';

export interface Dates {
  /** An instant out of a text of this file. */
  readonly parse: (text: Sql) => Sql;
  /** Null where all dates are ISO. */
  readonly style: DateStyle | Undecided | null;
}

const isoDates: Dates = { parse: parseInstant, style: null };

/** The columns in which a shape's rows say when, in the order in which they are asked. */
function columnsOf(origin: Origin | undefined): string[] {
  if (origin?.kind === 'path') return [origin.path.join('.')];
  return origin?.kind === 'first' ? origin.of.flatMap(columnsOf) : [];
}

function columnOf(shape: Shape, head: Head): string | null {
  const around = shape.wrapper.at ?? [];
  const beside = typeof around === 'string' ? [around] : around.map((place) => place.join('.'));
  const columns = shape.payload.kind === 'row' ? columnsOf(shape.mapping.at) : beside;
  return columns.find((column) => head.rows.some((row) => (row[column] ?? '') !== '')) ?? null;
}

const isIso = (text: string): boolean => /^\s*\d{4}-\d\d-\d\d/.test(text);

/** Reads the parts of a text's date; the engine takes the text apart once. */
function partsOf(text: Sql) {
  const part = (key: string): Sql => member(sql`(${dateParts(text)})`, [key]);
  const number = (key: string): Sql => parseInteger(part(key));
  const dayAt = (year: string, month: string, day: string): Sql =>
    makeInstant(number(year), number(month), number(day), sql`0`, sql`0`, sql`0`);
  return { part, number, dayAt, marks: sql`${part('between')} || '|' || ${part('after')}` };
}

function evidenceOf(texts: Sql): Sql {
  const { part, number, dayAt, marks } = partsOf(sql`text`);
  const span = (at: Sql): Sql =>
    sql`CASE WHEN count(${at}) = count(*) THEN (${epochMs(sql`max(${at})`)} - ${epochMs(sql`min(${at})`)}) / 86400000.0 END`;
  return sql`SELECT count(*) AS "rows", max(${number('a')}) AS "firstMost", max(${number('b')}) AS "secondMost",
      max(length(${part('a')})) AS "firstDigits", min(length(${part('c')})) AS "thirdDigits", max(${number('hour')}) AS "hourMost",
      ${sortedSet(part('separator'))} AS separators, ${sortedSet(sql`left(${marks}, 30)`)} AS marks,
      ${span(dayAt('c', 'a', 'b'))} AS "monthFirst", ${span(dayAt('c', 'b', 'a'))} AS "dayFirst"
    FROM (${texts}) WHERE ${parseInstant(sql`text`)} IS NULL AND ${part('a')} <> ''`;
}

/** Rows of the sample whose own time agrees with one order of their column only. */
function agreement(head: Head, column: string) {
  const agree = { monthFirst: 0, dayFirst: 0 };
  for (const row of head.rows) {
    const own = /^\d{4}-(\d\d)-(\d\d)T/.exec(String(valueAt(row, ['AuditData', 'CreationTime']) ?? ''));
    const [first, second] = (String(row[column] ?? '').match(/\d+/g) ?? []).map(Number);
    if (own === null || first === second) continue;
    const [month, day] = [Number(own[1]), Number(own[2])];
    if (first === month && second === day) agree.monthFirst++;
    else if (first === day && second === month) agree.dayFirst++;
  }
  return agree;
}

type Row = Omit<DateEvidence, 'days' | 'agree'> & { monthFirst: number | null; dayFirst: number | null };

const places: Readonly<Record<DateStyle['order'], readonly [string, string, string]>> = {
  yearFirst: ['a', 'b', 'c'],
  monthFirst: ['c', 'a', 'b'],
  dayFirst: ['c', 'b', 'a'],
};

function parser(style: DateStyle): (text: Sql) => Sql {
  const [year, month, day] = places[style.order];
  return (text) => {
    const { number, marks } = partsOf(text);
    const hour = sql`CASE WHEN ${marks} IN ${list(style.afternoon)} AND ${number('hour')} < 12 THEN ${number('hour')} + 12
      WHEN ${marks} IN ${list(style.morning)} AND ${number('hour')} = 12 THEN 0 ELSE ${number('hour')} END`;
    const second = sql`coalesce(${number('second')}, 0)`;
    const at = makeInstant(number(year), number(month), number(day), hour, number('minute'), second);
    return sql`coalesce(${parseInstant(text)}, ${at})`;
  };
}

const epochText = '^/Date\\((-?[0-9]+)';
const epochParser = (text: Sql): Sql =>
  sql`coalesce(${parseInstant(text)}, ${instant(parseInteger(extract(text, epochText)))})`;

/** Mar 4, 2024 10:00:00 AM: as Defender's pages write dates, and only in English. */
const namedMonth = /^[A-Z][a-z]{2} \d{1,2}, \d{4},? \d/;
const namedParser = (text: Sql): Sql => sql`coalesce(${parseInstant(text)}, ${parseNamedMonth(text)})`;

/** How a spreadsheet keeps a date: days since 1899, or since 1904, which the file does not say. */
const serial = /^\d{5}([.,]\d+)?$/;

/** A column of times whose name tells a zone that only its exporter knows. */
const zoned = (head: Head): string | undefined =>
  head.header.find((name) => /^(TimeGenerated|CreatedDateTime|Timestamp) \[.+\]$/.test(name));

const undecided = (because: string): Dates => ({ parse: parseInstant, style: { because } });

const oddDates = (head: Head, column: string): string[] =>
  head.rows.map((row) => String(row[column] ?? '')).filter((text) => text !== '' && !isIso(text));

/** Whether the beginning of a file shows none but ISO dates. */
export function hasIsoDates(shape: Shape, head: Head): boolean {
  const column = columnOf(shape, head);
  return column === null || oddDates(head, column).length === 0;
}

/** Exports of logs that are kept for 30 days. */
const retained = ['entraPortalCsv', 'graphCmdletSignInCsv'];

/** How the dates of a file are to be read. Only where the beginning of the file shows other than ISO dates is it asked. */
export async function readDates(database: Database, shape: Shape, reading: Reading, head: Head): Promise<Dates> {
  const column = columnOf(shape, head);
  const zone = zoned(head);
  if (column === null) return zone === undefined ? isoDates : undecided(`the column "${zone}" is not in UTC`);
  const odd = oddDates(head, column);
  if (odd.length === 0) return isoDates;
  if (odd.every((text) => namedMonth.test(text))) return { parse: namedParser, style: null };
  if (odd.every((text) => serial.test(text.trim())))
    return undecided('they are the numbers in which a spreadsheet keeps dates');
  if (odd.some((text) => text.startsWith('/Date('))) return { parse: epochParser, style: null };
  const texts = sql`SELECT ${reading.cell(column)} AS text FROM ${reading.from(false)}`;
  const { monthFirst, dayFirst, ...row } = await one<Row>(database, evidenceOf(texts));
  if (row.rows === 0) return isoDates;
  const evidence = { ...row, days: { monthFirst, dayFirst }, agree: agreement(head, column) };
  const style = decideDates(evidence, retained.includes(shape.name));
  return isDecided(style) ? { parse: parser(style), style } : { parse: parseInstant, style };
}
