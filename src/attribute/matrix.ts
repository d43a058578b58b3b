// Evidence against hypotheses: what each explanation says of each item, and how much of it counts. Working across an item shows
// whether it discriminates at all, which is what analysis of competing hypotheses is for (Heuer 1999, chapter 8).
import type { Cell } from '../record/attribution.js';
import type { Evidence } from './evidence/evidence.js';
import type { Expectation, Profile } from './profile/profile.js';

export interface Row {
  readonly evidence: Evidence;
  /** In the order of the hypotheses. */
  readonly cells: readonly Cell[];
  /** How far the hypotheses differ about it, at most. */
  readonly diagnosticity: number;
  /** Further items of one family say half as much. */
  readonly factor: number;
}

/** Documented judgements: an actor's own rented host, in the days in which it was his, is hardly anybody else's. */
const ofItsActor = 5;
const ofAnother = -1;
/** Working hours fit many; not keeping them counts against who is known for them. */
const hoursMissed = -2;
const outOfTime = -2;

const signs: Readonly<Record<Expectation['says'], number>> = { consistent: 1, inconsistent: -1, neutral: 0 };

const cell = (profile: Profile, weight: number, because: string, source: string | null): Cell => ({
  hypothesis: profile.id,
  says: weight > 0 ? 'consistent' : weight < 0 ? 'inconsistent' : 'neutral',
  weight,
  because,
  source,
});

const neutral = ({ id }: Profile): Cell => ({
  hypothesis: id,
  says: 'neutral',
  weight: 0,
  because: null,
  source: null,
});

function ofIndicator(profile: Profile, { about }: Evidence): Cell {
  if (profile.id === about) return cell(profile, ofItsActor, 'published as its own', null);
  if (profile.role === 'falseFlag')
    return cell(profile, ofItsActor, 'whoever poses as somebody uses what that one is known for', null);
  return cell(profile, ofAnother, 'it belongs to another actor', null);
}

/** Generic evidence speaks against a group or not at all: what several sorts of people leave can never name one. */
const counted = (profile: Profile, evidence: Evidence, weight: number): number =>
  profile.question === 'name' && profile.role === 'group' && !evidence.specific ? Math.min(0, weight) : weight;

function cellOf(profile: Profile, evidence: Evidence): Cell {
  if (evidence.kind === 'indicator') return ofIndicator(profile, evidence);
  if (evidence.kind === 'hoursOfProfile' || evidence.kind === 'timesOfProfile') {
    if (evidence.about !== profile.id) return neutral(profile);
    const missed = evidence.kind === 'timesOfProfile' ? outOfTime : hoursMissed;
    const fits = evidence.id.startsWith('fits ');
    return fits
      ? { ...cell(profile, 0, 'many keep such hours', profile.hours?.source ?? null), says: 'consistent' }
      : cell(profile, missed, 'it is not known for this', profile.hours?.source ?? profile.active?.source ?? null);
  }
  const expected = profile.expects.find((each) => each.evidence === evidence.kind);
  if (expected === undefined) return neutral(profile);
  const { says, because, source } = expected;
  const weight = counted(profile, evidence, signs[says] * expected.weight);
  return { hypothesis: profile.id, says, weight, because, source };
}

const spread = (cells: readonly Cell[]): number => {
  const weights = cells.map(({ weight }) => weight);
  return weights.length === 0 ? 0 : Math.max(...weights) - Math.min(...weights);
};

/** One row for each item, the most diagnostic first. */
export function matrixOf(items: readonly Evidence[], profiles: readonly Profile[]): Row[] {
  const rows = items
    .map((evidence) => {
      const cells = profiles.map((profile) => cellOf(profile, evidence));
      return { evidence, cells, diagnosticity: spread(cells) };
    })
    .sort((a, b) => b.diagnosticity - a.diagnosticity || (a.evidence.id < b.evidence.id ? -1 : 1));
  const seen = new Set<string>();
  return rows.map((row) => {
    const factor = seen.has(row.evidence.family) ? 0.5 : 1;
    if (row.diagnosticity > 0) seen.add(row.evidence.family);
    return { ...row, factor };
  });
}

export const diagnosticWord = (value: number): 'strongly' | 'somewhat' | 'little' | 'not' =>
  value >= 3 ? 'strongly' : value >= 1.5 ? 'somewhat' : value >= 0.5 ? 'little' : 'not';
