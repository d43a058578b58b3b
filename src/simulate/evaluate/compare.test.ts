import { describe, expect, it } from 'vitest';
import { compareSets, compareWindows } from './compare.js';

describe('sets', () => {
  it('counts each thing once', () => {
    expect(compareSets(['a', 'b', 'b', 'c'], ['b', 'd', 'd'])).toEqual({
      ...{ right: 1, missing: 2, extra: 1 },
      ...{ missed: ['a', 'c'], surplus: ['d'] },
    });
  });
});

describe('windows', () => {
  const at = (hour: number) => `2024-01-01T${String(hour).padStart(2, '0')}:00:00Z`;
  const window = (mailbox: string, from: number, to: number) => ({ mailbox, fromAt: at(from), toAt: at(to) });
  const inHours = (overlap: ReturnType<typeof compareWindows>) =>
    [overlap.truthMs, overlap.rightMs, overlap.extraMs].map((ms) => ms / 3_600_000);

  it('are compared by the time that they cover, per mailbox', () => {
    // True: a 1-5 and 8-10. Found: a 3-9 in two pieces that overlap, and b 0-2.
    const truth = [window('a', 1, 5), window('a', 8, 10)];
    const found = [window('a', 3, 6), window('a', 5, 9), window('b', 0, 2)];
    expect(inHours(compareWindows(truth, found))).toEqual([6, 3, 5]);
  });

  it('joins windows that overlap or touch', () => {
    expect(inHours(compareWindows([window('a', 1, 4), window('a', 2, 3), window('a', 4, 5)], []))).toEqual([4, 0, 0]);
  });
});
