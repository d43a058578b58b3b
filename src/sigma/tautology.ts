// Conditions that cannot be otherwise: `a and not a` matches nothing and looks like peace, `a or not a` matches everything.
// Every assignment of the different tests is tried; with many different ones nothing is claimed.
import { type Condition, type Test, testsOf } from './condition.js';

const mostTests = 12;

const keyOf = (test: { field: string | null; match: unknown }): string =>
  JSON.stringify([test.field, test.match], (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));

function holds(condition: Condition, truth: (test: Test) => boolean): boolean {
  if (condition.kind === 'test') return truth(condition.test);
  if (condition.kind === 'not') return !holds(condition.of, truth);
  return condition.kind === 'and'
    ? condition.of.every((each) => holds(each, truth))
    : condition.of.some((each) => holds(each, truth));
}

/** Whether a condition is always so: `always true`, `never true`, or null where it depends, or is too large to tell. */
export function tautology(condition: Condition): 'always true' | 'never true' | null {
  const tests = testsOf(condition);
  if (tests.length > 500) return null;
  const texts = tests.map(keyOf);
  const keys = [...new Set(texts)];
  if (keys.length > mostTests) return null;
  const bitOf = new Map(tests.map((test, i) => [test, 1 << keys.indexOf(texts[i] as string)]));
  const seen = new Set<boolean>();
  for (let bits = 0; bits < 1 << keys.length && seen.size < 2; bits++) {
    seen.add(holds(condition, (test) => (bits & (bitOf.get(test) ?? 0)) !== 0));
  }
  if (seen.size === 2) return null;
  return seen.has(true) ? 'always true' : 'never true';
}
