// The path by which a campaign grew: its cases in the order of time, each with what ties it to those before it, and the moment
// from which somebody who had these logs could have joined them.
import type { CampaignLink, Growth } from '../record/campaign.js';
import { byText } from '../util/order.js';
import { isoTime } from '../util/time.js';
import { sharedBy } from './compare.js';
import { joined, kindOf } from './kind.js';
import { linksWith } from './link.js';
import { keyOf, type Member } from './member.js';
import { genericSum, type Shared, specificSum } from './weigh.js';

/** When a shared thing had been seen at both ends. */
function seenMs(shared: Shared, a: Member, b: Member): number {
  const key = keyOf(shared.kind, shared.value);
  const times = [a, b].flatMap((member) => member.traits.get(key)?.firstMs ?? []);
  return times.length === 2 ? Math.max(...times) : Math.max(Date.parse(a.firstAt), Date.parse(b.firstAt));
}

/** From when on two cases could be joined: both known by themselves, and enough in common seen. Null: never by themselves. */
export function joinableMs(a: Member, b: Member, population: number): number | null {
  const known = [a, b].map(({ case: item }) => item.dwell.detectableAt);
  if (known.some((at) => at === null)) return null;
  const shared = sharedBy(a, b, population);
  const specific = shared.filter((each) => !each.generic).sort((x, y) => seenMs(x, a, b) - seenMs(y, a, b));
  const habits = genericSum(shared);
  const enough = specific.findIndex((_, i) => specificSum(specific.slice(0, i + 1)) + habits >= joined);
  const last = specific[enough];
  if (last === undefined) return null;
  return Math.max(...known.map((at) => Date.parse(at as string)), seenMs(last, a, b));
}

const asShared = ({ kind, value, weight, generic }: CampaignLink, member: Member): Shared => ({
  ...{ kind, value, weight, generic, family: kindOf(kind)?.family ?? kind },
  network: member.traits.get(keyOf(kind, value))?.network ?? null,
});

function stepOf(member: Member, before: readonly Member[], population: number): Growth {
  const links = linksWith(member, before, population);
  const shared = links.map((link) => asShared(link, member));
  const times = before.flatMap((other) => joinableMs(member, other, population) ?? []);
  return {
    case: member.case.id,
    tenant: member.case.tenant,
    firstAt: member.firstAt,
    joinableAt: times.length === 0 ? null : isoTime(Math.min(...times)),
    weight: Math.round((specificSum(shared) + genericSum(shared)) * 100) / 100,
    links: links.some((link) => !link.generic) ? links : [],
  };
}

/** `members` in the order of time. */
export const growthOf = (members: readonly Member[], population: number): Growth[] =>
  members.map((member, i) => stepOf(member, members.slice(0, i), population));

export const detectableAtOf = (growth: readonly Growth[]): string | null =>
  growth.flatMap(({ joinableAt }) => joinableAt ?? []).sort(byText)[0] ?? null;
