// What happened, in three or four sentences: who was read, since when, whether it has ended, and how long it need have lasted.
import type { Case, Result, Story } from '../../../record/result.js';
import { hour } from '../../../util/time.js';
import { count } from '../../../util/words.js';
import { accessSpan, isClosed } from '../../case-view.js';
import { between, dayOf, utc } from '../../format.js';
import { mailboxesOf, owners, tellable } from './people.js';

const known = (times: readonly (string | null)[]): string[] =>
  times.filter((time): time is string => time !== null).sort();

function timeText(result: Result, cases: readonly Case[]): string[] {
  const first = known(cases.map(({ dwell }) => dwell.firstAccessAt))[0];
  const last = known(cases.map(({ dwell }) => dwell.lastActivityAt)).at(-1);
  if (first === undefined || last === undefined) return [];
  const floor = cases.some(({ dwell }) => dwell.firstAccessIsFloor && dwell.firstAccessAt === first);
  const begin = floor ? `${utc(first)} or earlier, since the logs begin there,` : utc(first);
  const end = accessSpan(result)?.lastAt;
  const near = end !== undefined && Date.parse(end) - Date.parse(last) < 48 * hour;
  const going = near ? ' The logs end soon after that, so it may still be going on.' : '';
  return [`It lasted from ${begin} to ${utc(last)}: ${between(first, last)}.${going}`];
}

function lateText(cases: readonly Case[]): string[] {
  const [only] = cases;
  if (only === undefined || cases.length > 1) return [];
  const { firstAccessAt: first, detectableAt, detectedAt } = only.dwell;
  if (first === null || detectableAt === null) return [];
  const late =
    detectedAt === null || detectedAt <= detectableAt
      ? ''
      : `; it was noticed ${between(detectableAt, detectedAt)} after that`;
  return [`These logs would have shown it ${between(first, detectableAt)} after it began${late}.`];
}

const ways: Readonly<Record<Story['way'], string | null>> = {
  signIn: 'They came in by signing in in the names of the people concerned.',
  ownSession: 'They came in with sessions that the people concerned had opened themselves.',
  ownAccount: 'It was done with an account of the house, from its usual place.',
  application: 'They came in through an application that had been let in.',
  notSeen: 'How they came in is not in these logs.',
  noAccess: null,
};

/** How they came in, where all cases tell the same. */
function wayText(cases: readonly Case[]): string[] {
  const all = [...new Set(cases.map(({ story }) => ways[story.way]))];
  return all.length === 1 ? all.flatMap((text) => text ?? []) : [];
}

/** What was looked at, where there is nothing to tell of. */
function quietText(result: Result): string[] {
  const days = accessSpan(result);
  if (days === null) return ['The files that were given hold no record of anybody opening mail.'];
  const mailboxes = count(result.coverage.mailboxes.length, 'mailbox', 'mailboxes');
  const lesser = result.cases.filter((each) => !isClosed(each)).length;
  const noted =
    lesser === 0
      ? ''
      : ` ${count(lesser, 'lesser thing')} ${lesser === 1 ? 'was' : 'were'} noted that ${lesser === 1 ? 'wants' : 'want'} a look when there is time.`;
  return [
    `We looked at every recorded access to ${mailboxes} from ${dayOf(days.firstAt)} to ${dayOf(days.lastAt)}.${noted}`,
  ];
}

export function whatHappened(result: Result): string[] {
  const cases = tellable(result);
  if (cases.length === 0) return quietText(result);
  const several =
    cases.length > 1 ? [`There are ${count(cases.length, 'separate case')}; what follows takes them together.`] : [];
  const mailboxes = mailboxesOf(cases);
  const whose = mailboxes.length === 0 ? [] : [`The mail concerned is that of ${owners(result, cases, 4)}.`];
  return [[...several, ...whose, ...wayText(cases), ...timeText(result, cases), ...lateText(cases)].join(' ')];
}
