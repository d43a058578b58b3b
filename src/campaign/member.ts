// A part of a case as linking sees it: what it has, by kind and value, and when it was and could be known. Several results are put
// together here; a thing is the same wherever it was seen.
import { levelRank } from '../detect/weigh.js';
import type { Trait } from '../record/campaign.js';
import type { Case, Result } from '../record/result.js';
import { groupBy } from '../util/group.js';
import { byText } from '../util/order.js';
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

function membersIn(item: Case, told: Told, traits: readonly Trait[]): Member[] {
  const times = told.findings.filter((finding) => item.findings.includes(finding.id));
  const first = item.dwell.firstAccessAt ?? times.map((finding) => finding.firstAt).sort(byText)[0] ?? '';
  const last =
    item.dwell.lastActivityAt ??
    times
      .map((finding) => finding.lastAt)
      .sort(byText)
      .at(-1) ??
    first;
  const grave = levelRank(item.level) >= levelRank('medium');
  return [...groupBy(traits, (trait) => String(trait.part)).values()].map((own) => ({
    ...{ case: item, part: own[0]?.part ?? 0, firstAt: first, lastAt: last, grave },
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
export const whole = (parts: readonly Member[]): Member =>
  parts.length === 1
    ? (parts[0] as Member)
    : { ...(parts[0] as Member), traits: joinedRhythm(union(parts.map((part) => part.traits.values()))) };

const byTime = (a: Member, b: Member): number =>
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
