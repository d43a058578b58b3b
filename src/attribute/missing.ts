// What was not given, or cannot be in these logs, that would bear on who it was. Said with every judgement: an attribution that
// does not tell what it could not see is a guess with a number.
import type { Hint } from '../record/attribution.js';
import { some } from '../util/words.js';
import { changesVisible } from './evidence/by-scope.js';
import { enough, hasEnough, visitsOf } from './evidence/by-time.js';
import type { Subject } from './subject.js';

const kinds = [
  ['interactive', 'interactive sign-ins'],
  ['nonInteractive', 'non-interactive sign-ins'],
  ['servicePrincipal', 'sign-ins of applications'],
] as const;

function logs({ coverage, tenants }: Subject): Hint[] {
  const given = (kind: string): boolean =>
    tenants.every((tenant) => coverage.signIns.some((each) => each.kind === kind && each.tenant === tenant));
  const absent = kinds.filter(([kind]) => !given(kind)).map(([, words]) => words);
  const has = (list: readonly { tenant: string }[]): boolean =>
    tenants.every((tenant) => list.some((each) => each.tenant === tenant));
  return [
    ...(absent.length > 0
      ? [
          {
            code: 'signIns',
            statement: `No ${some(absent, 3)} were given for ${tenants.length === 1 ? 'this organisation' : 'all organisations'}: how somebody got in may not show.`,
          },
        ]
      : []),
    ...(has(coverage.directory)
      ? []
      : [
          {
            code: 'directory',
            statement:
              "Entra's own audit log was not given: of consents, credentials and devices there is only what the unified log repeats.",
          },
        ]),
  ];
}

/** Things that were not given and could have been. */
export function missingOf(subject: Subject): Hint[] {
  const visits = visitsOf(subject);
  const addresses = subject.sessions.flatMap((session) => session.addresses);
  const unknown = addresses.filter(({ kind }) => kind === null).length;
  const blind = !changesVisible(subject);
  const hint = (when: boolean, code: string, statement: string): Hint[] => (when ? [{ code, statement }] : []);
  return [
    ...logs(subject),
    ...hint(
      blind,
      'changes',
      'The audit export is not whole: rules, rights and consents may be missing, so their absence counts nothing.',
    ),
    ...hint(
      addresses.length > 0 && unknown > addresses.length / 2,
      'networks',
      'For most addresses it is not known what kind of network they belong to.',
    ),
    ...hint(
      subject.sessions.length > 0 && !hasEnough(visits),
      'hours',
      `There are ${visits.length} visits; hours of work count from ${enough.visits} on ${enough.days} days on.`,
    ),
  ];
}

/** What no log of mail can hold. */
export const outsideLogs: Hint = {
  code: 'outsideLogs',
  statement:
    'These logs hold no lure, no malware, no key and nothing of the machines behind an address; what a group is known for is mostly there.',
};
