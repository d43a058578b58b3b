// Does every access end in the class that the exports decide? What they do not decide (the truth says why) is left out of the
// comparison and counted, with what the result made of it. Without the records only sums can be compared.
import { type AccessClass, accessClass, type Result } from '../../record/result.js';
import { byText } from '../../util/order.js';
import type { AccessTruth } from '../truth-schema.js';

/** One line of `letterlock records`; only accesses have a class. `reason` is the tier of an explained access. */
export interface RecordLine {
  readonly id: string;
  readonly class: string | null;
  readonly reason: string | null;
}

/** What is known of an access, shared by all that are alike: there may be millions. */
export type Kind = Pick<AccessTruth, 'actor' | 'class' | 'tier' | 'undecided' | 'intrusion'>;
export type Known = ReadonlyMap<string, Kind>;

export async function readKnown(accesses: AsyncIterable<AccessTruth> | Iterable<AccessTruth>): Promise<Known> {
  const kinds = new Map<string, Kind>();
  const known = new Map<string, Kind>();
  for await (const { id, actor, class: name, tier, undecided, intrusion } of accesses) {
    const key = JSON.stringify([actor, name, tier, undecided, intrusion]);
    const kind = kinds.get(key) ?? { actor, class: name, tier, undecided, intrusion };
    kinds.set(key, kind);
    known.set(id, kind);
  }
  return known;
}

export const classes = accessClass.options;
export type Counts = Record<string, number>;

export interface Disagreement {
  readonly expected: string;
  readonly got: string;
  readonly actor: string;
  /** The result's reason or tier. */
  readonly reason: string | null;
  readonly accesses: number;
  readonly examples: readonly string[];
}

export interface Agreement {
  readonly decided: number;
  readonly agreed: number;
  /** Expected class, then what the result says; `absent` where it has no such access. */
  readonly confusion: Readonly<Record<AccessClass, Counts>>;
  /** Expected tier, then the result's, over accesses that both call explained. */
  readonly tiers: Readonly<Record<string, Counts>>;
  /** Why undecided, then what the result says. */
  readonly undecided: Readonly<Record<string, Counts>>;
  /** What the result says of hostile accesses, decided or not. */
  readonly hostile: Counts;
  /** Accesses of the result that the truth does not know. */
  readonly surplus: number;
  readonly disagreements: readonly Disagreement[];
}

const add = (table: Record<string, Counts>, row: string, column: string): void => {
  const counts = table[row] ?? {};
  counts[column] = (counts[column] ?? 0) + 1;
  table[row] = counts;
};

interface Tally {
  readonly confusion: Record<AccessClass, Counts>;
  readonly tiers: Record<string, Counts>;
  readonly undecided: Record<string, Counts>;
  readonly hostile: Record<string, Counts>;
  readonly disagreements: Map<string, Disagreement & { accesses: number; examples: string[] }>;
}

const examples = 3;

function note(tally: Tally, id: string, kind: Kind, got: string, reason: string | null): void {
  if (kind.intrusion !== null) add(tally.hostile, 'all', got);
  if (kind.class === null) {
    add(tally.undecided, kind.undecided ?? 'undecided', got);
    return;
  }
  add(tally.confusion, kind.class, got);
  if (kind.class === got) {
    if (kind.tier !== null) add(tally.tiers, kind.tier, reason ?? 'none');
    return;
  }
  const key = JSON.stringify([kind.class, got, kind.actor, reason]);
  const entry = tally.disagreements.get(key) ?? {
    ...{ expected: kind.class, got, actor: kind.actor, reason },
    ...{ accesses: 0, examples: [] },
  };
  entry.accesses += 1;
  if (entry.examples.length < examples) entry.examples.push(id);
  tally.disagreements.set(key, entry);
}

const sum = (counts: Counts | undefined): number => Object.values(counts ?? {}).reduce((a, b) => a + b, 0);

/** Compares access by access. `records` may hold other records too, and copies: the first of an id counts. */
export async function compareClasses(
  known: Known,
  records: AsyncIterable<RecordLine> | Iterable<RecordLine>,
): Promise<Agreement> {
  const tally: Tally = {
    confusion: { explained: {}, background: {}, notAssessable: {}, unexplained: {} },
    ...{ tiers: {}, undecided: {}, hostile: {}, disagreements: new Map() },
  };
  const seen = new Set<string>();
  let surplus = 0;
  for await (const { id, class: got, reason } of records) {
    if (got === null || seen.has(id)) continue;
    seen.add(id);
    const kind = known.get(id);
    if (kind === undefined) surplus += 1;
    else note(tally, id, kind, got, reason);
  }
  for (const [id, kind] of known) if (!seen.has(id)) note(tally, id, kind, 'absent', null);
  const { confusion, tiers, undecided } = tally;
  return {
    decided: classes.reduce((total, name) => total + sum(confusion[name]), 0),
    agreed: classes.reduce((total, name) => total + (confusion[name][name] ?? 0), 0),
    ...{ confusion, tiers, undecided, hostile: tally.hostile.all ?? {}, surplus },
    disagreements: [...tally.disagreements.values()].sort(
      (a, b) => b.accesses - a.accesses || byText(a.examples[0] ?? '', b.examples[0] ?? ''),
    ),
  };
}

export interface Sums {
  readonly class: AccessClass;
  /** Accesses that the truth puts into this class. */
  readonly expected: number;
  readonly got: number;
}

/** The sums alone: a class may hold what is expected, and at most all undecided ones besides. */
export function compareSums(known: Known, result: Pick<Result, 'reconciliation'>): { undecided: number; sums: Sums[] } {
  const expected: Counts = {};
  for (const kind of known.values()) expected[kind.class ?? ''] = (expected[kind.class ?? ''] ?? 0) + 1;
  return {
    undecided: expected[''] ?? 0,
    sums: classes.map((name) => ({ class: name, expected: expected[name] ?? 0, got: result.reconciliation[name] })),
  };
}
