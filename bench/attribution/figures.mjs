// Figures over judged worlds. Where the truth is one of several kinds, their chances are taken together.

import { bands } from '../../dist/record/attribution.js';
import { wilson } from '../../dist/simulate/evaluate/bound.js';
import { sum } from '../detection/text.mjs';

/** Chances as they are said: never 0 or 100 %. */
const clamped = (chance) => Math.min(0.99, Math.max(0.01, chance));

/** Outcomes of a case: the true one (or several together) with `true`, and every other. */
export function outcomesOf({ chances, truth }) {
  const right = sum(truth.map((kind) => chances[kind] ?? 0));
  const others = Object.entries(chances).filter(([kind]) => !truth.includes(kind));
  return [
    { chance: clamped(right), isTrue: true },
    ...others.map(([, chance]) => ({ chance: clamped(chance), isTrue: false })),
  ];
}

const brierOf = (outcomes) => sum(outcomes.map(({ chance, isTrue }) => (chance - (isTrue ? 1 : 0)) ** 2));

/** What somebody who knows nothing would get: every kind the same chance. */
function blind({ chances, truth }) {
  const many = Object.keys(chances).length;
  return (1 - truth.length / many) ** 2 + (many - truth.length) / many ** 2;
}

const mean = (values) => (values.length === 0 ? null : sum(values) / values.length);

export function figures(judged) {
  const answered = judged.filter(({ answer }) => answer !== null);
  const right = answered.filter(({ answer, truth }) => truth.includes(answer));
  const leads = judged.filter(({ chances, truth }) => {
    const [leader] = Object.entries(chances).sort((a, b) => b[1] - a[1]);
    return truth.includes(leader[0]);
  });
  return {
    cases: judged.length,
    brier: mean(judged.map((each) => brierOf(outcomesOf(each)))),
    blind: mean(judged.map(blind)),
    leads: wilson(leads.length, judged.length),
    answered: answered.length,
    right: wilson(right.length, answered.length),
  };
}

/** By the word that was said: how often it came true. */
export function reliability(judged) {
  const outcomes = judged.flatMap(outcomesOf);
  return bands.map(([term, from, to], i) => {
    const last = i === bands.length - 1;
    const inside = outcomes.filter(({ chance }) => chance * 100 >= from && (last || chance * 100 < to));
    return {
      ...{ term, from, to, said: mean(inside.map(({ chance }) => chance)) },
      came: wilson(inside.filter(({ isTrue }) => isTrue).length, inside.length),
    };
  });
}

export function names(worlds) {
  const all = worlds.flatMap(({ judged }) => judged);
  const named = worlds.flatMap((world) => world.named);
  const several = named.filter(({ hosts }) => hosts > 1);
  const count = (list, test) => list.filter(test).length;
  return {
    cases: all.length,
    shippedWrong: count(all, ({ name }) => name !== null),
    several: wilson(
      count(several, ({ own }) => own === 'truth'),
      several.length,
    ),
    single: wilson(
      count(named, ({ hosts, own }) => hosts === 1 && own === 'truth'),
      named.length - several.length,
    ),
    ownWrong: count(named, ({ own }) => own !== null && own !== 'truth'),
    staleWrong: count(named, ({ old }) => old !== null),
    plantedWrong: count(named, ({ planted }) => planted !== null),
    flag: wilson(
      count(named, ({ flag }) => flag),
      named.length,
    ),
    of: named.length,
  };
}
