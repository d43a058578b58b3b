// How far the sign-in logs reach: from when to when, with which gaps, and whether the export was filtered to some people or
// applications. Without this, a sign-in that is not there would prove nothing.
import type { Database } from '../query/database.js';
import { epochMs } from '../query/operation.js';
import { sql, table } from '../query/sql.js';
import type { Coverage } from '../record/result.js';
import { isoTime } from '../util/time.js';
import { type FileSpan, filesOf } from './file-span.js';
import { findFilters } from './filtered.js';
import { type Gap, gapsOf, type HourCount, type Span, withoutGaps } from './silence.js';

export type SignInKind = Coverage['signIns'][number]['kind'];

export interface SignInCoverage {
  readonly tenant: string;
  readonly kind: SignInKind;
  readonly rows: number;
  readonly failures: number;
  readonly users: number;
  /** Of its rows. */
  readonly rowsSpan: Span;
  /** In which it should have rows: those of all kinds of this tenant's export together. */
  readonly window: Span;
  readonly gaps: readonly Gap[];
  readonly filteredTo: { readonly users: string[] | null; readonly applications: string[] | null } | null;
  /** What shows the filter: people, or applications, that read mail with tokens, and of these those that sign in. */
  readonly filterShownBy: { readonly acting: number; readonly seen: number } | null;
  /** The files that hold its rows. */
  readonly files: readonly FileSpan[];
}

interface LogRow {
  tenant: string;
  kind: SignInKind;
  rows: number;
  failures: number;
  users: number;
  fromMs: number;
  toMs: number;
}

const logs = sql`SELECT tenant, kind, count(*) AS "rows", count(*) FILTER (WHERE NOT success) AS failures,
    count(DISTINCT "user") AS users, ${epochMs(sql`min("at")`)} AS "fromMs", ${epochMs(sql`max("at")`)} AS "toMs"
  FROM issued GROUP BY tenant, kind ORDER BY tenant, kind`;

const hours = sql`SELECT tenant, kind, ${epochMs(sql`date_trunc('hour', "at")`)} AS hour, count(*) AS "rows"
  FROM issued GROUP BY ALL ORDER BY ALL`;

const silences = sql`SELECT tenant, kind, ${epochMs(sql`before`)} AS "fromMs", ${epochMs(sql`"at"`)} AS "toMs"
  FROM (SELECT tenant, kind, "at", lag("at") OVER (PARTITION BY tenant, kind ORDER BY "at") AS before FROM issued)
  WHERE "at" - before > INTERVAL 30 MINUTE ORDER BY ALL`;

const isExport = (kind: SignInKind): boolean => kind !== 'auditLog';

/** The kinds of one tenant were exported together, so each should reach as far as all of them. */
function windowOf(log: LogRow, all: readonly LogRow[]): Span {
  const together = all.filter((other) => other.tenant === log.tenant && isExport(other.kind) === isExport(log.kind));
  return {
    fromMs: Math.min(...together.map((other) => other.fromMs)),
    toMs: Math.max(...together.map((other) => other.toMs)),
  };
}

function edges(log: LogRow, window: Span): Span[] {
  return [
    { fromMs: window.fromMs, toMs: log.fromMs },
    { fromMs: log.toMs, toMs: window.toMs },
  ].filter((span) => span.toMs > span.fromMs);
}

const sameLog = (log: LogRow) => (row: { tenant: string; kind: string }) =>
  row.tenant === log.tenant && row.kind === log.kind;

/** Reads the coverage of every sign-in log, in the order of tenant and kind. */
export async function readCoverage(database: Database): Promise<SignInCoverage[]> {
  const all = await database.rows<LogRow>(logs);
  const perHour = await database.rows<{ tenant: string; kind: string; hour: number; rows: number }>(hours);
  const quiet = await database.rows<{ tenant: string; kind: string } & Span>(silences);
  const filters = await findFilters(database);
  const files = await filesOf<{ tenant: string; kind: string }>(database, sql`issued`, sql`tenant, kind`);
  return all.map((log) => {
    const window = windowOf(log, all);
    const counts = perHour.filter(sameLog(log)).map((row): HourCount => [row.hour, row.rows]);
    const spans = [...quiet.filter(sameLog(log)), ...edges(log, window)].sort((a, b) => a.fromMs - b.fromMs);
    const gaps = gapsOf(counts, spans);
    const people = log.kind === 'interactive' || log.kind === 'nonInteractive';
    const { tenant, kind, rows, failures, users } = log;
    const filter = (people ? filters.get(tenant) : undefined) ?? null;
    return {
      tenant,
      kind,
      rows,
      failures,
      users,
      rowsSpan: { fromMs: log.fromMs, toMs: log.toMs },
      window,
      gaps,
      filteredTo: filter === null ? null : { users: filter.users, applications: filter.applications },
      filterShownBy: filter,
      files: files.filter(sameLog(log)),
    };
  });
}

/** Makes `covered`: the spans of each log without gaps; and `signInFilter`: whom a filtered export holds. */
export async function makeCoverage(database: Database, coverage: readonly SignInCoverage[]): Promise<void> {
  const segments = coverage.flatMap((log) =>
    withoutGaps(log.window, log.gaps).map((span) => [log.tenant, log.kind, span.fromMs, span.toMs] as const),
  );
  const columns = ['tenant', 'kind', 'fromMs', 'toMs'];
  const rows = segments.length === 0 ? [['', '', 0, -1]] : segments;
  await database.run(sql`CREATE OR REPLACE TEMP TABLE covered AS SELECT * FROM ${table('c', columns, rows)}`);
  const filtered = coverage
    .filter((log) => log.filteredTo !== null)
    .map((log) => [log.tenant, log.filteredTo?.users !== null] as const);
  await database.run(
    sql`CREATE OR REPLACE TEMP TABLE "signInFilter" AS SELECT DISTINCT * FROM ${table(
      'f',
      ['tenant', 'byUser'],
      filtered.length === 0 ? [['', true]] : filtered,
    )}`,
  );
}

/** For the result. */
export const coverageOf = (log: SignInCoverage): Coverage['signIns'][number] => ({
  tenant: log.tenant,
  kind: log.kind,
  rows: log.rows,
  failures: log.failures,
  users: log.users,
  firstAt: isoTime(log.rowsSpan.fromMs),
  lastAt: isoTime(log.rowsSpan.toMs),
  gaps: log.gaps.map((gap) => ({ fromAt: isoTime(gap.fromMs), toAt: isoTime(gap.toMs) })),
  filteredTo: log.filteredTo,
});
