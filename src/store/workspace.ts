// A workspace: the folder with the store. Without one given, a temporary folder stands in and is removed at the end.
import { rmSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../query/database.js';
import { openDuckdb } from '../query/duckdb/database.js';
import { name, sql } from '../query/sql.js';
import { catalogues } from '../record/field.js';
import { LetterlockError } from '../util/error.js';
import { makeFolder } from '../util/folder.js';
import { lock } from './lock.js';
import { answerTables, createSchema, storeFormat } from './schema.js';

export interface Workspace {
  readonly database: Database;
  readonly folder: string;
  /** For files that live only as long as the work. */
  readonly scratch: string;
  /** It stays when the work is done, so that what was found out may be kept in it. */
  readonly kept: boolean;
  close(): Promise<void>;
}

// 1.5 GB loads a million records as fast as 6 GB does (measured); small machines get half of what they have.
const memoryBytes = (): number => Math.min(1_500_000_000, Math.floor(totalmem() / 2));
const threads = (available: number): number => Math.max(1, Math.min(available, 8));

async function checkFormat(database: Database, folder: string): Promise<void> {
  const [row] = await database.rows<{ format: number }>(sql`SELECT format FROM store`);
  if (row?.format === storeFormat) return;
  throw new LetterlockError({
    code: 'workspaceFormat',
    message: `the workspace ${folder} was written by another version of Letterlock (format ${row?.format})`,
    hint: 'load the exports into a new workspace folder',
  });
}

async function openStore(folder: string, kept: boolean, cores: number): Promise<Workspace> {
  const scratch = join(folder, 'scratch');
  await rm(scratch, { recursive: true, force: true });
  makeFolder(scratch);
  const options = { memoryBytes: memoryBytes(), threads: threads(cores), spillFolder: scratch };
  const database = await openDuckdb(join(folder, 'store.duckdb'), options);
  const close = async (): Promise<void> => {
    await database.close();
    await rm(scratch, { recursive: true, force: true });
  };
  try {
    await createSchema(database);
    await checkFormat(database, folder);
  } catch (error) {
    await close();
    throw error;
  }
  return { database, folder, scratch, kept, close };
}

/** Takes everything out of a store, so that the next files are judged by themselves. */
export async function emptyStore(database: Database): Promise<void> {
  await database.transaction(async () => {
    for (const table of ['input', 'reject', 'address', ...answerTables, 'seen', ...Object.keys(catalogues)])
      await database.run(sql`DELETE FROM ${name(table)}`);
  });
}

/** A temporary folder goes with the process, however that ends short of a kill. */
function removeAtEnd(home: string): () => Promise<void> {
  const remove = (): void => rmSync(home, { recursive: true, force: true });
  process.once('exit', remove);
  return async () => {
    process.off('exit', remove);
    remove();
  };
}

/** Opens or makes the workspace of a folder; `null` for a temporary one. `cores`: how many threads may work. */
export async function openWorkspace(folder: string | null, cores: number): Promise<Workspace> {
  if (folder !== null) makeFolder(folder);
  const home = folder === null ? await mkdtemp(join(tmpdir(), 'letterlock-')) : await realpath(folder);
  const unlock = await lock(home);
  const tidy = folder === null ? removeAtEnd(home) : unlock;
  try {
    const store = await openStore(home, folder !== null, cores);
    return {
      ...store,
      close: async () => {
        await store.close();
        await tidy();
      },
    };
  } catch (error) {
    await tidy();
    throw error;
  }
}
