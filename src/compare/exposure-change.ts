// What is newly known to have been read, and what no longer, mailbox by mailbox over all cases together: a message that moves from one
// case to another has been read as before.
import { levelRank } from '../detect/weigh.js';
import type { ChangeReason, ExposureChange } from '../record/comparison.js';
import type { Level, Result } from '../record/result.js';
import { groupBy } from '../util/group.js';
import { byText, sortedSet } from '../util/order.js';
import type { Ground, Place, Side } from './ground.js';
import { caseReason, unseenReason } from './reason.js';

interface Item {
  readonly place: Place;
  readonly kind: ExposureChange['kind'];
  readonly name: string;
  readonly at: string;
  readonly level: Level;
  /** Everything that is told of it. */
  readonly whole: string;
}

function itemsOf({ cases }: Result): Item[] {
  return cases.flatMap(({ tenant, level, exposure: { named, folders, unknown, diverted } }) => {
    const item = (mailbox: string, kind: Item['kind'], name: string, at: string, whole: readonly unknown[]): Item => ({
      place: { tenant, mailbox },
      kind,
      name,
      at,
      level,
      whole: JSON.stringify(whole),
    });
    return [
      ...named.items.map((it) => {
        const { mailbox, messageId, itemId, folder, subject, sender, bytes, attachments, firstAt, lastAt, records } =
          it;
        const name = messageId ?? itemId ?? `without an id: ${subject ?? 'no subject'}, ${firstAt}`;
        return item(mailbox, 'messages', name, firstAt, [
          itemId,
          folder,
          subject,
          sender,
          bytes,
          attachments,
          firstAt,
          lastAt,
          sortedSet(records),
        ]);
      }),
      ...folders.map(({ mailbox, folder, firstAt, lastAt, records }) =>
        item(mailbox, 'folders', folder ?? 'without a name', firstAt, [firstAt, lastAt, sortedSet(records)]),
      ),
      ...unknown.map(({ mailbox, fromAt, toAt, reason }) =>
        item(mailbox, 'unknown', `${fromAt} to ${toAt}: ${reason}`, fromAt, []),
      ),
      ...diverted.map(({ mailbox, to, by, condition, fromAt, toAt, records }) =>
        item(mailbox, 'diverted', `to ${to.join(', ')} by ${by} since ${fromAt}`, fromAt, [
          condition,
          toAt,
          sortedSet(records),
        ]),
      ),
    ];
  });
}

const kinds = ['messages', 'folders', 'unknown', 'diverted'] as const;

/** By name; the same thing in two cases counts once. */
function byName(items: readonly Item[]): Map<string, string> {
  const groups = groupBy(items, ({ name }) => name);
  return new Map([...groups].map(([name, same]) => [name, sortedSet(same.map(({ whole }) => whole)).join()]));
}

interface Moved {
  readonly old: readonly Item[];
  readonly now: readonly Item[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Nothing is in both and told otherwise. */
  readonly isOneWay: boolean;
}

/** What only one answer has may lie where the other's logs do not reach. */
function reasonOf(ground: Ground, { place, kind }: Item, { old, now, added, removed, isOneWay }: Moved): ChangeReason {
  const lacking: Side | null = !isOneWay || added.length * removed.length > 0 ? null : added.length > 0 ? 'old' : 'now';
  if (lacking === null) return caseReason(ground, 'case', [place]);
  const names = new Set([...added, ...removed]);
  // Accesses are known mailbox by mailbox; rules and silences only by the logs as a whole.
  const where = kind === 'messages' || kind === 'folders' ? place : null;
  const stretches = (lacking === 'old' ? now : old)
    .filter(({ name }) => names.has(name))
    .map(({ at }) => ({ place: where, span: { fromAt: at, toAt: at } }));
  return unseenReason(ground, lacking, stretches) ?? caseReason(ground, 'case', [place], lacking);
}

function changeOf(ground: Ground, old: readonly Item[], now: readonly Item[]): ExposureChange[] {
  const [first] = [...now, ...old];
  if (first === undefined) return [];
  const [before, after] = [byName(old), byName(now)];
  const added = sortedSet([...after.keys()].filter((name) => !before.has(name)));
  const removed = sortedSet([...before.keys()].filter((name) => !after.has(name)));
  const changed = sortedSet(
    [...after].filter(([name, whole]) => (before.get(name) ?? whole) !== whole).map(([name]) => name),
  );
  if (added.length + removed.length + changed.length === 0) return [];
  const { place, kind } = first;
  const reason = reasonOf(ground, first, { old, now, added, removed, isOneWay: changed.length === 0 });
  const level = [...old, ...now].map((item) => item.level).reduce((a, b) => (levelRank(b) > levelRank(a) ? b : a));
  return [{ ...place, kind, from: before.size, to: after.size, added, removed, changed, level, reason }];
}

/** In the order of kind, organisation and mailbox. */
export function exposureChanges(ground: Ground, old: Result, now: Result): ExposureChange[] {
  const key = ({ kind, place }: Item): string => `${kinds.indexOf(kind)} ${place.tenant} ${place.mailbox}`;
  const [before, after] = [groupBy(itemsOf(old), key), groupBy(itemsOf(now), key)];
  return sortedSet([...before.keys(), ...after.keys()])
    .sort(byText)
    .flatMap((each) => changeOf(ground, before.get(each) ?? [], after.get(each) ?? []));
}
