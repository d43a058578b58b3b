// One intrusion against what the result says of it: found at which level, how exactly, and how soon.
import type { Case, Level, Reason, Result } from '../../record/result.js';
import type { IntrusionTruth } from '../truth-schema.js';
import { type Match, rank, reaches } from './match.js';
import { highestScore, weightiest } from './reason.js';
import { compareScope, type Scope } from './scope.js';

export interface IntrusionCheck {
  readonly id: string;
  readonly scenario: string;
  readonly variant: string | null;
  readonly campaign: string;
  readonly tenant: string;
  /** False where the exports do not hold the fact by which it could be noticed: then it counts for no recall. */
  readonly detectable: boolean;
  /** The highest level of a case about it; null where there is none. */
  readonly level: Level | null;
  /** Of the result's sessions that hold a hostile record, in a case or not: the highest suspicion, and what spoke against them. */
  readonly score: number | null;
  readonly reasons: readonly Reason[];
  readonly cases: readonly string[];
  /** How many of them stand at `medium` or above: more than one is one intrusion told in pieces. */
  readonly worked: number;
  /** Other intrusions that its cases mix up with it. */
  readonly mixedWith: readonly string[];
  /** Hostile records, and how many of them its cases at `medium` and above hold. */
  readonly records: number;
  readonly recordsHeld: number;
  /** Records of ordinary life in those cases. */
  readonly ordinary: number;
  /** Null where no case about it stands at `medium` or above. */
  readonly scope: Scope | null;
  /** From the first hostile access to our `detectableAt`, and from the truth's `detectableAt` to ours. */
  readonly fromFirstAccessMs: number | null;
  readonly afterTruthMs: number | null;
}

/** Our `detectableAt`: the earliest among its cases that stand at `high`, or at `medium` where none does. */
function detectedMs(cases: readonly Case[]): number | null {
  const level = cases.some((item) => reaches(item.level, 'high')) ? 'high' : 'medium';
  const moments = cases.flatMap((item) => (reaches(item.level, level) ? (item.dwell.detectableAt ?? []) : []));
  return moments.length === 0 ? null : Math.min(...moments.map((at) => Date.parse(at)));
}

const since = (ms: number | null, at: string | null): number | null =>
  ms === null || at === null ? null : ms - Date.parse(at);

export function checkIntrusion(
  truth: IntrusionTruth,
  matches: readonly Match[],
  result: Pick<Result, 'sessions'>,
): IntrusionCheck {
  const about = matches.filter((match) => match.intrusions.includes(truth.id));
  const worked = about.filter((match) => reaches(match.case.level, 'medium'));
  const cases = worked.map((match) => match.case);
  const level = about.reduce<Level | null>(
    (best, { case: { level } }) => (rank(level) > rank(best) ? level : best),
    null,
  );
  const ms = detectedMs(cases);
  const hostile = new Set(truth.records);
  const sessions = result.sessions.filter((session) => session.records.some((id) => hostile.has(id)));
  const held = new Set(worked.flatMap((match) => [...match.records]));
  return {
    id: truth.id,
    scenario: truth.scenario,
    variant: truth.variant,
    campaign: truth.campaign,
    tenant: truth.tenant,
    detectable: truth.detectableAt !== null,
    level,
    score: highestScore(sessions),
    reasons: weightiest(sessions),
    cases: about.map((match) => match.case.id),
    worked: worked.length,
    mixedWith: [...new Set(about.flatMap((match) => match.intrusions))].filter((id) => id !== truth.id).sort(),
    records: truth.records.length,
    recordsHeld: truth.records.filter((id) => held.has(id)).length,
    ordinary: worked.reduce((sum, match) => sum + match.ordinary, 0),
    scope: cases.length === 0 ? null : compareScope(truth, cases),
    fromFirstAccessMs: since(ms, truth.firstAccessAt),
    afterTruthMs: since(ms, truth.detectableAt),
  };
}
