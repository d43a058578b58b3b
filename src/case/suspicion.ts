// What speaks for a case as a whole. Sessions of one actor show the same thing again and again, so each kind of evidence counts
// once, with the session in which it is strongest; different kinds of strong evidence add up, also where they stand in different
// sessions. Weak evidence counts in the most suspicious session alone: an owner's journey beside it is no part of the story.
import { isStrong } from '../detect/detect.js';
import { type Clue, round, type Step } from '../detect/evidence.js';
import { levelRank, type Suspicion, weigh } from '../detect/weigh.js';
import type { Finding, Level } from '../record/result.js';
import { groupBy } from '../util/group.js';
import { byText } from '../util/order.js';

/** Documented judgements: what the highest of a case's rules adds. Rules look at the same acts as the detectors do, so only one counts. */
const ruleWeight: Readonly<Record<Level, number>> = { informational: 0, low: 0.5, medium: 1.5, high: 2.5, critical: 4 };

/** One kind of evidence over several sessions: at each moment its weightiest. */
function merged(same: readonly Clue[]): Clue {
  const best = same.reduce((a, b) => (b.weight > a.weight ? b : a));
  const steps: Step[] = [];
  for (const step of same.flatMap((evidence) => evidence.steps).sort((a, b) => a.atMs - b.atMs)) {
    if (step.weight > (steps.at(-1)?.weight ?? 0)) steps.push(step);
  }
  return { ...best, steps };
}

function ofRules(rules: readonly Finding[]): Clue[] {
  const [best] = [...rules].sort(
    (a, b) => levelRank(b.level) - levelRank(a.level) || byText(a.firstAt, b.firstAt) || byText(a.id, b.id),
  );
  if (best === undefined) return [];
  const atMs = Date.parse(best.detectableAt ?? best.lastAt);
  const weight = ruleWeight[best.level];
  return [
    {
      detection: best.detection,
      message: best.reason,
      weight,
      steps: [{ atMs, weight }],
      records: [],
      firstMs: atMs,
      lastMs: atMs,
      confidence: best.confidence,
    },
  ];
}

/** The suspicion of a case's sessions and rules together. */
export function suspicionOf(sessions: readonly Suspicion[], rules: readonly Finding[]): Suspicion {
  const [best] = [...sessions].sort((a, b) => b.score - a.score);
  const strong = sessions.flatMap((suspicion) => suspicion.evidence.filter(isStrong));
  const kinds = [...groupBy(strong, (evidence) => evidence.detection).values()].map(merged);
  const weak = (best?.evidence ?? []).filter((evidence) => !isStrong(evidence));
  const ruled = ofRules(rules);
  const together = [...kinds, ...weak, ...ruled].filter((evidence) => round(evidence.weight) > 0);
  return weigh(together, (evidence) =>
    ruled.includes(evidence) ? evidence.weight >= ruleWeight.high : isStrong(evidence),
  );
}
