// From when an intrusion counts as detectable: a documented fact about its records, never a detector's opinion. The table
// stands in docs/simulate.md as well.
import { dayMs } from '../clock.js';

/** Times of an intrusion's exported records, ascending. */
export interface Facts {
  readonly accesses: readonly number[];
  /** Changes: commands, rules, grants, consents. */
  readonly deeds: readonly number[];
  /** First accesses to each mailbox. */
  readonly mailboxes: readonly number[];
}

export interface Rule {
  readonly fact: string;
  at(facts: Facts): number | undefined;
}

const later = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : Math.max(a, b);

export const rules = {
  firstAccess: { fact: 'the first hostile access record', at: ({ accesses }) => accesses[0] },
  secondAccess: { fact: 'the second hostile access record', at: ({ accesses }) => accesses[1] },
  tenthAccess: { fact: 'the tenth hostile access record', at: ({ accesses }) => accesses[9] },
  fifthMailbox: {
    fact: 'the first hostile access to the fifth mailbox, or to the last where there are fewer',
    at: ({ mailboxes }) => mailboxes[4] ?? mailboxes.at(-1),
  },
  change: { fact: 'the record of the change', at: ({ deeds }) => deeds[0] },
  changeAndAccess: {
    fact: 'the first hostile access record after the record of the change',
    at: ({ deeds, accesses }) =>
      later(
        deeds[0],
        accesses.find((at) => at >= (deeds[0] ?? Number.POSITIVE_INFINITY)),
      ),
  },
  dayOfSilence: {
    fact: 'one day after the record of the change, when the silence shows',
    at: ({ deeds }) => (deeds[0] === undefined ? undefined : deeds[0] + dayMs),
  },
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleName = keyof typeof rules;
