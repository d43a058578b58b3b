// Every different value is looked at once, whatever the number of rules and records: which tests does it fulfil? A rule none of
// whose values is there cannot match and is not run; one that needs some of few values is asked only of records that have them.
// This is what lets hundreds of rules cost little more than a few (bench/sigma).
import type { Database } from '../../query/database.js';
import { one } from '../../query/database.js';
import * as op from '../../query/operation.js';
import { join, list, type Sql, sql } from '../../query/sql.js';
import { all, any, type Condition, not } from '../../sigma/condition.js';
import { valueMatch } from '../../sigma/predicate.js';
import { type Relation, type Slot, slotOf } from './slot.js';

/** With more different values than this a test is made on the records instead. */
const mostValues = 200_000;
/** A gate names at most so many values. */
const mostNamed = 2000;

interface Found {
  readonly values: readonly string[];
  /** In how many records they stand, counted per value. */
  readonly records: number;
}

/** By slot and test; a slot that was not looked up is missing. */
export type Dictionary = ReadonlyMap<string, ReadonlyMap<string, Found>>;

async function lookUp(database: Database, slot: Slot, relation: Relation): Promise<ReadonlyMap<string, Found> | null> {
  const { kind, sql: values } = slot.values;
  const { n } = await one<{ n: number }>(database, sql`SELECT ${op.aboutDistinct(values)} AS n FROM ${relation.from}`);
  if (n > mostValues) return null;
  const keys = [...slot.tests.keys()];
  const tests = keys.map((key, i) => {
    const match = slot.tests.get(key) as NonNullable<ReturnType<Slot['tests']['get']>>;
    return sql`CASE WHEN ${valueMatch(sql`v`, match, relation.addressTexts)} THEN ${i} END`;
  });
  const fulfilled = sql`list_filter(${op.listOf(tests)}, lambda t: t IS NOT NULL)`;
  const each = kind === 'one' ? values : op.unnest(values);
  // Materialised, since the engine would otherwise make the tests on every record and count afterwards (measured: 50 times slower).
  const rows = await database.rows<{ v: string; n: number; tests: number[] }>(sql`WITH value AS MATERIALIZED (
      SELECT v, count(*) AS n FROM (SELECT ${each} AS v FROM ${relation.from} WHERE ${relation.where}) WHERE v IS NOT NULL GROUP BY v),
    tested AS MATERIALIZED (SELECT v, n, ${fulfilled} AS tests FROM value)
    SELECT * FROM tested WHERE ${op.notEmpty(sql`tests`)} ORDER BY v`);
  const found = new Map(keys.map((key) => [key, { values: [] as string[], records: 0 }]));
  for (const row of rows) {
    for (const i of row.tests) {
      const entry = found.get(keys[i] as string) as { values: string[]; records: number };
      entry.values.push(row.v);
      entry.records += row.n;
    }
  }
  return found;
}

export async function makeDictionary(
  database: Database,
  slots: readonly Slot[],
  relation: Relation,
): Promise<Dictionary> {
  const dictionary = new Map<string, ReadonlyMap<string, Found>>();
  for (const slot of slots) {
    const found = await lookUp(database, slot, relation);
    if (found !== null) dictionary.set(slot.key, found);
  }
  return dictionary;
}

function foundBy(
  condition: Condition & { kind: 'test' },
  dictionary: Dictionary,
  relation: Relation,
): Found | undefined {
  const slot = slotOf(condition.test, relation, true);
  return slot === null ? undefined : dictionary.get(slot.values.key)?.get(slot.key);
}

/** False where no record can fulfil the condition. */
export function isPossible(condition: Condition, dictionary: Dictionary, relation: Relation): boolean {
  if (condition.kind === 'not') return true;
  if (condition.kind === 'test') return foundBy(condition, dictionary, relation)?.values.length !== 0;
  const possible = (each: Condition): boolean => isPossible(each, dictionary, relation);
  return condition.kind === 'and' ? condition.of.every(possible) : condition.of.some(possible);
}

/**
 * The condition without what the values have decided: a test that no value fulfils is false. `true` and `false` where nothing
 * is left to ask.
 */
export function reduced(condition: Condition, dictionary: Dictionary, relation: Relation): Condition | boolean {
  if (condition.kind === 'test')
    return foundBy(condition, dictionary, relation)?.values.length === 0 ? false : condition;
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

/** Values of one slot of which a record must have one to fulfil a condition. */
export interface Gate extends Found {
  readonly slot: Slot['values'];
}

function either(gates: readonly (Gate | null)[]): Gate | null {
  const [first] = gates;
  if (first == null || gates.some((gate) => gate === null || gate.slot.key !== first.slot.key)) return null;
  const values = [...new Set(gates.flatMap((gate) => gate?.values ?? []))];
  return { slot: first.slot, values, records: gates.reduce((sum, gate) => sum + (gate?.records ?? 0), 0) };
}

/** The gate that lets the fewest records through; null where nothing is known that all of them must have. */
export function gateOf(condition: Condition, dictionary: Dictionary, relation: Relation): Gate | null {
  if (condition.kind === 'not') return null;
  if (condition.kind === 'test') {
    const found = foundBy(condition, dictionary, relation);
    if (found === undefined || found.values.length > mostNamed) return null;
    return { ...found, slot: (slotOf(condition.test, relation, true) as { values: Slot['values'] }).values };
  }
  // A branch that no record fulfils opens no gate.
  const branches =
    condition.kind === 'or' ? condition.of.filter((each) => isPossible(each, dictionary, relation)) : condition.of;
  const gates = branches.map((each) => gateOf(each, dictionary, relation));
  if (condition.kind === 'or') return either(gates);
  return gates.reduce(
    (best, gate) => (gate !== null && (best === null || gate.records < best.records) ? gate : best),
    null,
  );
}

export const gateSql = ({ slot, values }: Gate): Sql =>
  slot.kind === 'one'
    ? sql`${slot.sql} IN ${list(values)}`
    : op.listsMeet(slot.sql, sql`[${join(values.map((value) => sql`${value}`))}]::VARCHAR[]`);
