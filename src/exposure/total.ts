// How much was accessed in all, after duplicates were removed, and mailbox by mailbox how far the access log reaches.
import { type Database, one } from '../query/database.js';
import { countIf, epochMs } from '../query/operation.js';
import { sql } from '../query/sql.js';
import type { Span } from '../reconcile/silence.js';
import type { Coverage, Result } from '../record/result.js';
import { groupBy } from '../util/group.js';
import { isoTime } from '../util/time.js';
import type { UnknownWindow } from './unknown.js';

/** Ids of all messages that were opened; the one path into each record's folders takes a third of the time of two steps. */
export const namedMessages = sql`SELECT DISTINCT tenant, mailbox, "messageId" FROM (
    SELECT a.tenant, a.mailbox, unnest(json_extract_string(l.folders, '$[*].FolderItems[*].InternetMessageId')) AS "messageId"
    FROM access a JOIN audit l ON l.rowid = a.place WHERE a.kind = 'bind' AND a."inScope" AND l.folders IS NOT NULL)`;

/** Counts over the accesses in scope. */
export async function readTotals(database: Database): Promise<Result['accesses']> {
  const kinds = sql`SELECT count(*) AS records, ${countIf(sql`kind = 'bind'`)} AS bind, ${countIf(sql`kind = 'sync'`)} AS sync,
      ${countIf(sql`kind = 'attachment'`)} AS attachment, ${countIf(sql`kind = 'graph'`)} AS graph, ${countIf(sql`throttled`)} AS throttled FROM access WHERE "inScope"`;
  const messages = sql`SELECT count(*) AS messages, count(DISTINCT "messageId") AS "messageIds" FROM (
      SELECT DISTINCT mailbox, trim("messageId") AS "messageId" FROM (${namedMessages}) WHERE trim("messageId") <> '')`;
  return one<Result['accesses']>(database, sql`SELECT k.*, m.* FROM (${kinds}) k, (${messages}) m`);
}

interface MailboxRow {
  tenant: string;
  mailbox: string;
  accessRecords: number;
  firstMs: number;
  lastMs: number;
}

const overlaps = (span: Span, row: MailboxRow): boolean => span.fromMs <= row.lastMs && span.toMs >= row.firstMs;

/** In the order of tenant and mailbox, with the gaps of each: throttling, and silences of the whole tenant. */
export async function readMailboxes(
  database: Database,
  throttled: readonly UnknownWindow[],
  auditGaps: ReadonlyMap<string, readonly Span[]>,
): Promise<Coverage['mailboxes']> {
  const rows = await database.rows<MailboxRow>(sql`SELECT tenant, mailbox, count(*) AS "accessRecords",
      ${epochMs(sql`min("at")`)} AS "firstMs", ${epochMs(sql`max("at")`)} AS "lastMs"
    FROM access WHERE "inScope" GROUP BY ALL ORDER BY tenant, mailbox`);
  const windows = groupBy(throttled, (window) => `${window.tenant}|${window.mailbox}`);
  return rows.map((row) => {
    const silent = (auditGaps.get(row.tenant) ?? [])
      .filter((gap) => overlaps(gap, row))
      .map((gap) => ({ ...gap, reason: 'auditGap' }));
    const gaps = [...(windows.get(`${row.tenant}|${row.mailbox}`) ?? []), ...silent].sort(
      (a, b) => a.fromMs - b.fromMs,
    );
    const { tenant, mailbox, accessRecords, firstMs, lastMs } = row;
    return {
      tenant,
      mailbox,
      accessRecords,
      firstAt: isoTime(firstMs),
      lastAt: isoTime(lastMs),
      gaps: gaps.map(({ fromMs, toMs, reason }) => ({ fromAt: isoTime(fromMs), toAt: isoTime(toMs), reason })),
    };
  });
}
