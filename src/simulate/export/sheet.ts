// The bytes of a file on their way out: rows are written straight into one buffer. The odd fact that it exists for: most
// exports hold the record as JSON inside a CSV field or a JSON text, so that every quote in it must be doubled or escaped;
// made as texts, that was most of the time and of the memory of a simulation.

import { type DateTexts, ordinaryDates } from './date.js';

/** Flushed when fuller than this. */
export const pieceLength = 262_144;

const quote = 0x22;
const backslash = 0x5c;
/** UTF-8 needs at most three bytes for each unit of a text. */
const widest = 3;

export class Sheet {
  #bytes = Buffer.allocUnsafe(pieceLength + 65_536);
  #length = 0;
  readonly dates: DateTexts;

  constructor(dates: DateTexts = ordinaryDates) {
    this.dates = dates;
  }

  get full(): boolean {
    return this.#length > pieceLength;
  }

  /** As it is. */
  plain(text: string): void {
    this.#makeRoom(text.length * widest);
    this.#length += this.#bytes.write(text, this.#length);
  }

  /** A CSV field in quotes, with those inside doubled. */
  quoted(text: string): void {
    this.#within(text, quote);
  }

  /** A JSON text as a JSON string: it holds no raw control characters, so that quotes and backslashes are all there is. */
  embedded(json: string): void {
    this.#within(json, backslash);
  }

  /** Everything so far, valid until the next write; begins anew. */
  take(): Buffer {
    const bytes = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    return bytes;
  }

  /** Gives its memory back: the files of a simulation are remembered to the end. It can still be written on. */
  release(): void {
    this.#bytes = Buffer.alloc(0);
    this.#length = 0;
  }

  /** In quotes, with `mark` before every quote and every `mark` inside. */
  #within(text: string, mark: number): void {
    const longest = text.length * widest;
    this.#makeRoom(2 * longest + 2);
    const bytes = this.#bytes;
    let to = this.#length;
    bytes[to++] = quote;
    // Written so far ahead that even if every byte had a mark, none would be overwritten before it is read.
    let from = to + longest;
    const end = from + bytes.write(text, from);
    while (from < end) {
      const byte = bytes[from++] as number;
      if (byte === quote || byte === mark) bytes[to++] = mark;
      bytes[to++] = byte;
    }
    bytes[to++] = quote;
    this.#length = to;
  }

  #makeRoom(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#length + more));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
