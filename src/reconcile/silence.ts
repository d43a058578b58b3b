// Which silences of a log are holes. Nights and weekends are quiet by themselves; a silence is a gap when, by the log's own
// rhythm, clearly more than chance should have stood in it.
import { day, hour } from '../util/time.js';

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Gap extends Span {
  /** Rows that would stand in it even on quiet days. */
  readonly expected: number;
}

/** Rows per hour: start of the hour in ms, and how many. */
export type HourCount = readonly [hourMs: number, rows: number];

/** So many rows must be missing, by the quiet days' measure, before a silence counts as a gap. */
const missedRows = 10;
/** What four of five days with rows reach: the mean would call every quiet day a gap, for people sign in in waves. */
const quietShare = 0.2;

// Working days and weekends have rhythms of their own, hour by hour.
const slots = 48;
function slotOf(hourMs: number): number {
  const weekday = new Date(hourMs).getUTCDay();
  const weekend = weekday === 0 || weekday === 6 ? 24 : 0;
  return weekend + Math.floor((hourMs % day) / hour);
}

/** Rows per hour of each slot on a quiet day. Days without any row are left out: they may be what is asked about. */
function rhythm(counts: readonly HourCount[]): number[] {
  const rows = new Map(counts);
  const days = new Set(counts.map(([at]) => Math.floor(at / day) * day));
  const perSlot: number[][] = Array.from({ length: slots }, () => []);
  for (const start of days) {
    for (let at = start; at < start + day; at += hour) perSlot[slotOf(at)]?.push(rows.get(at) ?? 0);
  }
  return perSlot.map((list) => list.sort((a, b) => a - b)[Math.floor(quietShare * (list.length - 1))] ?? 0);
}

function expectedRows(silence: Span, perHour: readonly number[]): number {
  let expected = 0;
  // Only whole hours: an office that closes at half past writes no rows in the other half.
  for (let at = Math.ceil(silence.fromMs / hour) * hour; at + hour <= silence.toMs; at += hour) {
    expected += perHour[slotOf(at)] ?? 0;
  }
  return expected;
}

/**
 * The gaps of a log. `silences`: spans without a row, the ones
 * before the first and after the last row included.
 */
export function gapsOf(counts: readonly HourCount[], silences: readonly Span[]): Gap[] {
  const perHour = rhythm(counts);
  return silences
    .map(({ fromMs, toMs }) => ({ fromMs, toMs, expected: expectedRows({ fromMs, toMs }, perHour) }))
    .filter(({ expected }) => expected >= missedRows);
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
