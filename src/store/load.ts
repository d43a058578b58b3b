// Loads one file: everything of it in one transaction, or nothing, so that a kill at any moment leaves a store without halves
// and without doubles. The engine reads and extracts; JavaScript sees only rows that could not become records.
import { one } from '../query/database.js';
import { epochMs, instant } from '../query/operation.js';
import { type Sql, sql } from '../query/sql.js';
import { inspectFile } from '../source/container/text.js';
import { extractRows } from '../source/extract.js';
import { type Head, readFileHead } from '../source/head.js';
import { openReading, type Reading } from '../source/reading.js';
import { recognise } from '../source/recognise.js';
import type { Shape } from '../source/shape.js';
import { addAddresses } from './addresses.js';
import type { FoundFile } from './discover.js';
import { removeDuplicates } from './duplicates.js';
import { keepRejects } from './rejects.js';
import { fieldOf, logTable } from './schema.js';
import { type Counts, promisedRows, rowWarnings, unknownFile, type Warning } from './warnings.js';
import type { Workspace } from './workspace.js';

interface Content extends FoundFile {
  readonly sha256: string;
  readonly bytes: number;
}

interface Entry {
  readonly shape: string;
  readonly log: string | null;
  readonly counts: Counts;
  readonly complete: boolean;
  readonly promised: number;
  readonly warnings: readonly Warning[];
}

async function insertRows({ database }: Workspace, shape: Shape, reading: Reading, number: number): Promise<Counts> {
  const target = logTable(shape.log);
  const rows = extractRows(shape, reading);
  await database.run(sql`INSERT INTO ${target} BY NAME SELECT *, ${number}::INTEGER AS file FROM (${rows})`);
  const at = fieldOf(shape.log, 'at', 'TIMESTAMP');
  const hasIds = 'id' in shape.mapping;
  return one<Counts>(
    database,
    sql`SELECT count(*) AS "rows", count(problem) AS rejects, count(*) FILTER (WHERE derived AND problem IS NULL AND ${hasIds}) AS derived,
      ${epochMs(sql`min(${at}) FILTER (WHERE problem IS NULL)`)} AS "firstMs",
      ${epochMs(sql`max(${at}) FILTER (WHERE problem IS NULL)`)} AS "lastMs"
      FROM ${target} WHERE file = ${number}`,
  );
}

async function loadRows(
  workspace: Workspace,
  shape: Shape,
  reading: Reading,
  number: number,
  sha256: string,
): Promise<Entry> {
  const { database } = workspace;
  const counts = await insertRows(workspace, shape, reading, number);
  if (counts.rejects > 0) {
    await keepRejects(database, shape, reading, number, counts.rejects);
    await database.run(sql`DELETE FROM ${logTable(shape.log)} WHERE file = ${number} AND problem IS NOT NULL`);
  }
  const promised = await promisedRows(database, shape, reading);
  const warnings = rowWarnings(shape, reading.complete, counts, promised);
  await removeDuplicates(database, shape.log, number, sha256);
  await addAddresses(database, shape.log, number);
  return { shape: shape.name, log: shape.log, counts, complete: reading.complete, promised, warnings };
}

async function remember({ database }: Workspace, file: Content, number: number, entry: Entry): Promise<void> {
  const { counts } = entry;
  const at = (ms: number | null): Sql => (ms === null ? sql`NULL` : instant(ms));
  await database.run(sql`INSERT INTO input VALUES (${number}, ${file.path}, ${file.absolute}, ${file.sha256}, ${file.bytes}, ${entry.shape},
    ${entry.log}, ${counts.rows}, ${counts.rejects}, ${entry.complete}, ${at(counts.firstMs)}, ${at(counts.lastMs)}, ${entry.promised},
    ${JSON.stringify(entry.warnings)})`);
}

/** The same content under another path is the same input; it is named by the smallest path. */
async function isLoaded({ database }: Workspace, file: Content): Promise<boolean> {
  const [known] = await database.rows<{ path: string }>(sql`SELECT path FROM input WHERE sha256 = ${file.sha256}`);
  // Where it lies now is where its rows will be looked for.
  await database.run(sql`UPDATE input SET location = ${file.absolute} WHERE sha256 = ${file.sha256}`);
  if (known !== undefined && file.path < known.path) {
    await database.run(sql`UPDATE input SET path = ${file.path} WHERE sha256 = ${file.sha256}`);
  }
  return known !== undefined;
}

async function loadContent(
  workspace: Workspace,
  file: Content,
  head: Head,
  shape: Shape | null,
  slow: boolean,
): Promise<void> {
  const { database, scratch } = workspace;
  const reading = shape === null ? null : await openReading(file.absolute, head, scratch, slow);
  await database.transaction(async () => {
    const { number } = await one<{ number: number }>(
      database,
      sql`SELECT coalesce(max(number), 0) + 1 AS number FROM input`,
    );
    const entry =
      shape === null || reading === null
        ? unknownFile(head)
        : await loadRows(workspace, shape, reading, number, file.sha256);
    await remember(workspace, file, number, entry);
  });
}

/** Loads a file unless its content is there already. Throws what the file system throws. */
export async function loadFile(workspace: Workspace, found: FoundFile): Promise<void> {
  const head = await readFileHead(found.absolute);
  const { sound, ...content } = await inspectFile(found.absolute, head);
  const file: Content = { ...found, ...content };
  if (await isLoaded(workspace, file)) return;
  const shape = recognise(head);
  try {
    await loadContent(workspace, file, head, shape, !sound);
  } catch (error) {
    if (!sound) throw error;
    // The engine gives up a whole file for one broken quote; the slow lane reads what there is.
    await loadContent(workspace, file, head, shape, true);
  }
}
