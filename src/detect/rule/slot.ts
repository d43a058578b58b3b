// Where the values stand that a test looks at. Tests of many rules look at the same values; a slot is what they share.
import type { Sql } from '../../query/sql.js';
import type { LogKind } from '../../record/field.js';
import { type Test, testsOf } from '../../sigma/condition.js';
import type { FieldSql, Values } from '../../sigma/field-sql.js';
import type { AddressTexts } from '../../sigma/predicate.js';
import { looksAtValues, type ValueMatch, valuesFor } from '../../sigma/predicate.js';
import type { Rule } from '../../sigma/rule.js';

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
  /** The field's values here, or null where this relation does not hold them. */
  field(name: string): FieldSql | null;
  readonly addressTexts: AddressTexts;
}

const matchKey = (match: ValueMatch): string =>
  JSON.stringify(match, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));

export interface Slot {
  readonly key: string;
  readonly values: Values;
  readonly tests: Map<string, ValueMatch>;
}

/** The slot of a test and the test's name within it; null where it looks at more than one value, or not here. */
export function slotOf(
  { field, match }: Test,
  relation: Relation,
  all: boolean,
): { values: Values; key: string } | null {
  if (field === null || !looksAtValues(match)) return null;
  const known = relation.field(field);
  if (known === null) return null;
  const values = valuesFor(known, match);
  return all || values.kind === 'one' ? { values, key: matchKey(match) } : null;
}

/** Every slot that the rules look at, with their tests, each once. `all`: lists too, and not only columns. */
export function slotsOf(rules: readonly Rule[], relation: Relation, all: boolean): Slot[] {
  const slots = new Map<string, Slot>();
  for (const test of rules.flatMap((rule) => testsOf(rule.condition))) {
    const found = slotOf(test, relation, all);
    if (found === null) continue;
    const slot = slots.get(found.values.key) ?? { key: found.values.key, values: found.values, tests: new Map() };
    slots.set(slot.key, slot);
    slot.tests.set(found.key, test.match as ValueMatch);
  }
  return [...slots.values()];
}
