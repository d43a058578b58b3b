// The SQL that turns a file's rows into records, made from the shape's mapping and the catalogue. It never drops a row: one
// that cannot become a record carries the code of its problem.
import {
  compactJson,
  epochMs,
  jsonStructure,
  matches,
  quickHash,
  replaceLoneSurrogates,
  sha256,
  unwrapped,
} from '../query/operation.js';
import { join, name, type Sql, sql } from '../query/sql.js';
import { type Catalogue, catalogues, type Field, type LogKind } from '../record/field.js';
import { extract, specification, typed } from './mapping.js';
import { beside, type Reading, selected } from './reading.js';
import type { Payload, Shape, Wrapper } from './shape.js';
import { shorthand } from './shorthand.js';

/** Why a row is no record. The texts stand in docs/ledger.md. */
export const rejectReasons = {
  empty: 'the row holds no record: its data column is empty',
  shorthand: "in place of the record stands PowerShell's word for it: export again with ConvertTo-Json -Depth 20",
  invalidJson: 'the record is not valid JSON; it was probably cut when it was exported',
  noTime: 'the record has no usable time',
  noOperation: 'the record does not say what was done',
  noRange: 'the row of the table names no network',
  noApplication: 'the row of the table names no application',
  noPerson: 'the row of the table names no user',
  noSubject: 'the row does not say whom or what it is about',
  noMessageId: 'the row names no message',
  otherLog: 'the row is of a log that Letterlock does not read',
  header: 'the row is the header of a file that was joined to another one',
  summary: 'the row is of a list that a tool made from the audit log; give the export of the log itself',
} as const;

// Cloud mail audit logs do not reach further back than this, nor into the far future: such times are damage.
const earliestMs = Date.UTC(2000, 0, 1);
const latestMs = Date.UTC(2100, 0, 1);

/** Fields that a wrapper repeats, used where the record itself lacks them. */
function value(key: string, field: Field, shape: Shape, reading: Reading): Sql {
  const own = extract(field, name('s'), shape.mapping[key], key === 'at' ? reading.instantOf : undefined);
  const wrapped = shape.wrapper[key as keyof Wrapper];
  return wrapped === undefined
    ? own
    : sql`coalesce(${own}, ${typed(field, beside(reading, wrapped), reading.instantOf)})`;
}

const noTime = sql`WHEN NOT coalesce(${epochMs(sql`"at"`)} BETWEEN ${earliestMs} AND ${latestMs - 1}, false) THEN 'noTime'`;

/** What each log's rows cannot be records without. */
const needs: Readonly<Record<LogKind, Sql>> = {
  audit: sql`${noTime} WHEN operation IS NULL THEN 'noOperation'`,
  signIn: noTime,
  directory: noTime,
  graphActivity: noTime,
  network: sql`WHEN range IS NULL OR NOT ${matches(sql`trim(range)`, '^[0-9A-Fa-f:.]*[:.][0-9A-Fa-f:.]*(/[0-9]+)?$')} THEN 'noRange'`,
  application: sql`WHEN application IS NULL THEN 'noApplication'`,
  person: sql`WHEN "user" IS NULL THEN 'noPerson'`,
  state: sql`WHEN coalesce(subject, "subjectId", "mailboxGuid", name) IS NULL THEN 'noSubject'`,
  messageTrace: sql`WHEN nullif(trim("messageId"), '') IS NULL THEN 'noMessageId'`,
};

/** What is no JSON does not say of which log it is, so it is refused for that and not for its log. */
const problem = (shape: Shape): Sql => sql`CASE
  WHEN s IS NULL AND (payload IS NULL OR trim(payload) = '') THEN 'empty' ${repeatedHeader(shape.payload)}
  WHEN s IS NULL AND ${matches(sql`payload`, `(?s)${shorthand}`)} THEN 'shorthand' WHEN s IS NULL THEN 'invalidJson' ${shape.refused === undefined ? sql`${otherLog(shape)} ${needs[shape.log]}` : sql`ELSE ${shape.refused}`} END`;

/** Of CSV files that were joined as text the header comes again. */
function repeatedHeader(payload: Payload): Sql {
  const column = payload.kind === 'row' ? undefined : payload.places[0]?.at(-1);
  return column === undefined ? sql`` : sql`WHEN s IS NULL AND payload = ${column} THEN 'header'`;
}

/** Where rows of other logs may lie: what is whole, but has neither a time nor an operation of its own. */
function otherLog({ mixed, log, mapping }: Shape): Sql {
  if (mixed === undefined) return sql``;
  const own = (key: string, type: Field): Sql => sql`${extract(type, name('s'), mapping[key])} IS NULL`;
  const { at, operation } = catalogues[log] as Catalogue;
  if (at === undefined || operation === undefined)
    throw new Error(`${log} rows have no time and operation to tell them by`);
  return sql`WHEN ${own('at', at)} AND ${own('operation', operation)} THEN 'otherLog'`;
}

const columnNames = (shape: Shape): string[] => Object.keys(catalogues[shape.log]);

/** Half a character (a lone surrogate escape) makes the engine refuse a text that others read: a subject cut in an emoji. */
const repaired = replaceLoneSurrogates(sql`payload`);

const wrapperKeys = ['id', 'at', 'operation', 'user'] as const;

