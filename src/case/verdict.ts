// The answer in one sentence. A result that says "nothing" says in the same breath what it could not have seen.
import { levelRank } from '../detect/weigh.js';
import type { Case, Level, Result } from '../record/result.js';
import { count, thousands } from '../util/words.js';

const day = (time: string | null): string => (time ?? '').slice(0, 10);

const mailboxesOf = (cases: readonly Case[]): number =>
  new Set(cases.flatMap((item) => item.mailboxes.map((mailbox) => `${item.tenant}|${mailbox}`))).size;

/** By rules, forwards and journals alone: nobody need open a mailbox whose mail is sent to him. */
const exposed = (cases: readonly Case[]): string =>
  `Mail of ${count(mailboxesOf(cases), 'mailbox', 'mailboxes')} was exposed by changes that ordinary life does not make; ` +
  'who opened any of it these logs do not show.';

function intrusion(all: readonly Case[]): string {
  const cases = all.filter((item) => item.dwell.firstAccessAt !== null);
  if (cases.length === 0) return exposed(all);
  const mailboxes = mailboxesOf(cases);
  const messages = cases.reduce((sum, item) => sum + item.exposure.named.messages, 0);
  const folders = cases.reduce((sum, item) => sum + item.exposure.folders.length, 0);
  const first = [...cases].sort((a, b) =>
    (a.dwell.firstAccessAt ?? '') < (b.dwell.firstAccessAt ?? '') ? -1 : 1,
  )[0] as Case;
  const since = `since ${first.dwell.firstAccessIsFloor ? 'at the latest ' : ''}${day(first.dwell.firstAccessAt)}`;
  const whole = folders === 0 ? '' : ` and ${count(folders, 'whole folder')} taken`;
  return (
    `${count(mailboxes, 'mailbox was', 'mailboxes were')} opened ${since} in ways that ordinary life does not account for: ` +
    `${count(messages, 'message is', 'messages are')} known to have been opened${whole}.`
  );
}

function suspicion(cases: readonly Case[]): string {
  return `${count(cases.length, 'case needs', 'cases need')} a person's judgement; none of them is beyond doubt.`;
}

function nothing(reconciliation: Result['reconciliation'], lowCases: number, isWhole: boolean): string {
  const { total, notAssessable, unexplained } = reconciliation;
  const blind =
    notAssessable === 0
      ? ''
      : ` ${thousands(notAssessable)} of ${count(total, 'access', 'accesses')} could not be assessed.`;
  const left =
    unexplained === 0
      ? ''
      : ` ${count(unexplained, 'access remains', 'accesses remain')} unexplained${isWhole ? ", no more than this export's losses would leave" : ' by the logs'}.`;
  const hints = lowCases === 0 ? '' : ` ${count(lowCases, 'weak hint is', 'weak hints are')} listed.`;
  return `Nothing in these logs shows somebody else reading the mail; what they do not hold they cannot show.${left}${hints}${blind}`;
}

/** Below this share of decided accesses the logs do not carry a "nothing found". */
const leastDecided = 0.5;

/** Closing what the logs call grave is an analyst's right, and the reader's to know. */
function graveText(cases: readonly Case[]): string {
  const levels = cases.flatMap(({ judgement }) => (judgement?.state === 'closed' ? [judgement.levelByLogs] : []));
  const worst = levels.reduce<Level>((most, each) => (levelRank(each) > levelRank(most) ? each : most), 'low');
  return levelRank(worst) < levelRank('medium')
    ? ''
    : `; by the logs alone ${levels.length === 1 ? 'it is' : 'the gravest is'} ${worst}`;
}

/** What analysts decided stands beside what the logs say, and is called theirs. */
function byAnalysts(cases: readonly Case[]): string {
  const of = (state: string): number => cases.filter((item) => item.judgement?.state === state).length;
  const [confirmed, reopened, closed] = [of('confirmed'), of('reopened'), of('closed')];
  const parts = [
    ...(confirmed > 0 ? [`${count(confirmed, 'case is', 'cases are')} confirmed as hostile by an analyst.`] : []),
    ...(reopened > 0
      ? [
          `${count(reopened, 'case that an analyst had closed is', 'cases that an analyst had closed are')} open again: more came.`,
        ]
      : []),
    ...(closed > 0
      ? [`${count(closed, 'case is', 'cases are')} closed as benign by an analyst and not counted${graveText(cases)}.`]
      : []),
  ];
  return parts.map((part) => ` ${part}`).join('');
}

/** The verdict on the cases that are open, and what analysts decided. */
export function verdictOf(cases: readonly Case[], reconciliation: Result['reconciliation']): Result['verdict'] {
  const open = cases.filter((item) => item.judgement?.state !== 'closed');
  const { code, sentence } = ofCases(open, reconciliation, open.length === cases.length);
  return { code, sentence: `${sentence}${byAnalysts(cases)}` };
}

function ofCases(
  cases: readonly Case[],
  reconciliation: Result['reconciliation'],
  isWhole: boolean,
): Result['verdict'] {
  const high = cases.filter((item) => levelRank(item.level) >= levelRank('high'));
  if (high.length > 0) return { code: 'intrusion', sentence: intrusion(high) };
  const medium = cases.filter((item) => item.level === 'medium');
  if (medium.length > 0) return { code: 'suspicion', sentence: suspicion(medium) };
  const { total, notAssessable } = reconciliation;
  if (total === 0) {
    return {
      code: 'notAssessable',
      sentence: 'The logs hold no record of anybody opening mail, so nothing can be said about who read it.',
    };
  }
  if (total - notAssessable < leastDecided * total) {
    return {
      code: 'notAssessable',
      sentence: `For ${thousands(notAssessable)} of ${count(total, 'access', 'accesses')} these logs cannot tell whether a sign-in stands behind it, so neither can we.`,
    };
  }
  return { code: 'nothingFound', sentence: nothing(reconciliation, cases.length, isWhole) };
}
