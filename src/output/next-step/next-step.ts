// What to do next, derived from the result alone: first what stops a reader, then what would let undecided accesses be
// decided or silence be explained, then the rows that could not be read. Written for the person who holds the telephone.
import type { Result } from '../../record/result.js';
import { caseSteps } from './case-step.js';
import { coverageSteps } from './coverage-step.js';
import { rejectSteps } from './reject-step.js';
import { stateSteps } from './state-step.js';

/** Steps in the order in which to take them, each a whole sentence or two of plain text, not yet escaped. */
export function nextSteps(result: Result): string[] {
  const steps = [...caseSteps(result), ...coverageSteps(result), ...stateSteps(result), ...rejectSteps(result)];
  if (steps.length > 0) return steps;
  if (result.reconciliation.total === 0) {
    return ['Fetch the mailbox audit log (MailItemsAccessed records): without it nobody can say who read what.'];
  }
  return ['Nothing. Keep these exports: the next run compares with them.'];
}
