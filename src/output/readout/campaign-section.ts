// Campaigns: what ties their cases together, how each grew, and what that does not say.
import type { Campaign } from '../../record/campaign.js';
import type { Result } from '../../record/result.js';
import { floorText, linkText, readText, sizeText, stepText, whatIsNotSeen, whatItIs } from '../campaign-text.js';
import { utc, utcCell } from '../format.js';
import { whoTexts } from '../who-text.js';
import { facts, list, type Section, section } from './content.js';
import { campaignLinks } from './picture/links.js';
import { inResult, number, table, value, words } from './table.js';

const most = 14;

function campaignSection(result: Result, each: Campaign): Section {
  const titles = new Map(result.cases.map(({ id, title }) => [id, title]));
  return section(`Campaign of ${sizeText(each)}`, [
    ...facts([
      ['Id', [each.id]],
      ['What it says', [whatItIs]],
      ['Level', [each.level]],
      ['Organisations', each.tenants],
      ['What was read', [readText(each)]],
      ['First access', [floorText(each)]],
      ['Could be joined', each.detectableAt === null ? [] : [utc(each.detectableAt)]],
      ['Last activity', [utc(each.lastAt)]],
      ['Who', whoTexts(each.judgements)],
    ]),
    ...campaignLinks(each, most).map((picture) => ({ kind: 'picture' as const, picture })),
    ...table(
      'What the cases share',
      each.links,
      [
        value('Shared', linkText),
        number('Cases', ({ cases }) => cases.length),
        { title: 'Weight', as: 'number', cell: ({ weight }) => weight.toFixed(1) },
        words('Many have it', ({ generic }) => (generic ? 'yes: it never joins by itself' : 'no')),
      ],
      { most: 50, rest: inResult },
    ),
    ...table(
      'How it grew',
      each.growth.map((step, i) => ({ step, first: i === 0 })),
      [
        words('When (UTC)', ({ step }) => utcCell(step.firstAt)),
        value('Case', ({ step }) => step.case),
        value('What', ({ step }) => titles.get(step.case) ?? ''),
        value('Organisation', ({ step }) => step.tenant),
        value('Tied in by', ({ step, first }) => stepText(step, first)),
      ],
      { most: 50, rest: inResult },
    ),
    ...list(whatIsNotSeen),
  ]);
}

export const campaignSections = (result: Result): Section[] =>
  result.campaigns.map((each) => campaignSection(result, each));
