// Thousands of small files at once: blobs of the Management Activity API hold a few dozen records each, and a transaction with
// its queries costs more than they do. Files of one shape are laid into one spool and loaded in one transaction; each has its
// own entry in the ledger, its hash and its rejects as if it had come alone. Whatever is not plain goes the ordinary way.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { one } from '../query/database.js';
import { epochMs } from '../query/operation.js';
import { sql } from '../query/sql.js';
import { spoolLine } from '../source/container/spool.js';
import { extractFiles } from '../source/extract.js';
import { batchReading, openReading } from '../source/reading.js';
import type { Shape } from '../source/shape.js';
import type { FoundFile } from './discover.js';
import { type Entry, remember } from './input.js';
import { fieldWarnings, filesWithOddities, oddities } from './oddity.js';
import { keepRejects } from './rejects.js';
import { fieldOf, logTable } from './schema.js';
import { noSearches, readSearchesOfFiles, type Searches, searchWarnings } from './search.js';
import { readSmallFile, type SmallFile } from './small-file.js';
import { type Counts, rowWarnings } from './warnings.js';
import type { Workspace } from './workspace.js';

/** Bytes of one batch, and how many files it has at most. */
const batchBytes = 32_000_000;
const batchFiles = 2_000;

interface Batch {
  readonly files: SmallFile[];
  bytes: number;
}

const isFull = (batch: Batch): boolean => batch.bytes >= batchBytes || batch.files.length >= batchFiles;

async function layOut(workspace: Workspace, files: readonly SmallFile[], first: number): Promise<string> {
  const spool = join(workspace.scratch, 'batch');
  const lines = files.flatMap(({ rows }, i) => rows.map((row) => spoolLine(row, first + i)));
  await writeFile(spool, lines.join(''));
  return spool;
}

async function countFiles(workspace: Workspace, shape: Shape, first: number): Promise<Map<number, Counts>> {
  const at = fieldOf(shape.log, 'at', 'TIMESTAMP');
  const kept = sql`FILTER (WHERE problem IS NULL)`;
  const rows = await workspace.database.rows<
    Counts & { file: number }
  >(sql`SELECT file, count(*) AS "rows", count(problem) AS rejects,
      count(*) FILTER (WHERE derived AND problem IS NULL AND ${'id' in shape.mapping}) AS derived,
      ${epochMs(sql`min(${at}) ${kept}`)} AS "firstMs", ${epochMs(sql`max(${at}) ${kept}`)} AS "lastMs"
    FROM ${logTable(shape.log)} WHERE file >= ${first} GROUP BY file`);
  return new Map(rows.map(({ file, ...counts }) => [file, counts]));
}

interface Found {
  readonly counts: Counts;
  readonly searches: Searches;
  /** Whether more is to be said of it than its sample shows. */
  readonly odd: boolean;
}

const noRows: Counts = { rows: 0, rejects: 0, derived: 0, firstMs: null, lastMs: null };

async function entryOf(
  workspace: Workspace,
  file: SmallFile,
  number: number,
  { counts, searches, odd }: Found,
): Promise<Entry> {
  const { database, scratch } = workspace;
  const { shape, head } = file;
  if (counts.rejects > 0) {
    const reading = await openReading(file.absolute, head, scratch, false);
    await keepRejects(database, shape, reading, number, counts.rejects);
  }
  const notes =
    odd || counts.rejects > 0
      ? await oddities(database, shape, head, number, counts.rejects)
      : fieldWarnings(shape, head);
  const { promised } = searches;
  const warnings = [
    ...rowWarnings(shape, { complete: true, odd: 0 }, counts, searches),
    ...(await searchWarnings(database, shape, searches, number, counts.rows - counts.rejects)),
    ...notes,
  ];
  return { shape: shape.name, log: shape.log, counts, complete: true, promised, warnings };
}

/** Loads files of one shape: all of them, or none. Throws what the engine throws. */
async function loadBatch(workspace: Workspace, files: readonly SmallFile[]): Promise<void> {
  const [{ shape }] = files as readonly [SmallFile];
  const { database } = workspace;
  await database.transaction(async () => {
    const { first } = await one<{ first: number }>(
      database,
      sql`SELECT coalesce(max(number), 0) + 1 AS first FROM input`,
    );
    const reading = batchReading(await layOut(workspace, files, first));
    const rows = extractFiles(shape, reading);
    await database.run(sql`INSERT INTO ${logTable(shape.log)} BY NAME SELECT * FROM (${rows})`);
    const counts = await countFiles(workspace, shape, first);
    const searches = await readSearchesOfFiles(database, shape, reading, sql`number`);
    const odd = await filesWithOddities(database, shape, first);
    const entries = [];
    for (const [i, file] of files.entries()) {
      const number = first + i;
      const entry = await entryOf(workspace, file, number, {
        counts: counts.get(number) ?? noRows,
        searches: searches.get(number) ?? noSearches,
        odd: odd.has(number),
      });
      entries.push({ file, number, entry });
    }
    await remember(workspace, entries);
  });
}

export interface SmallFiles {
  /** Whether the file is loaded with others, now or with `flush`; what else it is told of goes the ordinary way. */
  take(file: FoundFile, size: number): Promise<boolean>;
  flush(): Promise<void>;
}

/** `oneByOne`: loads files of a batch that the engine has refused, and those whose content came before. */
export async function gatherSmallFiles(
  workspace: Workspace,
  oneByOne: (files: readonly FoundFile[]) => Promise<void>,
): Promise<SmallFiles> {
  const rows = await workspace.database.rows<{ sha256: string }>(sql`SELECT sha256 FROM input`);
  const known = new Set(rows.map((row) => row.sha256));
  const batches = new Map<string, Batch>();
  let again: FoundFile[] = [];
  const load = (files: readonly SmallFile[]): Promise<void> =>
    loadBatch(workspace, files).catch(() => oneByOne(files.map(({ path, absolute }) => ({ path, absolute }))));
  const take = async (found: FoundFile, size: number): Promise<boolean> => {
    const file = await readSmallFile(found, size);
    if (file === null) return false;
    if (known.has(file.sha256)) {
      again.push(found);
      return true;
    }
    known.add(file.sha256);
    // Shapes of one name may look for their fields in different places.
    const key = JSON.stringify(file.shape);
    const batch = batches.get(key) ?? { files: [], bytes: 0 };
    batch.files.push(file);
    batch.bytes += file.bytes;
    batches.set(key, batch);
    if (!isFull(batch)) return true;
    batches.delete(key);
    await load(batch.files);
    return true;
  };
  const flush = async (): Promise<void> => {
    for (const { files } of batches.values()) await load(files);
    batches.clear();
    await oneByOne(again);
    again = [];
  };
  return { take, flush };
}
