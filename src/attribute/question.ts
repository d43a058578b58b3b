// One question answered from one matrix: the hypotheses in order, what carries the answer, and how good its ground is. What the
// answer may be called is decided by kind.ts and name.ts.
import type { Hint, Judgement, Question, Weighed } from '../record/attribution.js';
import type { Confidence } from '../record/result.js';
import { confidenceOf, type Stated } from './confidence.js';
import type { Evidence } from './evidence/evidence.js';
import { clamped, likelihoodOf } from './likelihood.js';
import { diagnosticWord, matrixOf, type Row } from './matrix.js';
import type { Profile } from './profile/profile.js';
import { leaderOf, type Ranked, rank, type Without, without } from './weigh.js';

export interface Worked {
  readonly rows: readonly Row[];
  readonly ranked: readonly Ranked[];
  readonly leader: Ranked;
  readonly without: readonly Without[];
  readonly confidence: Stated;
}

export function work(items: readonly Evidence[], profiles: readonly Profile[], gaps: number, most: Confidence): Worked {
  const rows = matrixOf(items, profiles);
  const ranked = rank(rows, profiles);
  const leader = leaderOf(ranked);
  const left = rows.map(({ evidence }) => without(items, profiles, evidence, leader));
  const confidence = confidenceOf({ rows, without: left, leader: leader.profile.id, gaps, most });
  return { rows, ranked, leader, without: left, confidence };
}

/** From how many points on the loss of an item is felt. */
const felt = 0.05;
const carriers = 3;

/** The few items that carry the result, by what it would be without each of them. */
function carriedBy({ rows, without: left, leader }: Worked): Judgement['carriedBy'] {
  return rows
    .map(({ evidence }, i) => ({ evidence, ...(left[i] as Without) }))
    .filter(({ leader: now, change }) => now.id !== leader.profile.id || change <= -felt)
    .sort((a, b) => a.change - b.change || (a.evidence.id < b.evidence.id ? -1 : 1))
    .slice(0, carriers)
    .map(({ evidence }) => ({ evidence: evidence.id, statement: evidence.statement }));
}

const round = (value: number): number => Math.round(value * 100) / 100;

function weighed({ evidence, cells, diagnosticity, factor }: Row, left: Without): Weighed {
  return {
    evidence: evidence.id,
    family: evidence.family,
    statement: evidence.statement,
    specific: evidence.specific,
    diagnostic: diagnosticWord(diagnosticity),
    diagnosticity: round(diagnosticity),
    findings: [...evidence.findings],
    sessions: [...evidence.sessions],
    cells: cells.map((each) => ({ ...each, weight: round(each.weight * factor) })),
    without: {
      leader: left.leader.id,
      likelihood: likelihoodOf(left.probability),
      change: Math.round(left.change * 100),
    },
  };
}

export interface Answer {
  readonly answer: string | null;
  readonly statement: string;
  /** Above which nothing is called by the profile of this id. */
  readonly caps?: ReadonlyMap<string, number>;
}

export const cappedAt = (caps: ReadonlyMap<string, number> | undefined, { profile, probability }: Ranked): number =>
  clamped(Math.min(probability, caps?.get(profile.id) ?? 1));

export const questionOf = (
  question: Question['question'],
  worked: Worked,
  { answer, statement, caps }: Answer,
  wouldChange: readonly Hint[],
): Question => ({
  question,
  answer,
  statement,
  confidence: worked.confidence,
  hypotheses: worked.ranked.map((each) => ({
    id: each.profile.id,
    name: each.profile.name,
    likelihood: likelihoodOf(cappedAt(caps, each)),
    inconsistency: round(each.inconsistency),
  })),
  carriedBy: carriedBy(worked),
  evidence: worked.rows.map((row, i) => weighed(row, worked.without[i] as Without)),
  wouldChange: [...wouldChange],
});
