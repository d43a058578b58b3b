// Row and line of records, found by reading their files again. Keeping them for every record would cost every load; they
// are asked for only where a person follows a sentence to its line.

import { quickHash } from '../query/operation.js';
import { join, list, type Sql, sql } from '../query/sql.js';
import { inspectFile } from '../source/container/text.js';
import { locateRows } from '../source/extract.js';
import { readFileHead } from '../source/head.js';
import { openReading } from '../source/reading.js';
import { recognise } from '../source/recognise.js';
import type { Shape } from '../source/shape.js';
import { LetterlockError } from '../util/error.js';
import { logTable } from './schema.js';
import { withFile } from './unpack.js';
import type { Workspace } from './workspace.js';

export interface RowPlace {
  readonly row: number;
  readonly line: number | null;
}

const gone = (path: string): LetterlockError =>
  new LetterlockError({
    code: 'fileGone',
    message: `${path} is not where it was read from, or has changed since`,
    hint: 'rows and lines are found by reading the file again; put it back, or leave out --rows',
  });

async function reopen(location: string, sha256: string) {
  const head = await readFileHead(location).catch(() => null);
  const content = head === null ? null : await inspectFile(location, head);
  if (head === null || content?.sha256 !== sha256) return null;
  return { location, head, sound: content.sound, shapes: recognise(head) };
}

type Reopened = NonNullable<Awaited<ReturnType<typeof reopen>>>;

async function search(workspace: Workspace, file: Reopened, ids: readonly string[], slow: boolean) {
  const { location, head } = file;
  const shapes = file.shapes.filter((shape) => shape.refused === undefined && shape.spare === undefined);
  if (shapes.length === 0) return new Map<string, RowPlace>();
  const { database, scratch } = workspace;
  const reading = await openReading(location, head, scratch, slow);
  const rowsOf = (shape: Shape): Sql => {
    const kept = sql`SELECT ${quickHash(sql`raw`)} FROM ${logTable(shape.log)} WHERE id IN ${list(ids)}`;
    return sql`SELECT id, "row", line FROM (${locateRows(shape, reading, kept)}) WHERE id IN ${list(ids)}`;
  };
  const rows = await database.inOrder(() =>
    database.rows<{ id: string; row: number; line: number | null }>(
      sql`SELECT id, min("row") AS "row", min(line) AS line FROM (${join(shapes.map(rowsOf), ' UNION ALL ')}) GROUP BY id`,
    ),
  );
  const lines = await reading.lines(new Set(rows.map((row) => row.row)));
  return new Map(rows.map(({ id, row, line }) => [id, { row, line: line ?? lines.get(row) ?? null }]));
}

/** The first row of each record in the file with this content. Throws `fileGone`. */
export async function findRows(
  workspace: Workspace,
  sha256: string,
  ids: readonly string[],
): Promise<Map<string, RowPlace>> {
  const [input] = await workspace.database.rows<{ path: string; location: string }>(
    sql`SELECT path, location FROM input WHERE sha256 = ${sha256}`,
  );
  if (input === undefined) throw gone(sha256);
  const found = await withFile(input.location, workspace.scratch, async (absolute) => {
    const file = await reopen(absolute, sha256);
    if (file === null) return null;
    if (!file.sound) return search(workspace, file, ids, true);
    return search(workspace, file, ids, false).catch(() => search(workspace, file, ids, true));
  });
  if (found === null) throw gone(input.path);
  return found;
}
