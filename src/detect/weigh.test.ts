// Levels: what a score means, and that weak evidence never wakes anybody.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clue, Step } from './evidence.js';
import { innocent, levelOf, levelRank, weigh } from './weigh.js';

const evidence = (detection: string, ...steps: (readonly [number, number])[]): Clue => {
  const all: Step[] = steps.map(([atMs, weight]) => ({ atMs, weight }));
  const last = all.at(-1) as Step;
  return {
    detection,
    message: detection,
    weight: last.weight,
    steps: all,
    records: [],
    firstMs: all[0]?.atMs ?? 0,
    lastMs: last.atMs,
    confidence: 'low',
  };
};
const isStrong = (e: Clue): boolean => e.detection.startsWith('strong');

describe('levelOf', () => {
  it('stands at odds of 10, 100, 10,000 and a million', () => {
    for (const [level, odds] of [
      ['low', 10],
      ['medium', 100],
      ['high', 1e4],
      ['critical', 1e6],
    ] as const) {
      expect(levelOf(Math.log(odds) + 1e-9, 99)).toBe(level);
      expect(levelRank(levelOf(Math.log(odds) - 0.01, 99))).toBe(levelRank(level) - 1);
    }
    expect(levelOf(0, 0)).toBe('informational');
  });

  it('never reaches high without strong evidence', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1000, noNaN: true }),
        fc.double({ min: 0, max: Math.log(10) - 0.001, noNaN: true }),
        (score, strong) => {
          expect(levelRank(levelOf(score, strong))).toBeLessThanOrEqual(levelRank('medium'));
        },
      ),
    );
  });

  it('rises with the score', () => {
    const score = fc.double({ min: 0, max: 30, noNaN: true });
    fc.assert(
      fc.property(
        score,
        score,
        (a, b) => levelRank(levelOf(Math.min(a, b), 99)) <= levelRank(levelOf(Math.max(a, b), 99)),
      ),
    );
  });
});

describe('weigh', () => {
  it('nothing is informational and never detectable', () => expect(weigh([], isStrong)).toEqual(innocent));

  it('adds up and orders the reasons by weight, then name', () => {
    const all = [evidence('weak b', [1, 2]), evidence('strong', [1, 5]), evidence('weak a', [1, 2])];
    const suspicion = weigh(all, isStrong);
    expect(suspicion).toMatchObject({ score: 9, level: 'medium' });
    expect(suspicion.reasons.map((reason) => reason.code)).toEqual(['strong', 'weak a', 'weak b']);
    expect(weigh([...all].reverse(), isStrong)).toEqual(suspicion);
  });

  it('weak evidence, however much, stays at medium', () => {
    expect(weigh([evidence('weak', [1, 500])], isStrong).level).toBe('medium');
  });

  it('is detectable when it first stands at high, from earlier steps only', () => {
    const growing = evidence('strong', [10, 4], [20, 8], [30, 12], [40, 16]);
    expect(weigh([growing], isStrong)).toMatchObject({ level: 'critical', detectableMs: 30 });
    expect(weigh([growing, evidence('weak', [25, 1.5])], isStrong).detectableMs).toBe(25);
    expect(weigh([growing, evidence('weak', [50, 1.5])], isStrong).detectableMs).toBe(30);
  });

  it('is detectable at its own level where that is lower', () => {
    expect(weigh([evidence('strong', [10, 2.4], [20, 5])], isStrong)).toMatchObject({
      level: 'medium',
      detectableMs: 20,
    });
    expect(weigh([evidence('strong', [10, 2.4], [20, 3])], isStrong)).toMatchObject({ level: 'low', detectableMs: 10 });
    expect(weigh([evidence('weak', [10, 0.1], [20, 0.2])], isStrong)).toMatchObject({
      level: 'informational',
      detectableMs: 10,
    });
  });
});
