// Runs rules over the records of a workspace: `ruleMatch` holds one row for each rule and record that it matches. Every value is
// looked at once, every record opened at most once; only rules that can still match are asked, of the records that can match.
import type { Database } from '../../query/database.js';
import { every, type Sql, some, sql } from '../../query/sql.js';
import { type Condition, fieldsOf, testsOf } from '../../sigma/condition.js';
import { type FieldSql, fieldSql } from '../../sigma/field-sql.js';
import type { Target } from '../../sigma/log/place.js';
import { looksAtValues, predicateOf, valuesFor } from '../../sigma/predicate.js';
import type { Rule } from '../../sigma/rule.js';
import { logTable } from '../../store/schema.js';
import { readAddressTexts } from './address-texts.js';
import { type Dictionary, gateOf, gateSql, isPossible, makeDictionary } from './dictionary.js';
import { refusedExpressions } from './expression.js';
import { makeTenants, matchColumns } from './match.js';
import { type Relation, slotsOf } from './slot.js';
import { takeFields } from './taken.js';
import { type Placed, placer } from './target.js';

export interface Scanned extends Placed {
  /** The rule's number in `ruleMatch`. */
  readonly number: number;
}

type Run = Scanned & { readonly target: Target };

const holdsIn =
  (target: Target) =>
  (condition: Condition): Sql =>
    predicateOf(condition, { target, addressTexts: () => [] });

/** The log's table as it stands: columns are at hand, everything else would be read out of the raw record. */
async function tableOf(database: Database, target: Target, rules: readonly Rule[]): Promise<Relation> {
  const known = new Map<string, FieldSql>();
  const field = (key: string): FieldSql => {
    const made = known.get(key) ?? fieldSql(target.place(key), holdsIn(target));
    known.set(key, made);
    return made;
  };
  const where = target.where === null ? sql`true` : holdsIn(target)(target.where);
  const from = logTable(target.log);
  const table = { log: target.log, from, columns: matchColumns(target.log), where, field, addressTexts: () => [] };
  const conditions = rules.map((rule) => rule.condition);
  return { ...table, addressTexts: await readAddressTexts(database, conditions, table, false) };
}

/** Whether the rule asks for what no column holds. */
const needsRaw = (rule: Rule, table: Relation): boolean =>
  testsOf(rule.condition).some(({ field, match }) => {
    if (field === null || !looksAtValues(match)) return true;
    return valuesFor(table.field(field) as FieldSql, match).kind === 'list';
  });

async function runRule(
  database: Database,
  run: Run,
  relation: Relation,
  dictionary: Dictionary,
): Promise<string | null> {
  const { number, rule, target } = run;
  if (!isPossible(rule.condition, dictionary, relation)) return null;
  const gate = gateOf(rule.condition, dictionary, relation);
  const fields = new Map(fieldsOf(rule.condition).map((key) => [key, relation.field(key) as FieldSql]));
  const holds = predicateOf(rule.condition, { target, addressTexts: relation.addressTexts, fields });
  const where = every([relation.where, ...(gate === null ? [] : [gateSql(gate)]), holds]);
  return database
    .run(
      sql`INSERT INTO "ruleMatch" SELECT ${number}::INTEGER, ${relation.log}, ${relation.columns} FROM ${relation.from} WHERE ${where}`,
    )
    .then(
      () => null,
      (error: Error) => `the engine refused it: ${error.message.split('\n')[0]}`,
    );
}

/** Runs the rules of one target; why each of them failed, where it did. */
async function scanTarget(database: Database, target: Target, runs: readonly Run[]): Promise<Map<Rule, string | null>> {
  const failed = new Map<Rule, string | null>();
  const rules = runs.map((run) => run.rule);
  const table = await tableOf(database, target, rules);
  const columns = await makeDictionary(database, slotsOf(rules, table, false), table);
  const raw = runs.filter((run) => needsRaw(run.rule, table));
  for (const run of runs) if (!raw.includes(run)) failed.set(run.rule, await runRule(database, run, table, columns));
  const possible = raw.filter((run) => isPossible(run.rule.condition, columns, table));
  if (possible.length === 0) return failed;
  const gates = possible.map((run) => gateOf(run.rule.condition, columns, table));
  const gated = gates.flatMap((gate) => (gate === null ? [] : [gateSql(gate)]));
  const where = every([table.where, ...(gated.length < gates.length ? [] : [some(gated)])]);
  const asked = possible.map((run) => run.rule);
  const taken = await takeFields(database, target, asked, where, table);
  const values = await makeDictionary(database, slotsOf(asked, taken, true), taken);
  for (const run of possible) failed.set(run.rule, await runRule(database, run, taken, values));
  await database.run(sql`DROP TABLE IF EXISTS "ruleField"`);
  return failed;
}

async function prepare(database: Database): Promise<void> {
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "ruleMatch" (rule INTEGER, log VARCHAR, place BIGINT, id VARCHAR, tenant VARCHAR,
    "at" TIMESTAMP, "user" VARCHAR, file INTEGER)`);
  await makeTenants(database);
}

/** Runs the rules; the answer says of each where it was asked, or why it was not. */
export async function scanRules(database: Database, rules: readonly Rule[]): Promise<Scanned[]> {
  await prepare(database);
  const place = placer(database);
  const refused = await refusedExpressions(database, rules);
  const placed: Scanned[] = [];
  for (const [number, rule] of rules.entries()) {
    const each = await place(rule);
    placed.push({ ...each, absent: each.absent ?? refused.get(rule) ?? null, number });
  }
  const able = placed.filter((each): each is Run => each.target !== null && each.absent === null);
  const failed = new Map<Rule, string | null>();
  for (const target of new Set(able.map((each) => each.target))) {
    const outcome = await scanTarget(
      database,
      target,
      able.filter((each) => each.target === target),
    );
    for (const [rule, reason] of outcome) failed.set(rule, reason);
  }
  return placed.map((each) => ({ ...each, absent: each.absent ?? failed.get(each.rule) ?? null }));
}