/** What stands around the record in its row, as text. */
function wrapped(shape: Shape, reading: Reading): Sql {
  const cells = wrapperKeys.map((key) => {
    const column = shape.wrapper[key];
    const cell = column === undefined ? sql`NULL::VARCHAR` : beside(reading, column);
    return sql`${cell} AS ${name(`wrapped ${key}`)}`;
  });
  return join(cells);
}

/** Only rows without an id pay for this. White space does not count, so that two layouts of one record stay one. */
const contentHash = sql`CASE WHEN id IS NULL AND s IS NOT NULL THEN ${sha256(sql`coalesce(${compactJson(sql`payload`)}, ${compactJson(repaired)})`)} ELSE '' END`;

function payloadOf(payload: Payload, reading: Reading): Sql {
  if (payload.kind === 'row') return reading.whole;
  const places = payload.places.map((place) => reading.at(place));
  const [one] = places;
  if (one !== undefined && places.length === 1 && payload.orRow === undefined) return one;
  const filled = places.map((place) => sql`nullif(${place}, '')`);
  return sql`coalesce(${join([...filled, ...(payload.orRow ? [reading.whole] : [])])})`;
}

/**
 * The record's text, as rules read it: under the record's own names, also where an export has others. Records of opened mail are
 * left as they are: they are many and large, and their fields are all known; and so are rows that become rejects, which are found
 * again by what they hold.
 */
function rawOf(shape: Shape): Sql {
  const { restored } = shape;
  if (restored === undefined) return sql`payload`;
  const { apart, record } = restored;
  return sql`CASE WHEN ${problem(shape)} IS NOT NULL OR operation = 'MailItemsAccessed' OR NOT coalesce(${apart(sql`payload`)}, false) THEN payload
    ELSE coalesce(${record(sql`payload`, name('s'))}, payload) END`;
}

/** The file's rows that are of this shape. */
function rowsOf(shape: Shape, reading: Reading, numbered: boolean): Sql {
  const { only, except } = shape;
  const rows = reading.from(numbered);
  if (only !== undefined) return sql`(SELECT * FROM ${rows} WHERE ${selected(reading, only)})`;
  if (except === undefined) return rows;
  return sql`(SELECT * FROM ${rows} WHERE NOT (${join(
    except.map((one) => selected(reading, one)),
    ' OR ',
  )}))`;
}

function extraction(shape: Shape, reading: Reading, places: { columns: Sql; filter: Sql } | null): Sql {
  const catalogue: Catalogue = catalogues[shape.log];
  const columns = columnNames(shape);
  const payload = payloadOf(shape.payload, reading);
  const more = Object.fromEntries((shape.restored?.columns ?? []).map((column) => [column, 'VARCHAR']));
  const wanted = { ...more, ...specification(catalogue, shape.mapping) };
  const structure = jsonStructure(sql`payload`, wanted);
  const values = join(
    columns.map((key) => sql`${value(key, catalogue[key] as Field, shape, reading)} AS ${name(key)}`),
  );
  const known = join(
    columns.map((key) => sql`(${name(key)} IS NOT NULL)::INTEGER`),
    ' + ',
  );
  const id = sql`coalesce(id, 'content-' || left(${contentHash}, 32)) AS id`;
  const all = join(columns.map((key) => (key === 'id' ? id : name(key))));
  const place = places === null ? sql`` : sql`, ${places.columns}`;
  return sql`SELECT ${all}, id IS NULL AS derived, ${known} AS richness, ${problem(shape)} AS problem, ${rawOf(shape)} AS raw, ${quickHash(sql`payload`)} AS fingerprint${place}
    FROM (SELECT ${values}, s, payload${place} FROM (
      SELECT *, coalesce(${structure}, ${jsonStructure(repaired, wanted)}) AS s FROM (
        SELECT * REPLACE (${shape.payload.kind === 'row' ? sql`payload` : unwrapped(sql`payload`)} AS payload) FROM (
          SELECT *, ${payload} AS payload${places === null ? sql`` : sql`, ${wrapped(shape, reading)}`} FROM ${rowsOf(shape, reading, places !== null)}))
      ${places === null ? sql`` : sql`WHERE ${places.filter}`}))`;
}

/**
 * All rows of a file with the columns of its log, and `derived` (the id was made from the content), `richness` (how many
 * fields are known), `problem`, `raw`, `fingerprint` (a quick hash of `raw`).
 */
export const extractRows = (shape: Shape, reading: Reading): Sql => extraction(shape, reading, null);

/** The same for many files that lie in one spool, with `file`. */
export const extractFiles = (shape: Shape, reading: Reading): Sql =>
  sql`SELECT * EXCLUDE (number), number AS file FROM (${extraction(shape, reading, { columns: sql`number`, filter: sql`true` })})`;

/**
 * The same for the rows whose payload is among some texts (a query that gives their `quickHash`), with `row`, `line` and,
 * as `wrapped …`, what stands around the record. To be run in the file's order.
 */
export function locateRows(shape: Shape, reading: Reading, hashes: Sql): Sql {
  const columns = join([sql`"row"`, sql`line`, ...wrapperKeys.map((key) => name(`wrapped ${key}`))]);
  return extraction(shape, reading, { columns, filter: sql`${quickHash(sql`coalesce(payload, '')`)} IN (${hashes})` });
}
