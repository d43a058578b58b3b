// Steps for a case. The order matters: preserve first, because logs run out and an intruder who is shut out may delete;
// and a forged token does not end with a new password, which cost the victims of summer 2023 weeks.
import type { Result } from '../../record/result.js';
import { isTold, restsOnTokens, sessionsOf } from '../case-view.js';
import { some } from '../format.js';

const unique = (items: readonly string[]) => [...new Set(items)];

export function caseSteps(result: Result): string[] {
  const cases = result.cases.filter(isTold);
  if (cases.length === 0) return watchSteps(result);
  const mailboxes = some(unique(cases.flatMap((each) => each.mailboxes)), 3);
  const users = some(unique(cases.flatMap((each) => each.users)), 3) || mailboxes;
  const forged = cases.some((each) => restsOnTokens(sessionsOf(result, each)));
  const diverted = cases.some((each) => each.exposure.diverted.length > 0);
  const steps = [
    `Preserve first: keep these exports unchanged, put ${mailboxes} on hold, and export the audit and sign-in logs again before they expire.`,
    `Ask the owner by telephone, not by mail, whether they or their assistants used the application and addresses above: ${mailboxes}.`,
    `Revoke the sign-in sessions and change the password of ${users}; remove applications that nobody can name.`,
  ];
  if (forged) {
    steps.push(
      'If accesses go on after that, the tokens may be forged: only Microsoft can stop those. Open a case with them and give them the token ids.',
    );
  }
  if (diverted) steps.push('Remove the rules that send mail elsewhere, after noting them down.');
  return steps;
}

function watchSteps(result: Result): string[] {
  const least = result.cases[0];
  return least === undefined ? [] : [`Nothing is urgent. When there is time, ask the owner about case ${least.id}.`];
}
