// Whether 4/5/2023 is April or May is never guessed row by row: the whole column decides, or nobody does. A number above 12
// can only be a day; the record's own time beside it settles the order; and Entra keeps sign-ins for 30 days, so an order that
// spreads a sign-in export over months is not the right one.
import { halfDay } from './half-day.js';

export type Order = 'yearFirst' | 'monthFirst' | 'dayFirst';

/** What the column shows, of its dates that are not ISO. */
export interface DateEvidence {
  readonly rows: number;
  readonly firstMost: number;
  readonly secondMost: number;
  /** Digits of the first and third number, the most and the fewest. */
  readonly firstDigits: number;
  readonly thirdDigits: number;
  readonly hourMost: number;
  readonly separators: readonly string[];
  /** What stands around the times of day. */
  readonly marks: readonly string[];
  /** Days from the first to the last, read either way; null where some date does not exist so. */
  readonly days: { readonly monthFirst: number | null; readonly dayFirst: number | null };
  /** Rows whose own ISO time agrees with one order only. */
  readonly agree: { readonly monthFirst: number; readonly dayFirst: number };
}

export interface DateStyle {
  readonly order: Order;
  readonly morning: readonly string[];
  readonly afternoon: readonly string[];
}

export interface Undecided {
  /** For the ledger. */
  readonly because: string;
}

export const isDecided = (style: DateStyle | Undecided): style is DateStyle => 'order' in style;

/** Entra's longest retention of sign-ins, and the two days at its edges. */
const retentionDays = 32;

function numericOrder(evidence: DateEvidence): Order | Undecided | null {
  const { firstDigits, thirdDigits, firstMost, secondMost, separators } = evidence;
  if (firstDigits === 4) return 'yearFirst';
  if (thirdDigits !== 4) return { because: 'their years have two digits' };
  if (firstMost > 12 && secondMost > 12) return { because: 'some are written day first and others month first' };
  if (firstMost > 12) return 'dayFirst';
  if (secondMost > 12) return 'monthFirst';
  // Whoever writes dates with dots writes the day first.
  return separators.length === 1 && separators[0]?.trim() === '.' ? 'dayFirst' : null;
}

function orderOf(evidence: DateEvidence, retained: boolean): Order | Undecided {
  const { agree, days } = evidence;
  const order = numericOrder(evidence);
  if (order !== null) return order;
  if (agree.monthFirst > 0 !== agree.dayFirst > 0) return agree.monthFirst > 0 ? 'monthFirst' : 'dayFirst';
  const fits = (span: number | null): boolean => span !== null && span <= retentionDays;
  if (retained && fits(days.monthFirst) !== fits(days.dayFirst))
    return fits(days.monthFirst) ? 'monthFirst' : 'dayFirst';
  return { because: 'nothing says whether the day or the month stands first' };
}

/** `retained`: the file is an export of a log that is kept for 30 days. */
export function decideDates(evidence: DateEvidence, retained: boolean): DateStyle | Undecided {
  const order = orderOf(evidence, retained);
  if (typeof order !== 'string') return order;
  const of = (kind: ReturnType<typeof halfDay>): string[] => evidence.marks.filter((mark) => halfDay(mark) === kind);
  const marked = of('morning').length + of('afternoon').length > 0;
  if (of('unknown').length > 0) return { because: `nobody knows what "${of('unknown')[0]}" beside a time means` };
  if (marked && of('none').length > 0)
    return { because: 'some times say whether they are before noon and others do not' };
  return { order, morning: of('morning'), afternoon: of('afternoon') };
}
