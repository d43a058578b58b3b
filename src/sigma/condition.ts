// What a rule asks of one record: and, or, not over tests. A test looks at one field, or at the whole record for keywords.
// Plain data, still neutral of any log: which column or path a field is, is decided later.
import type { Range } from '../record/address.js';
import type { At } from '../util/problem.js';
import type { Pattern } from './pattern.js';

export type Comparison = 'lt' | 'lte' | 'gt' | 'gte' | 'eq';
export type TimePart = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';
export type Part = 'whole' | 'start' | 'end' | 'within';

export type Match =
  | { readonly kind: 'pattern'; readonly pattern: Pattern; readonly cased: boolean }
  | { readonly kind: 'number'; readonly comparison: Comparison; readonly value: number }
  | { readonly kind: 'time'; readonly part: TimePart; readonly comparison: Comparison; readonly value: number }
  | { readonly kind: 'regex'; readonly source: string; readonly flags: string; readonly part: Part }
  | { readonly kind: 'cidr'; readonly range: Range }
  | { readonly kind: 'field'; readonly other: string; readonly part: Part; readonly cased: boolean }
  | { readonly kind: 'exists' }
  | { readonly kind: 'null' };

export interface Test {
  /** Null: anywhere in the record's text. */
  readonly field: string | null;
  readonly match: Match;
  readonly at: At;
}

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'test'; readonly test: Test };

export const test = (field: string | null, match: Match, at: At): Condition => ({
  kind: 'test',
  test: { field, match, at },
});

function joined(kind: 'and' | 'or', of: readonly Condition[]): Condition {
  const flat = of.flatMap((each) => (each.kind === kind ? each.of : [each]));
  return flat.length === 1 ? (flat[0] as Condition) : { kind, of: flat };
}

/** All of them; true where there are none. */
export const all = (of: readonly Condition[]): Condition => joined('and', of);
/** Any of them; false where there are none. */
export const any = (of: readonly Condition[]): Condition => joined('or', of);
export const not = (of: Condition): Condition => ({ kind: 'not', of });

export function testsOf(condition: Condition): Test[] {
  if (condition.kind === 'test') return [condition.test];
  return condition.kind === 'not' ? testsOf(condition.of) : condition.of.flatMap(testsOf);
}

/** Fields that a condition looks at, each once, in their order. */
export function fieldsOf(condition: Condition): string[] {
  const fields = testsOf(condition).flatMap(({ field, match }) => [
    ...(field === null ? [] : [field]),
    ...(match.kind === 'field' ? [match.other] : []),
  ]);
  return [...new Set(fields)];
}
