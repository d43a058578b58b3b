// Runs rules over the records of a workspace: `ruleMatch` holds one row for each rule and record that it matches. Every value is
// looked at once, every record opened at most once; only rules that can still match are asked, of the records that can match.
import type { Database } from '../../query/database.js';
import { every, type Sql, some, sql, table } from '../../query/sql.js';
import { type Condition, testsOf } from '../../sigma/condition.js';
import { type FieldSql, fieldSql } from '../../sigma/field-sql.js';
import type { Target } from '../../sigma/log/place.js';
import { looksAtValues, predicateOf, valuesFor } from '../../sigma/predicate.js';
import type { Rule } from '../../sigma/rule.js';
import { logTable } from '../../store/schema.js';
import { groupBy } from '../../util/group.js';
import { readAddressTexts } from './address-texts.js';
import { type Asked, askRules } from './ask.js';
import { gateOf, gateSql, isPossible, makeDictionary } from './dictionary.js';
import { refusedExpressions } from './expression.js';
import { makeTenants, matchColumns } from './match.js';
import { type Relation, slotsOf } from './slot.js';
import { takeFields } from './taken.js';
import { type Placed, placer } from './target.js';

export interface Scanned extends Placed {
  /** The rule's number in `ruleMatch`. */
  readonly number: number;
}

type Run = Scanned & Asked;

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
  const own = {
    log: target.log,
    from,
    place: sql`rowid`,
    columns: matchColumns(target.log),
    where,
    field,
    addressTexts: () => [],
  };
  const conditions = rules.map((rule) => rule.condition);
  return { ...own, addressTexts: await readAddressTexts(database, conditions, own, false) };
}

/** Whether the rule asks for what no column holds. */
const needsRaw = (rule: Rule, log: Relation): boolean =>
  testsOf(rule.condition).some(({ field, match }) => {
    if (field === null || !looksAtValues(match)) return true;
    return valuesFor(log.field(field) as FieldSql, match).kind === 'list';
  });

/** Runs the rules of one target; why each of them failed, where it did. */
async function scanTarget(database: Database, target: Target, runs: readonly Run[]): Promise<Map<Rule, string>> {
  const rules = runs.map((run) => run.rule);
  const log = await tableOf(database, target, rules);
  const columns = await makeDictionary(database, slotsOf(rules, log, false), log);
  const raw = runs.filter((run) => needsRaw(run.rule, log));
  const plain = runs.filter((run) => !raw.includes(run));
  const failed = await askRules(database, plain, log, columns);
  const possible = raw.filter((run) => isPossible(run.rule.condition, columns, log));
  if (possible.length === 0) return failed;
  const gates = possible.map((run) => gateOf(run.rule.condition, columns, log));
  const gated = gates.flatMap((gate) => (gate === null ? [] : [gateSql(gate)]));
  const where = every([log.where, ...(gated.length < gates.length ? [] : [some(gated)])]);
  const asked = possible.map((run) => run.rule);
  const taken = await takeFields(database, target, asked, where, log);
  const values = await makeDictionary(database, slotsOf(asked, taken, true), taken);
  for (const [rule, reason] of await askRules(database, possible, taken, values)) failed.set(rule, reason);
  await database.run(sql`DROP TABLE IF EXISTS "ruleField"`);
  return failed;
}

async function prepare(database: Database): Promise<void> {
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "ruleMatch" (rule INTEGER, log VARCHAR, place BIGINT, id VARCHAR, tenant VARCHAR,
    "at" TIMESTAMP, "user" VARCHAR, file INTEGER)`);
  await makeTenants(database);
}

const conditionKey = ({ rule, target }: Run, targets: readonly Target[]): string =>
  JSON.stringify([targets.indexOf(target), rule.condition], (key, value: unknown) =>
    key === 'at' ? undefined : typeof value === 'bigint' ? String(value) : value,
  );

/** Rules that ask the same of the same log are asked once; the others take over what the first has found. */
async function share(database: Database, first: Run, others: readonly Run[]): Promise<void> {
  if (others.length === 0) return;
  const numbers = table(
    'n',
    ['number'],
    others.map((each) => [each.number]),
  );
  await database.run(sql`INSERT INTO "ruleMatch" SELECT n.number, m.* EXCLUDE (rule)
    FROM (SELECT * FROM "ruleMatch" WHERE rule = ${first.number}) m, ${numbers}`);
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
  const failed = new Map<Rule, string>();
  const targets = [...new Set(able.map((each) => each.target))];
  const same = [...groupBy(able, (each) => conditionKey(each, targets)).values()];
  for (const target of targets) {
    const firsts = same.flatMap(([first]) => (first !== undefined && first.target === target ? [first] : []));
    for (const [rule, reason] of await scanTarget(database, target, firsts)) failed.set(rule, reason);
  }
  for (const [first, ...others] of same as [Run, ...Run[]][]) {
    await share(database, first, others);
    const reason = failed.get(first.rule);
    for (const { rule } of reason === undefined ? [] : others) failed.set(rule, reason as string);
  }
  return placed.map((each) => ({ ...each, absent: each.absent ?? failed.get(each.rule) ?? null }));
}
