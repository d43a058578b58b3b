// What of one mailbox the cases touch, over all of them together: messages once, folders, periods, ways out, and by what we know.
import { everyMailbox } from '../../exposure/rule-change.js';
import type { Case, Exposure, Result, Session } from '../../record/result.js';
import { byText, sortedSet } from '../../util/order.js';

type Named = Exposure['named']['items'][number];

export interface Share {
  readonly mailbox: string;
  readonly named: readonly Named[];
  readonly folders: Exposure['folders'];
  readonly unknown: Exposure['unknown'];
  readonly diverted: Exposure['diverted'];
  readonly sessions: readonly Session[];
}

const messageKey = ({ messageId, itemId, records }: Named): string => JSON.stringify(messageId ?? itemId ?? records);

/** A message that two cases hold, once, with the whole of its time. */
function once(items: readonly Named[]): Named[] {
  const known = new Map<string, Named>();
  for (const item of items) {
    const before = known.get(messageKey(item));
    known.set(
      messageKey(item),
      before === undefined
        ? item
        : {
            ...before,
            firstAt: before.firstAt < item.firstAt ? before.firstAt : item.firstAt,
            lastAt: before.lastAt > item.lastAt ? before.lastAt : item.lastAt,
            records: sortedSet([...before.records, ...item.records]),
          },
    );
  }
  return [...known.values()].sort((a, b) => byText(a.firstAt, b.firstAt) || byText(messageKey(a), messageKey(b)));
}

const distinct = <T>(all: readonly T[]): T[] => [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];

/** One for each mailbox of the cases, those with most messages first. */
export function sharesOf(result: Result, cases: readonly Case[]): Share[] {
  const wanted = new Set(cases.flatMap(({ sessions }) => sessions));
  const sessions = result.sessions.filter(({ id }) => wanted.has(id));
  const all = <K extends 'folders' | 'unknown' | 'diverted'>(kind: K, mailbox: string): Exposure[K] =>
    distinct(
      cases.flatMap(({ exposure }) => (exposure[kind] as { mailbox: string }[]).filter((it) => it.mailbox === mailbox)),
    ) as Exposure[K];
  const mailboxes = cases.flatMap(({ mailboxes: own, exposure }) => [
    ...own,
    ...[...exposure.named.items, ...exposure.folders, ...exposure.unknown, ...exposure.diverted].map(
      (it) => it.mailbox,
    ),
  ]);
  return sortedSet(mailboxes)
    .filter((mailbox) => mailbox !== everyMailbox)
    .map((mailbox) => ({
      mailbox,
      named: once(cases.flatMap(({ exposure }) => exposure.named.items.filter((it) => it.mailbox === mailbox))),
      folders: all('folders', mailbox),
      unknown: all('unknown', mailbox),
      diverted: all('diverted', mailbox),
      sessions: sessions.filter((it) => it.mailbox === mailbox),
    }))
    .sort((a, b) => b.named.length - a.named.length || byText(a.mailbox, b.mailbox));
}

/** Ways out that look at everybody's mail. */
export const waysOfAll = (cases: readonly Case[]): Exposure['diverted'] =>
  cases.flatMap(({ exposure }) => exposure.diverted.filter(({ mailbox }) => mailbox === everyMailbox));
