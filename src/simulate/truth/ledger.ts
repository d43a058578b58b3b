// The ledger: for every file how many of its rows are records, copies of records, or unreadable. Which of two equal
// copies counts is settled by the files' hashes, so it does not depend on the order of reading.
import { createHash } from 'node:crypto';
import type { ExportFile } from '../export/file.js';
import type { Ledger } from '../truth.js';

interface Weighed {
  readonly file: ExportFile;
  readonly sha256: string;
  readonly bytes: number;
}

export function ledger(files: readonly ExportFile[]): Ledger[] {
  const weighed = files.map(weigh);
  const keeper = new Map<string, Weighed>();
  for (const entry of weighed.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1))) {
    for (const { id, damage } of entry.file.rows) {
      const key = `${entry.file.kind}|${id}`;
      if (!damage && !keeper.has(key)) keeper.set(key, entry);
    }
  }
  return weighed.map((entry) => count(entry, keeper));
}

function count({ file, sha256, bytes }: Weighed, keeper: ReadonlyMap<string, Weighed>): Ledger {
  const whole = file.rows.filter((row) => !row.damage);
  const records = whole.filter(({ id }) => keeper.get(`${file.kind}|${id}`)?.file === file).length;
  // A CSV's header is line 1, and no field of ours holds a line break.
  const rejects = file.rows.flatMap(({ id, damage }, i) => (damage ? [{ row: i + 1, line: i + 2, id, damage }] : []));
  return {
    path: file.path,
    sha256,
    bytes,
    rows: file.rows.length,
    records,
    duplicates: whole.length - records,
    rejects,
  };
}

function weigh(file: ExportFile): Weighed {
  const hash = createHash('sha256');
  let bytes = 0;
  for (const chunk of file.chunks) {
    hash.update(chunk, 'utf8');
    bytes += Buffer.byteLength(chunk, 'utf8');
  }
  return { file, sha256: hash.digest('hex'), bytes };
}
