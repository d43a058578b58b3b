// How one answer differs from another, and why: what they were made from is laid side by side first, then what they say. Everything is
// worked out from the two answers alone, so that yesterday's logs need not be there.
import type { Comparison } from '../record/comparison.js';
import type { Result } from '../record/result.js';
import { sortedSet } from '../util/order.js';
import { version } from '../util/version.js';
import { accessChanges } from './access-change.js';
import { caseChanges } from './case-change.js';
import { exposureChanges } from './exposure-change.js';
import { groundOf } from './ground.js';
import { headlineOf } from './headline.js';
import { heldBy } from './held.js';
import { checkComparable, lessIn, notesOf, tenantsOf } from './note.js';
import { candidates, reasonOf } from './reason.js';
import { type Stated, statementChanges } from './statement-change.js';

export interface Compared {
  /** As the user named it. */
  readonly name: string;
  readonly result: Result;
  /** What a document says of it. */
  readonly statements: readonly Stated[];
}

function sideOf({ name, result }: Compared): Comparison['old'] {
  const { mailboxes } = result.coverage;
  return {
    name,
    letterlock: result.letterlock,
    verdict: result.verdict,
    tenants: tenantsOf(result),
    inputs: result.inputs.length,
    cases: result.cases.length,
    firstAt: sortedSet(mailboxes.map(({ firstAt }) => firstAt))[0] ?? null,
    lastAt: sortedSet(mailboxes.map(({ lastAt }) => lastAt)).at(-1) ?? null,
  };
}

/** Throws `otherOrganisation` and `redactedResult`. */
export function compare(old: Compared, now: Compared): Comparison {
  checkComparable(old.result, now.result);
  const ground = groundOf(old.result, now.result);
  const { changes: cases, renamed } = caseChanges(ground, heldBy(old.result), heldBy(now.result));
  const [from, to] = [old.result.verdict, now.result.verdict];
  const isSame = from.code === to.code && from.sentence === to.sentence;
  const told = {
    verdict: isSame ? null : { from, to, reason: reasonOf(candidates(ground, 'answer')) },
    cases,
    exposure: exposureChanges(ground, old.result, now.result),
    accesses: accessChanges(ground, old.result, now.result),
    statements: statementChanges({ ground, cases }, renamed, old.statements, now.statements),
  };
  const headline = headlineOf(told, lessIn(ground).length > 0);
  return {
    contract: 1,
    letterlock: version,
    headline,
    old: sideOf(old),
    new: sideOf(now),
    notes: notesOf(ground, old.result, now.result, cases, headline.code === 'nothingNew'),
    basis: [...ground.basis],
    ...told,
  };
}
