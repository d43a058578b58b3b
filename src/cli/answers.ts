// Several answers as one, for a campaign whose cases stand in several workspaces or organisations: their cases side by side, each
// once, with everything that the answers say of them.
import { type Answer, joinAnswers } from '../campaign/answer.js';
import { campaignsOf } from '../campaign/campaign.js';
import type { Result, Unable } from '../record/result.js';
import { sortedSet } from '../util/order.js';

/** Things of several answers; those that two answers hold are the same and stand once. */
const each = <T>(answers: readonly Answer[], list: (result: Result) => readonly T[], key: (item: T) => string): T[] => [
  ...new Map(answers.flatMap(({ result }) => list(result)).map((item) => [key(item), item] as const)).values(),
];

const byId = ({ id }: { readonly id: string }): string => id;
const whole = (item: unknown): string => JSON.stringify(item);

/** "In all" of one answer is in its own tenants only. */
const unableIn = ({ coverage: { detections, mailboxes } }: Result): Unable[] =>
  detections.map((each) => ({ ...each, tenants: each.tenants ?? sortedSet(mailboxes.map(({ tenant }) => tenant)) }));

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
      detections: each(answers, unableIn, whole),
      limits: each(answers, (one) => one.coverage.limits, whole),
    },
  };
}
