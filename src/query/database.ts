// What the rooms know of an engine: it runs queries and gives rows of plain values. Whole numbers come as numbers, instants
// as the milliseconds that the query asked for, lists as arrays.
import type { Sql } from './sql.js';

export interface Database {
  /** Runs a statement; the number of rows that it changed. */
  run(query: Sql): Promise<number>;
  rows<Row>(query: Sql): Promise<Row[]>;
  /** The same for many rows, or long lists in them: one text a row costs a third of handing over value by value. */
  manyRows<Row>(query: Sql): Promise<Row[]>;
  /** Rows as they come, for answers that may be larger than memory. */
  stream<Row>(query: Sql): AsyncIterable<Row>;
  /** Runs work in which rows of files come in the files' order; slower, so only where places are asked for. */
  inOrder<T>(work: () => Promise<T>): Promise<T>;
  /** How far the statement that runs now has come, from 0 to 1; 0 where the engine cannot tell. */
  progress(): number;
  /** All of the work, or nothing. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Soft limit for the engine's buffers, in bytes. */
  readonly memoryBytes: number;
  readonly threads: number;
  /** A folder for what does not fit into memory. */
  readonly spillFolder: string;
}

/** One row that must be there. */
export async function one<Row>(database: Database, query: Sql): Promise<Row> {
  const [row] = await database.rows<Row>(query);
  if (row === undefined) throw new Error('a query that always gives a row gave none');
  return row;
}
