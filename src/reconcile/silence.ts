// Which silences of a log are holes. Nights and weekends are quiet by themselves; a silence is a gap when, by the log's own
// rhythm, clearly more than chance should have stood in it.
import { day, hour } from '../util/time.js';

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Rows per hour: start of the hour in ms, and how many. */
export type HourCount = readonly [hourMs: number, rows: number];

/** So many rows must be missing before a silence counts as a gap: the chance of it in a steady stream is 1 in 20,000. */
const missedRows = 10;

// Working days and weekends have rhythms of their own, hour by hour.
const slots = 48;
function slotOf(hourMs: number): number {
  const weekday = new Date(hourMs).getUTCDay();
  const weekend = weekday === 0 || weekday === 6 ? 24 : 0;
  return weekend + Math.floor((hourMs % day) / hour);
}

/** Expected rows per hour of each slot, over the window. */
function rhythm(counts: readonly HourCount[], window: Span): number[] {
  const rows = Array<number>(slots).fill(0);
  const hours = Array<number>(slots).fill(0);
  for (const [at, count] of counts) rows[slotOf(at)] = (rows[slotOf(at)] ?? 0) + count;
  for (let at = Math.floor(window.fromMs / hour) * hour; at <= window.toMs; at += hour) {
    hours[slotOf(at)] = (hours[slotOf(at)] ?? 0) + 1;
  }
  return rows.map((sum, slot) => (hours[slot] === 0 ? 0 : sum / (hours[slot] as number)));
}

function expectedRows(silence: Span, perHour: readonly number[]): number {
  let expected = 0;
  for (let at = Math.floor(silence.fromMs / hour) * hour; at < silence.toMs; at += hour) {
    const share = (Math.min(silence.toMs, at + hour) - Math.max(silence.fromMs, at)) / hour;
    expected += share * (perHour[slotOf(at)] ?? 0);
  }
  return expected;
}

/**
 * The gaps of a log within the window in which it should have been written. `silences`: spans without a row, the ones
 * before the first and after the last row included.
 */
export function gapsOf(counts: readonly HourCount[], silences: readonly Span[], window: Span): Span[] {
  const perHour = rhythm(counts, window);
  return silences.filter((silence) => expectedRows(silence, perHour) >= missedRows);
}

/** What remains of a window without its gaps. */
export function withoutGaps(window: Span, gaps: readonly Span[]): Span[] {
  const segments: Span[] = [];
  let fromMs = window.fromMs;
  for (const gap of gaps) {
    if (gap.fromMs >= fromMs) segments.push({ fromMs, toMs: gap.fromMs });
    fromMs = gap.toMs;
  }
  segments.push({ fromMs, toMs: window.toMs });
  return segments.filter((segment) => segment.toMs >= segment.fromMs);
}
