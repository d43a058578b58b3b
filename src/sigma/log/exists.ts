// What the log sources' own conditions ask: whether a field has a value, and, since that costs the opening of every record,
// whether its name is written anywhere in it.
import { type Condition, not, test } from '../condition.js';
import { nowhere } from './audit.js';

export const exists = (field: string): Condition => not(test(field, { kind: 'null' }, nowhere));

/** A key that ends in these letters, and maybe a version, has a value that is neither null nor an empty list. */
export const writesValue = (letters: string): Condition =>
  test(
    null,
    { kind: 'regex', source: `${letters}[^:]*:\\s*(?:[^\\sn\\[]|\\[\\s*[^\\s\\]])`, flags: '', part: 'within' },
    nowhere,
  );

/** The letters stand somewhere in the record. */
export const writes = (letters: string): Condition =>
  test(null, { kind: 'pattern', pattern: [{ wildcard: '*' }, letters, { wildcard: '*' }], cased: true }, nowhere);
