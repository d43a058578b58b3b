// What we do next, for somebody who decides and does not type: who acts, in which order, and what must be decided.
import type { Result } from '../../../record/result.js';
import { restsOnTokens, sessionsOf } from '../../case-view.js';
import { nextSteps } from '../../next-step/next-step.js';
import { mailboxCount, mailboxesOf, tellable } from './people.js';

const most = 6;

/** Steps that a command line has a part in are for those who type. */
const plain = (step: string): boolean => !step.includes('letterlock ') && !/\b[A-Z][a-z]+-[A-Z]\w+\b/.test(step);

export function whatWeDo(result: Result): string[] {
  const cases = tellable(result);
  if (cases.length === 0) {
    const steps = nextSteps(result).filter(plain);
    return (steps.length > 0 ? steps : ['The responders fetch the missing logs that their readout names.']).slice(
      0,
      most,
    );
  }
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
