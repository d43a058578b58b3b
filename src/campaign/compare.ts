// What two cases, or two groups of cases, have in common. Things that only name the way to another that is shared already (the
// network of a shared address) are left out.

import { kindOf } from './kind.js';
import type { Had, Member } from './member.js';
import { rhythmWeight, type Shared, weightOf } from './weigh.js';

export type Traits = ReadonlyMap<string, Had>;

const rhythmIn = (traits: Traits): Had | undefined => {
  for (const had of traits.values()) if (had.kind === 'rhythm') return had;
  return undefined;
};

function sharedOf(a: Traits, b: Traits, population: number, wanted: (generic: boolean) => boolean): Shared[] {
  const [few, many] = a.size <= b.size ? [a, b] : [b, a];
  const found: Shared[] = [];
  for (const [key, had] of few) {
    const other = many.get(key);
    const kind = kindOf(had.kind);
    if (other === undefined || kind === undefined || had.kind === 'rhythm' || !wanted(kind.generic)) continue;
    const weight = weightOf(had, other, population);
    if (weight <= 0) continue;
    const { kind: name, value, network } = had;
    found.push({ kind: name, value, network, family: kind.family, weight, generic: kind.generic });
  }
  return found;
}

/** Things that few have. */
export const specificShared = (a: Traits, b: Traits, population: number): Shared[] =>
  sharedOf(a, b, population, (generic) => !generic);

/** A hosting range says little, and only together with the same client in the same hours. */
function withoutLoose(shared: readonly Shared[], placed: ReadonlySet<string>): Shared[] {
  const habits = shared.some(({ kind }) => kind === 'client') && shared.some(({ kind }) => kind === 'rhythm');
  return shared.flatMap((each) => {
    if (each.kind !== 'network') return each;
    if (placed.has(each.value)) return [];
    return habits ? each : { ...each, weight: each.weight / 3 };
  });
}

/** What many have, of two cases: `specific` is what else they share. */
export function genericShared(a: Member, b: Member, population: number, specific: readonly Shared[]): Shared[] {
  const found = sharedOf(a.traits, b.traits, population, (generic) => generic);
  const [one, other] = [rhythmIn(a.traits), rhythmIn(b.traits)];
  const weight = one === undefined || other === undefined ? 0 : rhythmWeight(one.value, other.value);
  const rhythm: Shared[] =
    weight > 0 && one !== undefined
      ? [{ kind: 'rhythm', value: one.value, network: null, family: 'rhythm', weight, generic: true }]
      : [];
  const placed = new Set(specific.flatMap(({ network }) => network ?? []));
  return withoutLoose([...found, ...rhythm], placed);
}

/** Both, of two cases. */
export function sharedBy(a: Member, b: Member, population: number): Shared[] {
  const specific = specificShared(a.traits, b.traits, population);
  return [...specific, ...genericShared(a, b, population, specific)];
}
