// What a rule file can hold: rules on single records, correlations over their matches, and filters that narrow other rules.
// Plain data with places, so that a problem found later still knows its line.
import type { Level } from '../record/result.js';
import type { At } from '../util/problem.js';
import type { Condition } from './condition.js';

export interface LogSourceName {
  readonly product: string | null;
  readonly service: string | null;
  readonly category: string | null;
}

/** What every kind of rule says of itself. */
export interface Head {
  readonly id: string | null;
  readonly name: string | null;
  readonly title: string;
  readonly status: string | null;
  readonly description: string | null;
  readonly author: string | null;
  readonly date: string | null;
  readonly references: readonly string[];
  readonly falsePositives: readonly string[];
  readonly tags: readonly string[];
  readonly fields: readonly string[];
  /** Null where the rule does not say. */
  readonly level: Level | null;
  readonly at: At;
}

export interface Rule extends Head {
  readonly kind: 'rule';
  readonly logSource: LogSourceName;
  readonly condition: Condition;
}

export type CorrelationType = 'event_count' | 'value_count' | 'temporal' | 'temporal_ordered';
export type CountComparison = 'gt' | 'gte' | 'lt' | 'lte' | 'eq' | 'neq';

export interface Reference {
  /** An id or a name. */
  readonly text: string;
  readonly at: At;
}

export interface Correlation extends Head {
  readonly kind: 'correlation';
  readonly type: CorrelationType;
  readonly rules: readonly Reference[];
  readonly groupBy: readonly string[];
  readonly aliases: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly timespanMs: number;
  /** All of them must hold. */
  readonly comparisons: readonly { readonly comparison: CountComparison; readonly value: number }[];
  /** What value_count counts. */
  readonly valueFields: readonly string[];
  /** Whether the rules it names also stand for themselves. */
  readonly generate: boolean;
}

export interface Filter extends Head {
  readonly kind: 'filter';
  readonly logSource: LogSourceName;
  /** Null: every rule of that log source. */
  readonly rules: readonly Reference[] | null;
  readonly condition: Condition;
}

export type Document = Rule | Correlation | Filter;
