// Are the cases of one campaign joined, and only those? Counted twice: over pairs of intrusions, so that one told in pieces does not
// count more often than a whole one, and over pairs of cases, which is what a reader sees. What was not found cannot be joined.
import type { Result } from '../../record/result.js';
import type { IntrusionTruth } from '../truth-schema.js';
import { type Match, reaches } from './match.js';

export interface CasePairs {
  /** Pairs of cases at `medium` and above that are about one campaign, and are joined. */
  readonly right: number;
  readonly missed: number;
  /** Joined, though about no campaign in common; a false case is about none. */
  readonly wrong: number;
  /** All pairs that ought not to be joined. */
  readonly unrelated: number;
}

export interface CampaignCheck {
  /** Pairs of intrusions of one campaign, both found at `medium` or above, and joined. */
  readonly right: number;
  /** Such pairs that are not joined. */
  readonly missed: number;
  /** Pairs of different campaigns that are joined nevertheless. */
  readonly wrong: number;
  /** Of different campaigns and together only because cases mix up both campaigns: their fault, not that of linking. */
  readonly mixed: number;
  /** Pairs of one campaign of which at least one was not found. */
  readonly notFound: number;
  /** False cases inside a campaign. */
  readonly falseCases: number;
  readonly cases: CasePairs;
}

/** For each intrusion found at `medium` or above, the campaigns of the result that hold a case of it. */
function campaignsOf(matches: readonly Match[], campaigns: Result['campaigns']): Map<string, Set<string>> {
  const byIntrusion = new Map<string, Set<string>>();
  for (const match of matches) {
    const ids = campaigns.filter((campaign) => campaign.cases.includes(match.case.id)).map((campaign) => campaign.id);
    for (const intrusion of reaches(match.case.level, 'medium') ? match.intrusions : []) {
      byIntrusion.set(intrusion, new Set([...(byIntrusion.get(intrusion) ?? []), ...ids]));
    }
  }
  return byIntrusion;
}

const meet = <T>(one: Iterable<T>, other: ReadonlySet<T>): boolean => [...one].some((each) => other.has(each));

function casePairs(matches: readonly Match[], truthOf: ReadonlyMap<string, string>, together: Together): CasePairs {
  const cases = matches.filter((match) => reaches(match.case.level, 'medium'));
  const about = cases.map((match) => new Set(match.intrusions.flatMap((id) => truthOf.get(id) ?? [])));
  const counts = { right: 0, missed: 0, wrong: 0, unrelated: 0 };
  cases.forEach((one, i) => {
    cases.slice(i + 1).forEach((other, k) => {
      const same = meet(about[i] as Set<string>, about[i + 1 + k] as Set<string>);
      const isJoined = together(one.case.id, other.case.id);
      if (!same) counts.unrelated += 1;
      if (isJoined) counts[same ? 'right' : 'wrong'] += 1;
      else if (same) counts.missed += 1;
    });
  });
  return counts;
}

/** Campaigns of the truth that cases mix up, directly or through others: groups of what hangs together by cases alone. */
function tiedByCases(
  matches: readonly Match[],
  truthOf: ReadonlyMap<string, string>,
  cases: readonly string[],
): Set<string>[] {
  let groups: Set<string>[] = [];
  for (const match of matches.filter((each) => cases.includes(each.case.id))) {
    const about = new Set(match.intrusions.flatMap((id) => truthOf.get(id) ?? []));
    const near = groups.filter((group) => meet(group, about));
    groups = [
      ...groups.filter((group) => !near.includes(group)),
      new Set([...about, ...near.flatMap((group) => [...group])]),
    ];
  }
  return groups;
}

type Together = (one: string, other: string) => boolean;

export function checkCampaigns(
  intrusions: readonly IntrusionTruth[],
  matches: readonly Match[],
  campaigns: Result['campaigns'],
): CampaignCheck {
  const found = campaignsOf(matches, campaigns);
  const truthOf = new Map(intrusions.map((intrusion) => [intrusion.id, intrusion.campaign]));
  const counts = { right: 0, missed: 0, wrong: 0, mixed: 0, notFound: 0 };
  const tied = new Map(campaigns.map((campaign) => [campaign.id, tiedByCases(matches, truthOf, campaign.cases)]));
  const mixesUp = (id: string, one: string, other: string): boolean =>
    (tied.get(id) ?? []).some((group) => group.has(one) && group.has(other));
  for (const [i, one] of intrusions.entries()) {
    for (const other of intrusions.slice(i + 1)) {
      const same = one.campaign === other.campaign;
      const [a, b] = [found.get(one.id), found.get(other.id)];
      const shared = a === undefined || b === undefined ? [] : [...a].filter((id) => b.has(id));
      if (a === undefined || b === undefined) counts.notFound += same ? 1 : 0;
      else if (shared.length === 0) counts.missed += same ? 1 : 0;
      else if (same) counts.right += 1;
      else counts[shared.every((id) => mixesUp(id, one.campaign, other.campaign)) ? 'mixed' : 'wrong'] += 1;
    }
  }
  const inCampaign = new Set(campaigns.flatMap((campaign) => campaign.cases));
  const falseCases = matches.filter((match) => match.intrusions.length === 0 && inCampaign.has(match.case.id)).length;
  const together: Together = (one, other) =>
    campaigns.some(({ cases }) => cases.includes(one) && cases.includes(other));
  return { ...counts, falseCases, cases: casePairs(matches, truthOf, together) };
}
