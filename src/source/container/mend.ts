// Bytes that are no UTF-8, in a text that mostly is: what a spreadsheet saves as plain CSV is in Windows-1252, and so may be a part of
// a file that was put together. Each such byte is read as that encoding has it, so that a folder keeps its accent; how many there
// were is told.
import { isUtf8 } from 'node:buffer';

const windows = new TextDecoder('windows-1252');
const letters = Array.from({ length: 256 }, (_, byte) => Buffer.from(windows.decode(Uint8Array.of(byte))));

/** Bytes of the character that begins here; 0 where none does, -1 where the text ends within it. */
function lengthAt(bytes: Buffer, at: number): number {
  const lead = bytes[at] as number;
  if (lead < 0x80) return 1;
  const length =
    lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
  for (let n = 1; n < length; n++) {
    const byte = bytes[at + n];
    if (byte === undefined) return -1;
    if ((byte & 0xc0) !== 0x80) return 0;
  }
  return length === 0 || isUtf8(bytes.subarray(at, at + length)) ? length : 0;
}

export interface Mended {
  readonly chunks: AsyncIterable<Buffer>;
  /** After the last chunk: bytes that were read as Windows-1252. */
  count(): number;
}

/** The same text in UTF-8. */
export function mended(source: AsyncIterable<Buffer>): Mended {
  let count = 0;

  function mend(bytes: Buffer, last: boolean): { done: Buffer; rest: Buffer } {
    const parts: Buffer[] = [];
    let from = 0;
    for (let at = 0; at < bytes.length; ) {
      const length = (bytes[at] as number) < 0x80 ? 1 : lengthAt(bytes, at);
      if (length === -1 && !last)
        return { done: Buffer.concat([...parts, bytes.subarray(from, at)]), rest: bytes.subarray(at) };
      if (length > 0) {
        at += length;
        continue;
      }
      parts.push(bytes.subarray(from, at), letters[bytes[at] as number] as Buffer);
      count++;
      from = ++at;
    }
    return { done: Buffer.concat([...parts, bytes.subarray(from)]), rest: Buffer.alloc(0) };
  }

  async function* chunks(): AsyncIterable<Buffer> {
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of source) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      rest = Buffer.alloc(0);
      if (isUtf8(bytes)) {
        yield bytes;
        continue;
      }
      const { done, rest: left } = mend(bytes, false);
      rest = Buffer.from(left);
      yield done;
    }
    if (rest.length > 0) yield mend(rest, true).done;
  }
  return { chunks: chunks(), count: () => count };
}
