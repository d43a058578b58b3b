// An actor who comes from many networks with a common program leaves a case in many parts, none of which says enough. Parts of
// one case with the same program and client are put together again where that is borne out elsewhere: another case has things of
// several of them, and enough of these to be joined. So the pieces of one actor meet, and those of another stay apart.
import { groupBy } from '../util/group.js';
import { genericShared, specificShared } from './compare.js';
import { joined } from './kind.js';
import { keyOf, type Member, whole } from './member.js';
import { genericSum, specificSum } from './weigh.js';

/** The programs of a part, as application and client. */
const programsOf = ({ traits }: Member): string[] => {
  const values = (kind: string) => [...traits.values()].filter((had) => had.kind === kind).map((had) => had.value);
  return values('commonApplication').flatMap((application) =>
    values('client').map((client) => `${application}|${client}`),
  );
};

/** Sets of places that hang together by what `keysOf` gives for each of them. */
function connected(places: readonly number[], keysOf: (place: number) => readonly string[]): number[][] {
  let groups: { places: number[]; keys: Set<string> }[] = [];
  for (const place of places) {
    const keys = new Set(keysOf(place));
    const near = groups.filter((group) => [...keys].some((key) => group.keys.has(key)));
    const all = { places: [...near.flatMap((group) => group.places), place], keys };
    for (const group of near) for (const key of group.keys) keys.add(key);
    groups = [...groups.filter((group) => !near.includes(group)), all];
  }
  return groups.map((group) => group.places.sort((a, b) => a - b));
}

interface Coarse {
  readonly places: readonly number[];
  readonly member: Member;
}

/** The parts of one group that have what it shares with another, if that is enough to join the two. */
function borneOut(one: Coarse, other: Coarse, members: readonly Member[], population: number): number[] {
  const shared = specificShared(one.member.traits, other.member.traits, population);
  if (new Set(shared.map(({ network, value }) => network ?? value)).size < 2) return [];
  const habits = genericSum(genericShared(one.member, other.member, population, shared));
  if (specificSum(shared) + habits < joined) return [];
  return one.places.filter((place) => shared.some(({ kind, value }) => members[place]?.traits.has(keyOf(kind, value))));
}

/** The members, those put together that belong together; in the order of the first of each. */
export function regroup(members: readonly Member[], population: number): Member[] {
  const ofCase = groupBy(members.keys(), (place) => members[place]?.case.id ?? '');
  const coarse = [...ofCase.values()].flatMap((places) =>
    connected(places, (place) => programsOf(members[place] as Member)).map(
      (group): Coarse => ({ places: group, member: whole(group.map((place) => members[place] as Member)) }),
    ),
  );
  return coarse
    .flatMap((one) => {
      if (one.places.length === 1) return [one.places];
      const others = coarse.filter((other) => other.member.case.id !== one.member.case.id);
      const bonds = others.map((other) => borneOut(one, other, members, population));
      return connected(one.places, (place) => bonds.flatMap((bond, i) => (bond.includes(place) ? [String(i)] : [])));
    })
    .sort((a, b) => (a[0] as number) - (b[0] as number))
    .map((group) => whole(group.map((place) => members[place] as Member)));
}
