// Which statements are new, changed or withdrawn. What the same is about is one statement, however it is worded now; a case that only has
// another id is called by that in both.
import type { CaseChange, ChangeReason, StatementChange } from '../record/comparison.js';
import { groupBy } from '../util/group.js';
import type { Ground } from './ground.js';
import { type Aspect, candidates, reasonOf } from './reason.js';

/** A statement of an answer, as far as it can be laid beside another's. */
export interface Stated {
  readonly class: StatementChange['class'];
  /** What it is about: the same in every answer. */
  readonly topic: string;
  /** The case or other thing of which it speaks. */
  readonly about: string;
  readonly text: string;
}

const aspects: Readonly<Record<string, Aspect>> = {
  accesses: 'sum',
  sum: 'sum',
  undecided: 'sum',
  times: 'content',
  read: 'content',
  diverted: 'content',
  late: 'content',
};

interface Around {
  readonly ground: Ground;
  readonly cases: readonly CaseChange[];
}

/** What makes a case come or go makes the statements about it come and go. */
function reasonFor({ ground, cases }: Around, { topic, about }: Stated, whole: boolean): ChangeReason {
  const moved = cases.find((each) => each.reason !== null && [...each.old, ...each.new].some(({ id }) => id === about));
  if (whole && moved?.reason != null) return moved.reason;
  const judged = cases.find((each) => [...each.old, ...each.new].some(({ id }) => id === about));
  const said = topic === 'verdict' ? judged?.fields.find(({ field }) => field === 'judgement') : undefined;
  if (said !== undefined) return said.reason;
  return reasonOf(candidates(ground, aspects[topic] ?? 'answer'));
}

/** With the ids that its cases have in the new answer. */
function renamer(renamed: ReadonlyMap<string, string>): (text: string) => string {
  const others = new Map([...renamed].filter(([from, to]) => from !== to));
  if (others.size === 0) return (text) => text;
  const ids = new RegExp([...others.keys()].map((id) => id.replace(/[^\w-]/g, '\\$&')).join('|'), 'g');
  return (text) => text.replace(ids, (id) => others.get(id) ?? id);
}

/** Of one topic: those that say the same fall away, the others are paired in their order. */
function pairedOf(
  around: Around,
  old: readonly Stated[],
  now: readonly Stated[],
  rename: (text: string) => string,
): StatementChange[] {
  const left = [...now];
  const gone = old.filter(({ text }) => {
    const at = left.findIndex((each) => each.text === rename(text));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  const pairs = Array.from({ length: Math.max(gone.length, left.length) }, (_none, i) => [gone[i], left[i]] as const);
  return pairs.map(([from, to]): StatementChange => {
    const stated = (to ?? from) as Stated;
    const change = from === undefined ? 'new' : to === undefined ? 'withdrawn' : 'changed';
    const reason = reasonFor(around, stated, change !== 'changed');
    return { change, class: stated.class, from: from?.text ?? null, to: to?.text ?? null, reason };
  });
}

/** In the order of the classes and topics of the new answer, then what only the old one said. */
export function statementChanges(
  around: Around,
  renamed: ReadonlyMap<string, string>,
  old: readonly Stated[],
  now: readonly Stated[],
): StatementChange[] {
  const rename = renamer(renamed);
  const key = (each: Stated): string => `${each.class} ${each.topic} ${rename(each.about)}`;
  const [before, after] = [groupBy(old, key), groupBy(now, key)];
  const keys = [...new Set([...after.keys(), ...before.keys()])];
  const order = ['E', 'A', 'N', 'C'];
  return keys
    .sort((a, b) => order.indexOf(a.charAt(0)) - order.indexOf(b.charAt(0)))
    .flatMap((each) => pairedOf(around, before.get(each) ?? [], after.get(each) ?? [], rename));
}
