// How Exchange turns accesses into records (Microsoft, audit-log-investigate-accounts.md, as of 2022-23): opened
// messages of one context within two minutes become one Bind record; the same access again within an hour is not
// recorded, unless address, client, folder, LogonType, mailbox, user or session differ; a synchronised folder is a
// record of its own.
import { hourMs, minuteMs } from '../clock.js';
import type { Access, Context } from '../journal.js';
import type { Folder, Message } from '../mail.js';

/** An access record before it is written. */
export interface Draft {
  readonly at: number;
  readonly context: Context;
  /** Bind: up to four folders with their messages. Sync: one folder, no messages. */
  readonly folders: { readonly folder: Folder; readonly messages: Message[] }[];
  readonly sync: boolean;
  throttled: boolean;
}

const windowMs = 2 * minuteMs;
const mostFolders = 4; // measured: a Bind record has one to four

export function aggregate(accesses: readonly Access[]): Draft[] {
  const lastAt = new Map<string, number>();
  const open = new Map<string, Draft>();
  const drafts: Draft[] = [];
  for (const access of accesses.toSorted(byTime)) {
    const { at, context, folder, message } = access;
    const same = `${likeness(context)}|${folder.id}|${message?.itemId ?? ''}`;
    const last = lastAt.get(same);
    if (last !== undefined && at - last < hourMs) continue;
    lastAt.set(same, at);
    const key = `${likeness(context)}|${context.token?.id}|${context.idsLost}`;
    const current = open.get(key);
    if (message && current && at - current.at < windowMs && join(current, folder, message)) continue;
    const draft = {
      at,
      context,
      folders: [{ folder, messages: message ? [message] : [] }],
      sync: !message,
      throttled: false,
    };
    drafts.push(draft);
    if (message) open.set(key, draft);
  }
  return drafts;
}

/** What must differ for an access to be recorded twice within an hour, apart from the folder. */
function likeness({ actor, address, clientInfo, clientAppId, mailbox, user, sessionId }: Context): string {
  return [actor, address, clientInfo, clientAppId, mailbox.owner.number, user?.number, sessionId].join('|');
}

function join(draft: Draft, folder: Folder, message: Message): boolean {
  const there = draft.folders.find((entry) => entry.folder === folder);
  if (there) there.messages.push(message);
  else if (draft.folders.length < mostFolders) draft.folders.push({ folder, messages: [message] });
  else return false;
  return true;
}

const orderOf = ({ context, folder, message }: Access) => `${likeness(context)}|${folder.id}|${message?.itemId ?? ''}`;

function byTime(a: Access, b: Access): number {
  if (a.at !== b.at) return a.at - b.at;
  return orderOf(a) < orderOf(b) ? -1 : 1;
}
