// What a record must have to fulfil a rule, as a query over what is at hand: the values that the dictionary found. Rules are
// asked only of the records that their gates let through, and the raw text is opened for no others.
import * as op from '../../query/operation.js';
import { every, join, list, type Sql, some, sql } from '../../query/sql.js';
import type { Condition } from '../../sigma/condition.js';
import type { Values } from '../../sigma/field-sql.js';
import { groupBy } from '../../util/group.js';
import { type Dictionary, foundBy, isPossible } from './dictionary.js';
import type { Relation } from './slot.js';

/** A gate names at most so many values. */
const mostNamed = 2000;
/** A gate that lets more records through is worth a second one. */
const manyRecords = 2000;

/** Values of one slot of which a record must have one. */
interface Named {
  readonly slot: Values;
  readonly values: readonly string[];
  /** Who has none may pass too. */
  readonly open: boolean;
}

export interface Gate {
  readonly sql: Sql;
  /** So many records pass at most. */
  readonly records: number;
  /** Where it is but a choice of values, so that gates of many rules can be one. */
  readonly named: Named | null;
}

function namedSql({ slot, values, open }: Named): Sql {
  if (slot.kind === 'list')
    return op.listsMeet(slot.sql, sql`[${join(values.map((value) => sql`${value}`))}]::VARCHAR[]`);
  const known = values.length === 0 ? sql`false` : sql`${slot.sql} IN ${list(values)}`;
  return open ? sql`(${slot.sql} IS NULL OR ${known})` : known;
}

const gateOfNamed = (named: Named, records: number): Gate => ({ sql: namedSql(named), records, named });

const merged = (gates: readonly Gate[]): Gate => {
  const all = gates.map((gate) => gate.named as Named);
  const values = [...new Set(all.flatMap((each) => each.values))];
  const named = { slot: (all[0] as Named).slot, values, open: all.some((each) => each.open) };
  return gateOfNamed(
    named,
    gates.reduce((sum, gate) => sum + gate.records, 0),
  );
};

/** Lets through what any of them does; null where one of them is open to all. */
export function anyGate(gates: readonly (Gate | null)[]): Gate | null {
  const known = gates.flatMap((gate) => gate ?? []);
  if (known.length < gates.length || known.length === 0) return null;
  const bySlot = groupBy(
    known.filter((gate) => gate.named !== null),
    (gate) => (gate.named as Named).slot.key,
  );
  const all = [...[...bySlot.values()].map(merged), ...known.filter((gate) => gate.named === null)];
  if (all.length === 1) return all[0] as Gate;
  const records = all.reduce((sum, gate) => sum + gate.records, 0);
  return { sql: some(all.map((gate) => gate.sql)), records, named: null };
}

/** The narrowest, with the next where that still lets many through. */
function bothGates(gates: readonly Gate[]): Gate | null {
  const [first, second] = gates.toSorted((a, b) => a.records - b.records);
  if (first === undefined || second === undefined || first.records < manyRecords) return first ?? null;
  return { sql: every([first.sql, second.sql]), records: first.records, named: null };
}

/** The gate of a condition; null where nothing is known that all who fulfil it must have. */
export function gateOf(condition: Condition, dictionary: Dictionary, relation: Relation): Gate | null {
  if (condition.kind === 'not') return null;
  if (condition.kind === 'test') {
    const found = foundBy(condition, dictionary, relation);
    if (found === undefined || found.values.length > mostNamed) return null;
    return gateOfNamed({ slot: found.slot, values: found.values, open: found.open > 0 }, found.records + found.open);
  }
  const gate = (each: Condition): Gate | null => gateOf(each, dictionary, relation);
  if (condition.kind === 'and') return bothGates(condition.of.flatMap((each) => gate(each) ?? []));
  // A branch that no record fulfils opens no gate.
  return anyGate(condition.of.filter((each) => isPossible(each, dictionary, relation)).map(gate));
}
