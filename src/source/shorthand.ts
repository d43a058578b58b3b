// What PowerShell writes in place of a value that lies too deep: ConvertTo-Json stops at its depth (2 unless told otherwise) and
// writes `@{Name=x; Value=y}` or the name of a type; Export-Csv writes the name of a type for every object and list. The file
// looks whole, and what it held is gone (learn.microsoft.com/powershell, ConvertTo-Json -Depth).
import type { Head } from './head.js';
import { type Shape, valueAt } from './shape.js';

const type =
  'System\\.[A-Z][A-Za-z0-9.`\\[\\],]*|(Deserialized\\.)?Microsoft\\.[A-Za-z.]*Models\\.[A-Za-z0-9_]+(\\[\\])?';

/** A regular expression, for the engine too. */
export const shorthand = `^\\s*(@\\{[A-Za-z@][^=]*=.*|${type})\\s*$`;
const isShorthand = new RegExp(shorthand, 's');

const holds = (value: unknown): boolean =>
  typeof value === 'string' ? isShorthand.test(value) : Array.isArray(value) && value.some(holds);

function objectAt(row: unknown, place: readonly string[]): Readonly<Record<string, unknown>> {
  const value = valueAt(row, place);
  try {
    const object: unknown = typeof value === 'string' ? JSON.parse(value) : value;
    return typeof object === 'object' && object !== null ? (object as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** The records of the beginning of a file, whatever stands around them; empty ones where they cannot be read. */
export function recordsIn(shape: Shape, head: Head): Readonly<Record<string, unknown>>[] {
  const places = shape.payload.kind === 'row' ? [[]] : [...shape.payload.places, ...(shape.payload.orRow ? [[]] : [])];
  return places.flatMap((place) => head.rows.map((row) => objectAt(row, place)));
}

/** Names of values of records that are only such words, in the beginning of a file. */
export const wordsInPlaceOfValues = (shape: Shape, head: Head): string[] =>
  [...new Set(recordsIn(shape, head).flatMap((row) => Object.keys(row).filter((key) => holds(row[key]))))].sort();
