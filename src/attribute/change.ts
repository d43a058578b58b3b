// What would change a judgement: kinds of evidence that are not in the case and of which the leading explanation expects less than
// the next one does. It tells an analyst where to look next.
import type { Hint } from '../record/attribution.js';
import { catalogue, type Family, type KindCode } from './evidence/catalogue.js';
import type { Evidence } from './evidence/evidence.js';
import { item } from './evidence/evidence.js';
import { matrixOf } from './matrix.js';
import type { Ranked } from './weigh.js';

/** Of these families one item excludes the others, or nothing can be added by looking further. */
const settled: readonly Family[] = ['reader', 'place', 'time', 'scope', 'weight', 'indicator', 'pattern'];
const shown = 4;

const codes = Object.keys(catalogue) as KindCode[];

export function changesFor(items: readonly Evidence[], leader: Ranked, others: readonly Ranked[]): Hint[] {
  const seen = new Set<string>(items.map(({ kind }) => kind));
  const families = new Set(items.map(({ family }) => family));
  const open = codes.filter((code) => {
    const { family } = catalogue[code];
    return (
      !seen.has(code) &&
      !(settled.includes(family) && families.has(family)) &&
      code !== 'readingAlone' &&
      code !== 'ordinarySignIn'
    );
  });
  const rivals = others.filter(({ profile }) => profile.id !== leader.profile.id).slice(0, 3);
  const found = open.flatMap((code) => {
    const [row] = matrixOf([item(code, null)], [leader.profile, ...rivals.map(({ profile }) => profile)]);
    const [own, ...theirs] = row?.cells ?? [];
    const best = theirs.reduce<{ gain: number; name: string } | null>((most, each, i) => {
      const gain = each.weight - (own?.weight ?? 0);
      return gain > (most?.gain ?? 1) ? { gain, name: rivals[i]?.profile.name ?? '' } : most;
    }, null);
    return best === null ? [] : [{ code, ...best }];
  });
  return found
    .sort((a, b) => b.gain - a.gain || (a.code < b.code ? -1 : 1))
    .slice(0, shown)
    .map(({ code, name }) => ({
      code,
      statement: `${catalogue[code].seen}: if that were found, it would speak for ${name}.`,
    }));
}
