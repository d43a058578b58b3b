// What we do next, for somebody who decides and does not type: who acts, in which order, and what must be decided.
import type { Result } from '../../../record/result.js';
import { restsOnTokens, sessionsOf } from '../../case-view.js';
import { mailboxCount, mailboxesOf, tellable } from './people.js';

const most = 6;

/** Where nobody is to be shut out: what would let us know more. */
function quietSteps({ reconciliation, cases, rejects }: Result): string[] {
  const { total, notAssessable } = reconciliation;
  if (total === 0) return ['Fetch the log of mailbox accesses: without it nobody can say who read what.'];
  return [
    ...(notAssessable > 0
      ? [
          'Fetch the sign-in logs that are missing, today: they are kept for 30 days at most. The responders’ readout names them.',
        ]
      : []),
    ...(cases.length > 0 ? ['Ask the owners about what was noted, when there is time.'] : []),
    ...(rejects.length > 0 ? ['Export again the files of which rows could not be read.'] : []),
    'Keep these exports: the next look compares with them.',
  ];
}

export function whatWeDo(result: Result): string[] {
  const cases = tellable(result);
  if (cases.length === 0) return quietSteps(result);
  const forged = cases.some((each) => restsOnTokens(sessionsOf(result, each)));
  const diverted = cases.some(({ exposure }) => exposure.diverted.length > 0);
  const whose = mailboxesOf(cases).length === 0 ? 'the people concerned' : `the owners of ${mailboxCount(cases)}`;
  const undecided = result.reconciliation.notAssessable > 0;
  return [
    'Preserve the evidence first: logs expire, and whoever is shut out may delete.',
    `Ask ${whose} by telephone, not by mail, whether it was them or somebody for them.`,
    'Shut the reader out: end all sessions, change passwords, remove applications that nobody can name.',
    ...(forged ? ['Call Microsoft: keys without a sign-in may be forged, and then only Microsoft can stop them.'] : []),
    ...(diverted ? ['Stop the sending on of mail, after noting down how it was set up.'] : []),
    ...(undecided ? ['Fetch the logs that are missing, before they expire.'] : []),
    'Decide who must be told: the people whose mail it is, those who wrote to them, and the authorities.',
  ].slice(0, most);
}
