// Files that this workspace has read to their end: where they lay and the stamp that the file system gave them. A file that
// still has its stamp is not read again, so that asking a workspace of many gigabytes again costs no second hash of them.
import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Database } from '../query/database.js';
import { inlineRows } from '../query/operation.js';
import { sql } from '../query/sql.js';
import type { FoundFile } from './discover.js';

export interface Seen {
  readonly location: string;
  readonly path: string;
  readonly stamp: string;
}

export interface Stamped {
  readonly size: number;
  readonly stamp: string;
  /** Nothing that could be waited for in vain, as a pipe is. */
  readonly readable: boolean;
}

// The change time is set by the system whenever content or times are written; nobody without rights over it can set it back.
const textOf = (info: BigIntStats): string => [info.size, info.mtimeNs, info.ctimeNs, info.ino, info.dev].join(' ');

/** A file's size and stamp; null where it cannot be asked. */
export async function stampOf(file: FoundFile): Promise<Stamped | null> {
  const info = await stat(file.absolute, { bigint: true }).catch(() => null);
  if (info === null) return null;
  return { size: Number(info.size), stamp: textOf(info), readable: info.isFile() || info.isDirectory() };
}

/** What was read before, by location. */
export async function readSeen(database: Database): Promise<Map<string, Seen>> {
  const rows = await database.rows<Seen>(sql`SELECT location, path, stamp FROM seen`);
  return new Map(rows.map((row) => [row.location, row]));
}

export const wasSeen = (seen: ReadonlyMap<string, Seen>, file: FoundFile, stamped: Stamped | null): boolean => {
  const before = seen.get(file.absolute);
  return before !== undefined && before.path === file.path && before.stamp === stamped?.stamp;
};

/** Remembers files that were read to their end. */
export async function keepSeen(database: Database, files: readonly Seen[]): Promise<void> {
  if (files.length === 0) return;
  const rows = inlineRows({ location: 'text', path: 'text', stamp: 'text' }, files);
  await database.transaction(async () => {
    await database.run(sql`CREATE OR REPLACE TEMP TABLE "newlySeen" AS SELECT * FROM ${rows}`);
    await database.run(sql`DELETE FROM seen WHERE location IN (SELECT location FROM "newlySeen")`);
    await database.run(sql`INSERT INTO seen SELECT location, path, stamp FROM "newlySeen"`);
  });
}
