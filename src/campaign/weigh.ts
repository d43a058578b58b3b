// What one shared thing says for one actor behind two cases. Starts from the kind's weight; ordinary use and a long pause take
// away from it, and of what everybody might have, rarity is measured on the people of these logs.
import { day } from '../util/time.js';
import { addressWeight, applicationWeight, genericMost, kindOf, kinds } from './kind.js';
import type { Had } from './member.js';

/** Each person who has it in ordinary life makes the thing about twenty times likelier to be shared by chance. */
const perPerson = 3;
/** From so many people on it is shared by everybody: as in linking within a tenant. */
const tooMany = 3;
const monthMs = 30 * day;
/** An address that rests for a month says half a unit less; never more than this in all. */
const [perMonth, mostForPause] = [0.5, 3];

const round = (value: number): number => Math.round(value * 100) / 100;

/** Months beyond the first between two uses. */
function pause(a: Had, b: Had): number {
  const gap = Math.max(a.firstMs, b.firstMs) - Math.min(a.lastMs, b.lastMs);
  return Math.min(mostForPause, perMonth * Math.max(0, Math.floor(gap / monthMs)));
}

/** Clients and common programs: how few of the people have them. */
const rarity = (people: number, population: number, most: number): number =>
  Math.max(0, Math.min(most, Math.log((population + 1) / (people + 0.5)) / 2));

/** Hours and weekdays in common, out of all hours of either. */
export function rhythmOverlap(a: string, b: string): number {
  const sets = [a, b].map((text) =>
    text.split(' / ').map((part) => new Set(part.split(' ').filter((word) => word !== ''))),
  );
  const share = (i: number): number => {
    const [one, other] = [sets[0]?.[i] ?? new Set(), sets[1]?.[i] ?? new Set()];
    const both = [...one].filter((word) => other.has(word)).length;
    return both / Math.max(1, one.size + other.size - both);
  };
  return share(0) * (0.5 + 0.5 * share(1));
}

function baseOf(a: Had, b: Had, otherwise: number): number {
  if (a.kind === 'address') return addressWeight(a.about ?? b.about);
  if (a.kind === 'application') return applicationWeight(a.about === 'granted' && b.about === 'granted');
  return otherwise;
}

/** The weight of a thing that both have, by what is known of it at either; 0: it says nothing. */
export function weightOf(a: Had, b: Had, population: number): number {
  const kind = kindOf(a.kind);
  if (kind === undefined) return 0;
  const people = Math.max(a.people, b.people);
  if (a.kind === 'client' || a.kind === 'commonApplication') return round(rarity(people, population, kind.weight));
  if (people >= tooMany) return 0;
  const base = baseOf(a, b, kind.weight);
  const worn = kind.family === 'place' ? pause(a, b) : 0;
  return round(Math.max(0, base - perPerson * people - worn));
}

/** The rhythms of two cases, which are hardly ever the same text. */
export const rhythmWeight = (a: string, b: string): number => {
  const overlap = rhythmOverlap(a, b);
  return overlap < 0.4 ? 0 : round(Math.min(kinds.rhythm.weight, (overlap - 0.4) / 0.4));
};

export interface Shared {
  readonly kind: string;
  readonly value: string;
  readonly network: string | null;
  readonly family: string;
  readonly weight: number;
  readonly generic: boolean;
}

/** Of a family the weightiest in full and each further one half; of one network only the weightiest. */
function ofFamily(shared: readonly Shared[]): number {
  const byNetwork = new Map<string, number>();
  for (const { network, value, kind, weight } of shared) {
    const key = network ?? `${kind} ${value}`;
    byNetwork.set(key, Math.max(byNetwork.get(key) ?? 0, weight));
  }
  const weights = [...byNetwork.values()].sort((a, b) => b - a);
  return weights.reduce((sum, weight, i) => sum + (i === 0 ? weight : weight / 2), 0);
}

function sumOf(shared: readonly Shared[]): number {
  const families = new Map<string, Shared[]>();
  for (const each of shared) families.set(each.family, [...(families.get(each.family) ?? []), each]);
  return [...families.values()].reduce((sum, family) => sum + ofFamily(family), 0);
}

export const specificSum = (shared: readonly Shared[]): number => round(sumOf(shared.filter((each) => !each.generic)));

export const genericSum = (shared: readonly Shared[]): number =>
  round(Math.min(genericMost, sumOf(shared.filter((each) => each.generic))));
