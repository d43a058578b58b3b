// Which case of one answer is which of the other. Cases are matched by what they hold: whatever shares an access or a finding is the same
// activity, however it is called now; cases that grew together are merged, one that fell apart is split.
import { groupBy } from '../util/group.js';
import { byText } from '../util/order.js';
import type { Held } from './held.js';

export interface Match {
  readonly old: readonly Held[];
  readonly now: readonly Held[];
  readonly by: 'records' | 'traits' | null;
}

/** The case as one text: the same in both answers only if the same case holds the same. */
const wholeMark = ({ item, marks }: Held): string => `${item.id} ${[...marks].sort(byText).join('\n')}`;

interface Sides {
  readonly old: readonly Held[];
  readonly now: readonly Held[];
}

/** Cases that hold exactly the same under the same id need no search, whatever others share with them. */
function unchanged({ old, now }: Sides): { pairs: Match[]; rest: Sides } {
  const byMark = groupBy(now, wholeMark);
  const taken = new Set<Held>();
  const pairs = old.flatMap((held): Match[] => {
    const same = byMark.get(wholeMark(held))?.find((each) => !taken.has(each));
    if (same === undefined) return [];
    taken.add(held).add(same);
    return [{ old: [held], now: [same], by: 'records' }];
  });
  const left = (list: readonly Held[]): Held[] => list.filter((held) => !taken.has(held));
  return { pairs, rest: { old: left(old), now: left(now) } };
}

/** Cases of both sides that hang together by marks, directly or through others. */
function connected({ old, now }: Sides, marksOf: (held: Held) => Iterable<string>): Sides[] {
  const root = new Map<Held, Held>([...old, ...now].map((held) => [held, held]));
  const find = (held: Held): Held => {
    let at = held;
    while (root.get(at) !== at) at = root.get(at) ?? at;
    return at;
  };
  const holders = new Map<string, Held[]>();
  for (const held of old) for (const mark of marksOf(held)) holders.set(mark, [...(holders.get(mark) ?? []), held]);
  for (const held of now)
    for (const mark of marksOf(held)) for (const other of holders.get(mark) ?? []) root.set(find(other), find(held));
  const ids = new Map([...old, ...now].map((held, i) => [held, String(i)]));
  const groups = groupBy([...old, ...now], (held) => ids.get(find(held)) ?? '');
  const inOld = new Set(old);
  return [...groups.values()].map((group) => ({
    old: group.filter((held) => inOld.has(held)),
    now: group.filter((held) => !inOld.has(held)),
  }));
}

/** Mailbox and address together: exports of other days share no record, and an intruder who goes on shares these. */
const traitsOf = ({ item }: Held): string[] =>
  item.mailboxes.flatMap((mailbox) => item.addresses.map((address) => `${item.tenant} ${mailbox} ${address}`));

const isAlone = ({ old, now }: Sides): boolean => old.length === 0 || now.length === 0;

/** Each case of both answers in exactly one match, those of the new answer in its order, then what only the old one had. */
export function matchCases(old: readonly Held[], now: readonly Held[]): Match[] {
  const { pairs, rest } = unchanged({ old, now });
  const byRecords = connected(rest, ({ marks }) => marks);
  const alone = byRecords.filter(isAlone);
  const left = { old: alone.flatMap((each) => each.old), now: alone.flatMap((each) => each.now) };
  const matches: Match[] = [
    ...pairs,
    ...byRecords.filter((each) => !isAlone(each)).map((each) => ({ ...each, by: 'records' as const })),
    ...connected(left, traitsOf).map((each) => ({ ...each, by: isAlone(each) ? null : ('traits' as const) })),
  ];
  const place = ({ old: before, now: after }: Match): number =>
    after[0] !== undefined ? now.indexOf(after[0]) : now.length + old.indexOf(before[0] as Held);
  return matches.sort((a, b) => place(a) - place(b));
}
