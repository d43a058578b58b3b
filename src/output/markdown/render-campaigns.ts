// Campaigns over several answers as a Markdown document, to be sent on and filed.
import type { CampaignAnswer } from '../../record/campaign.js';
import { count } from '../../util/words.js';
import { overviewText, whatIsNotSeen } from '../campaign-text.js';
import { codeSpan, forMarkdown } from '../escape.js';
import { span } from '../format.js';
import { campaignTables } from './campaign-tables.js';
import { type Column, table } from './table.js';

type Item = CampaignAnswer['cases'][number];
const columns: readonly Column<Item>[] = [
  { title: 'Organisation', as: 'value', cell: (it) => it.tenant },
  { title: 'Case', as: 'value', cell: (it) => it.id },
  { title: 'Level', as: 'words', cell: (it) => it.level },
  { title: 'What', as: 'value', cell: (it) => it.title },
  { title: 'Campaigns', as: 'value', cell: (it) => it.campaigns.join(', ') },
];

/** The whole document. It holds no HTML, link or image, whatever the answers hold. */
export function renderCampaignsMarkdown(answer: CampaignAnswer): string {
  const compared = answer.answers.map(({ name, cases, tenants, firstAt, lastAt }) => {
    const when = firstAt === null || lastAt === null ? '' : `, ${forMarkdown(span(firstAt, lastAt))}`;
    return `- ${codeSpan(name)}: ${count(cases, 'case')} of ${tenants.map(codeSpan).join(', ')}${when}`;
  });
  const lines = [
    '# Campaigns',
    '',
    forMarkdown(overviewText(answer)),
    '',
    ...campaignTables(answer),
    '## Cases',
    '',
    ...table(answer.cases, columns, '`letterlock campaign --json FILE` with the same answers.'),
    '## What was compared',
    '',
    ...compared,
    ...answer.notes.map(({ message }) => `- ${forMarkdown(message)}`),
    '',
    '## What could not be seen',
    '',
    ...whatIsNotSeen.map((text) => `- ${forMarkdown(text)}`),
    '',
    `Made by Letterlock ${forMarkdown(answer.letterlock)}, contract ${answer.contract}. All times are UTC.`,
  ];
  return `${lines.join('\n')}\n`;
}
