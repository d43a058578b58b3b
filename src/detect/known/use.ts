// What the result tells of published indicators: the files, those that fit anything, and those that could not be looked for.
import type { Indicator, Told } from '../../intel/indicator.js';
import type { Database } from '../../query/database.js';
import { countIf, epochMs } from '../../query/operation.js';
import { sql } from '../../query/sql.js';
import type { IndicatorUse, Intel } from '../../record/told.js';
import { byText, sortedSet } from '../../util/order.js';
import { isoTime } from '../../util/time.js';
import { count } from '../../util/words.js';
import { type Fitting, type Ordinary, readOrdinary } from './ordinary.js';
import { worthOf } from './worth.js';

interface Row {
  indicator: number;
  accesses: number;
  sessions: number;
  signIns: number;
  refused: number;
  otherRecords: number;
  outsideDates: number;
  firstMs: number | null;
  lastMs: number | null;
}

const of = (surface: string) => sql`within AND surface = ${surface}`;
const counts = sql`SELECT i.indicator, ${countIf(of('access'))} AS accesses, count(DISTINCT s."sessionId") FILTER (WHERE within) AS sessions,
    ${countIf(of('signIn'))} AS "signIns", ${countIf(sql`within AND surface = 'signIn' AND NOT success`)} AS refused,
    ${countIf(sql`within AND surface IN ('audit', 'directory')`)} AS "otherRecords", ${countIf(sql`NOT within`)} AS "outsideDates",
    ${epochMs(sql`min("at") FILTER (WHERE NOT within)`)} AS "firstMs", ${epochMs(sql`max("at") FILTER (WHERE NOT within)`)} AS "lastMs"
  FROM (SELECT DISTINCT surface, key, indicator, "at", success, within FROM indicated) i
    LEFT JOIN "accessInSession" s ON i.surface = 'access' AND s.n = i.key GROUP BY i.indicator ORDER BY i.indicator`;

type Met = Fitting & { conjunction: number };

const meetings = sql`SELECT indicator, conjunction, "user", ip, application, agent, ${epochMs(sql`max("at")`)} AS "atMs" FROM indicated WHERE within
  GROUP BY ALL ORDER BY ALL`;

interface Held {
  readonly shared: boolean;
  readonly notes: readonly string[];
}

/** Per indicator whether it accuses anybody, and why not more. */
function heldBack({ indicators }: Told, rows: readonly Met[], ordinary: Ordinary): Map<number, Held> {
  const conjunctions = indicators.flatMap(({ any }) => any);
  const held = new Map<number, Held>();
  for (const row of rows) {
    const [indicator, conjunction] = [indicators[row.indicator], conjunctions[row.conjunction]];
    if (indicator === undefined || conjunction === undefined) continue;
    const { shared, notes } = worthOf(indicator, conjunction, row, ordinary);
    const known = held.get(row.indicator);
    const all = sortedSet([...(known?.notes ?? []), ...notes]);
    held.set(row.indicator, { shared: (known?.shared ?? true) && shared, notes: all });
  }
  return held;
}

function noteOf({ outsideDates, refused, firstMs, lastMs }: Row, notes: readonly string[]): string | null {
  const days = [firstMs, lastMs].map((ms) => isoTime(ms)?.slice(0, 10)).join(' to ');
  const all = [
    ...notes,
    ...(refused === 0 ? [] : [`${count(refused, 'of the sign-ins was', 'of the sign-ins were')} refused`]),
    ...(outsideDates === 0
      ? []
      : [
          `${count(outsideDates, 'record fits', 'records fit')} it outside its dates (${days}), which weighs nothing; mind that publishers often date an indicator with the day on which they published it`,
        ]),
  ];
  return all.length === 0 ? null : all.join('; ');
}

function useOf(indicator: Indicator, row: Row, held: Held | undefined): IndicatorUse {
  const { id, name, pattern, source, file, validFromMs, validUntilMs, confidence } = indicator;
  const { accesses, signIns, otherRecords, outsideDates } = row;
  const within = accesses + signIns + otherRecords;
  const state = within === 0 ? 'outsideDates' : held?.shared ? 'shared' : 'seen';
  const dates = { validFrom: isoTime(validFromMs), validUntil: isoTime(validUntilMs) };
  const sessions = state === 'seen' ? row.sessions : 0;
  return {
    ...{ id, name, pattern, source, file, ...dates, confidence, state },
    ...{ accesses, sessions, signIns, otherRecords, outsideDates, note: noteOf(row, held?.notes ?? []) },
  };
}

const rank = { seen: 0, shared: 1, outsideDates: 2 } as const;

/** Indicators that fit anything: those that were seen first, then by name and id. Needs `indicated`. */
export async function readIndicatorUses(database: Database, published: Told): Promise<Intel> {
  const { files, problems, indicators } = published;
  const told = { files: [...files], problems: [...problems] };
  if (indicators.length === 0) return { ...told, indicators: [] };
  const rows = await database.rows<Row>(counts);
  const held = heldBack(published, await database.rows<Met>(meetings), await readOrdinary(database));
  const uses = rows.flatMap((row) => {
    const indicator = indicators[row.indicator];
    return indicator === undefined ? [] : [useOf(indicator, row, held.get(row.indicator))];
  });
  uses.sort((a, b) => rank[a.state] - rank[b.state] || byText(a.name, b.name) || byText(a.id, b.id));
  return { ...told, indicators: uses };
}
