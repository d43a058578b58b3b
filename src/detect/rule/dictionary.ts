// Every different value is looked at once, whatever the number of rules and records: which tests does it fulfil? A rule none of
// whose values is there cannot match and is not run; one that needs some of few values is asked only of records that have them.
// This is what lets hundreds of rules cost little more than a few (bench/sigma).
import type { Database } from '../../query/database.js';
import { one } from '../../query/database.js';
import * as op from '../../query/operation.js';
import { type Sql, sql } from '../../query/sql.js';
import { all, any, type Condition, not } from '../../sigma/condition.js';
import type { Values } from '../../sigma/field-sql.js';
import { valueMatch } from '../../sigma/predicate.js';
import { type Relation, type Slot, slotOf } from './slot.js';

/** With more different values than this a test is made on the records instead. */
const mostValues = 200_000;

export interface Found {
  readonly values: readonly string[];
  /** In how many records they stand, counted per value. */
  readonly records: number;
  /** Records that have no such value and may fulfil the test all the same; 0 where the values are the field's own. */
  readonly open: number;
}

/** By slot and test; a slot that was not looked up is missing. */
export type Dictionary = ReadonlyMap<string, ReadonlyMap<string, Found>>;

async function countOpen(database: Database, value: Sql, relation: Relation): Promise<number> {
  const where = sql`${relation.where} AND ${value} IS NULL`;
  return (await one<{ n: number }>(database, sql`SELECT count(*) AS n FROM ${relation.from} WHERE ${where}`)).n;
}

async function lookUp(database: Database, slot: Slot, relation: Relation): Promise<ReadonlyMap<string, Found> | null> {
  const { kind, sql: values } = slot.values;
  const { n } = await one<{ n: number }>(database, sql`SELECT ${op.aboutDistinct(values)} AS n FROM ${relation.from}`);
  if (n > mostValues) return null;
  const all = [...slot.tests.values()];
  const tests = all.map(({ match }, i) => {
    const fulfilled = valueMatch(sql`v`, match, relation.addressTexts);
    // A list came into the column as its text: any of its elements may count.
    const may = slot.isShadow ? sql`(${fulfilled} OR ${op.startsWith(sql`v`, sql`${'['}`)})` : fulfilled;
    return sql`CASE WHEN ${may} THEN ${i} END`;
  });
  const fulfilled = sql`list_filter(${op.listOf(tests)}, lambda t: t IS NOT NULL)`;
  const each = kind === 'one' ? values : op.unnest(values);
  // Materialised, since the engine would otherwise make the tests on every record and count afterwards (measured: 50 times slower).
  const rows = await database.rows<{ v: string; n: number; tests: number[] }>(sql`WITH value AS MATERIALIZED (
      SELECT v, count(*) AS n FROM (SELECT ${each} AS v FROM ${relation.from} WHERE ${relation.where}) WHERE v IS NOT NULL GROUP BY v),
    tested AS MATERIALIZED (SELECT v, n, ${fulfilled} AS tests FROM value)
    SELECT * FROM tested WHERE ${op.notEmpty(sql`tests`)} ORDER BY v`);
  const open = all.some(({ isOpen }) => isOpen) ? await countOpen(database, values, relation) : 0;
  const found = all.map(({ isOpen }) => ({ values: [] as string[], records: 0, open: isOpen ? open : 0 }));
  for (const row of rows) {
    for (const i of row.tests) {
      const entry = found[i] as (typeof found)[number];
      entry.values.push(row.v);
      entry.records += row.n;
    }
  }
  return new Map(all.map(({ key }, i) => [key, found[i] as Found]));
}

export async function makeDictionary(
  database: Database,
  slots: readonly Slot[],
  relation: Relation,
): Promise<Dictionary> {
  const dictionary = new Map<string, ReadonlyMap<string, Found>>();
  for (const slot of slots) {
    const found = await lookUp(database, slot, relation);
    if (found !== null) dictionary.set(slot.values.key, found);
  }
  return dictionary;
}

/** What was found for a test, and where its values stand; undefined where they were not looked up. */
export function foundBy(
  { test }: Condition & { kind: 'test' },
  dictionary: Dictionary,
  relation: Relation,
): (Found & { readonly slot: Values }) | undefined {
  const slot = slotOf(test, relation);
  const found = slot === null ? undefined : dictionary.get(slot.values.key)?.get(slot.test.key);
  return slot === null || found === undefined ? undefined : { ...found, slot: slot.values };
}

/** No record fulfils the test. */
const isEmpty = (found: Found | undefined): boolean =>
  found !== undefined && found.values.length === 0 && found.open === 0;

/** False where no record can fulfil the condition. */
export function isPossible(condition: Condition, dictionary: Dictionary, relation: Relation): boolean {
  if (condition.kind === 'not') return true;
  if (condition.kind === 'test') return !isEmpty(foundBy(condition, dictionary, relation));
  const possible = (each: Condition): boolean => isPossible(each, dictionary, relation);
  return condition.kind === 'and' ? condition.of.every(possible) : condition.of.some(possible);
}

/**
 * The condition without what the values have decided: a test that no value fulfils is false. `true` and `false` where nothing
 * is left to ask.
 */
export function reduced(condition: Condition, dictionary: Dictionary, relation: Relation): Condition | boolean {
  if (condition.kind === 'test') return isEmpty(foundBy(condition, dictionary, relation)) ? false : condition;
  if (condition.kind === 'not') {
    const inner = reduced(condition.of, dictionary, relation);
    return typeof inner === 'boolean' ? !inner : not(inner);
  }
  const decides = condition.kind === 'or';
  const parts = condition.of.map((each) => reduced(each, dictionary, relation));
  if (parts.includes(decides)) return decides;
  const open = parts.filter((part) => typeof part !== 'boolean');
  if (open.length === 0) return !decides;
  return decides ? any(open) : all(open);
}
