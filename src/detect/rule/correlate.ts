// Runs correlations over the matches that the scan has left: the events of a correlation are the records that its rules matched,
// each once for a group, with the values by which they are grouped and counted.
import type { Database } from '../../query/database.js';
import { every, join, list, type Sql, sql } from '../../query/sql.js';
import type { LogKind } from '../../record/field.js';
import {
  episodesOf,
  groupColumn,
  leastEvents,
  needsAll,
  stepColumn,
  valueColumn,
} from '../../sigma/correlation-sql.js';
import type { Linked } from '../../sigma/rule-set.js';
import { groupBy } from '../../util/group.js';
import { aliased, type Events } from './event.js';
import type { Scanned } from './scan.js';

export interface Hit {
  readonly id: string;
  readonly log: LogKind;
  readonly place: number;
  readonly user: string | null;
  readonly atMs: number;
}

export interface Episode {
  readonly tenant: string;
  /** Values of the group, in the order of group-by. */
  readonly group: readonly string[];
  readonly firstMs: number;
  readonly lastMs: number;
  /** When the event was recorded with which the correlation first held. */
  readonly detectableMs: number;
  readonly records: readonly Hit[];
}

export interface Correlated {
  readonly correlation: Linked;
  /** Why it could not run; null where it could. */
  readonly absent: string | null;
  readonly episodes: readonly Episode[];
}

interface Part {
  readonly numbers: readonly number[];
  readonly events: Events | null;
  readonly groups: readonly Sql[];
  readonly values: readonly Sql[];
}

/** What one of the rules' matches give; the same for rules whose values stand in the same columns. */
function partOf(correlation: Linked, { rule, number, events }: Scanned): Part {
  const column = (field: string): Sql => sql`e.${(events as Events).column(aliased(correlation, rule, field))}`;
  return {
    numbers: [number],
    events,
    groups: correlation.groupBy.map(column),
    values: correlation.valueFields.map(column),
  };
}

function eventsOfPart({ numbers, events, groups, values }: Part, members: readonly Scanned[]): Sql {
  const steps = members.map(({ number }, i) => sql`bool_or(rule = ${number}) AS ${stepColumn(i)}`);
  const matched = sql`SELECT log, place, id, tenant, "at", "user", ${join(steps)} FROM "ruleMatch"
    WHERE rule IN ${list(numbers)} AND "at" IS NOT NULL GROUP BY log, place, id, tenant, "at", "user"`;
  const columns = [
    ...groups.map((group, i) => sql`${group} AS ${groupColumn(i)}`),
    ...values.map((value, i) => sql`${value} AS ${valueColumn(i)}`),
  ];
  const all = join([sql`m.*`, ...columns]);
  const known = every(groups.map((group) => sql`${group} IS NOT NULL`));
  if (columns.length === 0 || events === null) return matched;
  return sql`SELECT ${all} FROM (${matched}) m JOIN ${events.table} e ON e.place = m.place WHERE ${known}`;
}

/** One row for each record and group, with a flag for each rule that it is an event of. */
function eventsOf(correlation: Linked, members: readonly Scanned[]): Sql {
  const each = members.map((member) => partOf(correlation, member));
  const same = groupBy(each, ({ events, groups, values }) => JSON.stringify([events?.table, groups, values]));
  const parts = [...same.values()].map((alike) => ({
    ...(alike[0] as Part),
    numbers: alike.flatMap(({ numbers }) => numbers),
  }));
  const [first, ...others] = parts.map((part) => eventsOfPart(part, members));
  if (others.length === 0) return first as Sql;
  const columns = join([
    sql`log, place, id, tenant, "at", "user"`,
    ...correlation.groupBy.map((_, i) => groupColumn(i)),
  ]);
  const values = correlation.valueFields.map((_, i) => sql`min(${valueColumn(i)}) AS ${valueColumn(i)}`);
  const steps = members.map((_, i) => sql`bool_or(${stepColumn(i)}) AS ${stepColumn(i)}`);
  return sql`SELECT ${join([columns, ...values, ...steps])}
    FROM (${join([first as Sql, ...others], ' UNION ALL ')}) GROUP BY ${columns}`;
}

type Row = Record<string, unknown> & {
  tenant: string;
  firstMs: number;
  lastMs: number;
  detectableMs: number;
  ids: string[];
  logs: LogKind[];
  places: number[];
  users: (string | null)[];
  times: number[];
};

const episodeOf = (correlation: Linked, row: Row): Episode => ({
  tenant: row.tenant,
  group: correlation.groupBy.map((_, i) => String(row[`group ${i}`])),
  firstMs: row.firstMs,
  lastMs: row.lastMs,
  detectableMs: row.detectableMs,
  records: row.ids.map((id, i) => ({
    id,
    log: row.logs[i] as LogKind,
    place: row.places[i] as number,
    user: row.users[i] ?? null,
    atMs: row.times[i] as number,
  })),
});

/** Whether the rules matched enough for anything: asking the engine costs more than knowing. */
function canFire(correlation: Linked, members: readonly Scanned[], matches: ReadonlyMap<number, number>): boolean {
  const matched = members.map(({ number }) => matches.get(number) ?? 0);
  if (needsAll(correlation)) return matched.every((count) => count > 0);
  return matched.reduce((sum, count) => sum + count, 0) >= leastEvents(correlation);
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

/** `scanned`: what `scanRules` gave for these correlations; it must have run every rule that they name. */
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
