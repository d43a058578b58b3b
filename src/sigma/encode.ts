// Values as they look inside encoded text: Base64 in its three alignments, UTF-16, and dashes that programs take for one another.
import { type Pattern, plainText, tidy } from './pattern.js';

/** Bytes as text, one character a byte: so that an encoding may follow another. */
const fromBytes = (bytes: Buffer): string => bytes.toString('latin1');

/** UTF-16 turned into bytes. Called on text; the answer is bytes. */
function utf16Bytes(text: string, order: 'le' | 'be', mark: boolean): Buffer {
  const bytes = Buffer.from(mark ? `\ufeff${text}` : text, 'utf16le');
  return order === 'le' ? bytes : Buffer.from(bytes).swap16();
}

export interface Encoded {
  readonly pattern: Pattern;
  /** The text stands for bytes, not for characters. */
  readonly bytes: boolean;
}

const mapText = (pattern: Pattern, change: (text: string) => string): Pattern =>
  tidy(pattern.map((piece) => (typeof piece === 'string' ? change(piece) : piece)));

export function utf16(value: Encoded, order: 'le' | 'be', mark: boolean): Encoded {
  let first = mark;
  const pattern = mapText(value.pattern, (text) => {
    const bytes = utf16Bytes(text, order, first);
    first = false;
    return fromBytes(bytes);
  });
  return { pattern, bytes: true };
}

const bytesOf = (value: Encoded, text: string): Buffer => Buffer.from(text, value.bytes ? 'latin1' : 'utf8');

/** Null where the value has wildcards: they have no place in Base64. */
export function base64(value: Encoded): Encoded | null {
  const text = plainText(value.pattern);
  return text === null ? null : { pattern: tidy([bytesOf(value, text).toString('base64')]), bytes: false };
}

/** Characters that depend on what stands before, for a shift by 0, 1 and 2 bytes; and after, by how many bytes are left over. */
const unsureBefore = [0, 2, 3] as const;
const unsureAfter = [0, 3, 2] as const;

/** The part that is the same wherever in a longer text the value stands, for the three ways in which it may be aligned. */
export function base64Offsets(value: Encoded): Encoded[] | null {
  const text = plainText(value.pattern);
  if (text === null) return null;
  const bytes = bytesOf(value, text);
  return [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift, ' '), bytes]).toString('base64');
    const after = unsureAfter[(bytes.length + shift) % 3] ?? 0;
    return { pattern: tidy([whole.slice(unsureBefore[shift], whole.length - after)]), bytes: false };
  });
}

const dashes = ['-', '/', '–', '—', '―'] as const;
const dashBeforeWord = /(?<![A-Za-z0-9_])[-/–—―](?=[A-Za-z0-9_])/g;
const mostDashes = 4;

/** Every way of writing the dashes that begin a word; null where there are too many. */
export function windash(pattern: Pattern): Pattern[] | null {
  let ways: Pattern[] = [[]];
  let seen = 0;
  const add = (pieces: readonly Pattern[]): void => {
    ways = ways.flatMap((way) => pieces.map((piece) => [...way, ...piece]));
  };
  for (const [i, piece] of pattern.entries()) {
    if (typeof piece !== 'string') {
      add([[piece]]);
      continue;
    }
    let from = 0;
    for (const hit of piece.matchAll(dashBeforeWord)) {
      // A wildcard before the first character says nothing about a word.
      if (hit.index === 0 && i > 0 && typeof pattern[i - 1] === 'string') continue;
      if (++seen > mostDashes) return null;
      add([[piece.slice(from, hit.index)]]);
      add(dashes.map((dash) => [dash]));
      from = hit.index + 1;
    }
    add([[piece.slice(from)]]);
  }
  return ways.map(tidy);
}
