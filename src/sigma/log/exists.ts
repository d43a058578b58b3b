// "The field has a value", for the log sources' own conditions.
import { type Condition, not, test } from '../condition.js';
import { nowhere } from './audit.js';

export const exists = (field: string): Condition => not(test(field, { kind: 'null' }, nowhere));
