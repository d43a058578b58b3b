// What the store's columns do not hold is taken out of the raw records once for all rules that need it: a table with one list of
// texts for each field, for the records that can still matter.
import type { Database } from '../../query/database.js';
import * as op from '../../query/operation.js';
import { join, name, type Sql, sql } from '../../query/sql.js';
import { type Condition, testsOf } from '../../sigma/condition.js';
import { type FieldSql, fieldSql, readableRaw, topKeys, type Values } from '../../sigma/field-sql.js';
import type { Target } from '../../sigma/log/place.js';
import { looksAtValues, predicateOf, valuesFor } from '../../sigma/predicate.js';
import type { Rule } from '../../sigma/rule.js';
import { logTable } from '../../store/schema.js';
import { readAddressTexts } from './address-texts.js';
import { eventText } from './event.js';
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

/**
 * The table of fields for the rules, of the records that `where` lets through. `asked`: fields that correlations ask of what the
 * rules match.
 */
export async function takeFields(
  database: Database,
  target: Target,
  rules: readonly Rule[],
  where: Sql,
  asked: readonly string[],
  base: Relation,
): Promise<Taken> {
  const conditions = rules.map((rule) => rule.condition);
  const { exact, exists, columns } = needed(conditions, (key) => base.field(key) as FieldSql, target);
  const opened = asked.filter((key) => base.field(key)?.loose.kind === 'list');
  const places = [...new Set([...exact, ...exists, ...opened])].map((key) => target.place(key));
  const keys = [...new Set(places.flatMap(topKeys))];
  const top = (key: string): Sql => op.listAt(sql`tops`, keys.indexOf(key) + 1);
  const holds = (condition: Condition): Sql => predicateOf(condition, { target, addressTexts: noAddresses });
  const made = new Map([...exact, ...exists, ...asked].map((key) => [key, fieldSql(target.place(key), holds, top)]));
  const exactKeys = [...exact];
  const existsKeys = [...exists];
  const keywords = keywordGate(conditions);
  const plain = [...columns].filter((key) => !matchNames.includes(key));
  const parts = [
    matchColumns(target.log),
    ...plain.map(name),
    ...exactKeys.map((key, i) => sql`${(made.get(key) as FieldSql).exact.sql} AS ${name(`value ${i}`)}`),
    ...existsKeys.map((key, i) => sql`${(made.get(key) as FieldSql).exists} AS ${name(`there ${i}`)}`),
    ...asked.map((key, i) => sql`${eventText((made.get(key) as FieldSql).loose)} AS ${name(`asked ${i}`)}`),
    keywords === null ? sql`NULL::VARCHAR AS raw` : sql`CASE WHEN ${keywords} THEN raw END AS raw`,
  ];
  const tops = keys.length === 0 ? sql`` : sql`, ${op.jsonMembers(readableRaw, keys)} AS tops`;
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "ruleField" AS SELECT ${join(parts)}
    FROM (SELECT rowid, *${tops} FROM ${logTable(target.log)} WHERE ${where}) AS ${logTable(target.log)}`);
  const field = (key: string): FieldSql | null => {
    const known = base.field(key) as FieldSql;
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
  const own = join(matchNames.map(name));
  const taken: Relation = {
    ...base,
    from: sql`"ruleField"`,
    place: sql`NULL AS "no place"`,
    columns: own,
    where: sql`true`,
    lists: true,
    field,
    shadow: () => null,
  };
  const addressTexts = await readAddressTexts(database, conditions, taken);
  const events = new Map(asked.map((key, i) => [key, name(`asked ${i}`)]));
  return { relation: { ...taken, addressTexts }, events };
}
