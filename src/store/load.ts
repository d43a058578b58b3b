// Loads one file: everything of it in one transaction, or nothing, so that a kill at any moment leaves a store without halves
// and without doubles. The engine reads and extracts; JavaScript sees only rows that could not become records.
import { type Database, one } from '../query/database.js';
import { epochMs } from '../query/operation.js';
import { join, type Sql, sql } from '../query/sql.js';
import type { LogKind } from '../record/field.js';
import { readDates } from '../source/date/culture.js';
import { extractRows } from '../source/extract.js';
import { type Head, readFileHead } from '../source/head.js';
import { openReading, type Reading } from '../source/reading.js';
import { recognise } from '../source/recognise.js';
import type { Shape } from '../source/shape.js';
import { dateWarnings } from './date-warnings.js';
import type { FoundFile } from './discover.js';
import { type Content, type Entry, remember } from './input.js';
import { contentStamp, type Inspect, inspectNow } from './inspect-ahead.js';
import { oddities } from './oddity.js';
import { presentShapes } from './present.js';
import { keepRejects } from './rejects.js';
import { fieldOf, logTable } from './schema.js';
import { readSearches, searchWarnings } from './search.js';
import { type Counts, rowWarnings, spareFile, unknownFile } from './warnings.js';
import type { Workspace } from './workspace.js';

const problems = async (database: Database, target: Sql, number: number): Promise<number> =>
  (await one<{ n: number }>(database, sql`SELECT count(problem) AS n FROM ${target} WHERE file = ${number}`)).n;

/** Inserts the rows of one shape; those that could not become records go to the rejects, and leave when the store is settled. */
async function insertRows(workspace: Workspace, shape: Shape, reading: Reading, number: number): Promise<number> {
  const { database } = workspace;
  const target = logTable(shape.log);
  const rows = extractRows(shape, reading);
  const before = await problems(database, target, number);
  await database.run(sql`INSERT INTO ${target} BY NAME SELECT *, ${number}::INTEGER AS file FROM (${rows})`);
  const rejects = (await problems(database, target, number)) - before;
  if (rejects > 0) await keepRejects(database, shape, reading, number, rejects);
  return rejects;
}

/** What the file brought, before copies are removed. */
async function countRows(
  { database }: Workspace,
  shapes: readonly Shape[],
  number: number,
): Promise<Omit<Counts, 'rejects'>> {
  const parts = logsOf(shapes).map((log) => {
    const hasIds = shapes.some((shape) => shape.log === log && 'id' in shape.mapping);
    return sql`SELECT ${fieldOf(log, 'at', 'TIMESTAMP')} AS "at", derived AND ${hasIds} AS derived FROM ${logTable(log)}
      WHERE file = ${number} AND problem IS NULL`;
  });
  return one(
    database,
    sql`SELECT count(*) AS "rows", count(*) FILTER (WHERE derived) AS derived,
      ${epochMs(sql`min("at")`)} AS "firstMs", ${epochMs(sql`max("at")`)} AS "lastMs" FROM (${join(parts, ' UNION ALL ')})`,
  );
}

const logsOf = (shapes: readonly Shape[]): LogKind[] => [...new Set(shapes.map((shape) => shape.log))];

async function loadRows(
  workspace: Workspace,
  candidates: readonly [Shape, ...Shape[]],
  asRead: Reading,
  number: number,
  file: Content & { readonly head: Head },
): Promise<Entry> {
  const { database } = workspace;
  const shapes = await presentShapes(database, candidates, asRead);
  const dates = await readDates(database, shapes[0], asRead, file.head);
  const reading = { ...asRead, instantOf: dates.parse };
  const complete = reading.complete && file.damaged !== true;
  let rejects = 0;
  for (const shape of shapes) rejects += await insertRows(workspace, shape, reading, number);
  const kept = await countRows(workspace, shapes, number);
  const counts = { ...kept, rejects, rows: kept.rows + rejects };
  const [shape] = shapes;
  const searches = await readSearches(database, shape, reading);
  const { promised } = searches;
  const warnings = [
    ...rowWarnings(shape, { complete, odd: reading.odd }, counts, searches),
    ...(await searchWarnings(database, shape, searches, number, kept.rows)),
    ...dateWarnings(shape, dates),
    ...(await oddities(database, shape, file.head, number, rejects)),
  ];
  return { shape: shape.name, log: shape.log, counts, complete, promised, warnings };
}

