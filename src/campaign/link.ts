// The links of a campaign: each thing that at least two of its cases share, with what it weighs where it weighs most.
import type { CampaignLink } from '../record/campaign.js';
import { byText } from '../util/order.js';
import { sharedBy } from './compare.js';
import { keyOf, type Member } from './member.js';
import type { Shared } from './weigh.js';

interface Found {
  readonly shared: Shared;
  readonly cases: Set<string>;
}

function note(found: Map<string, Found>, shared: Shared, cases: readonly string[]): void {
  // Rhythms are alike, never the same.
  const key = shared.kind === 'rhythm' ? 'rhythm' : keyOf(shared.kind, shared.value);
  const known = found.get(key);
  const best = known !== undefined && known.shared.weight >= shared.weight ? known.shared : shared;
  found.set(key, { shared: best, cases: new Set([...(known?.cases ?? []), ...cases]) });
}

/** The specific first, the weightiest first; cases in the order of the members. */
function inOrder(found: ReadonlyMap<string, Found>, members: readonly Member[]): CampaignLink[] {
  const links = [...found.values()].map(({ shared, cases }) => ({
    kind: shared.kind,
    value: shared.value,
    cases: members.map((member) => member.case.id).filter((id) => cases.has(id)),
    weight: shared.weight,
    generic: shared.generic,
  }));
  return links.sort(
    (a, b) =>
      Number(a.generic) - Number(b.generic) ||
      b.weight - a.weight ||
      byText(a.kind, b.kind) ||
      byText(a.value, b.value),
  );
}

export function linksOf(members: readonly Member[], population: number): CampaignLink[] {
  const found = new Map<string, Found>();
  members.forEach((a, i) => {
    for (const b of members.slice(i + 1))
      for (const shared of sharedBy(a, b, population)) note(found, shared, [a.case.id, b.case.id]);
  });
  return inOrder(found, members);
}

/** What one case shares with others; the links name those others. */
export function linksWith(member: Member, others: readonly Member[], population: number): CampaignLink[] {
  const found = new Map<string, Found>();
  for (const other of others)
    for (const shared of sharedBy(member, other, population)) note(found, shared, [other.case.id]);
  return inOrder(found, others);
}
