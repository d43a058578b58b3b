// How likely each hypothesis is, given the matrix. What counts against a hypothesis at an item is how much less it expects the
// item than the one that expects it most; the sum is its inconsistency. So whoever is contradicted least leads, and whoever is merely
// confirmed often does not.
import type { Evidence } from './evidence/evidence.js';
import { matrixOf, type Row } from './matrix.js';
import type { Profile } from './profile/profile.js';

/**
 * Items are not independent of each other, also across families, and the weights are judgements. The sum is taken down by this;
 * chosen on development seeds (bench/attribution).
 */
export const discount = 0.7;

/** Before any evidence, of the names: somebody who is in no profile is far likelier than any one of those who are. */
const shares = { other: 0.6, falseFlag: 0.02 } as const;

export interface Ranked {
  readonly profile: Profile;
  readonly inconsistency: number;
  /** From 0 to 1; the sum over all is 1. */
  readonly probability: number;
}

function priorOf(profile: Profile, all: readonly Profile[]): number {
  if (profile.question === 'kind') return 1 / all.length;
  if (profile.role !== 'group') return shares[profile.role] / all.filter(({ role }) => role === profile.role).length;
  return (1 - shares.other - shares.falseFlag) / all.filter(({ role }) => role === 'group').length;
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6;

function inconsistencyOf(rows: readonly Row[], at: number): number {
  return round(
    rows.reduce((sum, { cells, factor }) => {
      const best = Math.max(...cells.map(({ weight }) => weight));
      return sum + factor * (best - (cells[at]?.weight ?? 0));
    }, 0),
  );
}

/** The hypotheses of one question, the least inconsistent first. */
export function rank(rows: readonly Row[], profiles: readonly Profile[]): Ranked[] {
  const scored = profiles.map((profile, i) => {
    const inconsistency = inconsistencyOf(rows, i);
    return { profile, inconsistency, share: priorOf(profile, profiles) * Math.exp(-discount * inconsistency) };
  });
  const sum = scored.reduce((total, { share }) => total + share, 0);
  return scored
    .map(({ profile, inconsistency, share }) => ({ profile, inconsistency, probability: share / sum }))
    .sort(
      (a, b) =>
        a.inconsistency - b.inconsistency || b.probability - a.probability || (a.profile.id < b.profile.id ? -1 : 1),
    );
}

export interface Without {
  readonly leader: Profile;
  readonly probability: number;
  /** Of the likelihood of who leads with it. */
  readonly change: number;
}

export const leaderOf = (ranked: readonly Ranked[]): Ranked =>
  ranked.reduce((best, each) => (each.probability > best.probability ? each : best));

/** What the judgement would be without one item. */
export function without(
  items: readonly Evidence[],
  profiles: readonly Profile[],
  left: Evidence,
  leader: Ranked,
): Without {
  const others = items.filter((each) => each !== left);
  const ranked = rank(matrixOf(others, profiles), profiles);
  const now = leaderOf(ranked);
  const same = ranked.find(({ profile }) => profile.id === leader.profile.id)?.probability ?? 0;
  return { leader: now.profile, probability: now.probability, change: same - leader.probability };
}
