// Windows in which the log could not tell what was read. More than a thousand accesses of a mailbox in a day stop the
// recording of opened messages for 24 hours (Microsoft's documentation of 2022-23); a record may also name no message.
import type { Database } from '../query/database.js';
import { epochMs } from '../query/operation.js';
import { sql } from '../query/sql.js';
import { type Gap, gapsOf, type HourCount, type Span } from '../reconcile/silence.js';
import type { UnrecordedReason } from '../reconcile/state/recorded.js';
import { type EndedMailbox, endedEarly } from '../reconcile/state/silent.js';
import type { Exposure } from '../record/result.js';
import { day, isoTime } from '../util/time.js';

/** How long recording stays off after a throttled record. */
export const throttleMs = day;

export interface UnknownWindow {
  tenant: string;
  mailbox: string;
  fromMs: number;
  toMs: number;
  reason: 'throttled' | 'auditGap' | 'noMessageIds' | UnrecordedReason;
}

/** As the result has it. */
export const toldWindow = ({ mailbox, fromMs, toMs, reason }: UnknownWindow): Exposure['unknown'][number] => ({
  mailbox,
  fromAt: isoTime(fromMs),
  toAt: isoTime(toMs),
  reason,
});

interface ThrottleRow {
  tenant: string;
  mailbox: string;
  atMs: number;
}

function merge(rows: readonly ThrottleRow[]): UnknownWindow[] {
  const windows: UnknownWindow[] = [];
  for (const { tenant, mailbox, atMs } of rows) {
    const last = windows.at(-1);
    const same = last?.tenant === tenant && last.mailbox === mailbox && atMs <= last.toMs;
    if (same) last.toMs = Math.max(last.toMs, atMs + throttleMs);
    else windows.push({ tenant, mailbox, fromMs: atMs, toMs: atMs + throttleMs, reason: 'throttled' });
  }
  return windows;
}

/** Per mailbox, in the order of tenant, mailbox and time. */
export async function readThrottled(database: Database): Promise<UnknownWindow[]> {
  return merge(
    await database.rows<ThrottleRow>(sql`SELECT tenant, mailbox, ${epochMs(sql`"at"`)} AS "atMs" FROM access
      WHERE throttled ORDER BY tenant, mailbox, "at"`),
  );
}

/** From the last record of a mailbox on, where the state says that what followed would leave none. */
export const unrecordedWindows = (ended: readonly EndedMailbox[]): UnknownWindow[] =>
  endedEarly(ended).map(({ tenant, mailbox, lastMs, toMs, reason }) => ({
    tenant,
    mailbox,
    fromMs: lastMs,
    toMs,
    reason,
  }));

interface TenantHour {
  tenant: string;
  hour: number;
  rows: number;
}

/** Silences of a whole tenant's access log that its own rhythm does not explain. */
export async function readAuditGaps(database: Database): Promise<Map<string, Gap[]>> {
  const hours =
    await database.rows<TenantHour>(sql`SELECT tenant, ${epochMs(sql`date_trunc('hour', "at")`)} AS hour, count(*) AS "rows"
    FROM access GROUP BY ALL ORDER BY ALL`);
  const quiet = await database.rows<
    { tenant: string } & Span
  >(sql`SELECT tenant, ${epochMs(sql`before`)} AS "fromMs", ${epochMs(sql`"at"`)} AS "toMs"
    FROM (SELECT tenant, "at", lag("at") OVER (PARTITION BY tenant ORDER BY n) AS before FROM access)
    WHERE "at" - before > INTERVAL 1 HOUR ORDER BY ALL`);
  const gaps = new Map<string, Gap[]>();
  for (const tenant of new Set(hours.map((row) => row.tenant))) {
    const own = hours.filter((row) => row.tenant === tenant);
    const counts = own.map((row): HourCount => [row.hour, row.rows]);
    const silences = quiet.filter((row) => row.tenant === tenant).map(({ fromMs, toMs }) => ({ fromMs, toMs }));
    gaps.set(tenant, gapsOf(counts, silences));
  }
  return gaps;
}

export interface NamelessRecord {
  caseId: string;
  tenant: string;
  mailbox: string;
  atMs: number;
}

/** Opened-message records of cases that name no message at all, and calls of Graph for lists of messages. Needs `caseItem`. */
export function readNameless(database: Database): Promise<NamelessRecord[]> {
  return database.rows<NamelessRecord>(sql`SELECT c."caseId", a.tenant, a.mailbox, ${epochMs(sql`a."at"`)} AS "atMs"
    FROM access a JOIN "caseAccess" c USING (n) ANTI JOIN "caseItem" i USING (n)
    WHERE a.kind IN ('bind', 'graph') ORDER BY c."caseId", a.mailbox, a.n`);
}
