// A log's table as it stands, as a relation that rules can be asked of: columns are at hand, everything else would have to be
// read out of the raw record.
import type { Database } from '../../query/database.js';
import { name, type Sql, sql } from '../../query/sql.js';
import { type Condition, testsOf } from '../../sigma/condition.js';
import { type FieldSql, fieldSql } from '../../sigma/field-sql.js';
import type { Target } from '../../sigma/log/place.js';
import { looksAtValues, predicateOf, valuesFor } from '../../sigma/predicate.js';
import type { Rule } from '../../sigma/rule.js';
import { shadowFor } from '../../sigma/shadow.js';
import { logTable } from '../../store/schema.js';
import { readAddressTexts } from './address-texts.js';
import { matchColumns } from './match.js';
import type { Relation } from './slot.js';

export const holdsIn =
  (target: Target) =>
  (condition: Condition): Sql =>
    predicateOf(condition, { target, addressTexts: () => [] });

export async function tableOf(database: Database, target: Target, rules: readonly Rule[]): Promise<Relation> {
  const known = new Map<string, FieldSql>();
  const field = (key: string): FieldSql => {
    const made = known.get(key) ?? fieldSql(target.place(key), holdsIn(target));
    known.set(key, made);
    return made;
  };
  const own: Relation = {
    log: target.log,
    from: logTable(target.log),
    place: sql`rowid`,
    columns: matchColumns(target.log),
    where: sql`true`,
    lists: false,
    field,
    shadow: (key, match) => shadowFor(target.place(key), field(key), match),
    addressTexts: () => [],
  };
  const conditions = rules.map((rule) => rule.condition);
  const where = await meant(database, target, own);
  return { ...own, where, addressTexts: await readAddressTexts(database, conditions, own) };
}

/** Which records the log source means. What no column tells is asked of every record once, and not again with each question. */
async function meant(database: Database, target: Target, log: Relation): Promise<Sql> {
  if (target.where === null) return sql`true`;
  const where = holdsIn(target)(target.where);
  if (!opensRaw(target.where, log)) return where;
  const found = name(`ruleMeant ${target.title}`);
  await database.run(
    sql`CREATE OR REPLACE TEMP TABLE ${found} AS SELECT rowid AS place FROM ${log.from} WHERE ${where}`,
  );
  return sql`rowid IN (SELECT place FROM ${found})`;
}

const opensRaw = (condition: Condition, log: Relation): boolean =>
  testsOf(condition).some(({ field, match }) => {
    if (field === null || !looksAtValues(match)) return true;
    return valuesFor(log.field(field) as FieldSql, match).kind === 'list';
  });

/** Whether a rule, or what correlations ask of its matches, needs what no column holds. */
export const needsRaw = (rule: Rule, asked: readonly string[], log: Relation): boolean =>
  asked.some((key) => log.field(key)?.loose.kind === 'list') || opensRaw(rule.condition, log);
