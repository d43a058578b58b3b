// Holes in a log, told from its quiet hours.
import { describe, expect, it } from 'vitest';
import { day, hour } from '../util/time.js';
import { gapsOf, type HourCount, withoutGaps } from './silence.js';

const start = Date.UTC(2024, 0, 1); // a Monday
const window = { fromMs: start, toMs: start + 28 * day };

/** Ten rows in each working hour, unless it is left out. */
function office(leftOut: (hourMs: number) => boolean = () => false): HourCount[] {
  const counts: HourCount[] = [];
  for (let at = start; at < window.toMs; at += hour) {
    const h = (at % day) / hour;
    const weekday = new Date(at).getUTCDay() % 6 !== 0;
    if (weekday && h >= 8 && h < 18 && !leftOut(at)) counts.push([at, 10]);
  }
  return counts;
}

describe('gapsOf', () => {
  it('takes nights and weekends for what they are', () => {
    const night = { fromMs: start + 18 * hour, toMs: start + 32 * hour };
    const weekend = { fromMs: start + 4 * day + 18 * hour, toMs: start + 7 * day + 8 * hour };
    expect(gapsOf(office(), [night, weekend])).toEqual([]);
  });

  it('finds a missing day, and a log that stops in the middle', () => {
    const lost = { fromMs: start + day + 18 * hour, toMs: start + 3 * day + 8 * hour };
    expect(
      gapsOf(
        office((at) => at > lost.fromMs && at < lost.toMs),
        [lost],
      ),
    ).toMatchObject([{ ...lost, expected: 100 }]);
    const tail = { fromMs: start + 14 * day, toMs: window.toMs };
    expect(
      gapsOf(
        office((at) => at > tail.fromMs),
        [tail],
      ),
    ).toMatchObject([tail]);
  });

  it('does not call quiet days between waves of sign-ins gaps', () => {
    const waves = office((at) => Math.floor((at - start) / day) % 3 !== 0).concat([
      [start + day + 9 * hour, 1],
      [start + 2 * day + 9 * hour, 1],
    ]);
    const quiet = { fromMs: start + 18 * hour, toMs: start + day + 9 * hour };
    expect(gapsOf(waves, [quiet])).toEqual([]);
  });

  it('does not call the sparse log of a few people full of gaps', () => {
    const counts: HourCount[] = [0, 3, 9, 15, 22].map((d) => [start + d * day + 9 * hour, 1]);
    const silences = counts.slice(1).map(([at], i) => ({ fromMs: (counts[i] as HourCount)[0], toMs: at }));
    expect(gapsOf(counts, silences)).toEqual([]);
  });
});

describe('withoutGaps', () => {
  it('leaves the pieces between', () => {
    expect(
      withoutGaps({ fromMs: 0, toMs: 100 }, [
        { fromMs: 10, toMs: 20 },
        { fromMs: 90, toMs: 100 },
      ]),
    ).toEqual([
      { fromMs: 0, toMs: 10 },
      { fromMs: 20, toMs: 90 },
      { fromMs: 100, toMs: 100 },
    ]);
    expect(withoutGaps({ fromMs: 0, toMs: 100 }, [{ fromMs: 0, toMs: 30 }])).toEqual([
      { fromMs: 0, toMs: 0 },
      { fromMs: 30, toMs: 100 },
    ]);
  });
});
