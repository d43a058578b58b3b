// Which cases belong together. The two groups that most surely do are joined first, over and over; a group counts what it has
// as a whole. Two actors must not become one because a single case touches both: what only one case of a group has must be
// stronger the larger the group, and two groups need more than one thing, or more than one case at both ends.
import { genericShared, specificShared } from './compare.js';
import { joined, kindOf } from './kind.js';
import { type Had, keyOf, type Member, union } from './member.js';
import { genericSum, type Shared, specificSum } from './weigh.js';

interface Group {
  /** Places in the list of members, ascending. */
  readonly members: readonly number[];
  readonly traits: ReadonlyMap<string, Had>;
  /** By thing: how many of the members have it. */
  readonly support: ReadonlyMap<string, number>;
  readonly grave: boolean;
}

const groupOf = (members: readonly Member[], places: readonly number[]): Group => {
  const own = places.map((i) => members[i] as Member);
  const support = new Map<string, number>();
  for (const { traits } of own) for (const key of traits.keys()) support.set(key, (support.get(key) ?? 0) + 1);
  const [only] = own;
  const traits =
    own.length === 1 && only !== undefined ? only.traits : union(own.map((member) => member.traits.values()));
  return { members: places, traits, support, grave: own.some((member) => member.grave) };
};

/** Of the things that join, the best supported decides how many of the group stand behind the join. */
const standing = ({ members, support }: Group, shared: readonly Shared[]): number =>
  members.length / Math.max(...shared.map(({ kind, value }) => support.get(keyOf(kind, value)) ?? 1));

const places = (shared: readonly Shared[]): number =>
  new Set(shared.map(({ kind, value, network }) => network ?? `${kind} ${value}`)).size;

/** One thing that one case has is a bridge, not a bond. */
function isBridge(a: Group, b: Group, shared: readonly Shared[]): boolean {
  if (a.members.length < 2 || b.members.length < 2 || places(shared) > 1) return false;
  return shared.every(({ kind, value }) => [a, b].some((group) => (group.support.get(keyOf(kind, value)) ?? 0) < 2));
}

interface Pairing {
  readonly a: Group;
  readonly b: Group;
  /** Beyond what is needed; negative: not enough. */
  readonly margin: number;
}

class Linker {
  readonly #generic = new Map<string, number>();

  readonly members: readonly Member[];
  readonly population: number;

  constructor(members: readonly Member[], population: number) {
    this.members = members;
    this.population = population;
  }

  /** Of two cases, kept: it is asked again and again. */
  #genericOf(i: number, j: number): number {
    const key = i < j ? `${i} ${j}` : `${j} ${i}`;
    const known = this.#generic.get(key);
    if (known !== undefined) return known;
    const [a, b] = [this.members[Math.min(i, j)] as Member, this.members[Math.max(i, j)] as Member];
    const sum = genericSum(genericShared(a, b, this.population, specificShared(a.traits, b.traits, this.population)));
    this.#generic.set(key, sum);
    return sum;
  }

  /** What many have counts as much as the pairs of cases have it on average. */
  #genericMean(a: Group, b: Group): number {
    const sums = a.members.flatMap((i) => b.members.map((j) => this.#genericOf(i, j)));
    return sums.reduce((sum, each) => sum + each, 0) / sums.length;
  }

  pairing(a: Group, b: Group): Pairing | null {
    if (!a.grave && !b.grave) return null;
    const shared = specificShared(a.traits, b.traits, this.population);
    if (shared.length === 0 || isBridge(a, b, shared)) return null;
    const needed = joined + Math.log(standing(a, shared)) + Math.log(standing(b, shared));
    const margin = specificSum(shared) + this.#genericMean(a, b) - needed;
    return margin < 0 ? null : { a, b, margin };
  }
}

const size = ({ a, b }: Pairing): number => a.members.length + b.members.length;
const first = (group: Group): number => group.members[0] as number;

/** The surest first; of equally sure ones that which makes the larger group, then the earlier. */
const bySurety = (one: Pairing, other: Pairing): number =>
  other.margin - one.margin ||
  size(other) - size(one) ||
  Math.min(first(one.a), first(one.b)) - Math.min(first(other.a), first(other.b)) ||
  Math.max(first(one.a), first(one.b)) - Math.max(first(other.a), first(other.b));

/** By thing that few have: the places of those that have it. Of very many cases few share any. */
function havingOf(members: readonly Member[]): Map<string, number[]> {
  const having = new Map<string, number[]>();
  members.forEach(({ traits }, place) => {
    for (const [key, { kind }] of traits) {
      if (kindOf(kind)?.generic !== false) continue;
      const places = having.get(key);
      if (places === undefined) having.set(key, [place]);
      else places.push(place);
    }
  });
  return having;
}

/** Groups of two and more, as places in the list, each ascending and in the order of their first. */
export function cluster(members: readonly Member[], population: number): number[][] {
  const linker = new Linker(members, population);
  const having = havingOf(members);
  const groups = members.map((_, i) => groupOf(members, [i]));
  const near = (group: Group): Set<Group> =>
    new Set([...group.traits.keys()].flatMap((key) => (having.get(key) ?? []).map((i) => groups[i] as Group)));
  const pairingsOf = (group: Group, wanted: (other: Group) => boolean): Pairing[] =>
    [...near(group)].flatMap((other) => (other !== group && wanted(other) ? (linker.pairing(group, other) ?? []) : []));
  let pairings = groups.flatMap((group) => pairingsOf(group, (other) => first(other) > first(group)));
  while (pairings.length > 0) {
    const { a, b } = pairings.reduce((best, each) => (bySurety(best, each) <= 0 ? best : each));
    const places = [...a.members, ...b.members].sort((x, y) => x - y);
    const whole = groupOf(members, places);
    for (const place of places) groups[place] = whole;
    const rest = pairings.filter((pair) => ![pair.a, pair.b].some((group) => group === a || group === b));
    pairings = [...rest, ...pairingsOf(whole, () => true)];
  }
  return [...new Set(groups)]
    .filter((group) => group.members.length > 1)
    .map((group) => [...group.members])
    .sort((a, b) => (a[0] as number) - (b[0] as number));
}
