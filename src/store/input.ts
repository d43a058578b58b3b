// The ledger's entries as they are written: what a file was, and how many rows it brought. Its records are counted when they
// are asked for, since a later file may take one over.
import { inlineRows, instant } from '../query/operation.js';
import { type Sql, sql } from '../query/sql.js';
import type { FoundFile } from './discover.js';
import type { Counts, Warning } from './warnings.js';
import type { Workspace } from './workspace.js';

export interface Content extends FoundFile {
  readonly sha256: string;
  readonly bytes: number;
}

export interface Entry {
  readonly shape: string;
  readonly log: string | null;
  readonly counts: Counts;
  readonly complete: boolean;
  readonly promised: number;
  readonly warnings: readonly Warning[];
}

export interface NumberedEntry {
  readonly file: Content;
  readonly number: number;
  readonly entry: Entry;
}

const types = {
  ...({ number: 'integer', path: 'text', location: 'text', sha256: 'text', bytes: 'integer', shape: 'text' } as const),
  ...({ log: 'text', rows: 'integer', rejects: 'integer', complete: 'boolean', firstMs: 'integer' } as const),
  ...({ lastMs: 'integer', promised: 'integer', warnings: 'text' } as const),
};

/** Writes entries, of files whose rows are not settled yet. */
export async function remember({ database }: Workspace, entries: readonly NumberedEntry[]): Promise<void> {
  const rows = entries.map(({ file, number, entry }) => ({
    ...{ number, path: file.path, location: file.location ?? file.absolute, sha256: file.sha256, bytes: file.bytes },
    ...{ shape: entry.shape, log: entry.log, rows: entry.counts.rows, rejects: entry.counts.rejects },
    ...{ complete: entry.complete, firstMs: entry.counts.firstMs, lastMs: entry.counts.lastMs },
    ...{ promised: entry.promised, warnings: JSON.stringify(entry.warnings) },
  }));
  const at = (ms: Sql): Sql => sql`CASE WHEN ${ms} IS NOT NULL THEN ${instant(ms)} END`;
  await database.run(sql`INSERT INTO input SELECT number, path, location, sha256, bytes, shape, log, "rows", rejects, complete,
    ${at(sql`"firstMs"`)}, ${at(sql`"lastMs"`)}, promised, warnings, false FROM ${inlineRows(types, rows)}`);
}
