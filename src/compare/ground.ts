// What can be said for certain about the logs behind two answers: which mailboxes have the very same accesses in both, where one answer's
// log did not reach, and where sign-ins came for accesses that were there before.
import type { Basis, BasisKind } from '../record/comparison.js';
import type { Result } from '../record/result.js';
import { sortedSet } from '../util/order.js';
import { basisOf } from './basis.js';

export type Side = 'old' | 'now';

export interface Place {
  readonly tenant: string;
  readonly mailbox: string;
}

export interface Span {
  readonly fromAt: string;
  readonly toAt: string;
}

export interface Ground {
  readonly basis: readonly Basis[];
  /** Whether the log of that side does not reach into this time of a mailbox, or with null of anything. */
  unseen(side: Side, place: Place | null, span: Span): boolean;
  /** `came`: sign-ins that only the new answer has explain accesses that both have; `went` the other way; null where that cannot be told. */
  signIns(place: Place): 'came' | 'went' | null;
  /** Whether that side explains every access of the mailbox, or knows its service. */
  allExplained(side: Side, place: Place): boolean;
  /** Whether a verdict stands in one of the answers alone. */
  isOtherVerdict(id: string | undefined): boolean;
}

export const logKinds: readonly BasisKind[] = ['auditLogs', 'signInLogs', 'otherLogs', 'mixedLogs'];
const inputKinds: readonly BasisKind[] = [...logKinds, 'partlyRead', 'state', 'ownTables'];

type Covered = Result['coverage']['mailboxes'][number];

const keyOf = ({ tenant, mailbox }: Place): string => `${tenant} ${mailbox}`;
const coverageOf = ({ coverage }: Result): Map<string, Covered> =>
  new Map(coverage.mailboxes.map((it) => [keyOf(it), it]));

const rowsOf = (logs: Result['coverage']['signIns']): number => logs.reduce((sum, { rows }) => sum + rows, 0);
const signInRows = ({ coverage }: Result): number => rowsOf(coverage.signIns);

/** Where every record stands in time; null where an input does not tell. */
function reachOf({ inputs }: Result): Span | null {
  const filled = inputs.filter(({ records }) => records > 0);
  // Tables and the tenant's state have no times, and hold no record of anything that happened.
  const dated = filled.filter(({ firstAt, lastAt }) => firstAt !== null && lastAt !== null);
  const fromAt = sortedSet(dated.flatMap(({ firstAt }) => firstAt ?? []))[0];
  const toAt = sortedSet(dated.flatMap(({ lastAt }) => lastAt ?? [])).at(-1);
  return fromAt === undefined || toAt === undefined ? null : { fromAt, toAt };
}

export function groundOf(old: Result, now: Result): Ground {
  const basis = basisOf(old, now);
  const inputs = basis.filter(({ kind }) => inputKinds.includes(kind));
  const oneWay = inputs.every(({ change }) => change === 'added') || inputs.every(({ change }) => change === 'removed');
  const sameScope = basis.every(({ kind }) => kind !== 'scope');
  const coverage = { old: coverageOf(old), now: coverageOf(now) };
  const reach = { old: reachOf(old), now: reachOf(now) };
  const sums = [old, now].map(({ reconciliation }) => new Map(reconciliation.byMailbox.map((it) => [keyOf(it), it])));
  const verdicts = [old, now].map((each) => new Set(each.verdicts.map(({ id }) => id)));

  // A mailbox may only have got another name; then its old one is gone from the other answer.
  const keepsNames = (a: Side, b: Side): boolean => [...coverage[a].keys()].every((name) => coverage[b].has(name));
  const keeps = { old: keepsNames('old', 'now'), now: keepsNames('now', 'old') };

  /** Where nothing was taken away and nothing is more, everything is the same. */
  const same = (place: Place): boolean => {
    const [a, b] = [coverage.old.get(keyOf(place)), coverage.now.get(keyOf(place))];
    if (a === undefined || b === undefined || !oneWay || !sameScope) return false;
    return a.accessRecords === b.accessRecords && a.firstAt === b.firstAt && a.lastAt === b.lastAt;
  };

  const unseen: Ground['unseen'] = (side, place, { fromAt, toAt }) => {
    // What was asked for narrows what is told of the coverage too.
    if (!sameScope) return false;
    if (place === null) {
      const span = reach[side];
      return span !== null && (fromAt > span.toAt || toAt < span.fromAt);
    }
    if (!keeps[side]) return false;
    const covered = coverage[side].get(keyOf(place));
    return covered === undefined || fromAt > covered.lastAt || toAt < covered.firstAt;
  };

  const signIns: Ground['signIns'] = (place) => {
    const [a, b] = [sums[0]?.get(keyOf(place)), sums[1]?.get(keyOf(place))];
    if (a === undefined || b === undefined || !same(place)) return null;
    const others = ['background', 'notAssessable', 'unexplained'] as const;
    const [before, after] = [signInRows(old), signInRows(now)];
    if (b.explained > a.explained && after > before && others.every((name) => b[name] <= a[name])) return 'came';
    if (b.explained < a.explained && after < before && others.every((name) => b[name] >= a[name])) return 'went';
    return null;
  };

  const allExplained: Ground['allExplained'] = (side, place) => {
    const sum = sums[side === 'old' ? 0 : 1]?.get(keyOf(place));
    return sum !== undefined && sum.notAssessable + sum.unexplained === 0;
  };

  const isOtherVerdict = (id: string | undefined): boolean =>
    id !== undefined && verdicts[0]?.has(id) !== verdicts[1]?.has(id);

  return { basis, unseen, signIns, allExplained, isOtherVerdict };
}
