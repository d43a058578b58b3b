// Figures of the evaluation as people read them. A share is never shown without its interval, nor a time that is unknown.
import { thousands } from '../../util/words.js';
import type { Share } from './bound.js';
import type { Sizes } from './summary.js';

const percent = (value: number | null): string => (value === null ? '-' : (100 * value).toFixed(1));

/** 41/42 97.6 % (87.7-99.6) */
export function share(figure: Share): string {
  if (figure.share === null) return '-';
  const counts = `${thousands(figure.hits)}/${thousands(figure.of)}`;
  return `${counts} ${percent(figure.share)} % (${percent(figure.low)}-${percent(figure.high)})`;
}

/** Found, missed and extra: 12 -1 +0 */
export const sizes = (figure: Sizes): string =>
  `${thousands(figure.right)} -${thousands(figure.missing)} +${thousands(figure.extra)}`;

/** Minutes up to two hours, hours up to two days, then days; one decimal. */
export function minutes(value: number | null): string {
  if (value === null) return '-';
  const size = Math.abs(value);
  if (size < 120) return `${value.toFixed(1)} min`;
  return size < 2880 ? `${(value / 60).toFixed(1)} h` : `${(value / 1440).toFixed(1)} d`;
}

export const hours = (ms: number): string => (ms / 3_600_000).toFixed(1);
