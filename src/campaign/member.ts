// A part of a case as linking sees it: what it has, by kind and value, and when it was and could be known. Several results are put
// together here; a thing is the same wherever it was seen.
import { levelRank } from '../detect/weigh.js';
import type { Trait } from '../record/campaign.js';
import type { Case, Result } from '../record/result.js';
import { groupBy } from '../util/group.js';
import { byText, sortedSet } from '../util/order.js';
import { dayNames } from '../util/time.js';

/** One thing that a case has; `people` over all the logs that are compared. */
export interface Had {
  readonly kind: string;
  readonly value: string;
  readonly about: string | null;
  readonly network: string | null;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly people: number;
}

export interface Member {
  readonly case: Case;
  readonly part: number;
  readonly firstAt: string;
  readonly lastAt: string;
  /** Above a mere hint. */
  readonly grave: boolean;
  /** By `kind` and `value`. */
  readonly traits: ReadonlyMap<string, Had>;
}

export type Told = Pick<Result, 'cases' | 'findings' | 'traits' | 'coverage'>;

export const keyOf = (kind: string, value: string): string => JSON.stringify([kind, value]);

const hadOf = ({ kind, value, about, network, firstAt, lastAt, people }: Trait): Had => ({
  ...{ kind, value, about, network, people },
  ...{ firstMs: Date.parse(firstAt), lastMs: Date.parse(lastAt) },
});

function joinedHad(same: readonly Had[]): Had {
  const [first] = same as readonly [Had];
  return {
    ...first,
    about: same.find((each) => each.about === 'granted')?.about ?? first.about,
    firstMs: Math.min(...same.map((each) => each.firstMs)),
    lastMs: Math.max(...same.map((each) => each.lastMs)),
    people: Math.max(...same.map((each) => each.people)),
  };
}

/** What several cases have together. */
export const union = (all: readonly Iterable<Had>[]): Map<string, Had> =>
  new Map(
    [
      ...groupBy(
        all.flatMap((each) => [...each]),
        ({ kind, value }) => keyOf(kind, value),
      ),
    ].map(([key, same]) => [key, joinedHad(same)]),
  );

/** A closed case is no case, by its analyst's word; what is noted only is held against nobody. */
const counts = ({ level, judgement }: Case): boolean => judgement?.state !== 'closed' && level !== 'informational';

interface Span {
  readonly firstAt: string;
  readonly lastAt: string;
}

/** Of a case: its accesses, else its findings. */
function spanOf(item: Case, { findings }: Told): Span {
  const own = findings.filter((finding) => item.findings.includes(finding.id));
  const firstAt = item.dwell.firstAccessAt ?? sortedSet(own.map((finding) => finding.firstAt))[0] ?? '';
  const last = item.dwell.lastActivityAt ?? sortedSet(own.map((finding) => finding.lastAt)).at(-1);
  return { firstAt, lastAt: last ?? firstAt };
}

/** Traits that only accesses leave. */
const ofAccesses = new Set(['client', 'commonApplication', 'token', 'session']);

/** Of one part of several: its own accesses, where there are any; never more than the case's. */
function partSpan(traits: readonly Trait[], whole: Span): Span {
  const accessed = traits.filter((trait) => ofAccesses.has(trait.kind));
  const own = accessed.length > 0 ? accessed : traits;
  const [firstAt = whole.firstAt] = sortedSet(own.map((trait) => trait.firstAt));
  const lastAt = sortedSet(own.map((trait) => trait.lastAt)).at(-1) ?? whole.lastAt;
  return {
    firstAt: firstAt > whole.firstAt ? firstAt : whole.firstAt,
    lastAt: lastAt < whole.lastAt ? lastAt : whole.lastAt,
  };
}

function membersIn(item: Case, told: Told, traits: readonly Trait[]): Member[] {
  const span = spanOf(item, told);
  const grave = levelRank(item.level) >= levelRank('medium');
  const parts = [...groupBy(traits, (trait) => String(trait.part)).values()];
  return parts.map((own) => ({
    ...{ case: item, part: own[0]?.part ?? 0, grave },
    ...(parts.length === 1 ? span : partSpan(own, span)),
    traits: union([own.map(hadOf)]),
  }));
}

/** Hours and weekdays of several parts are those of the whole. */
function joinedRhythm(traits: Map<string, Had>): Map<string, Had> {
  const rhythms = [...traits].filter(([, had]) => had.kind === 'rhythm');
  if (rhythms.length < 2) return traits;
  const halves = rhythms.map(([, had]) => had.value.split(' / '));
  const words = (half: number): string[] => [...new Set(halves.flatMap((each) => (each[half] ?? '').split(' ')))];
  const order = (word: string): number => (dayNames as readonly string[]).indexOf(word);
  const value = `${words(0).sort(byText).join(' ')} / ${words(1)
    .sort((a, b) => order(a) - order(b))
    .join(' ')}`;
  for (const [key] of rhythms) traits.delete(key);
  const had = { ...joinedHad(rhythms.map(([, each]) => each)), value };
  return traits.set(keyOf('rhythm', value), had);
}

/** Parts of one case as one. */
export function whole(parts: readonly Member[]): Member {
  const [first] = parts as readonly [Member, ...Member[]];
  if (parts.length === 1) return first;
  return {
    ...first,
    part: Math.min(...parts.map((each) => each.part)),
    firstAt: sortedSet(parts.map((each) => each.firstAt))[0] ?? first.firstAt,
    lastAt: sortedSet(parts.map((each) => each.lastAt)).at(-1) ?? first.lastAt,
    traits: joinedRhythm(union(parts.map((each) => each.traits.values()))),
  };
}

export const byTime = (a: Member, b: Member): number =>
  byText(a.firstAt, b.firstAt) || byText(a.case.id, b.case.id) || a.part - b.part;

/** Whoever has a thing in one answer's logs is ordinary in the others' too. */
function withPeople(members: readonly Member[], people: ReadonlyMap<string, number>): Member[] {
  return members.map((member) => ({
    ...member,
    traits: new Map([...member.traits].map(([key, had]) => [key, { ...had, people: people.get(key) ?? had.people }])),
  }));
}

/** The parts of the cases that can be linked, in the order of time and id, whatever the order of the results. */
export function membersOf(results: readonly Told[]): Member[] {
  const people = new Map<string, number>();
  const members = results.flatMap((told) => {
    const traits = groupBy(told.traits, (trait) => trait.case);
    const own = told.cases.filter(counts).flatMap((item) => membersIn(item, told, traits.get(item.id) ?? []));
    for (const [key, had] of union(own.map((member) => member.traits.values())))
      people.set(key, (people.get(key) ?? 0) + had.people);
    return own;
  });
  return withPeople(members, people).sort(byTime);
}

/** People and mailboxes whose ordinary life the logs show. */
export const populationOf = (results: readonly Told[]): number =>
  results.reduce((sum, { coverage }) => sum + coverage.mailboxes.length, 0);
