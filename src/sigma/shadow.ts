// A field that only the raw record holds exactly often has a column beside it that holds the same in another form, such as a
// number for what services write as number or name. It cannot say that a test holds, but that it does not: most records need
// not be opened then.

import type { Match } from './condition.js';
import { type FieldSql, textOfColumn, type Values } from './field-sql.js';
import type { Column, Place } from './log/place.js';
import { looksAtValues, type ValueMatch, valuesFor } from './predicate.js';

/** Whether a value of the record that fulfils the test fulfils it in the column's form too. */
function holdsIn(form: Column['form'], match: ValueMatch): boolean {
  switch (match.kind) {
    case 'number':
      return form !== 'number' || (match.comparison === 'eq' && Number.isInteger(match.value));
    case 'pattern':
      return form === 'text' || (form === 'lower' && !match.cased);
    case 'regex':
      return form === 'text';
    default:
      return false;
  }
}

/**
 * Whether a record may fulfil the test whose column holds nothing: what is blank, no number, or under a key in another spelling does
 * not get there. Not so for ids, which half of the records lack: there a word is as little looked for as in columns that hold exactly
 * what the record does.
 */
const isOpen = (form: Column['form'], match: ValueMatch): boolean =>
  form !== 'lower' ||
  match.kind !== 'pattern' ||
  !match.pattern.some((piece) => typeof piece === 'string' && piece.trim() !== '');

export interface Shadow {
  /** A record that fulfils the test has one of these that does, or a list of which one might. */
  readonly values: Values;
  /** Or it has none at all. */
  readonly isOpen: boolean;
}

/** Null where no column tells, or where one tells all. */
export function shadowFor(place: Place, field: FieldSql, match: Match): Shadow | null {
  const column = place.shadow ?? place.column;
  if (column === null || column.form === 'other' || place.paths.length === 0) return null;
  if (place.made.length > 0 || place.fullStop !== undefined || !looksAtValues(match)) return null;
  if (valuesFor(field, match).kind === 'one' || !holdsIn(column.form, match)) return null;
  const values: Values = { kind: 'one', sql: textOfColumn(column), key: `shadow ${column.name}` };
  return { values, isOpen: isOpen(column.form, match) };
}
