// Cases that share more than chance allows become a campaign: in one organisation or many, from one answer or many. Needs
// nothing but answers, so that organisations can compare what they found without handing over their logs.
import { levelRank } from '../detect/weigh.js';
import type { Campaign } from '../record/campaign.js';
import type { Case, Result } from '../record/result.js';
import { groupBy } from '../util/group.js';
import { idOf } from '../util/hash.js';
import { byText, sortedSet } from '../util/order.js';
import { cluster } from './cluster.js';
import { detectableAtOf, growthOf } from './growth.js';
import { linksOf } from './link.js';
import { byTime, type Member, membersOf, populationOf, type Told, whole } from './member.js';
import { regroup } from './regroup.js';

/** Pairs of a tenant and a name, each once and in order. */
function pairs<K extends string>(cases: readonly Case[], key: K, names: (item: Case) => readonly string[]) {
  const texts = sortedSet(cases.flatMap((item) => names(item).map((each) => JSON.stringify([item.tenant, each]))));
  return texts.map((text) => {
    const [tenant, value] = JSON.parse(text) as [string, string];
    return { tenant, [key]: value } as { tenant: string } & Record<K, string>;
  });
}

/** Messages each once, though several cases may hold them. */
function exposureOf(cases: readonly Case[]): Campaign['exposure'] {
  const messages = new Set(
    cases.flatMap(({ tenant, exposure }) =>
      exposure.named.items.map(({ mailbox, messageId, itemId }) =>
        JSON.stringify([tenant, mailbox, messageId ?? itemId]),
      ),
    ),
  );
  const folders = new Set(
    cases.flatMap(({ tenant, exposure }) =>
      exposure.folders.map(({ mailbox, folder }) => JSON.stringify([tenant, mailbox, folder])),
    ),
  );
  const sum = (of: (item: Case) => number): number => cases.reduce((total, item) => total + of(item), 0);
  return {
    messages: messages.size,
    folders: folders.size,
    unknown: sum((item) => item.exposure.unknown.length),
    diverted: sum((item) => item.exposure.diverted.length),
  };
}

function campaignOf(parts: readonly Member[], population: number): Campaign {
  const members = [...groupBy(parts, (part) => part.case.id).values()].map(whole).sort(byTime);
  const cases = members.map((member) => member.case);
  const first = members[0] as Member;
  const growth = growthOf(members, population);
  const levels = cases.map((item) => item.level).sort((a, b) => levelRank(b) - levelRank(a));
  return {
    id: idOf('campaign', first.case.id, String(first.part)),
    tenants: sortedSet(cases.map((item) => item.tenant)),
    cases: cases.map((item) => item.id),
    links: linksOf(members, population),
    firstAt: first.firstAt,
    lastAt:
      members
        .map((member) => member.lastAt)
        .sort(byText)
        .at(-1) ?? first.lastAt,
    detectableAt: detectableAtOf(growth),
    judgements: [],
    level: levels[0] ?? 'informational',
    firstAtIsFloor: first.case.dwell.firstAccessIsFloor && first.firstAt === first.case.dwell.firstAccessAt,
    accounts: pairs(cases, 'user', (item) => item.users),
    mailboxes: pairs(cases, 'mailbox', (item) => item.mailboxes),
    exposure: exposureOf(cases),
    growth,
  };
}

const severalCases = (parts: readonly Member[]): boolean => new Set(parts.map((part) => part.case.id)).size > 1;

/** Campaigns over the cases of one or many answers: the gravest first, then by time and id. */
export function campaignsOf(results: readonly Told[]): Campaign[] {
  const population = populationOf(results);
  const members = regroup(membersOf(results), population);
  return cluster(members, population)
    .map((places) => places.map((i) => members[i] as Member))
    .filter(severalCases)
    .map((parts) => campaignOf(parts, population))
    .sort((a, b) => levelRank(b.level) - levelRank(a.level) || byText(a.firstAt, b.firstAt) || byText(a.id, b.id));
}

/** An answer with the campaigns of its cases, under the verdicts that stand. */
export const withCampaigns = (result: Result): Result => ({ ...result, campaigns: campaignsOf([result]) });
