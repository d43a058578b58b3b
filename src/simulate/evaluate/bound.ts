// How far figures from small counts may be trusted: Wilson's interval for shares, the exact Poisson bound for rates, and
// quantiles by nearest rank. A recall of 3 out of 3 is no recall of 1.

/** The standard normal quantile that leaves 2.5 % at either side. */
const z = 1.959963984540054;

export interface Share {
  readonly of: number;
  readonly hits: number;
  /** Null where there is nothing to take a share of. */
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6;

/** A share with Wilson's 95 % interval (two-sided). */
export function wilson(hits: number, of: number): Share {
  if (of === 0) return { of, hits, share: null, low: null, high: null };
  const share = hits / of;
  const spread = (z * z) / of;
  const middle = (share + spread / 2) / (1 + spread);
  const half = (z * Math.sqrt((share * (1 - share)) / of + spread / (4 * of))) / (1 + spread);
  const low = hits === 0 ? 0 : round(Math.max(0, middle - half));
  const high = hits === of ? 1 : round(Math.min(1, middle + half));
  return { of, hits, share: round(share), low, high };
}

/** The chance of at most `count` events where `mean` are expected. */
function atMost(count: number, mean: number): number {
  let logTerm = -mean;
  let sum = Math.exp(logTerm);
  for (let i = 1; i <= count; i++) {
    logTerm += Math.log(mean / i);
    sum += Math.exp(logTerm);
  }
  return sum;
}

/** The exact Poisson bound: the mean below which the truth lies with 95 % confidence (one-sided); 3.00 for no event. */
export function poissonUpper(count: number): number {
  let low = count;
  let high = count + 10 + 5 * Math.sqrt(count + 1);
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (atMost(count, middle) > 0.05) low = middle;
    else high = middle;
  }
  return round(high);
}

/** The smallest value that at least this share of the values does not exceed; null without values. */
export function quantile(values: readonly number[], share: number): number | null {
  const ordered = [...values].sort((a, b) => a - b);
  return ordered[Math.max(0, Math.ceil(share * ordered.length) - 1)] ?? null;
}
