// Data as text of which nothing is missing: JSON leaves maps, sets and patterns empty, and two questions that differ only
// there would look the same.

function whole(_: string, value: unknown): unknown {
  if (value instanceof Map) return { map: [...value] };
  if (value instanceof Set) return { set: [...value] };
  if (value instanceof RegExp || typeof value === 'bigint') return { text: String(value) };
  if (typeof value === 'function') throw new TypeError('a function has no text');
  return value;
}

/** JSON with maps, sets, patterns and large numbers spelled out. Throws for functions. */
export const wholeText = (value: unknown): string => JSON.stringify(value, whole);
