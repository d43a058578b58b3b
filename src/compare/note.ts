// What to bear in mind when reading a comparison: less was read, not all was read, organisations that only one answer has.
import type { CaseChange } from '../record/comparison.js';
import type { Note, Result } from '../record/result.js';
import { LetterlockError } from '../util/error.js';
import { sortedSet } from '../util/order.js';
import { count, some } from '../util/words.js';
import type { Ground } from './ground.js';

export const tenantsOf = ({ cases, coverage }: Result): string[] =>
  sortedSet(
    [...cases, ...coverage.mailboxes, ...coverage.signIns, ...coverage.directory, ...coverage.graphActivity].map(
      ({ tenant }) => tenant,
    ),
  );

const redactedIn = ({ run }: Result): boolean => Array.isArray(run.options.redacted) && run.options.redacted.length > 0;

/** Throws `otherOrganisation` and `redactedResult`. */
export function checkComparable(old: Result, now: Result): void {
  if (redactedIn(old) || redactedIn(now)) {
    throw new LetterlockError({
      code: 'redactedResult',
      message: 'a redacted result cannot be compared: user-1 of one may be somebody else than user-1 of another',
      hint: 'compare the results as investigate wrote them',
    });
  }
  const [before, after] = [tenantsOf(old), tenantsOf(now)];
  if (before.length === 0 || after.length === 0 || before.some((tenant) => after.includes(tenant))) return;
  throw new LetterlockError({
    code: 'otherOrganisation',
    message: `the two are of different organisations: ${some(before, 3)} and ${some(after, 3)}`,
    hint: 'give two answers about the same organisation; letterlock campaign joins those of several',
  });
}

function tenantNotes(old: Result, now: Result): Note[] {
  const [before, after] = [tenantsOf(old), tenantsOf(now)];
  const only = (a: readonly string[], b: readonly string[]): string[] => a.filter((tenant) => !b.includes(tenant));
  const note = (list: readonly string[], where: string): Note[] =>
    list.length === 0
      ? []
      : [
          {
            code: 'organisation',
            message: `${count(list.length, 'organisation')} ${list.length === 1 ? 'is' : 'are'} only in the ${where} answer: ${some(list, 3)}.`,
          },
        ];
  return [...note(only(after, before), 'new'), ...note(only(before, after), 'old')];
}

const lastOf = ({ inputs }: Result): string => sortedSet(inputs.flatMap(({ lastAt }) => lastAt ?? [])).at(-1) ?? '';

const broken = new Set(['unreadable', 'notReadToEnd', 'passwordProtected', 'archiveLimit']);
const unread = ({ inputs }: Result): string[] =>
  inputs.filter(({ warnings }) => warnings.some(({ code }) => broken.has(code))).map(({ path }) => path);

/** What went, or was no longer asked for: what is gone from the answer may only not have been looked at. */
export const lessIn = ({ basis }: Ground): Ground['basis'] =>
  basis.filter(({ kind, change }) => kind === 'scope' || (change === 'removed' && /Logs$|partlyRead|state/.test(kind)));

/** `isSame`: nothing differs that is told. */
export function notesOf(
  ground: Ground,
  old: Result,
  now: Result,
  cases: readonly CaseChange[],
  isSame: boolean,
): Note[] {
  const { basis } = ground;
  const less = lessIn(ground);
  const traits = cases.filter(({ matchedBy }) => matchedBy === 'traits').length;
  const both = [old, now].flatMap((each, i) => unread(each).map((path) => `${path} (${i === 0 ? 'old' : 'new'})`));
  return [
    ...tenantNotes(old, now),
    ...(less.length > 0
      ? [
          {
            code: 'madeFromLess',
            message: `The new answer was made from less, or from something else (${less.map(({ id }) => id).join(', ')}): what is gone from it may only not have been looked at.`,
          },
        ]
      : []),
    ...(less.length > 0 && lastOf(now) < lastOf(old)
      ? [
          {
            code: 'newEndsEarlier',
            message:
              'The logs of the new answer end before those of the old one: the two may stand the wrong way round.',
          },
        ]
      : []),
    ...(traits > 0
      ? [
          {
            code: 'matchedByTraits',
            message: `${count(traits, 'case was', 'cases were')} found again by mailboxes and addresses alone, since no record is in both answers: it may be somebody else.`,
          },
        ]
      : []),
    ...(both.length > 0 ? [{ code: 'notReadToEnd', message: `Not read to the end: ${some(both, 3)}.` }] : []),
    ...(!isSame && basis.length === 0
      ? [
          {
            code: 'nothingDiffers',
            message:
              'By what they tell of themselves both were made from the same, with the same version. Two builds of one version look alike.',
          },
        ]
      : []),
  ];
}
