// Campaigns over several answers as text for a terminal: how many, each on about a screen, then the cases that stay alone, what was
// compared, and what that cannot show.
import type { CampaignAnswer } from '../../record/campaign.js';
import { count, some } from '../../util/words.js';
import { overviewText, whatIsNotSeen, whatItIs } from '../campaign-text.js';
import { forTerminal } from '../escape.js';
import { span } from '../format.js';
import { cut } from '../text.js';
import { campaignPart } from './campaign.js';
import { bullet, hanging, heading, type Page, pageFor, type TerminalOptions } from './layout.js';

const aloneShown = 20;

function alonePart({ cases }: CampaignAnswer, page: Page): string[] {
  const alone = cases.filter((each) => each.campaigns.length === 0);
  if (alone.length === 0) return [];
  const shown = alone.slice(0, aloneShown).map((each) => `${each.level}, ${each.id}: ${each.title}`);
  const rest = alone.length - shown.length;
  return [
    heading(page, 'CASES THAT ARE LINKED WITH NOTHING'),
    ...shown.map((text) => `  ${cut(forTerminal(text), page.width - 2)}`),
    ...(rest > 0 ? [`  and ${count(rest, 'more', 'more')}`] : []),
  ];
}

const comparedPart = ({ answers, notes }: CampaignAnswer, page: Page): string[] => [
  heading(page, 'WHAT WAS COMPARED'),
  ...answers.flatMap(({ name, cases, tenants, firstAt, lastAt }) => {
    const when = firstAt === null || lastAt === null ? '' : `, ${span(firstAt, lastAt)}`;
    return bullet(page, `${name}: ${count(cases, 'case')} of ${some(tenants, 3)}${when}`);
  }),
  ...notes.flatMap(({ message }) => bullet(page, message)),
];

/** Text with a line break at its end. Nothing from a log or an answer can command the terminal. */
export function renderCampaigns(answer: CampaignAnswer, options: TerminalOptions): string {
  const page = pageFor(options);
  const parts = [
    hanging(page, '', overviewText(answer)).map((line) => page.style('bold', line)),
    answer.campaigns.length === 0 ? [] : hanging(page, '', whatItIs),
    ...campaignPart(answer, page),
    alonePart(answer, page),
    comparedPart(answer, page),
    [heading(page, 'WHAT COULD NOT BE SEEN'), ...whatIsNotSeen.flatMap((text) => bullet(page, text))],
  ];
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`;
}
