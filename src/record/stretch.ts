// Ranges of addresses as one line cut into stretches: from each starting point on, one value holds until the next. Of ranges
// that overlap the narrowest speaks. A look-up then is one ordered join on the starting points, however the ranges nested.
import type { Range } from './address.js';

export interface Named<T> extends Pick<Range, 'first' | 'last'> {
  readonly value: T;
}

export interface Stretch<T> {
  readonly first: bigint;
  /** Null where no range reaches. */
  readonly value: T | null;
}

const ascending = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** The numbers at which anything begins or has ended. A set would not do: V8 hashes only the lower half of a big integer. */
function points(ranges: readonly Named<unknown>[]): bigint[] {
  const all = ranges.flatMap((range) => [range.first, range.last + 1n]).sort(ascending);
  return all.filter((point, i) => i === 0 || point !== all[i - 1]);
}

/** The narrowest; of equally narrow ones the first in the list. */
function narrowest<T>(ranges: readonly Named<T>[]): Named<T> | null {
  let best: Named<T> | null = null;
  for (const range of ranges) {
    if (best === null || range.last - range.first < best.last - best.first) best = range;
  }
  return best;
}

/** Cuts ranges of one address family; in the order of their first numbers, neighbours never alike. */
export function stretchesOf<T>(ranges: readonly Named<T>[]): Stretch<T>[] {
  const order = new Map(ranges.map((range, i) => [range, i]));
  const rank = (range: Named<T>): number => order.get(range) as number;
  const waiting = [...ranges].sort((a, b) => ascending(a.first, b.first) || rank(a) - rank(b));
  const stretches: Stretch<T>[] = [];
  let open: Named<T>[] = [];
  let next = 0;
  for (const first of points(ranges)) {
    const before = open.length;
    open = open.filter((range) => range.last >= first);
    const begun = next;
    while (waiting[next]?.first === first) open.push(waiting[next++] as Named<T>);
    if (next > begun && before > 0) open.sort((a, b) => rank(a) - rank(b));
    const value = narrowest(open)?.value ?? null;
    const last = stretches.at(-1);
    if (last === undefined || last.value !== value) stretches.push({ first, value });
  }
  return stretches;
}
