// Are the cases of one campaign joined, and only those? Counted over pairs of intrusions, so that a case in pieces does not
// count more often than a whole one. What was not found cannot be joined and is counted apart.
import type { Result } from '../../record/result.js';
import type { IntrusionTruth } from '../truth-schema.js';
import { type Match, reaches } from './match.js';

export interface CampaignCheck {
  /** Pairs of intrusions of one campaign, both found at `medium` or above, and joined. */
  readonly right: number;
  /** Such pairs that are not joined. */
  readonly missed: number;
  /** Pairs of different campaigns that are joined nevertheless. */
  readonly wrong: number;
  /** Pairs of one campaign of which at least one was not found. */
  readonly notFound: number;
  /** False cases inside a campaign. */
  readonly falseCases: number;
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

export function checkCampaigns(
  intrusions: readonly IntrusionTruth[],
  matches: readonly Match[],
  campaigns: Result['campaigns'],
): CampaignCheck {
  const found = campaignsOf(matches, campaigns);
  const counts = { right: 0, missed: 0, wrong: 0, notFound: 0 };
  for (const [i, one] of intrusions.entries()) {
    for (const other of intrusions.slice(i + 1)) {
      const same = one.campaign === other.campaign;
      const [a, b] = [found.get(one.id), found.get(other.id)];
      const joined = a !== undefined && b !== undefined && [...a].some((id) => b.has(id));
      if (a === undefined || b === undefined) counts.notFound += same ? 1 : 0;
      else if (joined) counts[same ? 'right' : 'wrong'] += 1;
      else counts.missed += same ? 1 : 0;
    }
  }
  const inCampaign = new Set(campaigns.flatMap((campaign) => campaign.cases));
  const falseCases = matches.filter((match) => match.intrusions.length === 0 && inCampaign.has(match.case.id)).length;
  return { ...counts, falseCases };
}
