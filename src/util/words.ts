// Numbers and lists in sentences. Nothing here asks the machine for its language: the same result gives the same bytes.

/** 12345 -> 12,345 */
export function thousands(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** 1 message, 2,000 messages; give the plural where it is not made with an s. */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${thousands(value)} ${value === 1 ? one : many}`;
}

/** a, b and 3 more: the first `shown`, the rest counted. */
export function some(items: readonly string[], shown: number): string {
  const rest = items.length - shown;
  if (rest > 0) return `${items.slice(0, shown).join(', ')} and ${thousands(rest)} more`;
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
