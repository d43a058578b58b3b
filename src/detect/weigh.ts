// Evidence of one session added up. Levels speak to a person on call: high and above mean "wake someone", so they need
// evidence that an owner's ordinary new device, new application or travel does not produce.
import type { Level, Reason } from '../record/result.js';
import { byText } from '../util/order.js';
import { type Clue, round } from './evidence.js';

/** Odds of 10, 100, 10,000 and a million to one, as natural logarithms. */
const thresholds: readonly (readonly [Level, number])[] = [
  ['critical', Math.log(1e6)],
  ['high', Math.log(1e4)],
  ['medium', Math.log(100)],
  ['low', Math.log(10)],
];

export function levelOf(score: number, strongScore: number): Level {
  for (const [level, threshold] of thresholds) {
    const wakes = level === 'critical' || level === 'high';
    if (score >= threshold && (!wakes || strongScore >= Math.log(10))) return level;
  }
  return 'informational';
}

export interface Suspicion {
  readonly score: number;
  readonly level: Level;
  readonly reasons: readonly Reason[];
  readonly evidence: readonly Clue[];
  /** When it first stood at `high`, or at its level if that is lower. */
  readonly detectableMs: number | null;
}

export const innocent: Suspicion = { score: 0, level: 'informational', reasons: [], evidence: [], detectableMs: null };

const weightAt = (evidence: Clue, atMs: number): number =>
  evidence.steps.reduce((weight, step) => (step.atMs <= atMs ? step.weight : weight), 0);

const rank: Readonly<Record<Level, number>> = { informational: 0, low: 1, medium: 2, high: 3, critical: 4 };
export const levelRank = (level: Level): number => rank[level];

function detectableAt(evidence: readonly Clue[], isStrong: (e: Clue) => boolean, level: Level): number | null {
  if (evidence.length === 0) return null;
  const wanted = Math.min(rank[level], rank.high);
  const moments = [...new Set(evidence.flatMap((e) => e.steps.map((step) => step.atMs)))].sort((a, b) => a - b);
  for (const atMs of moments) {
    const score = evidence.reduce((sum, e) => sum + weightAt(e, atMs), 0);
    const strong = evidence.filter(isStrong).reduce((sum, e) => sum + weightAt(e, atMs), 0);
    if (rank[levelOf(score, strong)] >= wanted) return atMs;
  }
  return moments.at(-1) ?? null;
}

/** The suspicion that one session's evidence adds up to. */
export function weigh(evidence: readonly Clue[], isStrong: (e: Clue) => boolean): Suspicion {
  const ordered = [...evidence].sort((a, b) => b.weight - a.weight || byText(a.detection, b.detection));
  const score = round(ordered.reduce((sum, e) => sum + e.weight, 0));
  const strong = ordered.filter(isStrong).reduce((sum, e) => sum + e.weight, 0);
  const level = levelOf(score, strong);
  return {
    score,
    level,
    reasons: ordered.map((e) => ({ code: e.detection, message: e.message, weight: e.weight })),
    evidence: ordered,
    detectableMs: detectableAt(ordered, isStrong, level),
  };
}
