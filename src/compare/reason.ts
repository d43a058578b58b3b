// Why something changed. First everything that differs and could bear on that kind of change; then whatever can be excluded is; if one thing
// is left it is the reason, if several are left none is chosen. What bears on what follows from how an answer is made.
import type { Basis, BasisKind, ChangeReason } from '../record/comparison.js';
import { sortedSet } from '../util/order.js';
import { some } from '../util/words.js';
import { type Ground, logKinds, type Place, type Side, type Span } from './ground.js';

const made: readonly BasisKind[] = [...logKinds, 'partlyRead', 'state', 'ownTables', 'tables', 'program', 'allow'];
const content: readonly BasisKind[] = [...made, 'intel', 'rules'];

/** Which differences can bear on it. A scope limits what is told, not what is looked at, so a case is the same in every scope. */
const bearing = {
  /** Classes of accesses: neither rules nor indicators nor people decide them. */
  sum: [...made, 'scope'],
  content,
  case: [...content, 'scope'],
  verdict: ['verdicts'],
  who: [...content, 'verdicts'],
  watched: [...made, 'watched', 'scope'],
  detected: ['detected'],
  answer: [...content, 'scope', 'verdicts'],
} as const satisfies Record<string, readonly BasisKind[]>;

export type Aspect = keyof typeof bearing;

const words: Readonly<Record<BasisKind, string>> = {
  auditLogs: 'audit logs',
  signInLogs: 'sign-in logs',
  otherLogs: 'other logs',
  mixedLogs: 'logs of several kinds',
  partlyRead: 'a file that was read to another end',
  state: "exports of the tenant's state",
  ownTables: 'tables of your own',
  allow: 'entries of --allow',
  intel: 'published indicators',
  rules: 'detection rules',
  scope: 'question',
  watched: 'watched people',
  detected: 'time of detection',
  verdicts: 'verdicts of an analyst',
  tables: 'knowledge tables',
  program: 'version of Letterlock',
};
const changeWords = { added: 'new', removed: 'removed', changed: 'changed' } as const;

const named = ({ kind, change, id }: Basis): string =>
  kind === 'partlyRead' ? `${words[kind]} (${id})` : `${changeWords[change]} ${words[kind]} (${id})`;

/** The reason where one kind of thing is left; else those that come into question. */
export function reasonOf(left: readonly Basis[]): ChangeReason {
  const ids = left.map(({ id }) => id);
  const [first] = left;
  if (first === undefined) {
    return {
      code: 'notKnown',
      basis: [],
      statement: 'not known from these two results: nothing that they tell of how they were made could be it',
    };
  }
  const kinds = sortedSet(left.map(({ kind }) => kind));
  const list = some(left.map(named), 9);
  if (kinds.length === 1) return { code: first.kind, basis: ids, statement: `because of ${list}` };
  const onlyLogs = kinds.every((kind) => logKinds.includes(kind));
  return {
    code: onlyLogs ? 'logs' : 'oneOf',
    basis: ids,
    statement: onlyLogs
      ? `because of ${list}; which of these logs is not known from these two results`
      : `because of one or more of these, and which is not known from these two results: ${list}`,
  };
}

export const candidates = ({ basis }: Ground, aspect: Aspect): Basis[] =>
  basis.filter(({ kind }) => (bearing[aspect] as readonly BasisKind[]).includes(kind));

const late = (left: readonly Basis[], came: boolean): ChangeReason => ({
  code: came ? 'lateSignIns' : 'signInsGone',
  basis: left.map(({ id }) => id),
  statement: came
    ? `because sign-ins came late and explain accesses that were there before (${left.map(({ id }) => id).join(', ')})`
    : `because sign-ins that explained these accesses are no longer there (${left.map(({ id }) => id).join(', ')})`,
});

/** Whether only logs came, or only logs went, as far as these go. */
const oneWay = (left: readonly Basis[], change: Basis['change']): boolean =>
  left.length > 0 && left.every((each) => each.change === change && logKinds.includes(each.kind));

/** Of the sums of a mailbox. An access becomes explained only by a sign-in; that it was there before is told whatever the reason is. */
export function sumReason(ground: Ground, places: readonly Place[]): ChangeReason {
  const left = candidates(ground, 'sum');
  const plain = reasonOf(left);
  const ways = new Set(places.map((place) => ground.signIns(place)));
  const [way] = ways;
  if (ways.size !== 1 || way === null || way === undefined) return plain;
  const came = way === 'came';
  if (plain.code === 'signInLogs' && oneWay(left, came ? 'added' : 'removed')) return late(left, came);
  const fact = came ? 'a sign-in explains more of them now' : 'a sign-in explained more of them before';
  return { ...plain, statement: `${plain.statement}; the same accesses are in both answers, and ${fact}` };
}

/**
 * Of cases and what they hold. `gone` is the side that lacks it, null where both have it: if only sign-ins differ, and that side explains
 * every access of these mailboxes, it is the sign-ins' doing that nothing is left to tell.
 */
export function caseReason(
  ground: Ground,
  aspect: Aspect,
  places: readonly Place[],
  gone: Side | null = null,
): ChangeReason {
  const left = candidates(ground, aspect);
  const plain = reasonOf(left);
  if (plain.code !== 'signInLogs' || gone === null || places.length === 0) return plain;
  const way = gone === 'now' ? 'came' : 'went';
  const explained = places.every((place) => ground.signIns(place) === way && ground.allExplained(gone, place));
  return explained && oneWay(left, gone === 'now' ? 'added' : 'removed') ? late(left, gone === 'now') : plain;
}

/** A time in which something stands: accesses of a mailbox, or with null records of whatever log. */
export interface Stretch {
  readonly place: Place | null;
  readonly span: Span;
}

const accessLogs: readonly BasisKind[] = ['auditLogs', 'otherLogs', 'mixedLogs', 'partlyRead'];

/**
 * What only one side tells, and the other side's logs do not reach: without the logs that hold it, it could not be told, whatever else
 * differs. Null where that does not follow.
 */
export function unseenReason(ground: Ground, missingIn: Side, held: readonly Stretch[]): ChangeReason | null {
  if (held.length === 0 || !held.every(({ place, span }) => ground.unseen(missingIn, place, span))) return null;
  const from = held.map(({ span }) => span.fromAt).reduce((a, b) => (b < a ? b : a));
  const to = held.map(({ span }) => span.toAt).reduce((a, b) => (b > a ? b : a));
  const kinds = held.every(({ place }) => place !== null) ? accessLogs : [...accessLogs, 'signInLogs'];
  const way = missingIn === 'old' ? 'added' : 'removed';
  const holding = ground.basis.filter(
    ({ kind, change, firstAt, lastAt }) =>
      kinds.includes(kind) &&
      (change === way || change === 'changed') &&
      firstAt !== null &&
      lastAt !== null &&
      firstAt <= to &&
      lastAt >= from,
  );
  return holding.length === 0 ? null : reasonOf(holding);
}
