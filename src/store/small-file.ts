// One of many small files: what it holds, if nothing about it wants more care than its neighbours. One shape, whole rows, ISO
// dates; all else goes the ordinary way, a file at a time.
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { rowsOfText } from '../source/container/spool.js';
import { hasIsoDates } from '../source/date/culture.js';
import { type Head, headOf } from '../source/head.js';
import { recognise } from '../source/recognise.js';
import { type Place, type Shape, valueAt } from '../source/shape.js';
import type { FoundFile } from './discover.js';
import type { Content } from './input.js';

/** Bytes up to which a file is small. */
const smallBytes = 262_144;

export interface SmallFile extends Content {
  readonly head: Head;
  readonly shape: Shape;
  readonly rows: readonly Buffer[];
}

const isPlain = (shape: Shape, head: Head): boolean =>
  [shape.except, shape.spare, shape.refused].every((part) => part === undefined) &&
  (head.container === 'json' || head.container === 'lines' || head.container === 'csv') &&
  hasIsoDates(shape, head);

/** What a row says of the log that it is of, in lower case; null where it says nothing. */
function textIn(row: Buffer, place: Place): string | null {
  const text = valueAt(row.toString(), place);
  return typeof text === 'string' ? text.trim().toLowerCase() : null;
}

/** The shape of all rows of a file; null where it holds rows of several logs, or of none. */
function shapeOfAll(head: Head, rows: readonly Buffer[]): Shape | null {
  const shapes = recognise(head);
  const place = shapes[0]?.only?.place;
  if (place === undefined) return shapes.length === 1 ? (shapes[0] as Shape) : null;
  const texts = new Set(rows.map((row) => textIn(row, place)));
  const hasAll = ({ only }: Shape): boolean =>
    only?.place.join() === place.join() && [...texts].every((text) => text !== null && only.is.includes(text));
  return shapes.find(hasAll) ?? null;
}

/** The file, if it can be loaded with others; null for everything that wants the ordinary way. */
export async function readSmallFile(found: FoundFile, size: number): Promise<SmallFile | null> {
  if (size > smallBytes) return null;
  const text = await readFile(found.absolute).catch(() => null);
  // gzip and zip begin with bytes that no text begins with.
  if (text === null || text.length === 0 || text.length > smallBytes || !isUtf8(text)) return null;
  const head = headOf(text);
  if (head.format !== null || head.encoding !== 'utf-8') return null;
  const rows = rowsOfText(text, head);
  const shape = rows === null ? null : shapeOfAll(head, rows);
  if (rows === null || shape === null || !isPlain(shape, head)) return null;
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { ...found, sha256, bytes: text.length, head, shape, rows };
}
