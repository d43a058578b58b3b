// Runs correlations over the matches that the scan has left: the events of a correlation are the records that its rules matched,
// each once for a group, with the values by which they are grouped and counted.
import type { Database } from '../../query/database.js';
import * as op from '../../query/operation.js';
import { every, join, type Sql, sql } from '../../query/sql.js';
import type { LogKind } from '../../record/field.js';
import type { Condition } from '../../sigma/condition.js';
import { episodesOf, groupColumn, stepColumn, valueColumn } from '../../sigma/correlation-sql.js';
import { fieldSql, readableRaw, type Top, topKeys } from '../../sigma/field-sql.js';
import type { Target } from '../../sigma/log/place.js';
import { predicateOf } from '../../sigma/predicate.js';
import type { Correlation, Rule } from '../../sigma/rule.js';
import type { Linked } from '../../sigma/rule-set.js';
import { logTable } from '../../store/schema.js';
import { matchColumns } from './match.js';
import type { Scanned } from './scan.js';

export interface Episode {
  readonly tenant: string;
  /** Values of the group, in the order of group-by. */
  readonly group: readonly string[];
  readonly firstMs: number;
  readonly lastMs: number;
  /** When the event was recorded with which the correlation first held. */
  readonly detectableMs: number;
  readonly records: readonly { readonly id: string; readonly log: LogKind; readonly place: number }[];
}

export interface Correlated {
  readonly correlation: Linked;
  /** Why it could not run; null where it could. */
  readonly absent: string | null;
  readonly episodes: readonly Episode[];
}

/** What a field is called in the records of one rule. */
function aliased(correlation: Correlation, rule: Rule, field: string): string {
  const fields = correlation.aliases.get(field);
  if (fields === undefined) return field;
  const named = [...fields].find(([key]) => key === rule.name || key.toLowerCase() === rule.id);
  return named?.[1] ?? field;
}

/** The first value of a field, in lower case: Sigma compares without case. Blank is none. */
function groupValue(target: Target, field: string, top: Top): Sql {
  const holds = (condition: Condition): Sql => predicateOf(condition, { target, addressTexts: () => [] });
  const { loose } = fieldSql(target.place(field), holds, top);
  const text = loose.kind === 'one' ? loose.sql : op.listFirst(loose.sql);
  return sql`nullif(lower(${text}), '')`;
}

function eventsOfRule(correlation: Linked, { rule, number, target }: Scanned, step: number): Sql {
  const { log, place } = target as Target;
  const own = (field: string): string => aliased(correlation, rule, field);
  // The records are opened once: each further look at one costs the engine a buffer as large as all that it looks at together.
  const keys = [
    ...new Set([...correlation.groupBy, ...correlation.valueFields].flatMap((field) => topKeys(place(own(field))))),
  ];
  const top: Top = (key) => op.listAt(sql`tops`, keys.indexOf(key) + 1);
  const tops = keys.length === 0 ? sql`` : sql`, ${op.jsonMembers(readableRaw, keys)} AS tops`;
  const value = (field: string): Sql => groupValue(target as Target, own(field), top);
  const groups = correlation.groupBy.map((field, i) => sql`${value(field)} AS ${groupColumn(i)}`);
  const values = correlation.valueFields.map((field, i) => sql`${value(field)} AS ${valueColumn(i)}`);
  return sql`SELECT ${step} AS step, ${log} AS log, ${join([matchColumns(log), ...groups, ...values])}
    FROM (SELECT rowid, *${tops} FROM ${logTable(log)}
      WHERE rowid IN (SELECT place FROM "ruleMatch" WHERE rule = ${number})) AS ${logTable(log)}`;
}

/** One row for each record and group, with a flag for each rule that it is an event of. */
function eventsOf(correlation: Linked, members: readonly Scanned[]): Sql {
  const all = join(
    members.map((member, step) => eventsOfRule(correlation, member, step)),
    ' UNION ALL ',
  );
  const groups = correlation.groupBy.map((_, i) => groupColumn(i));
  const values = correlation.valueFields.map((_, i) => sql`min(${valueColumn(i)}) AS ${valueColumn(i)}`);
  const steps = members.map((_, i) => sql`bool_or(step = ${i}) AS ${stepColumn(i)}`);
  const known = every([sql`"at" IS NOT NULL`, ...groups.map((group) => sql`${group} IS NOT NULL`)]);
  // Held fast: else the engine asks every record of the log for its groups before it takes those that matched.
  return sql`WITH taken AS MATERIALIZED (${all})
    SELECT log, place, id, tenant, "at", ${join([...groups, ...values, ...steps])} FROM taken WHERE ${known}
    GROUP BY ${join([sql`log, place, id, tenant, "at"`, ...groups])}`;
}

type Row = Record<string, unknown> & {
  tenant: string;
  firstMs: number;
  lastMs: number;
  detectableMs: number;
  ids: string[];
  logs: LogKind[];
  places: number[];
};

const episodeOf = (correlation: Linked, row: Row): Episode => ({
  tenant: row.tenant,
  group: correlation.groupBy.map((_, i) => String(row[`group ${i}`])),
  firstMs: row.firstMs,
  lastMs: row.lastMs,
  detectableMs: row.detectableMs,
  records: row.ids.map((id, i) => ({ id, log: row.logs[i] as LogKind, place: row.places[i] as number })),
});

/** Whether the rules matched enough for anything: asking the engine costs more than knowing. */
function canFire(correlation: Linked, members: readonly Scanned[], matches: ReadonlyMap<number, number>): boolean {
  const matched = members.map(({ number }) => matches.get(number) ?? 0);
  const all = correlation.type === 'temporal_ordered' || correlation.type === 'temporal';
  return all && correlation.comparisons.length === 0
    ? matched.every((count) => count > 0)
    : matched.some((count) => count > 0);
}

async function correlate(
  database: Database,
  correlation: Linked,
  members: readonly Scanned[],
  matches: ReadonlyMap<number, number>,
): Promise<Correlated> {
  const missing = members.find((member) => member.absent !== null);
  if (missing !== undefined)
    return { correlation, absent: `its rule ${missing.rule.title} cannot run: ${missing.absent}`, episodes: [] };
  if (!canFire(correlation, members, matches)) return { correlation, absent: null, episodes: [] };
  const rows = await database.rows<Row>(episodesOf(eventsOf(correlation, members), correlation));
  return { correlation, absent: null, episodes: rows.map((row) => episodeOf(correlation, row)) };
}

/** `scanned`: what `scanRules` gave; it must have run every rule that the correlations name. */
export async function runCorrelations(
  database: Database,
  correlations: readonly Linked[],
  scanned: readonly Scanned[],
): Promise<Correlated[]> {
  const byRule = new Map(scanned.map((each) => [each.rule, each]));
  const counts = await database.rows<{ rule: number; matches: number }>(
    sql`SELECT rule, count(*) AS matches FROM "ruleMatch" GROUP BY rule`,
  );
  const matches = new Map(counts.map((row) => [row.rule, row.matches]));
  const results: Correlated[] = [];
  for (const correlation of correlations) {
    const members = correlation.members.map((rule) => byRule.get(rule) as Scanned);
    results.push(await correlate(database, correlation, members, matches));
  }
  return results;
}
