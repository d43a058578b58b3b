// Several answers as one, for a campaign whose cases stand in several workspaces or organisations: their cases side by side, each
// once, with everything that the answers say of them.
import { type Answer, joinAnswers } from '../campaign/answer.js';
import { campaignsOf } from '../campaign/campaign.js';
import type { Result } from '../record/result.js';

/** Things of several answers; those that two answers hold are the same and stand once. */
const each = <T>(answers: readonly Answer[], list: (result: Result) => readonly T[], key: (item: T) => string): T[] => [
  ...new Map(answers.flatMap(({ result }) => list(result)).map((item) => [key(item), item] as const)).values(),
];

const byId = ({ id }: { readonly id: string }): string => id;
const whole = (item: unknown): string => JSON.stringify(item);

/** At least one answer. The same whatever their order, as far as cases and campaigns go. */
export function asOne(answers: readonly Answer[]): Result {
  const { result } = answers[0] as Answer;
  if (answers.length === 1) return result;
  const { told } = joinAnswers(answers);
  return {
    ...result,
    cases: told.flatMap(({ cases }) => cases),
    campaigns: campaignsOf(told),
    sessions: each(answers, (one) => one.sessions, byId),
    findings: each(answers, (one) => one.findings, byId),
    people: each(answers, (one) => one.people, whole),
    coverage: {
      mailboxes: each(answers, (one) => one.coverage.mailboxes, whole),
      signIns: each(answers, (one) => one.coverage.signIns, whole),
      directory: each(answers, (one) => one.coverage.directory, whole),
      graphActivity: each(answers, (one) => one.coverage.graphActivity, whole),
      silent: each(answers, (one) => one.coverage.silent, whole),
      limits: each(answers, (one) => one.coverage.limits, whole),
    },
  };
}
