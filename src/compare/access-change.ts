// How the sum of accesses moved between the classes, over all and mailbox by mailbox. It says by how much each class grew or shrank: two
// answers do not tell which access went where, unless only one way is open.
import type { AccessChange } from '../record/comparison.js';
import type { Result } from '../record/result.js';
import { byText } from '../util/order.js';
import type { Ground, Place } from './ground.js';
import { sumReason, unseenReason } from './reason.js';

type Sums = NonNullable<AccessChange['from']>;

const sumsOf = ({ total, explained, background, notAssessable, unexplained }: Sums): Sums => ({
  total,
  explained,
  background,
  notAssessable,
  unexplained,
});

const same = (a: Sums | null, b: Sums | null): boolean => JSON.stringify(a) === JSON.stringify(b);

/** All mailboxes that differ, in the order of organisation and name, behind the sum over all. */
export function accessChanges(ground: Ground, old: Result, now: Result): AccessChange[] {
  const key = ({ tenant, mailbox }: Place): string => `${tenant} ${mailbox}`;
  const before = new Map(old.reconciliation.byMailbox.map((it) => [key(it), it]));
  const after = new Map(now.reconciliation.byMailbox.map((it) => [key(it), it]));
  const names = [...new Set([...before.keys(), ...after.keys()])].sort(byText);
  const changes = names.flatMap((name): AccessChange[] => {
    const [a, b] = [before.get(name), after.get(name)];
    const place = (b ?? a) as Place;
    const [from, to] = [a === undefined ? null : sumsOf(a), b === undefined ? null : sumsOf(b)];
    if (same(from, to)) return [];
    const { tenant, mailbox } = place;
    return [
      { tenant, mailbox, from, to, reason: only(ground, place, from, to, [old, now]) ?? sumReason(ground, [place]) },
    ];
  });
  const [from, to] = [sumsOf(old.reconciliation), sumsOf(now.reconciliation)];
  const places = changes.flatMap(({ tenant, mailbox }) =>
    tenant === null || mailbox === null ? [] : [{ tenant, mailbox }],
  );
  const total = same(from, to) ? [] : [{ tenant: null, mailbox: null, from, to, reason: sumReason(ground, places) }];
  return [...total, ...changes];
}

/** A mailbox of which one answer has no access at all: the logs that hold them. */
function only(ground: Ground, place: Place, from: Sums | null, to: Sums | null, [old, now]: readonly [Result, Result]) {
  if (from !== null && to !== null) return null;
  const covered = (to === null ? old : now).coverage.mailboxes.find(
    (it) => it.tenant === place.tenant && it.mailbox === place.mailbox,
  );
  if (covered === undefined) return null;
  const span = { fromAt: covered.firstAt, toAt: covered.lastAt };
  return unseenReason(ground, from === null ? 'old' : 'now', [{ place, span }]);
}
