// The bytes of a file as clean UTF-8, whatever it was stored as: unzipped, transcoded, and to the point where a cut gzip
// ends, or one that was made to fill a disk grows beyond all logs. What could not be read is said, never swallowed.
import { isUtf8 } from 'node:buffer';
import { createReadStream, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { hashFile } from '../../util/hash.js';
import type { Encoding, Head } from '../head.js';
import { mostUnpacked } from './limit.js';
import { mended } from './mend.js';

export interface TextStream {
  readonly chunks: AsyncIterable<Buffer>;
  /** After the last chunk: false where the file could not be read to its end. */
  complete(): boolean;
  /** After the last chunk: bytes that are no UTF-8, and were read as Windows-1252. */
  odd(): number;
}

async function* decoded(chunks: AsyncIterable<Buffer>, encoding: Encoding): AsyncIterable<Buffer> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

async function* withoutMark(chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  let first = true;
  for await (const chunk of chunks) {
    const marked = first && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
    first = false;
    yield marked ? chunk.subarray(3) : chunk;
  }
}

/**
 * Opens a file's text. With `repair`, bytes that are not UTF-8 are read as Windows-1252, so that an engine that accepts nothing
 * else can read the rest.
 */
export function openText(path: string, head: Head, repair = false): TextStream {
  let complete = true;
  const most = head.gzip ? mostUnpacked(statSync(path).size) : Number.POSITIVE_INFINITY;
  let unpacked = 0;
  const file = createReadStream(path, { highWaterMark: 1_048_576 });
  const source: Readable = head.gzip ? file.pipe(createGunzip({ chunkSize: 1_048_576 })) : file;
  if (head.gzip) file.on('error', (error) => source.destroy(error));

  async function* tolerant(): AsyncIterable<Buffer> {
    try {
      for await (const chunk of source) {
        unpacked += (chunk as Buffer).length;
        if (unpacked > most) {
          complete = false;
          return;
        }
        yield chunk as Buffer;
      }
    } catch (error) {
      // zlib's codes: the archive ends early or is damaged from here on. Anything else is the file system's and goes up.
      if (!String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw error;
      complete = false;
    }
  }
  // A decoder drops the byte order mark by itself; Windows PowerShell writes one before every text.
  if (head.encoding !== 'utf-8')
    return { chunks: decoded(tolerant(), head.encoding), complete: () => complete, odd: () => 0 };
  const plain = withoutMark(tolerant());
  if (!repair) return { chunks: plain, complete: () => complete, odd: () => 0 };
  const { chunks, count } = mended(plain);
  return { chunks, complete: () => complete, odd: count };
}

/** Says of bytes that come in chunks whether all of them are UTF-8. */
export function utf8Watch(): { write(chunk: Buffer): void; valid(): boolean } {
  let rest = Buffer.alloc(0);
  let valid = true;
  return {
    write(chunk) {
      if (!valid) return;
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      // The last character may go on in the next chunk: it begins within the last four bytes.
      let end = bytes.length;
      for (let back = 1; back <= Math.min(4, bytes.length); back++) {
        const byte = bytes[bytes.length - back] as number;
        if (byte < 0x80) break;
        if (byte >= 0xc0) {
          end = bytes.length - back;
          break;
        }
      }
      valid = isUtf8(bytes.subarray(0, end));
      rest = Buffer.from(bytes.subarray(end));
    },
    valid: () => valid && isUtf8(rest),
  };
}

/**
 * Hashes a file and says whether the engine may read it as it lies. The engine reads a torn gzip without a word, and a byte
 * that is not UTF-8 can take the whole database down with it (seen with DuckDB 1.5.5), so both are looked for first.
 */
export async function inspectFile(
  path: string,
  head: Head,
): Promise<{ sha256: string; bytes: number; sound: boolean }> {
  const watch = utf8Watch();
  if (!head.gzip) return { ...(await hashFile(path, watch.write)), sound: watch.valid() || head.encoding !== 'utf-8' };
  const text = openText(path, head);
  for await (const chunk of text.chunks) watch.write(chunk);
  return { ...(await hashFile(path)), sound: text.complete() && watch.valid() };
}
