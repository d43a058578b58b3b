// A quiet night begins within an hour, not at its end.
import { describe, expect, it } from 'vitest';
import { day, hour, minute } from '../util/time.js';
import { gapsOf, type HourCount, type Span } from './silence.js';

const start = Date.UTC(2024, 0, 1); // a Monday

/** Fifty rows in each hour of the day from 8, the last at 17:35; nothing in between. */
function office(): { counts: HourCount[]; nights: Span[] } {
  const days = Array.from({ length: 28 }, (_, n) => start + n * day);
  const counts = days.flatMap((at) => Array.from({ length: 10 }, (_, h): HourCount => [at + (8 + h) * hour, 50]));
  const nights = days.slice(1).map((at) => ({ fromMs: at - day + 17 * hour + 35 * minute, toMs: at + 8 * hour }));
  return { counts, nights };
}

describe('gapsOf', () => {
  // silence.ts expectedRows() spreads an hour's rows evenly over it, so that after a closing time at 17:35 twenty rows seem to
  // be missing: every night of a busy office becomes a hole in which no absence counts.
  it('does not make a hole of every night that begins at the same time', () => {
    const { counts, nights } = office();
    expect(gapsOf(counts, nights)).toEqual([]);
  });
});
