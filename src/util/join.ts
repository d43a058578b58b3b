// Things that hang together, directly or through others.

/** Items of which each has a key in common with another of its set; the sets in the order of their first, each in the items' own order. */
export function joinByKeys<T>(items: readonly T[], keysOf: (item: T) => Iterable<string>): T[][] {
  const parent = items.map((_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) at = parent[at] as number;
    return at;
  };
  const firstWith = new Map<string, number>();
  for (const [i, item] of items.entries()) {
    for (const key of keysOf(item)) {
      const other = firstWith.get(key);
      if (other === undefined) firstWith.set(key, i);
      else parent[Math.max(root(i), root(other))] = Math.min(root(i), root(other));
    }
  }
  const sets = new Map<number, T[]>();
  for (const [i, item] of items.entries()) {
    const set = sets.get(root(i));
    if (set === undefined) sets.set(root(i), [item]);
    else set.push(item);
  }
  return [...sets.values()];
}
