// Figures over many worlds: the checks of single intrusions and false cases are put together and counted anew, never averaged.

import { falseFigures, overallFigures, scenarioFigures } from '../../dist/simulate/evaluate/summary.js';
import { signInShapes } from '../../dist/simulate/export/shapes.js';
import { sum } from './text.mjs';

export const phases = ['development', 'evaluation'];
export const ran = (worlds, phase) => worlds.filter((world) => !world.failed && (phase ?? world.phase) === world.phase);

const shapes = new Map(signInShapes.map((shape) => [shape.name, shape.kinds]));
const people = ['interactive', 'nonInteractive'];

/** What was given of people's sign-ins: `all` kinds, `part` of them, `none`. Graph v1.0 holds interactive ones only. */
export function signInsOf({ evaluation }) {
  const { signIns, without } = evaluation.world.options;
  if (signIns === 'none') return 'none';
  const given = (shapes.get(signIns) ?? people).filter((kind) => !without.includes(kind));
  return people.every((kind) => given.includes(kind)) ? 'all' : 'part';
}

/** The worlds by which the goals are measured: every kind of sign-in was exported. Recall elsewhere is told apart. */
export const withAllSignIns = (worlds) => worlds.filter((world) => !world.failed && signInsOf(world) === 'all');

const intrusions = (worlds) => worlds.flatMap((world) => world.evaluation.intrusions);
export const byScenario = (worlds) => scenarioFigures(intrusions(worlds));
export const overall = (worlds) => overallFigures(intrusions(worlds));

export const falseOf = (worlds) =>
  falseFigures(
    worlds.flatMap((world) => world.evaluation.falseCases.list),
    sum(worlds.map((world) => world.evaluation.world.mailboxDays)),
  );

/** Access by access, over all worlds; disagreements of one kind joined, the most frequent first. */
export function agreementOf(worlds) {
  const all = worlds.flatMap((world) => world.evaluation.reconciliation.agreement ?? []);
  const kinds = new Map();
  for (const { accesses, examples, ...kind } of all.flatMap((item) => item.disagreements)) {
    const key = JSON.stringify(kind);
    kinds.set(key, { ...kind, accesses: (kinds.get(key)?.accesses ?? 0) + accesses });
  }
  return {
    decided: sum(all.map((item) => item.decided)),
    agreed: sum(all.map((item) => item.agreed)),
    disagreements: [...kinds.values()].sort((a, b) => b.accesses - a.accesses),
  };
}
