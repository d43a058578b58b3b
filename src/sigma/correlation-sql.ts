// A correlation -> a query over the events of its rules, one row for each record and group. Windows slide truly: one ends at
// every event and reaches back by the timespan, both ends included. Windows that overlap and fire are one episode.
import * as op from '../query/operation.js';
import { every, join, name, type Sql, sql } from '../query/sql.js';
import type { Correlation } from './rule.js';

/** Columns of the events beside `log`, `place`, `id`, `tenant`, `user` and `at`. */
export const groupColumn = (i: number): Sql => name(`group ${i}`);
export const valueColumn = (i: number): Sql => name(`value ${i}`);
export const stepColumn = (i: number): Sql => name(`step ${i}`);

const signs = { gt: sql`>`, gte: sql`>=`, lt: sql`<`, lte: sql`<=`, eq: sql`=`, neq: sql`<>` } as const;

const compared = (count: Sql, { comparisons }: Correlation): Sql =>
  every(comparisons.map(({ comparison, value }) => sql`${count} ${signs[comparison]} ${value}`));

const partition = ({ groupBy }: Correlation): Sql => join([sql`tenant`, ...groupBy.map((_, i) => groupColumn(i))]);

/** The window that ends with an event. */
const before = (correlation: Correlation): Sql =>
  sql`(PARTITION BY ${partition(correlation)} ORDER BY "at" ${op.framePreceding(correlation.timespanMs)})`;

const begin = ({ timespanMs }: Correlation): Sql => op.shift(sql`"at"`, -timespanMs);

/** What a value_count counts; nothing where one of its fields is missing. */
function counted({ valueFields }: Correlation): Sql {
  const values = valueFields.map((_, i) => valueColumn(i));
  return sql`CASE WHEN ${every(values.map((each) => sql`${each} IS NOT NULL`))} THEN ${op.listOf(values)} END`;
}

function countFires(correlation: Correlation): Sql {
  const window = before(correlation);
  if (correlation.type === 'event_count') return compared(sql`count(*) OVER ${window}`, correlation);
  const count = sql`count(DISTINCT ${counted(correlation)}) OVER ${window}`;
  return sql`${count} > 0 AND ${compared(count, correlation)}`;
}

function temporalFires(correlation: Correlation): Sql {
  const window = before(correlation);
  const seen = correlation.rules.map((_, i) => sql`(bool_or(${stepColumn(i)}) OVER ${window})::INTEGER`);
  const count = join(seen, ' + ');
  if (correlation.comparisons.length > 0) return compared(sql`(${count})`, correlation);
  return sql`(${count}) = ${correlation.rules.length}`;
}

/**
 * For each event the latest time at which the first step of a chain that ends here may have happened: `start k` is that of a
 * chain of k + 1 steps. A step is another record than the one before it; of the same instant either may be first.
 */
function chained(events: Sql, correlation: Correlation): Sql {
  const start = (i: number): Sql => name(`start ${i}`);
  const window = sql`(PARTITION BY ${partition(correlation)} ORDER BY "at" ${op.frameOthersPreceding(correlation.timespanMs)})`;
  const first = sql`SELECT *, CASE WHEN ${stepColumn(0)} THEN "at" END AS ${start(0)} FROM (${events})`;
  return correlation.rules.slice(1).reduce((query, _, i) => {
    const previous = sql`max(${start(i)}) OVER ${window}`;
    return sql`SELECT *, CASE WHEN ${stepColumn(i + 1)} THEN ${previous} END AS ${start(i + 1)} FROM (${query})`;
  }, first);
}

/** Whether it fires only where each of its rules has matched. */
export const needsAll = ({ type, comparisons }: Correlation): boolean =>
  type === 'temporal_ordered' || (type === 'temporal' && comparisons.length === 0);

