// What a person should know about dates that were not written in ISO form: how they were read, or that nobody can.
import type { Note } from '../record/result.js';
import type { Dates } from '../source/date/culture.js';
import { isDecided } from '../source/date/decide.js';
import type { Shape } from '../source/shape.js';

const orders = { yearFirst: 'year first', monthFirst: 'month first', dayFirst: 'day first' } as const;

/** None where the records bring their own ISO times, and the column was only a copy of them. */
export function dateWarnings(shape: Shape, { style }: Dates): Note[] {
  const warnings: Note[] = [];
  const warn = (code: string, message: string): number => warnings.push({ code, message });
  if (style === null) return warnings;
  const copy = shape.payload.kind === 'member';
  // What is known without a time of its own is kept without one.
  const timeless = shape.log === 'messageTrace' || shape.log === 'state';
  if (!isDecided(style)) {
    warn(
      'ambiguousDates',
      `dates are written in a way that cannot be read for certain, since ${style.because}; ${copy ? "the records' own times were used" : `rows without another time ${timeless ? 'have none' : 'were rejected'}: export again with ISO dates`}`,
    );
  } else if (!copy) {
    warn(
      'cultureDates',
      `dates are not in ISO form; the column as a whole shows that they are written ${orders[style.order]}`,
    );
  }
  return warnings;
}
