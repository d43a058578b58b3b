// Steps for a case. The order matters: preserve first, because logs run out and an intruder who is shut out may delete;
// and a forged token does not end with a new password, which cost the victims of summer 2023 weeks.
import type { Result } from '../../record/result.js';
import { count } from '../../util/words.js';
import { caseName, isClosed, isTold, restsOnTokens, sessionsOf } from '../case-view.js';
import { containmentOf } from '../containment/containment.js';
import type { Phase, Step } from '../containment/step.js';

// One is named; more than one would make every step a list.
function these(items: readonly string[], one: string, many: string): string {
  const all = [...new Set(items)];
  return all.length === 1 ? (all[0] ?? '') : `the ${count(all.length, one, many)} of these cases`;
}

const titlesShown = 4;

/** The titles of the steps of one phase, for all cases together; the commands stand elsewhere. */
function phaseStep(steps: readonly Step[], phase: Phase, lead: string): string[] {
  const titles = [...new Set(steps.filter((step) => step.phase === phase).map(({ title }) => title))];
  const rest = titles.length - titlesShown;
  const shown = [...titles.slice(0, titlesShown), ...(rest > 0 ? [`and ${count(rest, 'more step')}`] : [])];
  return titles.length === 0 ? [] : [`${lead} ${shown.join('; ')}.`];
}

export function caseSteps(result: Result): string[] {
  const cases = result.cases.filter(isTold);
  if (cases.length === 0) return watchSteps(result);
  const mailboxes = these(
    cases.flatMap((each) => each.mailboxes),
    'mailbox',
    'mailboxes',
  );
  const steps = cases.flatMap((each) => containmentOf(result, each));
  const forged = cases.some((each) => restsOnTokens(sessionsOf(result, each)));
  return [
    `Preserve first: keep these exports unchanged, put ${mailboxes} on hold, and export the audit and sign-in logs again before they expire.`,
    ...(cases.some(({ questions }) => questions.length > 0)
      ? [
          'Ask, by telephone and not by mail: each case says whom and what, and which answer speaks for it or against it.',
        ]
      : []),
    ...phaseStep(steps, 'shutOut', 'Then shut out, in one go:'),
    ...(forged
      ? [
          'New passwords and revoked sessions do not stop forged tokens: only Microsoft can. Open a case with them and give them the token ids.',
        ]
      : []),
    ...phaseStep(steps, 'cleanUp', 'Then clean up:'),
    ...(steps.length > 0
      ? [
          'The commands for all of this, with whom each hits and how to undo it: letterlock readout WORKSPACE --for responder.',
        ]
      : []),
    ...(cases.some((each) => each.judgement === null)
      ? [
          'When you know what a case was, have it remembered: letterlock verdict WORKSPACE CASE, then benign or hostile, and --because.',
        ]
      : []),
  ];
}

function watchSteps(result: Result): string[] {
  const least = result.cases.find((each) => !isClosed(each));
  return least === undefined ? [] : [`Nothing is urgent. When there is time, ask the owner about ${caseName(least)}.`];
}
