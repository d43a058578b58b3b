import { describe, expect, it } from 'vitest';
import { poissonUpper, quantile, wilson } from './bound.js';

describe("Wilson's interval", () => {
  // Newcombe 1998, table I: 81/263, 15/148, 0/20, 1/29.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
    [10, 10, 0.7225, 1],
  ])('of %i in %i', (hits, of, low, high) => {
    const share = wilson(hits, of);
    expect(share.low).toBeCloseTo(low, 4);
    expect(share.high).toBeCloseTo(high, 4);
    expect(share.share).toBeCloseTo(hits / of, 6);
  });

  it('says nothing of nothing', () => {
    expect(wilson(0, 0)).toEqual({ of: 0, hits: 0, share: null, low: null, high: null });
  });
});

describe('the exact Poisson bound', () => {
  // Half of the 95 % quantile of chi-squared with 2 (count + 1) degrees of freedom.
  it.each([
    [0, 2.9957],
    [1, 4.7439],
    [2, 6.2958],
    [10, 16.9622],
    [100, 118.079],
    [2000, 2075.12],
  ])('of %i', (count, upper) => {
    expect(Math.abs(poissonUpper(count) / upper - 1)).toBeLessThan(2e-5);
  });
});

describe('quantiles by nearest rank', () => {
  it('are values that occur', () => {
    expect(quantile([3, 1, 2], 0.5)).toBe(2);
    expect(quantile([4, 1, 2, 3], 0.5)).toBe(2);
    expect(quantile([10, 20, 30, 40, 50, 60, 70, 80, 90, 100], 0.9)).toBe(90);
    expect(quantile([7], 0.9)).toBe(7);
    expect(quantile([], 0.5)).toBeNull();
  });
});
