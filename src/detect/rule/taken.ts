// What the store's columns do not hold is taken out of the raw records once for all rules that need it: a table with one list of
// texts for each field, for the records that can still matter.
import type { Database } from '../../query/database.js';
import * as op from '../../query/operation.js';
import { join, name, type Sql, sql } from '../../query/sql.js';
import { type Condition, fieldsOf, testsOf } from '../../sigma/condition.js';
import { type FieldSql, fieldSql, readableRaw, topKeys, type Values } from '../../sigma/field-sql.js';
import type { Target } from '../../sigma/log/place.js';
import { looksAtValues, predicateOf, valuesFor } from '../../sigma/predicate.js';
import type { Rule } from '../../sigma/rule.js';
import { logTable } from '../../store/schema.js';
import { readAddressTexts } from './address-texts.js';
import { eventText } from './event.js';
import { anyGate, type Gate } from './gate.js';
import { keywordGate } from './keyword-gate.js';
import { matchColumns, matchNames } from './match.js';
import type { Relation } from './slot.js';

const noAddresses = (): readonly string[] => [];

interface Needed {
  readonly exact: ReadonlySet<string>;
  readonly exists: ReadonlySet<string>;
  readonly columns: ReadonlySet<string>;
}

/** Which fields the conditions look at, and in which of their forms. */
function needed(conditions: readonly Condition[], field: (name: string) => FieldSql, target: Target): Needed {
  const [exact, exists, columns] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { field: key, match } of conditions.flatMap(testsOf)) {
    if (key === null) continue;
    if (match.kind === 'exists') exists.add(key);
    else if (looksAtValues(match) && valuesFor(field(key), match).kind === 'one')
      columns.add(target.place(key).column?.name ?? '');
    else exact.add(key);
    if (match.kind === 'field') exact.add(match.other);
  }
  return { exact, exists, columns };
}

/** The records opened, and where the fields stand that correlations ask for. */
export interface Taken {
  readonly relation: Relation;
  readonly events: ReadonlyMap<string, Sql>;
}

type Field = (key: string) => FieldSql;

/** A rule with the fields that correlations ask of its matches, and what lets records through to it. */
export interface Opening {
  readonly rule: Rule;
  readonly fields: readonly string[];
  readonly gate: Gate | null;
}

/**
 * A field is taken only out of records that the gate of some rule lets through which looks at it: a few common operations may need a
 * few fields, many rare ones a hundred. A rule is false behind its gate, with or without its fields.
 */
function gated(value: Sql, key: string, openings: readonly Opening[]): Sql {
  const all = anyGate(openings.map(({ gate }) => gate));
  const users = openings.filter(({ rule, fields }) => fields.includes(key) || fieldsOf(rule.condition).includes(key));
  const own = anyGate(users.map(({ gate }) => gate));
  if (own === null || (all !== null && own.records * 2 > all.records)) return value;
  return sql`CASE WHEN ${own.sql} THEN ${value} END`;
}

/** The columns of the table: what a match remembers, plain columns, and the fields in the forms in which they are needed. */
function partsOf(target: Target, openings: readonly Opening[], asked: readonly string[], base: Field): Sql {
  const conditions = openings.map(({ rule }) => rule.condition);
  const { exact, exists, columns } = needed(conditions, base, target);
  const opened = asked.filter((key) => base(key).loose.kind === 'list');
  const keys = [...new Set([...exact, ...exists, ...opened].flatMap((key) => topKeys(target.place(key))))];
  const top = (key: string): Sql => op.listAt(sql`tops`, keys.indexOf(key) + 1);
  const holds = (condition: Condition): Sql => predicateOf(condition, { target, addressTexts: noAddresses });
  const field: Field = (key) => fieldSql(target.place(key), holds, top);
  const keywords = keywordGate(conditions);
  const parts = [
    matchColumns(target.log),
    ...[...columns].filter((key) => !matchNames.includes(key)).map(name),
    ...[...exact].map((key, i) => sql`${gated(field(key).exact.sql, key, openings)} AS ${name(`value ${i}`)}`),
    ...[...exists].map((key, i) => sql`${field(key).exists} AS ${name(`there ${i}`)}`),
    ...asked.map((key, i) => sql`${gated(eventText(field(key).loose), key, openings)} AS ${name(`asked ${i}`)}`),
    keywords === null ? sql`NULL::VARCHAR AS raw` : sql`CASE WHEN ${keywords} THEN raw END AS raw`,
  ];
  const tops = keys.length === 0 ? sql`` : sql`, ${op.jsonMembers(readableRaw, keys)} AS tops`;
  return sql`SELECT ${join(parts)} FROM (SELECT rowid, *${tops} FROM ${logTable(target.log)}`;
}

/** Where the fields stand in the table. */
function fieldIn({ exact, exists }: Needed, base: Field): Field {
  const [exactKeys, existsKeys] = [[...exact], [...exists]];
  return (key) => {
    const known = base(key);
    const at = exactKeys.indexOf(key);
    const list: Values = { kind: 'list', sql: name(`value ${at}`), key: known.exact.key };
    const taken =
      at < 0 ? known.exact : known.exact.kind === 'one' ? { ...known.exact, sql: name(`value ${at}`) } : list;
    return {
      exact: taken,
      loose: known.loose.kind === 'one' ? known.loose : taken,
      exists: existsKeys.includes(key) ? name(`there ${existsKeys.indexOf(key)}`) : sql`false`,
    };
  };
}

/** The table of fields for the rules, of the records that `where` lets through. */
export async function takeFields(
  database: Database,
  target: Target,
  openings: readonly Opening[],
  where: Sql,
  log: Relation,
): Promise<Taken> {
  const conditions = openings.map(({ rule }) => rule.condition);
  const asked = [...new Set(openings.flatMap(({ fields }) => fields))];
  const base: Field = (key) => log.field(key) as FieldSql;
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "ruleField" AS ${partsOf(target, openings, asked, base)}
    WHERE ${where}) AS ${logTable(target.log)}`);
  const taken: Relation = {
    ...log,
    from: sql`"ruleField"`,
    place: sql`NULL AS "no place"`,
    columns: join(matchNames.map(name)),
    where: sql`true`,
    lists: true,
    field: fieldIn(needed(conditions, base, target), base),
    shadow: () => null,
  };
  const addressTexts = await readAddressTexts(database, conditions, taken);
  const events = new Map(asked.map((key, i) => [key, name(`asked ${i}`)]));
  return { relation: { ...taken, addressTexts }, events };
}
