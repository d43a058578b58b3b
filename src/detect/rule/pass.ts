// One log, asked many rules: those that columns answer first, then those that need the raw records, which are opened once for
// all of them and only where one of them can still match.
import { type Database, one } from '../../query/database.js';
import { every, type Sql, sql } from '../../query/sql.js';
import type { FieldSql } from '../../sigma/field-sql.js';
import type { Target } from '../../sigma/log/place.js';
import type { Rule } from '../../sigma/rule.js';
import { askRules } from './ask.js';
import { type Dictionary, isPossible, makeDictionary } from './dictionary.js';
import { type Events, eventText, keepEvents } from './event.js';
import { anyGate, type Gate, gateOf } from './gate.js';
import type { Group } from './group.js';
import { needsRaw, tableOf } from './log-table.js';
import { type Relation, slotsOf } from './slot.js';
import { takeFields } from './taken.js';

/** Rules of a log that need its raw records, with what lets records through to them. */
export interface Waiting {
  readonly group: Group;
  readonly gate: Gate | null;
}

export interface Pass {
  readonly target: Target;
  readonly log: Relation;
  readonly columns: Dictionary;
  /** How many records the log holds. */
  readonly records: number;
  readonly plain: readonly Group[];
  readonly raw: readonly Waiting[];
}

/** What became of the rules: why some of them failed, and what correlations may ask of the matches of the others. */
export interface Outcome {
  readonly failed: ReadonlyMap<Rule, string>;
  readonly events: ReadonlyMap<Group, Events>;
}

const firstRules = (groups: readonly Group[]): Rule[] => groups.map((group) => group.first.rule);

export async function openPass(database: Database, target: Target, groups: readonly Group[]): Promise<Pass> {
  const rules = firstRules(groups);
  const log = await tableOf(database, target, rules);
  const columns = await makeDictionary(database, slotsOf(rules, log), log);
  const isRaw = ({ first, fields }: Group): boolean => needsRaw(first.rule, fields, log);
  const raw = groups.filter((group) => isRaw(group) && isPossible(group.first.rule.condition, columns, log));
  const { n: records } = await one<{ n: number }>(database, sql`SELECT count(*) AS n FROM ${log.from}`);
  return {
    target,
    log,
    columns,
    records,
    plain: groups.filter((group) => !isRaw(group)),
    raw: raw.map((group) => ({ group, gate: gateOf(group.first.rule.condition, columns, log) })),
  };
}

const fieldsAsked = (groups: readonly Group[]): string[] => [...new Set(groups.flatMap((group) => group.fields))];

async function keep(
  database: Database,
  title: string,
  groups: readonly Group[],
  relation: { from: Sql; place: Sql },
  text: (field: string) => Sql,
): Promise<Map<Group, Events>> {
  const asked = groups.filter((group) => group.fields.length > 0);
  if (asked.length === 0) return new Map();
  const texts = new Map(fieldsAsked(asked).map((field) => [field, text(field)]));
  const numbers = asked.map((group) => group.first.number);
  const events = await keepEvents(database, { title, ...relation, texts }, numbers);
  return new Map(asked.map((group) => [group, events]));
}

/** Asks the rules that columns answer. `title`: of the table in which the events are kept. */
export async function askPlain(database: Database, { log, columns, plain }: Pass, title: string): Promise<Outcome> {
  const asked = plain.map((group) => group.first);
  const failed = await askRules(database, asked, log, columns);
  const text = (field: string): Sql => eventText((log.field(field) as FieldSql).loose);
  return { failed, events: await keep(database, title, plain, { from: log.from, place: sql`rowid` }, text) };
}

/** Asks rules that need raw records. `reach`: which records can matter beside what the gates let through. */
export async function askRaw(
  database: Database,
  { target, log }: Pass,
  waiting: readonly (Waiting & { readonly reach?: Sql })[],
  title: string,
): Promise<Outcome> {
  if (waiting.length === 0) return { failed: new Map(), events: new Map() };
  const gate = anyGate(
    waiting.map(({ gate: own, reach }) => {
      if (reach === undefined) return own;
      return { sql: own === null ? reach : every([own.sql, reach]), records: 0, named: null };
    }),
  );
  const where = every([log.where, ...(gate === null ? [] : [gate.sql])]);
  const groups = waiting.map((each) => each.group);
  const openings = waiting.map((each) => ({ rule: each.group.first.rule, fields: each.group.fields, gate: each.gate }));
  const { relation, events } = await takeFields(database, target, openings, where, log);
  const values = await makeDictionary(database, slotsOf(firstRules(groups), relation), relation);
  const asked = groups.map((group) => group.first);
  const failed = await askRules(database, asked, relation, values);
  const from = { from: relation.from, place: sql`place` };
  const kept = await keep(database, title, groups, from, (field) => events.get(field) as Sql);
  await database.run(sql`DROP TABLE IF EXISTS "ruleField"`);
  return { failed, events: kept };
}
