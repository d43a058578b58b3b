// Ids from content: the same thing has the same id in every run and on every machine.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** The SHA-256 of a file's bytes, lower-case hexadecimal, and how many bytes there were. `watch` sees them on the way. */
export async function hashFile(
  path: string,
  watch?: (chunk: Buffer) => void,
): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 4_194_304 })) {
    hash.update(chunk as Buffer);
    watch?.(chunk as Buffer);
    bytes += (chunk as Buffer).length;
  }
  return { sha256: hash.digest('hex'), bytes };
}

/** A short id that begins with what it names: `case-3f2a…`, 12 bytes of a hash over the parts. */
export function idOf(kind: string, ...parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of [kind, ...parts]) hash.update(`${part.length}:${part}`);
  return `${kind}-${hash.digest('hex').slice(0, 24)}`;
}
