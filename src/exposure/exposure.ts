// What was, or may have been, read in each case, in its tiers: messages known to be opened, folders whose whole content must
// be assumed taken, windows in which the log could not tell, mail sent elsewhere.
import type { Database } from '../query/database.js';
import type { Span } from '../reconcile/silence.js';
import type { Exposure } from '../record/result.js';
import { groupBy } from '../util/group.js';
import { isoTime, minute } from '../util/time.js';
import type { CaseSessions } from './case-access.js';
import { type OpenedMessage, readOpened } from './opened.js';
import { type MessageName, messageKey, readMessageNames } from './subject.js';
import { readSynchronised, type SyncedFolder } from './synchronised.js';
import { readNameless, toldWindow, type UnknownWindow } from './unknown.js';

const nameOf = (row: OpenedMessage, names: ReadonlyMap<string, MessageName>): MessageName | undefined =>
  row.messageId === null ? undefined : names.get(messageKey(row.messageId));

const namedOf = (rows: readonly OpenedMessage[], names: ReadonlyMap<string, MessageName>): Exposure['named'] => ({
  messages: rows.length,
  bytes: rows.reduce((sum, row) => sum + (row.bytes ?? 0), 0),
  items: rows.map((row) => ({
    mailbox: row.mailbox,
    messageId: row.messageId,
    itemId: row.itemId,
    folder: row.folder,
    subject: row.subject ?? nameOf(row, names)?.subject ?? null,
    sender: nameOf(row, names)?.sender ?? null,
    bytes: row.bytes,
    attachments: row.attachments > 0 ? `${row.attachments} opened` : null,
    firstAt: isoTime(row.firstMs),
    lastAt: isoTime(row.lastMs),
    records: row.records,
  })),
});

const foldersOf = (rows: readonly SyncedFolder[]): Exposure['folders'] =>
  rows.map(({ mailbox, folder, firstMs, lastMs, records }) => ({
    mailbox,
    folder,
    firstAt: isoTime(firstMs),
    lastAt: isoTime(lastMs),
    records,
  }));

export interface CaseSpan extends CaseSessions {
  readonly tenant: string;
  readonly mailboxes: readonly string[];
  readonly firstMs: number;
  readonly lastMs: number;
}

/** A window matters to a case in whose mailboxes it lies and whose activity it overlaps or directly follows. */
function touches(window: UnknownWindow, span: CaseSpan): boolean {
  const mine = window.tenant === span.tenant && span.mailboxes.includes(window.mailbox);
  return mine && window.fromMs <= span.lastMs && window.toMs >= span.firstMs;
}

/** Where the log could not tell: windows of single mailboxes, and holes of a tenant's whole access log. */
export interface BlindSpots {
  readonly throttled: readonly UnknownWindow[];
  readonly auditGaps: ReadonlyMap<string, readonly Span[]>;
}

function windowsOf(span: CaseSpan, blind: BlindSpots): UnknownWindow[] {
  const { tenant } = span;
  const holes = (blind.auditGaps.get(tenant) ?? []).flatMap(({ fromMs, toMs }) =>
    span.mailboxes.map((mailbox): UnknownWindow => ({ tenant, mailbox, fromMs, toMs, reason: 'auditGap' })),
  );
  return [...blind.throttled, ...holes].filter((window) => touches(window, span));
}

/** The exposure of each case. */
export async function readExposure(
  database: Database,
  cases: readonly CaseSpan[],
  blindSpots: BlindSpots,
): Promise<Map<string, Exposure>> {
  const messages = await readOpened(database);
  const names = await readMessageNames(
    database,
    messages.flatMap(({ messageId }) => messageId ?? []),
    [...new Set(messages.map(({ mailbox }) => mailbox))],
  );
  const opened = groupBy(messages, (row) => row.caseId);
  const synced = groupBy(await readSynchronised(database), (row) => row.caseId);
  const nameless = groupBy(await readNameless(database), (row) => row.caseId);
  const exposure = new Map<string, Exposure>();
  for (const span of cases) {
    // A record sums up two minutes of openings.
    const blind = (nameless.get(span.caseId) ?? []).map(
      ({ tenant, mailbox, atMs }): UnknownWindow => ({
        tenant,
        mailbox,
        fromMs: atMs,
        toMs: atMs + 2 * minute,
        reason: 'noMessageIds',
      }),
    );
    const unknown = [...windowsOf(span, blindSpots), ...blind];
    exposure.set(span.caseId, {
      named: namedOf(opened.get(span.caseId) ?? [], names),
      folders: foldersOf(synced.get(span.caseId) ?? []),
      unknown: unknown.map(toldWindow),
      diverted: [],
    });
  }
  return exposure;
}
