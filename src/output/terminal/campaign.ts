// One campaign on about a screen: which organisations, since when, what was read, by what its cases hang together, how it grew.
import { some, thousands } from '../../util/words.js';
import {
  type CampaignView,
  dividedTexts,
  floorText,
  generic,
  linkText,
  readText,
  sizeText,
  specific,
  stepText,
  weightText,
} from '../campaign-text.js';
import { between, utc } from '../format.js';
import { bullet, field, hanging, heading, type Page } from './layout.js';
import { levelFormat } from './style.js';

const linksShown = 6;
const stepsShown = 12;
const tenantsShown = 5;

type Campaign = CampaignView['campaigns'][number];

function linkLines({ links }: Campaign, page: Page): string[] {
  const all = specific(links);
  const shown = all.slice(0, linksShown).map((link) => {
    return `${linkText(link)} (weight ${weightText(link)}; ${thousands(link.cases.length)} cases)`;
  });
  const rest = all.length - shown.length;
  const common = generic(links);
  return [
    '  Linked by',
    ...shown.flatMap((text) => bullet(page, text)),
    ...(rest > 0 ? bullet(page, `and ${thousands(rest)} more, in the JSON`) : []),
    ...(common.length > 0 ? bullet(page, `and, as many unrelated actors too: ${some(common.map(linkText), 3)}`) : []),
  ];
}

function growthLines({ growth }: Campaign, { cases }: CampaignView, page: Page): string[] {
  const titles = new Map(cases.map((each) => [each.id, each.title]));
  const steps = growth.slice(0, stepsShown).flatMap((step, i) => {
    const title = titles.get(step.case);
    const what = title === undefined ? step.case : `${step.case}, ${title}`;
    return bullet(page, `${utc(step.firstAt)}, ${step.tenant}: ${what}; ${stepText(step, i === 0)}`);
  });
  const rest = growth.length - stepsShown;
  return ['  How it grew', ...steps, ...(rest > 0 ? bullet(page, `and ${thousands(rest)} more cases`) : [])];
}

function campaignLines(each: Campaign, view: CampaignView, title: string, page: Page): string[] {
  const { detectableAt, firstAt, lastAt, tenants } = each;
  const level = each.level.toUpperCase();
  const rest = tenants.length - tenantsShown;
  return [
    ...hanging(page, '', `${title}: ${sizeText(each)}`).map((line) => page.style('bold', line)),
    ...field(page, 'Id', each.id),
    ...field(page, 'Level', level).map((line) =>
      line.replace(level, (word) => page.style(levelFormat[each.level], word)),
    ),
    ...field(
      page,
      'Organisations',
      ...tenants.slice(0, tenantsShown),
      ...(rest > 0 ? [`and ${thousands(rest)} more`] : []),
    ),
    ...field(page, 'What was read', readText(each)),
    ...field(page, 'First access', floorText(each)),
    ...field(
      page,
      'Could be joined',
      detectableAt === null
        ? 'not by two cases alone'
        : `${utc(detectableAt)}, ${between(firstAt, detectableAt)} after the first access`,
    ),
    ...field(page, 'Last activity', `${utc(lastAt)}, ${between(firstAt, lastAt)} after the first access`),
    ...linkLines(each, page),
    ...growthLines(each, view, page),
  ];
}

/** Each campaign after an empty line, and what one case in two of them means. */
export function campaignPart(view: CampaignView, page: Page): string[][] {
  const { campaigns } = view;
  const parts = campaigns.map((each, i) => campaignLines(each, view, `CAMPAIGN ${i + 1} of ${campaigns.length}`, page));
  const divided = dividedTexts(view);
  return [
    ...parts,
    divided.length === 0
      ? []
      : [heading(page, 'CASES IN MORE THAN ONE CAMPAIGN'), ...divided.flatMap((text) => bullet(page, text))],
  ];
}
