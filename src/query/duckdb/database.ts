// One DuckDB file, one owner. Two handles on one file inside a process corrupt it silently (measured, pitfall 1 of the
// engine study), so an open path is remembered here and refused a second time.
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import type { Database, DatabaseOptions } from '../database.js';
import { print } from '../dialect.js';
import type { Sql } from '../sql.js';
import { duckdb } from './dialect.js';
import { textLiteral } from './literal.js';

const openPaths = new Set<string>();

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  return value;
}

function plainRow<Row>(row: Record<string, unknown>): Row {
  for (const key of Object.keys(row)) row[key] = plain(row[key]);
  return row as Row;
}

/**
 * Rows that are compressed together. The engine's 122,880 are 370 MB of records for every thread, and a file with fewer rows
 * than that is compressed only when it is committed, by one thread.
 */
const rowGroup = 30_720;

async function connect(instance: DuckDBInstance, path: string): Promise<DuckDBConnection> {
  const connection = await instance.connect();
  if (path !== ':memory:') {
    // Without the newest storage version there is no zstd, and the file is 1.75 times the input instead of 0.29.
    await connection.run(`ATTACH ${textLiteral(path)} AS store (STORAGE_VERSION 'latest', ROW_GROUP_SIZE ${rowGroup})`);
    await connection.run('USE store');
  }
  await connection.run("SET TimeZone='UTC'");
  // Insertion order costs memory and parallelism; every answer is ordered explicitly anyway.
  await connection.run('SET preserve_insertion_order=false');
  // For few rows on the left the engine compares each with the whole right side: 1.6 s for 50 addresses instead of 0.1 s.
  await connection.run('SET asof_loop_join_threshold=0');
  // Closing would merge the row groups that copies have left and compress them anew, a quarter of the time of loading; the
  // journal holds what was changed, and is worked in when it has grown.
  await connection.run('PRAGMA disable_checkpoint_on_shutdown');
  await connection.run('SET enable_progress_bar=true');
  await connection.run('SET enable_progress_bar_print=false');
  return connection;
}

/** Opens (or makes) the file; `:memory:` for a store that is not kept. */
export async function openDuckdb(path: string, options: DatabaseOptions): Promise<Database> {
  if (path !== ':memory:' && openPaths.has(path)) throw new Error(`already open in this process: ${path}`);
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${Math.floor(options.memoryBytes / 1_000_000)}MB`,
    threads: String(options.threads),
    temp_directory: options.spillFolder,
    checkpoint_threshold: '256MB',
    // No extension is ever fetched: that would be a connection that nobody asked for.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  openPaths.add(path);
  const connection = await connect(instance, path).catch((error) => {
    instance.closeSync();
    openPaths.delete(path);
    throw error;
  });
  const run = async (text: string): Promise<number> => (await connection.run(text)).rowsChanged;
  const read = async (text: string) =>
    (await connection.runAndReadAll(text)).getRowObjectsJS() as Record<string, unknown>[];

  return {
    run: (query: Sql) => run(print(query, duckdb)),
    rows: async <Row>(query: Sql) => (await read(print(query, duckdb))).map((row) => plainRow<Row>(row)),
    manyRows: async <Row>(query: Sql) => {
      const rows = await read(`SELECT to_json(r)::VARCHAR AS row FROM (${print(query, duckdb)}) r`);
      return rows.map(({ row }) => JSON.parse(row as string) as Row);
    },
    async *stream<Row>(query: Sql) {
      const result = await connection.stream(print(query, duckdb));
      for await (const rows of result.yieldRowObjectJs()) {
        for (const row of rows as Record<string, DuckDBValue>[]) yield plainRow<Row>(row);
      }
    },
    progress: () => Math.min(1, Math.max(0, connection.progress.percentage / 100)),
    inOrder: async (work) => {
      await run('SET preserve_insertion_order=true');
      try {
        return await work();
      } finally {
        await run('SET preserve_insertion_order=false');
      }
    },
    transaction: async (work) => {
      await run('BEGIN TRANSACTION');
      try {
        const answer = await work();
        await run('COMMIT');
        return answer;
      } catch (error) {
        await run('ROLLBACK').catch(() => {});
        throw error;
      }
    },
    close: async () => {
      connection.closeSync();
      instance.closeSync();
      openPaths.delete(path);
    },
  };
}
