// A look-up by stretches gives what a slow scan over all ranges gives, however they nest and overlap.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Named, stretchesOf } from './stretch.js';

const lookUp = <T>(ranges: readonly Named<T>[], at: bigint): T | null =>
  stretchesOf(ranges).findLast((stretch) => stretch.first <= at)?.value ?? null;

/** Of all ranges that hold the number the narrowest, of equal ones the first. */
function scan<T>(ranges: readonly Named<T>[], at: bigint): T | null {
  const width = (range: Named<T>): bigint => range.last - range.first;
  const holding = ranges.filter((range) => range.first <= at && at <= range.last);
  const least = holding.reduce<Named<T> | null>((a, b) => (a === null || width(b) < width(a) ? b : a), null);
  return least?.value ?? null;
}

const range = fc
  .tuple(fc.bigInt(0n, 40n), fc.bigInt(0n, 12n), fc.integer({ min: 0, max: 5 }))
  .map(([first, size, value]) => ({ first, last: first + size, value }));

describe('stretches', () => {
  it('agree with a slow scan at every number', () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), (ranges) => {
        for (let at = 0n; at < 56n; at++) expect(lookUp(ranges, at)).toBe(scan(ranges, at));
      }),
    );
  });

  it('never repeat themselves and go up', () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), (ranges) => {
        const stretches = stretchesOf(ranges);
        for (const [i, stretch] of stretches.entries()) {
          const before = stretches[i - 1];
          if (before === undefined) continue;
          expect(stretch.first > before.first && stretch.value !== before.value).toBe(true);
        }
      }),
    );
  });

  it('take wide numbers whose lower halves are alike', () => {
    const wide = Array.from({ length: 3000 }, (_, i) => ({
      first: BigInt(i) << 64n,
      last: (BigInt(i + 1) << 64n) - 1n,
      value: i,
    }));
    expect(stretchesOf(wide)).toHaveLength(3001);
  });
});
