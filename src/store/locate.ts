// Row and line of records, found by reading their files again. Keeping them for every record would cost every load; they
// are asked for only where a person follows a sentence to its line.
import { stat } from 'node:fs/promises';
import { list, sql } from '../query/sql.js';
import { extraction } from '../source/extract.js';
import { readFileHead } from '../source/head.js';
import { openReading } from '../source/reading.js';
import { recognise } from '../source/recognise.js';
import { LetterlockError } from '../util/error.js';
import { hashFile } from '../util/hash.js';
import type { Workspace } from './workspace.js';

export interface RowPlace {
  readonly row: number;
  readonly line: number | null;
}

async function locationOf({ database }: Workspace, sha256: string): Promise<string> {
  const [input] = await database.rows<{ path: string; location: string }>(
    sql`SELECT path, location FROM input WHERE sha256 = ${sha256}`,
  );
  const location = input?.location ?? '';
  const there = await stat(location).then(
    (info) => info.isFile(),
    () => false,
  );
  if (there && (await hashFile(location)).sha256 === sha256) return location;
  throw new LetterlockError({
    code: 'fileGone',
    message: `${input?.path} is not where it was read from, or has changed since`,
    hint: 'rows and lines are found by reading the file again; put it back, or leave out --rows',
  });
}

async function search(
  workspace: Workspace,
  location: string,
  ids: readonly string[],
  slow: boolean,
): Promise<Map<string, RowPlace>> {
  const head = await readFileHead(location);
  const shape = recognise(head, location);
  if (shape === null) return new Map();
  const reading = await openReading(location, head, workspace.scratch, slow);
  const { database } = workspace;
  const rows = await database.inOrder(() =>
    database.rows<{ id: string; row: number; line: number | null }>(
      sql`SELECT id, min("row") AS "row", min(line) AS line FROM (${extraction(shape, reading, true)}) WHERE id IN ${list(ids)} GROUP BY id`,
    ),
  );
  const lines = await reading.lines(new Set(rows.map((row) => row.row)));
  return new Map(rows.map(({ id, row, line }) => [id, { row, line: line ?? lines.get(row) ?? null }]));
}

/** The first row of each record in the file with this content. Throws `fileGone`. */
export async function locateRows(
  workspace: Workspace,
  sha256: string,
  ids: readonly string[],
): Promise<Map<string, RowPlace>> {
  const location = await locationOf(workspace, sha256);
  return search(workspace, location, ids, false).catch(() => search(workspace, location, ids, true));
}
