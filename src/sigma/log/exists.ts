// What the log sources' own conditions ask: whether a field has a value, and, since that costs the opening of every record,
// whether its name is written anywhere in it.
import { type Condition, not, test } from '../condition.js';
import { nowhere } from './audit.js';

export const exists = (field: string): Condition => not(test(field, { kind: 'null' }, nowhere));

/** The letters stand somewhere in the record. */
export const writes = (letters: string): Condition =>
  test(null, { kind: 'pattern', pattern: [{ wildcard: '*' }, letters, { wildcard: '*' }], cased: true }, nowhere);
