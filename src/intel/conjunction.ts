// From a pattern's tree to what one record must meet: any of some conjunctions. A part that cannot be looked for takes its whole
// conjunction with it, since the rest alone would accuse more than was published; what stands beside it under OR is kept.
import { type Comparison, type Conjunction, NotUnderstood } from './indicator.js';
import { type Condition, type Observation, parsePattern } from './pattern.js';
import { comparisonIn } from './trait.js';

/** More ways to match are no indicator but a search. */
const most = 256;

export interface Understood {
  readonly any: readonly Conjunction[];
  /** What is not looked for, in words. */
  readonly left: readonly string[];
}

const bounded = (any: Conjunction[]): Conjunction[] => {
  if (any.length > most) throw new NotUnderstood(`has more than ${most} ways to match`);
  return any;
};

/** Alternatives of which those that cannot be looked for are left out, and told. Throws where none is left. */
function alternatives<T>(parts: readonly T[], read: (part: T) => Understood): Understood {
  const any: Conjunction[] = [];
  const left: string[] = [];
  for (const part of parts) {
    try {
      const found = read(part);
      any.push(...found.any);
      left.push(...found.left);
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
      left.push(error.message);
    }
  }
  if (any.length === 0) throw new NotUnderstood([...new Set(left)].join('; '));
  return { any: bounded(any), left };
}

const both = (one: readonly Conjunction[], other: readonly Conjunction[]): Conjunction[] =>
  bounded(one.flatMap((a) => other.map((b) => [...a, ...b])));

function together(parts: readonly Condition[], negated: boolean): Understood {
  const read = parts.map((part) => ofCondition(part, negated));
  return {
    any: read.reduce<Conjunction[]>((all, { any }) => both(all, any), [[]]),
    left: read.flatMap(({ left }) => left),
  };
}

function ofCondition(condition: Condition, negated: boolean): Understood {
  if (condition.kind === 'not') return ofCondition(condition.inner, !negated);
  if (condition.kind === 'test') {
    const comparison = comparisonIn(condition);
    if (comparison === null) return { any: [[]], left: [] };
    const turned: Comparison = { ...comparison, negated: comparison.negated !== negated };
    return { any: [[turned]], left: [] };
  }
  const isOr = (condition.kind === 'or') !== negated;
  return isOr
    ? alternatives(condition.parts, (part) => ofCondition(part, negated))
    : together(condition.parts, negated);
}

function ofObservation(tree: Observation): Understood {
  if (tree.kind === 'observation') return ofCondition(tree.condition, false);
  if (tree.kind === 'or') return alternatives(tree.parts, ofObservation);
  if (tree.kind === 'qualified')
    throw new NotUnderstood(`limits its observations by ${tree.by}, which is not looked at`);
  throw new NotUnderstood('asks for several observations together; each record is looked at by itself');
}

function checked(any: readonly Conjunction[]): readonly Conjunction[] {
  for (const conjunction of any)
    if (!conjunction.some((comparison) => !comparison.negated))
      throw new NotUnderstood('says only what a record must not be, so that nearly every record would fit');
  return any;
}

/** What of a pattern can be looked for. Throws `NotUnderstood` where that is nothing. */
export function understand(pattern: string): Understood {
  const { any, left } = ofObservation(parsePattern(pattern));
  return { any: checked(any), left: [...new Set(left)] };
}
