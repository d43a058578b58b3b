// Files that this workspace has read to their end: where they lay and the stamp that the file system gave them. A file that
// still has its stamp is not read again, so that asking a workspace of many gigabytes again costs no second hash of them.
import { type BigIntStats, statSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
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
function stampOf({ absolute }: FoundFile): Stamped | null {
  try {
    const info = statSync(absolute, { bigint: true });
    return { size: Number(info.size), stamp: textOf(info), readable: info.isFile() || info.isDirectory() };
  } catch {
    return null;
  }
}

/** Files asked between two looks at whether somebody wants to stop. */
const atOnce = 500;

/** Stamps of all files, in their order. A promise for each of 100,000 files cost more than asking for them (measured: 2 s of 3). */
export async function stampsOf(files: readonly FoundFile[]): Promise<(Stamped | null)[]> {
  const stamps: (Stamped | null)[] = [];
  for (const [i, file] of files.entries()) {
    stamps.push(stampOf(file));
    if (i % atOnce === atOnce - 1) await setImmediate();
  }
  return stamps;
}

/** What says of a file that it was read, in one text: three columns of 100,000 rows cost thrice as much to hand over. */
const keyOf = ({ location, path, stamp }: Seen): string => [location, path, stamp].join('\n');

/** What was read before. */
export async function readSeen(database: Database): Promise<ReadonlySet<string>> {
  const rows = await database.rows<{ key: string }>(
    sql`SELECT concat_ws(chr(10), location, path, stamp) AS key FROM seen`,
  );
  return new Set(rows.map(({ key }) => key));
}

export const wasSeen = (seen: ReadonlySet<string>, { absolute, path }: FoundFile, stamped: Stamped | null): boolean =>
  stamped !== null && seen.has(keyOf({ location: absolute, path, stamp: stamped.stamp }));

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
