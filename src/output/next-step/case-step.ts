// Steps for a case. The order matters: preserve first, because logs run out and an intruder who is shut out may delete;
// and a forged token does not end with a new password, which cost the victims of summer 2023 weeks.
import type { Result } from '../../record/result.js';
import { count } from '../../util/words.js';
import { caseName, isClosed, isTold, restsOnTokens, sessionsOf } from '../case-view.js';

// One is named; more than one would make every step a list.
function these(items: readonly string[], one: string, many: string): string {
  const all = [...new Set(items)];
  return all.length === 1 ? (all[0] ?? '') : `the ${count(all.length, one, many)} of these cases`;
}

export function caseSteps(result: Result): string[] {
  const cases = result.cases.filter(isTold);
  if (cases.length === 0) return watchSteps(result);
  const mailboxes = these(
    cases.flatMap((each) => each.mailboxes),
    'mailbox',
    'mailboxes',
  );
  const names = cases.flatMap((each) => each.users);
  const users = names.length > 0 ? these(names, 'user', 'users') : 'the users concerned';
  const forged = cases.some((each) => restsOnTokens(sessionsOf(result, each)));
  const diverted = cases.some((each) => each.exposure.diverted.length > 0);
  const steps = [
    `Preserve first: keep these exports unchanged, put ${mailboxes} on hold, and export the audit and sign-in logs again before they expire.`,
    'Ask each owner by telephone, not by mail: was it you, or someone for you, with that application from those addresses?',
    `Revoke the sign-in sessions and change the password of ${users}; remove applications that nobody can name.`,
  ];
  if (forged) {
    steps.push(
      'If accesses go on after that, the tokens may be forged: only Microsoft can stop those. Open a case with them and give them the token ids.',
    );
  }
  if (diverted) steps.push('Remove the rules that send mail elsewhere, after noting them down.');
  if (cases.some((each) => each.judgement === null)) {
    steps.push(
      'When you know what a case was, have it remembered: letterlock verdict WORKSPACE CASE, then benign or hostile, and --because.',
    );
  }
  return steps;
}

function watchSteps(result: Result): string[] {
  const least = result.cases.find((each) => !isClosed(each));
  return least === undefined ? [] : [`Nothing is urgent. When there is time, ask the owner about ${caseName(least)}.`];
}
