// The truth about one intrusion, read off its recorded accesses and off those that throttling kept out of the log.
import type { Draft } from '../audit/aggregate.js';
import type { AuditLog } from '../audit.js';
import { dayMs, withZ } from '../clock.js';
import type { Intrusion } from '../truth.js';

type Hostile = { id: string; draft: Draft };

/** null where it left no record. */
export function intrusionTruth(scenario: string, log: AuditLog): Intrusion | null {
  const hostile = log.records.flatMap(({ id, access }) =>
    access?.context.actor === 'intruder' ? [{ id, draft: access }] : [],
  );
  if (hostile.length === 0) return null;
  const last = Math.max(...hostile.map(({ draft }) => draft.at));
  const seen = (read: (entry: Hostile) => string | null | undefined) =>
    [...new Set(hostile.map(read))].filter((value) => value != null).sort();
  return {
    scenario,
    firstAccessAt: withZ(Math.min(...hostile.map(({ draft }) => draft.at))),
    lastAccessAt: withZ(last),
    records: seen(({ id }) => id),
    mailboxes: seen(({ draft }) => draft.context.mailbox.owner.upn),
    addresses: seen(({ draft }) => draft.context.address),
    applications: seen(({ draft }) => draft.context.clientAppId),
    tokenIds: seen(({ draft }) => draft.context.token?.id),
    messages: pairs(hostile, ({ folders }) => folders.flatMap((f) => f.messages.map((m) => m.internetMessageId))).map(
      ([mailbox, messageId]) => ({ mailbox, messageId }),
    ),
    folders: pairs(hostile, ({ folders }) => folders.map((f) => f.folder.path)).map(([mailbox, folder]) => ({
      mailbox,
      folder,
    })),
    throttled: throttledDays(log),
  };
}

function pairs(hostile: readonly Hostile[], read: (draft: Draft) => string[]): [string, string][] {
  const found = new Map<string, [string, string]>();
  for (const { draft } of hostile) {
    const mailbox = draft.context.mailbox.owner.upn;
    for (const value of read(draft)) found.set(`${mailbox}|${value}`, [mailbox, value]);
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair);
}

function throttledDays(log: AuditLog): Intrusion['throttled'] {
  return log.records.flatMap(({ access }) => {
    if (!access?.throttled) return [];
    const { mailbox } = access.context;
    const silent = log.unrecorded.filter(
      ({ at, context }) => context.mailbox === mailbox && at >= access.at && at < access.at + dayMs,
    );
    const opened = (hostile: boolean) =>
      silent
        .filter(({ context }) => (context.actor === 'intruder') === hostile)
        .reduce((sum, { folders }) => sum + folders.reduce((n, { messages }) => n + messages.length, 0), 0);
    const span = { fromAt: withZ(access.at), untilAt: withZ(access.at + dayMs) };
    return [{ mailbox: mailbox.owner.upn, ...span, hostileMessages: opened(true), otherMessages: opened(false) }];
  });
}
