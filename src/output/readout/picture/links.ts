// Who is tied to what: of a campaign the cases and what they share; of a single case the mailboxes and where their readers came from.
import type { Campaign, CampaignLink } from '../../../record/campaign.js';
import type { Case, Result } from '../../../record/result.js';
import { count } from '../../../util/words.js';
import { linkText } from '../../campaign-text.js';
import { sessionsOf } from '../../case-view.js';
import { networkWords } from '../../words.js';
import type { Links } from './picture.js';

type Pair = readonly [left: string, right: string];

function linksOf(
  pairs: readonly Pair[],
  most: number,
  about: Pick<Links, 'title' | 'leftTitle' | 'rightTitle'>,
): Links[] {
  if (pairs.length === 0) return [];
  const degree = (name: string, side: 0 | 1): number =>
    new Set(pairs.filter((pair) => pair[side] === name).map((pair) => pair[1 - side])).size;
  const side = (at: 0 | 1): string[] => {
    const names = [...new Set(pairs.map((pair) => pair[at]))];
    const order = new Map(names.map((name, i) => [name, degree(name, at) * names.length - i]));
    const kept = new Set([...names].sort((a, b) => (order.get(b) ?? 0) - (order.get(a) ?? 0)).slice(0, most));
    return names.filter((name) => kept.has(name));
  };
  const [left, right] = [side(0), side(1)];
  const drawn = new Set(pairs.map((pair) => `${left.indexOf(pair[0])} ${right.indexOf(pair[1])}`));
  const links = [...drawn]
    .map((text) => text.split(' ').map(Number) as [number, number])
    .filter(([l, r]) => l >= 0 && r >= 0);
  const hidden =
    [0, 1].reduce((sum, at) => sum + new Set(pairs.map((pair) => pair[at as 0 | 1])).size, 0) -
    left.length -
    right.length;
  return [
    {
      kind: 'links',
      ...about,
      description: `${about.leftTitle}: ${left.length}. ${about.rightTitle}: ${right.length}. ${count(links.length, 'link')} between them.`,
      more: hidden > 0 ? `${count(hidden, 'name')} with fewer links ${hidden === 1 ? 'is' : 'are'} not drawn.` : null,
      left,
      right,
      links: links.sort((a, b) => a[0] - b[0] || a[1] - b[1]),
    },
  ];
}

const place = ({ ip, organisation, kind }: Result['sessions'][number]['addresses'][number]): string => {
  const about = [organisation, kind === null ? null : networkWords(kind)].filter(
    (part) => part !== null && part !== '',
  );
  return about.length === 0 ? ip : `${ip} (${about.join(', ')})`;
};

/** Mailboxes of a case, and addresses and applications with which they were read. */
export function caseLinks(result: Result, each: Case, most: number): Links[] {
  const pairs = sessionsOf(result, each).flatMap(({ mailbox, addresses, application }) => [
    ...addresses.map((address): Pair => [mailbox, place(address)]),
    ...((application.name ?? application.id) === null
      ? []
      : [[mailbox, `application ${application.name ?? application.id}`] as Pair]),
  ]);
  return linksOf(pairs, most, {
    title: 'From where, and with what, each mailbox was read',
    leftTitle: 'Mailboxes',
    rightTitle: 'Addresses and applications',
  });
}

/** Cases of a campaign, and what they share. */
export function campaignLinks({ links }: Campaign, most: number): Links[] {
  const named = (link: CampaignLink): string => `${linkText(link)}${link.generic ? ' (many have it)' : ''}`;
  const pairs = links.flatMap((link) => link.cases.map((id): Pair => [id, named(link)]));
  return linksOf(pairs, most, { title: 'What the cases share', leftTitle: 'Cases', rightTitle: 'Shared things' });
}
