// Campaigns in words, for every readout: what the cases share, how it grew, and where one case may be the work of two.
import type { Campaign, CampaignLink } from '../record/campaign.js';
import type { Case } from '../record/result.js';
import { count, some, thousands } from '../util/words.js';
import { humanised, utc } from './format.js';

/** What a readout needs: the campaigns, and of each case what it is called. */
export interface CampaignView {
  readonly campaigns: readonly Campaign[];
  readonly cases: readonly Pick<Case, 'id' | 'tenant' | 'title' | 'level'>[];
}

const words: Readonly<Record<string, string>> = {
  token: 'the token',
  session: 'the Entra session',
  credential: "the application's key or certificate",
  forwardTarget: 'mail sent on to',
  forwardDomain: 'mail sent on to the domain',
  application: 'the application',
  address: 'the address',
  issuer: 'the token issuer',
  tokenTenant: 'tokens of the organisation',
  ruleName: 'a rule called',
  exit: 'the VPN or proxy exit',
  network: 'the hosting range',
  client: 'the client',
  commonApplication: 'the common application',
  rhythm: 'hours and weekdays of work, such as',
  targetRole: 'targets who are',
  method: 'found by',
};

/** In an answer for one organisation alone. How many others there are is not said: with few, a number names them. */
export const elsewhereText =
  'We judge that the same actor is at work in other organisations too, of which nothing is told here.';

/** `the address 198.51.100.7`. */
export const linkText = ({ kind, value }: Pick<CampaignLink, 'kind' | 'value'>): string =>
  `${words[kind] ?? humanised(kind)} ${value}`;

export const weightText = ({ weight, generic }: CampaignLink): string =>
  `${weight.toFixed(1)}${generic ? ', many have it' : ''}`;

export const specific = (links: readonly CampaignLink[]): CampaignLink[] => links.filter((link) => !link.generic);
export const generic = (links: readonly CampaignLink[]): CampaignLink[] => links.filter((link) => link.generic);

export const sizeText = ({ cases, tenants }: Campaign): string =>
  `${count(cases.length, 'case')} in ${count(tenants.length, 'organisation')}`;

/** What was read in all, as far as the logs could tell. */
export function readText({ exposure, mailboxes, accounts }: Campaign): string {
  const { messages, folders, unknown, diverted } = exposure;
  const parts = [
    `${count(messages, 'message')} opened`,
    ...(folders > 0 ? [`${count(folders, 'folder')} copied whole`] : []),
    ...(diverted > 0 ? [`${count(diverted, 'way')} out for mail`] : []),
    ...(unknown > 0 ? [`${count(unknown, 'period')} in which the log could not tell`] : []),
  ];
  return `${count(mailboxes.length, 'mailbox', 'mailboxes')}, by ${count(accounts.length, 'account')}: ${parts.join(', ')}`;
}

export const floorText = ({ firstAt, firstAtIsFloor }: Campaign): string =>
  `${utc(firstAt)}${firstAtIsFloor ? ', or earlier: the logs begin here' : ''}`;

const linksShown = 3;

/** One step of the path, to follow the time and the case. */
export function stepText({ links }: Campaign['growth'][number], isFirst: boolean): string {
  if (isFirst) return 'the first';
  const named = specific(links);
  if (named.length === 0) return 'tied in by later cases only';
  const first = named.slice(0, linksShown).map(linkText);
  const rest = links.length - first.length;
  return `${first.join('; ')}${rest > 0 ? `; and ${thousands(rest)} more` : ''}`;
}

/** Cases that stand in several campaigns: two actors may have read the same mail. */
export function dividedTexts({ campaigns }: CampaignView): string[] {
  const inCampaigns = new Map<string, number>();
  for (const id of campaigns.flatMap((each) => each.cases)) inCampaigns.set(id, (inCampaigns.get(id) ?? 0) + 1);
  const divided = [...inCampaigns].filter(([, times]) => times > 1).map(([id]) => id);
  return divided.map(
    (id) =>
      `${id} stands in ${count(inCampaigns.get(id) ?? 0, 'campaign')}: it may be the work of more than one actor.`,
  );
}

/** Our judgement as a sentence. */
export const judgedText = (each: Campaign): string =>
  `We judge that ${sizeText(each)} (${some(each.cases, 3)}) are the work of one actor: they share ${some(specific(each.links).map(linkText), linksShown)}.`;

/** Said with every campaign: linking is no attribution. */
export const whatItIs = 'One actor behind several cases; this says nothing of who it is.';

/** The answer in one sentence. */
export function overviewText({ campaigns, cases }: CampaignView): string {
  const linked = new Set(campaigns.flatMap((each) => each.cases)).size;
  const tenants = new Set(campaigns.flatMap((each) => each.tenants)).size;
  if (campaigns.length === 0) return `No two of ${count(cases.length, 'case')} share more than chance allows.`;
  return `${count(campaigns.length, 'campaign')}: ${thousands(linked)} of ${count(cases.length, 'case')} are linked, in ${count(tenants, 'organisation')}.`;
}

/** Said under every list of campaigns. */
export const whatIsNotSeen = [
  'Cases of one actor that share nothing, or only what many have (a VPN, a common client, hours of work), stay apart: not being linked proves nothing.',
  'What is rare in these logs may be common elsewhere: an application or host that many intruders use can link strangers.',
];
