// Rows in which what is nested was written as JSON text, or under columns with dots: a CSV made of Graph's objects, an export of
// a tool that flattens. The same mapping reads them, a little slower, so it is used only where the beginning of a file shows such.
import type { Head } from './head.js';
import { column, first, inner, innerBag, type Mapping, type Origin } from './mapping.js';
import type { Shape } from './shape.js';

/** Keys of a row below which a mapping looks for something. */
function parents(origin: Origin): string[] {
  if (origin.kind === 'path') return origin.path.length > 1 ? [origin.path[0] as string] : [];
  if (origin.kind === 'bag') return [origin.bag];
  if (origin.kind === 'first') return origin.of.flatMap(parents);
  return origin.kind === 'made' ? origin.from.flatMap(parents) : [];
}

function encoded(origin: Origin): Origin {
  if (origin.kind === 'path') {
    const [key, ...rest] = origin.path as [string, ...string[]];
    return rest.length === 0 ? origin : first(inner(key, rest.join('.')), column(origin.path.join('.')));
  }
  if (origin.kind === 'bag') return innerBag(origin.bag, origin.key);
  if (origin.kind === 'first') return first(...origin.of.map(encoded));
  return origin.kind === 'made' ? { ...origin, from: origin.from.map(encoded) } : origin;
}

const isText = (value: unknown): boolean => typeof value === 'string' && /^\s*[[{]/.test(value);

/** The shape as it is, or with a mapping for texts where the file has texts. `flat`: whether columns with dots show it too. */
export function asWritten<S extends Shape>(shape: S, head: Head, flat = true): S {
  const origins = Object.values(shape.mapping) as Origin[];
  const keys = new Set(origins.flatMap(parents));
  const dotted = flat && head.header.some((name) => keys.has(name.split('.')[0] as string) && name.includes('.'));
  if (!dotted && !head.rows.some((row) => [...keys].some((key) => isText(row[key])))) return shape;
  const mapping = Object.fromEntries(
    Object.entries(shape.mapping).map(([key, origin]) => [key, encoded(origin as Origin)]),
  );
  return { ...shape, mapping: mapping as Mapping<never> };
}