/** So many events it needs at least. */
export function leastEvents(correlation: Correlation): number {
  if (needsAll(correlation) || correlation.type === 'temporal') return 1;
  const least = correlation.comparisons.map(({ comparison, value }) =>
    comparison === 'gt' ? value + 1 : comparison === 'gte' || comparison === 'eq' ? value : 1,
  );
  return Math.max(1, ...least);
}

/** What a group must hold for any window in it to fire; null where nothing can be said beforehand. */
function need(correlation: Correlation): Sql | null {
  if (needsAll(correlation)) return every(correlation.rules.map((_, i) => sql`bool_or(${stepColumn(i)})`));
  const least = leastEvents(correlation);
  const count = correlation.type === 'value_count' ? sql`count(DISTINCT ${counted(correlation)})` : sql`count(*)`;
  return least <= 1 ? null : sql`${count} >= ${least}`;
}

/**
 * Events of the groups that can fire. A step may be as common as reading mail while the one before it is rare: windows over
 * all of them would take minutes and more memory than there is.
 */
function possible(events: Sql, correlation: Correlation): Sql {
  const needed = need(correlation);
  if (needed === null) return events;
  const same = [sql`tenant`, ...correlation.groupBy.map((_, i) => groupColumn(i))];
  const on = every(same.map((column) => sql`e.${column} IS NOT DISTINCT FROM g.${column}`));
  return sql`WITH event AS MATERIALIZED (${events})
    SELECT e.* FROM event e SEMI JOIN (SELECT ${partition(correlation)} FROM event GROUP BY ALL HAVING ${needed}) g ON ${on}`;
}

/** Events with `fires`, and `from`: where the window that fires begins. */
function judged(events: Sql, correlation: Correlation): Sql {
  if (correlation.type === 'temporal_ordered') {
    const last = name(`start ${correlation.rules.length - 1}`);
    return sql`SELECT *, coalesce(${last} >= ${begin(correlation)}, false) AS fires, ${last} AS "from" FROM (${chained(events, correlation)})`;
  }
  const fires = correlation.type === 'temporal' ? temporalFires(correlation) : countFires(correlation);
  return sql`SELECT *, ${fires} AS fires, ${begin(correlation)} AS "from" FROM (${events})`;
}

/**
 * Episodes: `tenant`, the groups, `firstMs`, `lastMs`, `detectableMs` (the event with which it first held), and the records as
 * lists in the order of time and id.
 */
export function episodesOf(events: Sql, correlation: Correlation): Sql {
  const groups = partition(correlation);
  const sorted = sql`PARTITION BY ${groups} ORDER BY "at"`;
  const following = sql`(${sorted} ${op.frameFollowing(correlation.timespanMs)})`;
  const firedBefore = sql`max(CASE WHEN fires THEN "at" END) OVER (${sorted} RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE GROUP)`;
  const order = sql`ORDER BY "at", id`;
  return sql`WITH judged AS MATERIALIZED (${judged(possible(events, correlation), correlation)}),
    marked AS (SELECT *, min(CASE WHEN fires THEN "from" END) OVER ${following} <= "at" AS covered,
      CASE WHEN fires AND coalesce("from" > ${firedBefore}, true) THEN "at" END AS opens FROM judged),
    numbered AS (SELECT *, max(opens) OVER (${sorted} RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS island FROM marked),
    placed AS (SELECT *, min(CASE WHEN fires THEN island END) OVER (${sorted} RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS episode
      FROM numbered)
    SELECT ${groups}, ${op.epochMs(sql`min("at")`)} AS "firstMs", ${op.epochMs(sql`max("at")`)} AS "lastMs",
      ${op.epochMs(sql`min(CASE WHEN fires THEN "at" END)`)} AS "detectableMs",
      list(id ${order}) AS ids, list(log ${order}) AS logs, list(place ${order}) AS places,
      list("user" ${order}) AS users, list(${op.epochMs(sql`"at"`)} ${order}) AS times
    FROM placed WHERE covered GROUP BY ${groups}, episode ORDER BY "firstMs", ${groups}`;
}