/** The same content under another path is the same input; it is named by the smallest path. */
async function isLoaded({ database }: Workspace, file: Content): Promise<boolean> {
  const [known] = await database.rows<{ path: string }>(sql`SELECT path FROM input WHERE sha256 = ${file.sha256}`);
  // Where it lies now is where its rows will be looked for.
  await database.run(sql`UPDATE input SET location = ${file.location ?? file.absolute} WHERE sha256 = ${file.sha256}`);
  if (known !== undefined && file.path < known.path) {
    await database.run(sql`UPDATE input SET path = ${file.path} WHERE sha256 = ${file.sha256}`);
  }
  return known !== undefined;
}

/** The entry of a file whose rows are not read: nobody knows it, or nobody needs it. */
function entryOfUnread(file: Content, head: Head, shape: Shape | undefined): Entry | null {
  if (shape === undefined) return unknownFile(head, file.damaged === true);
  return shape.spare === undefined ? null : spareFile(shape, shape.spare);
}

/** What was hashed is not what was read: something writes to the file. */
class Changed extends Error {
  override readonly message = 'it was written to while it was read, time and again: give a copy of it';
}

/** Rows that the beginning of a file certainly has. */
const rowsSeen = ({ container, rows }: Head): number =>
  container === 'csv' || container === 'lines'
    ? rows.filter((row) => Object.values(row).some((cell) => cell !== '')).length
    : 0;

const attempts = 3;

async function loadContent(
  workspace: Workspace,
  file: Content,
  head: Head,
  shapes: readonly Shape[],
  slow: boolean,
  stamp: string,
): Promise<void> {
  const { database, scratch } = workspace;
  const unread = entryOfUnread(file, head, shapes[0]);
  const reading = unread === null ? await openReading(file.absolute, head, scratch, slow) : null;
  await database.transaction(async () => {
    const { number } = await one<{ number: number }>(
      database,
      sql`SELECT coalesce(max(number), 0) + 1 AS number FROM input`,
    );
    const some = shapes as readonly [Shape, ...Shape[]];
    const entry = unread ?? (await loadRows(workspace, some, reading as Reading, number, { ...file, head }));
    if (!slow && unread === null && entry.counts.rows < rowsSeen(head))
      throw new Error('the engine read fewer rows than the file begins with');
    if ((await contentStamp(file.absolute)) !== stamp) throw new Changed();
    await remember(workspace, [{ file, number, entry }]);
  });
}

async function loadOnce(workspace: Workspace, found: FoundFile, inspect: Inspect): Promise<void> {
  const head = await readFileHead(found.absolute);
  const { sound, stamp, ...content } = await inspect(found.absolute, head);
  const file: Content = { ...found, ...content };
  if (await isLoaded(workspace, file)) return;
  const shapes = recognise(head);
  try {
    await loadContent(workspace, file, head, shapes, !sound, stamp);
  } catch (error) {
    if (!sound || error instanceof Changed) throw error;
    // The engine gives up a whole file for one broken quote; the slow lane reads what there is.
    await loadContent(workspace, file, head, shapes, true, stamp);
  }
}

/** Loads a file unless its content is there already. Throws what the file system throws. */
export async function loadFile(workspace: Workspace, found: FoundFile, inspect: Inspect = inspectNow): Promise<void> {
  for (let left = attempts; ; left--) {
    try {
      return await loadOnce(workspace, found, left === attempts ? inspect : inspectNow);
    } catch (error) {
      if (!(error instanceof Changed) || left === 1) throw error;
    }
  }
}
