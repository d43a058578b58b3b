// The ledger: for every file how many of its rows are records, copies of records, or unreadable. Which of equal copies
// counts is settled by the files' hashes, so it is known only when all of them are closed; until then it is enough to
// know how many records lie in which set of files.
import { createHash, type Hash } from 'node:crypto';
import type { Damage, FileTruth } from '../truth-schema.js';
import type { DateTexts } from './date.js';
import { Sheet } from './sheet.js';

/** Where files go: a folder, or a test's memory. The bytes are only good until the call returns. */
export interface Sink {
  open(path: string): { write(bytes: Buffer): void; close(): void };
}

/** A file that is being written, with what is known of its rows. */
export class ExportFile {
  rows = 0;
  duplicates = 0;
  records = 0;
  bytes = 0;
  sha256 = '';
  readonly rejects: { row: number; line: number | null; id: string; damage: Damage }[] = [];
  readonly path: string;
  /** Of all files, in the order of opening. */
  readonly number: number;
  readonly #output: ReturnType<Sink['open']>;
  readonly #hash: Hash = createHash('sha256');
  readonly #sheet: Sheet;

  constructor(path: string, number: number, sink: Sink, dates?: DateTexts) {
    this.#sheet = new Sheet(dates);
    this.path = path;
    this.number = number;
    this.#output = sink.open(path);
  }

  write(put: (sheet: Sheet) => void): void {
    put(this.#sheet);
    if (this.#sheet.full) this.#flush();
  }

  close(): void {
    this.#flush();
    this.#sheet.release();
    this.#output.close();
    this.sha256 = this.#hash.digest('hex');
  }

  #flush(): void {
    const bytes = this.#sheet.take();
    this.bytes += bytes.length;
    this.#hash.update(bytes);
    this.#output.write(bytes);
  }
}

export class Book {
  readonly #sink: Sink;
  readonly #dates: DateTexts | undefined;
  readonly #files: ExportFile[] = [];
  readonly #paths = new Set<string>();
  /** Records that lie in more than one file, by the set of these files. */
  readonly #shared = new Map<string, { readonly files: readonly ExportFile[]; count: number }>();

  constructor(sink: Sink, dates?: DateTexts) {
    this.#sink = sink;
    this.#dates = dates;
  }

  open(path: string): ExportFile {
    let name = path;
    for (let i = 2; this.#paths.has(name); i++) name = path.replace(/(\.\w+)$/, ` (${i})$1`);
    this.#paths.add(name);
    const file = new ExportFile(name, this.#files.length, this.#sink, this.#dates);
    this.#files.push(file);
    return file;
  }

  /** A record's whole copies, one entry for each; says that there are no more to come. */
  settle(copies: readonly ExportFile[]): void {
    const [first] = copies;
    if (first === undefined) return;
    const files = [...new Set(copies)].sort((a, b) => a.number - b.number);
    for (const file of files) file.duplicates += copies.filter((copy) => copy === file).length - 1;
    if (files.length === 1) {
      first.records++;
      return;
    }
    const key = files.map(({ number }) => number).join(',');
    const known = this.#shared.get(key);
    if (known) known.count++;
    else this.#shared.set(key, { files, count: 1 });
  }

  /** To be asked for once all files are closed. */
  ledger(): FileTruth[] {
    for (const { files, count } of this.#shared.values()) {
      const keeper = files.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1))[0] as ExportFile;
      for (const file of files) {
        if (file === keeper) file.records += count;
        else file.duplicates += count;
      }
    }
    this.#shared.clear();
    return this.#files.map(({ path, sha256, bytes, rows, records, duplicates, rejects }) => {
      rejects.sort((a, b) => a.row - b.row);
      return { path, sha256, bytes, rows, records, duplicates, rejects };
    });
  }
}
