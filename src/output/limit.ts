// The limits of the answer in words, for every readout: what the engine says could not be seen, and what that means.
import type { Result } from '../record/result.js';
import { count, some, thousands } from '../util/words.js';
import { unableTexts } from './unable-text.js';
import { signInKinds } from './words.js';

function undecided(result: Result): string[] {
  const { notAssessable, total } = result.reconciliation;
  if (notAssessable === 0) return [];
  const share = notAssessable === total ? 'none can' : `${thousands(notAssessable)} cannot`;
  return [
    `Of ${count(total, 'access', 'accesses')}, ${share} be decided from these logs: they are neither cleared nor accused.`,
  ];
}

function gaps(result: Result): string[] {
  // Silences of a whole tenant stand among the limits, with their times.
  const told = new Set(['throttled', 'auditGap']);
  const silent = result.coverage.mailboxes.filter((mailbox) => mailbox.gaps.some((gap) => !told.has(gap.reason)));
  if (silent.length === 0) return [];
  const names = some(
    silent.map((mailbox) => mailbox.mailbox),
    3,
  );
  return [`The audit log of ${count(silent.length, 'mailbox', 'mailboxes')} has gaps: ${names}.`];
}

/** Kinds of sign-in log that were not given, as the Entra admin centre names them. */
export function missingKinds(result: Result): (keyof typeof signInKinds)[] {
  const given = new Set<string>(result.coverage.signIns.map((signIns) => signIns.kind));
  return (Object.keys(signInKinds) as (keyof typeof signInKinds)[]).filter((kind) => !given.has(kind));
}

/** Whole sentences of plain text, not yet escaped; never empty. */
export function limitTexts(result: Result): string[] {
  const said = [
    ...undecided(result),
    ...result.coverage.limits.map((limit) => limit.message),
    ...gaps(result),
    ...unableTexts(result),
  ];
  if (result.verdict.code === 'nothingFound') {
    return ['Finding nothing here proves nothing about other days, mailboxes and logs.', ...said];
  }
  return said.length > 0 ? said : ['Anything outside these days, mailboxes and logs.'];
}
