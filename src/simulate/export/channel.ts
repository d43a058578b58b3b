// One search's rows on their way into files: a file is begun when the first row comes, and the next one when it is full.
// Rows may wait, either until the service hands them out or until the search ends.
import type { Damage } from '../truth-schema.js';
import type { Book, ExportFile } from './book.js';
import type { FileSpan, Frame } from './shape.js';
import type { Sheet } from './sheet.js';

/** The whole copies of one record, and how many are still to be written. */
export interface Copies {
  readonly files: ExportFile[];
  open: number;
}

export interface Row {
  /** Writes the row; `number` counts rows, and `place` results of the search, from 1. */
  readonly write: (sheet: Sheet, number: number, place: number) => void;
  readonly id: string;
  readonly damage: Damage | null;
  readonly copies: Copies;
}

export class Channel {
  readonly #frame: Frame;
  readonly #span: Omit<FileSpan, 'part'>;
  readonly #folder: string;
  readonly #book: Book;
  #waiting: { readonly arrivesAt: number; readonly row: Row }[] = [];
  #file: ExportFile | null = null;
  #part = 0;
  /** Results of the search that are not in the file. */
  #lost = 0;

  constructor(frame: Frame, span: Omit<FileSpan, 'part'>, folder: string, book: Book) {
    this.#frame = frame;
    this.#span = span;
    this.#folder = folder;
    this.#book = book;
  }

  /** Rows that have not been written yet. */
  get held(): number {
    return this.#waiting.length;
  }

  write(row: Row): void {
    const { between, lines } = this.#frame;
    const file = this.#current();
    const number = ++file.rows;
    file.write((sheet) => {
      if (number > 1 && between !== '') sheet.plain(between);
      row.write(sheet, number, number + this.#lost);
    });
    if (row.damage !== null) {
      const line = lines && lines.head + (number - 1) * lines.row + 1;
      file.rejects.push({ row: number, line, id: row.id, damage: row.damage });
    } else row.copies.files.push(file);
    if (--row.copies.open === 0) this.#book.settle(row.copies.files);
  }

  /** A result that was there and is not written. */
  lose(): void {
    this.#lost++;
  }

  wait(arrivesAt: number, row: Row): void {
    this.#waiting.push({ arrivesAt, row });
  }

  /** Writes what has arrived by then. */
  arrive(untilAt: number): void {
    const arrived = this.#waiting.filter(({ arrivesAt }) => arrivesAt < untilAt);
    if (arrived.length === 0) return;
    this.#waiting = this.#waiting.filter(({ arrivesAt }) => arrivesAt >= untilAt);
    for (const { row } of arrived.sort((a, b) => a.arrivesAt - b.arrivesAt)) this.write(row);
  }

  close(): void {
    this.arrive(Number.POSITIVE_INFINITY);
    this.#end();
  }

  #end(): void {
    if (!this.#file) return;
    this.#file.write((sheet) => sheet.plain(this.#frame.end));
    this.#file.close();
    this.#file = null;
  }

  #current(): ExportFile {
    if (this.#file && this.#file.rows >= this.#frame.mostRows) this.#end();
    if (this.#file) return this.#file;
    this.#part++;
    if (this.#part > 1) this.#lost = 0;
    const file = this.#book.open(this.#folder + this.#frame.fileName({ ...this.#span, part: this.#part }));
    file.write((sheet) => sheet.plain(this.#frame.begin(this.#span.stream)));
    this.#file = file;
    return file;
  }
}
