// How Exchange turns accesses into records (Microsoft, audit-log-investigate-accounts.md, as of 2022-23): opened
// messages of one context within two minutes become one Bind record; the same access again within an hour is not
// recorded, unless address, client, folder, LogonType, mailbox, user or session differ; a synchronised folder is a
// record of its own.
import { hourMs, minuteMs } from '../clock.js';
import type { Access, Context } from '../journal.js';

/** An access record before it is written. */
export interface Draft {
  readonly at: number;
  readonly context: Context;
  /** Bind: up to four folders with their messages. Sync: one folder, no messages. */
  readonly folders: { readonly folder: number; readonly messages: number[] }[];
  readonly sync: boolean;
  /** Files that were opened, in `folders` by the messages that hold them: AttachmentAccess. */
  readonly attachment: boolean;
  throttled: boolean;
}

/** What is remembered of a mailbox from one day to the next. */
export type Seen = Map<string, number>;

const windowMs = 2 * minuteMs;
const mostFolders = 4; // measured: a Bind record has one to four

/** One mailbox's accesses of a day, in any order; `seen` is brought up to date. */
export function aggregate(accesses: readonly Access[], seen: Seen): Draft[] {
  const open = new Map<Context, Draft>();
  const openFiles = new Map<Context, Draft>();
  const likenesses = new Map<Context, string>();
  const drafts: Draft[] = [];
  let last = 0;
  for (const { at, context, folder, message, attachment } of accesses.toSorted((a, b) => a.at - b.at)) {
    last = at;
    const likeness = likenesses.get(context) ?? likenessOf(context);
    likenesses.set(context, likeness);
    const same = `${likeness}|${folder}|${message ?? ''}${attachment ? 'a' : ''}`;
    const before = seen.get(same);
    if (before !== undefined && at - before < hourMs) continue;
    seen.set(same, at);
    const alike = attachment ? openFiles : open;
    const current = message === null ? undefined : alike.get(context);
    if (current && at - current.at < windowMs && join(current, folder, message as number)) continue;
    const messages = message === null ? [] : [message];
    const draft = {
      at,
      context,
      folders: [{ folder, messages }],
      sync: message === null,
      attachment,
      throttled: false,
    };
    drafts.push(draft);
    if (message !== null) alike.set(context, draft);
  }
  for (const [same, at] of seen) if (last - at >= hourMs) seen.delete(same);
  return drafts;
}

/** What must differ for an access to be recorded twice within an hour, apart from the folder. */
function likenessOf({ actor, address, clientInfo, clientAppId, user, principal, sessionId }: Context): string {
  return `${actor}|${address}|${clientInfo}|${clientAppId}|${user?.number ?? principal?.id}|${sessionId}`;
}

function join(draft: Draft, folder: number, message: number): boolean {
  const there = draft.folders.find((entry) => entry.folder === folder);
  if (there) there.messages.push(message);
  else if (draft.folders.length < mostFolders) draft.folders.push({ folder, messages: [message] });
  else return false;
  return true;
}
