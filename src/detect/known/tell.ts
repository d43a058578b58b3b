// A published indicator as a sentence names it: what, by whom, from when to when.
import type { Indicator } from '../../intel/indicator.js';
import { isoTime } from '../../util/time.js';

const dayOf = (ms: number): string => isoTime(ms).slice(0, 10);

/** Since when and until when its source says that it holds. */
export function validity({ validFromMs, validUntilMs }: Indicator): string {
  if (validFromMs === null && validUntilMs === null) return 'without dates';
  const from = validFromMs === null ? '' : `from ${dayOf(validFromMs)}`;
  // The last day on which it holds, not the first on which it does not.
  const until = validUntilMs === null ? '' : `until ${dayOf(validUntilMs - 1)}`;
  return `valid ${[from, until].filter((part) => part !== '').join(' ')}`;
}

export const indicatorText = (indicator: Indicator): string => {
  const { name, pattern, source } = indicator;
  const what = name === pattern ? pattern.slice(0, 120) : `${name.slice(0, 120)} (${pattern.slice(0, 120)})`;
  return `the indicator ${what}, published by ${source.slice(0, 80)}, ${validity(indicator)}`;
};
