// Runs rules over the records of a workspace: `ruleMatch` holds one row for each rule and record that it matches. Every value is
// looked at once, every record opened at most once; only rules that can still match are asked, of the records that can match.
import type { Database } from '../../query/database.js';
import { type Sql, sql } from '../../query/sql.js';
import type { Rule } from '../../sigma/rule.js';
import type { Linked } from '../../sigma/rule-set.js';
import type { Asked } from './ask.js';
import { askedFields, type Events } from './event.js';
import { refusedExpressions } from './expression.js';
import { type Group, groupsOf, rulesOf, share } from './group.js';
import { type Before, lateOf, manyRecords, reachOf } from './late.js';
import { makeTenants } from './match.js';
import { askPlain, askRaw, type Outcome, openPass, type Pass, type Waiting } from './pass.js';
import { type Placed, placer } from './target.js';

export interface Scanned extends Placed {
  /** The rule's number in `ruleMatch`. */
  readonly number: number;
  /** What correlations ask of its matches; null where they ask nothing. */
  readonly events: Events | null;
}

async function prepare(database: Database): Promise<void> {
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "ruleMatch" (rule INTEGER, log VARCHAR, place BIGINT, id VARCHAR, tenant VARCHAR,
    "at" TIMESTAMP, "user" VARCHAR, file INTEGER)`);
  await makeTenants(database);
}

/** Where each rule is asked, or why it cannot be. */
async function placeRules(database: Database, rules: readonly Rule[]): Promise<Scanned[]> {
  const place = placer(database);
  const refused = await refusedExpressions(database, rules);
  const placed: Scanned[] = [];
  for (const [number, rule] of rules.entries()) {
    const each = await place(rule);
    placed.push({ ...each, absent: each.absent ?? refused.get(rule) ?? null, number, events: null });
  }
  return placed;
}

/** What has become of rules so far. */
class Results {
  readonly failed = new Map<Rule, string>();
  readonly events = new Map<Rule, Events>();

  add(groups: readonly Group[], { failed, events }: Outcome): void {
    for (const group of groups) {
      const reason = failed.get(group.first.rule);
      const kept = events.get(group);
      for (const rule of rulesOf(group)) {
        if (reason !== undefined) this.failed.set(rule, reason);
        if (kept !== undefined) this.events.set(rule, kept);
      }
    }
  }
}

async function countMatches(database: Database): Promise<Map<number, number>> {
  const rows = await database.rows<{ rule: number; n: number }>(
    sql`SELECT rule, count(*) AS n FROM "ruleMatch" GROUP BY rule`,
  );
  return new Map(rows.map((row) => [row.rule, row.n]));
}

/** What the rules that did not wait have left; null for those that cannot run. */
async function readBefore(
  database: Database,
  placed: readonly Scanned[],
  late: ReadonlySet<Rule>,
  { failed, events }: Results,
): Promise<Map<Rule, Before | null>> {
  const matches = await countMatches(database);
  const before = (number: number, rule: Rule): Before => ({
    number,
    matches: matches.get(number) ?? 0,
    events: events.get(rule) ?? null,
  });
  return new Map(
    placed
      .filter(({ rule }) => !late.has(rule))
      .map(({ rule, absent, number }) => [rule, absent !== null || failed.has(rule) ? null : before(number, rule)]),
  );
}

/** One pass for each log that the rules ask of. */
async function openPasses(database: Database, groups: readonly Group[]): Promise<Pass[]> {
  const passes: Pass[] = [];
  for (const target of new Set(groups.map((group) => group.first.target))) {
    const own = groups.filter((group) => group.first.target === target);
    passes.push(await openPass(database, target, own));
  }
  return passes;
}

async function askEarly(
  database: Database,
  passes: readonly Pass[],
  late: ReadonlySet<Group>,
  results: Results,
): Promise<void> {
  for (const [i, pass] of passes.entries()) {
    results.add(pass.plain, await askPlain(database, pass, `ruleEvent plain ${i}`));
    const waiting = pass.raw.filter(({ group }) => !late.has(group));
    const groups = waiting.map(({ group }) => group);
    results.add(groups, await askRaw(database, pass, waiting, `ruleEvent raw ${i}`));
    for (const group of [...pass.plain, ...groups]) await share(database, group);
  }
}

async function askLate(
  database: Database,
  passes: readonly Pass[],
  late: ReadonlySet<Group>,
  reach: (group: Group, pass: Pass) => Sql | null,
  results: Results,
): Promise<void> {
  for (const [i, pass] of passes.entries()) {
    const waiting = pass.raw.flatMap((each): (Waiting & { reach: Sql })[] => {
      const near = late.has(each.group) ? reach(each.group, pass) : null;
      return near === null ? [] : [{ ...each, reach: near }];
    });
    const groups = waiting.map(({ group }) => group);
    results.add(groups, await askRaw(database, pass, waiting, `ruleEvent late ${i}`));
    for (const group of groups) await share(database, group);
  }
}

/**
 * Runs the rules; the answer says of each where it was asked, or why it was not. Of a rule that but serves `correlations` only
 * the matches may be there that can matter to them. `many`: for tests, see `lateOf`.
 */
export async function scanRules(
  database: Database,
  rules: readonly Rule[],
  correlations: readonly Linked[] = [],
  many = manyRecords,
): Promise<Scanned[]> {
  await prepare(database);
  const placed = await placeRules(database, rules);
  const able = placed.filter((each): each is Scanned & Asked => each.target !== null && each.absent === null);
  const passes = await openPasses(database, groupsOf(able, askedFields(correlations)));
  const late = lateOf(passes, rules, correlations, many);
  const results = new Results();
  await askEarly(database, passes, late, results);
  const before = await readBefore(database, placed, new Set([...late].flatMap(rulesOf)), results);
  const reach = (group: Group, pass: Pass): Sql | null => reachOf(group, pass, correlations, before);
  await askLate(database, passes, late, reach, results);
  return placed.map((each) => ({
    ...each,
    absent: each.absent ?? results.failed.get(each.rule) ?? null,
    events: results.events.get(each.rule) ?? null,
  }));
}
