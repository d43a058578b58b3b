// Where the values stand that a test looks at. Tests of many rules look at the same values; a slot is what they share.
import type { Sql } from '../../query/sql.js';
import type { LogKind } from '../../record/field.js';
import { type Match, type Test, testsOf } from '../../sigma/condition.js';
import type { FieldSql, Values } from '../../sigma/field-sql.js';
import type { AddressTexts } from '../../sigma/predicate.js';
import { looksAtValues, type ValueMatch, valuesFor } from '../../sigma/predicate.js';
import type { Rule } from '../../sigma/rule.js';
import type { Shadow } from '../../sigma/shadow.js';

/** Records as a relation in which a rule's fields are known. */
export interface Relation {
  readonly log: LogKind;
  readonly from: Sql;
  /** The record's place in the log, as a column of the name that `columns` uses. */
  readonly place: Sql;
  /** What a match remembers, as columns of this relation. */
  readonly columns: Sql;
  /** Holds for those of its records that the log source means. */
  readonly where: Sql;
  /** Lists are at hand, and not only columns. */
  readonly lists: boolean;
  /** The field's values here, or null where this relation does not hold them. */
  field(name: string): FieldSql | null;
  /** What stands in for a field that is not at hand. */
  shadow(name: string, match: Match): Shadow | null;
  readonly addressTexts: AddressTexts;
}

const matchKey = (match: ValueMatch): string =>
  JSON.stringify(match, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));

/** A test of the values of a slot. */
export interface ValueTest {
  readonly key: string;
  readonly match: ValueMatch;
  /** A record without a value may fulfil it all the same, since the values stand in for others. */
  readonly isOpen: boolean;
}

export interface Slot {
  readonly values: Values;
  /** They stand in for the field's own. */
  readonly isShadow: boolean;
  /** By their keys. */
  readonly tests: Map<string, ValueTest>;
}

/** The slot of a test; null where it looks at more than one value, or at what is not here. */
export function slotOf(
  { field, match }: Test,
  relation: Relation,
): { values: Values; isShadow: boolean; test: ValueTest } | null {
  if (field === null || !looksAtValues(match)) return null;
  const known = relation.field(field);
  if (known === null) return null;
  const values = valuesFor(known, match);
  const key = matchKey(match);
  if (relation.lists || values.kind === 'one') return { values, isShadow: false, test: { key, match, isOpen: false } };
  const shadow = relation.shadow(field, match);
  if (shadow === null) return null;
  return { values: shadow.values, isShadow: true, test: { key, match, isOpen: shadow.isOpen } };
}

/** Every slot that the rules look at, with their tests, each once. */
export function slotsOf(rules: readonly Rule[], relation: Relation): Slot[] {
  const slots = new Map<string, Slot>();
  for (const each of rules.flatMap((rule) => testsOf(rule.condition))) {
    const found = slotOf(each, relation);
    if (found === null) continue;
    const { values, isShadow, test } = found;
    const slot = slots.get(values.key) ?? { values, isShadow, tests: new Map() };
    slots.set(values.key, slot);
    slot.tests.set(test.key, test);
  }
  return [...slots.values()];
}
