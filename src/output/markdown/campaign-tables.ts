// Campaigns in tables: the links with their weights, and the path by which each grew.
import { thousands } from '../../util/words.js';
import {
  type CampaignView,
  dividedTexts,
  floorText,
  linkText,
  readText,
  sizeText,
  stepText,
  weightText,
  whatItIs,
} from '../campaign-text.js';
import { codeSpan, forMarkdown } from '../escape.js';
import { utc, utcCell } from '../format.js';
import { type Column, table } from './table.js';

type Campaign = CampaignView['campaigns'][number];
type Link = Campaign['links'][number];
type Step = Campaign['growth'][number] & { readonly words: string };

const linkColumns: readonly Column<Link>[] = [
  { title: 'Shared', as: 'value', cell: (it) => linkText(it) },
  { title: 'Weight', as: 'words', cell: (it) => weightText(it) },
  { title: 'Cases', as: 'number', cell: (it) => thousands(it.cases.length) },
];

const stepColumns: readonly Column<Step>[] = [
  { title: 'First (UTC)', as: 'value', cell: (it) => utcCell(it.firstAt) },
  { title: 'Organisation', as: 'value', cell: (it) => it.tenant },
  { title: 'Case', as: 'value', cell: (it) => it.case },
  { title: 'Linked with earlier ones by', as: 'value', cell: (it) => it.words },
  { title: 'Weight', as: 'number', cell: (it) => (it.links.length === 0 ? '' : it.weight.toFixed(1)) },
];

const codes = (texts: readonly string[]): string => texts.map(codeSpan).join(', ');
const everything = '`letterlock investigate --json FILE` with the same inputs.';

function campaignTable(each: Campaign): string[] {
  const steps = each.growth.map((step, i) => ({ ...step, words: stepText(step, i === 0) }));
  const joinable = each.detectableAt === null ? 'not by two cases alone' : utc(each.detectableAt);
  return [
    `## Campaign ${codeSpan(each.id)}`,
    '',
    `${sizeText(each)}. ${whatItIs}`,
    '',
    `- Level: ${each.level}`,
    `- Organisations: ${codes(each.tenants)}`,
    `- What was read: ${forMarkdown(readText(each))}`,
    `- First access: ${forMarkdown(floorText(each))}`,
    `- Could be joined: ${forMarkdown(joinable)}`,
    `- Last activity: ${forMarkdown(utc(each.lastAt))}`,
    '',
    ...table(each.links, linkColumns, everything),
    ...table(steps, stepColumns, everything),
  ];
}

export function campaignTables(view: CampaignView): string[] {
  const divided = dividedTexts(view).map((text) => `- ${forMarkdown(text)}`);
  return [...view.campaigns.flatMap(campaignTable), ...divided, ...(divided.length > 0 ? [''] : [])];
}
