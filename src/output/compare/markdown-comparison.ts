// A comparison as a Markdown document, to be laid beside the readouts of the two days: everything that changed, each with its reason.
import type { AccessChange, CaseChange, Comparison, ExposureChange, StatementChange } from '../../record/comparison.js';
import { codeSpan, forMarkdown } from '../escape.js';
import { type Column, table } from '../markdown/table.js';
import { markingOf, type Tlp } from '../readout/marking.js';
import {
  accessText,
  byReason,
  caseText,
  changeWords,
  classTitles,
  exposureText,
  fieldText,
  headlineWords,
  labelOf,
  sideText,
} from './compare-text.js';

const all = '`letterlock compare --json FILE` with the same two.';
const listShown = 20;

const list = (texts: readonly string[]): string[] => [...texts.map((text) => `- ${forMarkdown(text)}`), ''];
const part = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`## ${title}`, '', ...lines];

function caseLines(each: CaseChange): string[] {
  return [
    `- **${changeWords[each.change]}:** ${forMarkdown(caseText(each))}`,
    ...(each.reason === null ? [] : [`  - ${forMarkdown(each.reason.statement)}`]),
    ...byReason(each.fields).flatMap(([reason, fields]) => [
      `  - ${forMarkdown(reason)}`,
      ...fields.map((change) => `    - ${forMarkdown(fieldText(change, listShown))}`),
    ]),
    '',
  ];
}

const exposureColumns: readonly Column<ExposureChange>[] = [
  { title: 'Mailbox', as: 'value', cell: (it) => it.mailbox },
  { title: 'What', as: 'words', cell: exposureText },
  { title: 'New', as: 'value', cell: (it) => few(it.added) },
  { title: 'No longer', as: 'value', cell: (it) => few(it.removed) },
  { title: 'Why', as: 'words', cell: (it) => it.reason.statement },
];
const few = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join(', ')} …` : names.join(', ');

const accessColumns: readonly Column<AccessChange>[] = [
  { title: 'Mailbox', as: 'value', cell: (it) => it.mailbox ?? 'all mailboxes' },
  { title: 'Accesses', as: 'words', cell: accessText },
  { title: 'Why', as: 'words', cell: (it) => it.reason.statement },
];

const statementTitles = {
  new: 'New statements',
  changed: 'Changed statements',
  withdrawn: 'Withdrawn statements',
} as const;

function statementLines({ class: letter, from, to, reason }: StatementChange): string[] {
  return [
    `- **${classTitles[letter]}.** ${forMarkdown(to ?? from ?? '')}`,
    ...(from !== null && to !== null ? [`  - Before: ${forMarkdown(from)}`] : []),
    `  - ${forMarkdown(reason.statement)}`,
  ];
}

const statementParts = ({ statements }: Comparison): string[] =>
  (['new', 'changed', 'withdrawn'] as const).flatMap((change) => {
    const lines = statements.filter((each) => each.change === change).flatMap(statementLines);
    return part(statementTitles[change], lines.length === 0 ? [] : [...lines, '']);
  });

function answerLines({ verdict, old, new: now }: Comparison): string[] {
  if (verdict === null) return [];
  return list([
    `Before: ${labelOf(old)}. ${verdict.from.sentence}`,
    `Now: ${labelOf(now)}. ${verdict.to.sentence}`,
    verdict.reason.statement,
  ]);
}

/** The whole document, which begins and ends with its marking. It holds no HTML, link or image, whatever the answers hold. */
export function markdownComparison(comparison: Comparison, tlp: Tlp): string {
  const { label, meaning } = markingOf(tlp);
  const { headline, old, new: now, basis, cases, exposure, accesses, notes } = comparison;
  const lines = [
    `**${label}** ${meaning}`,
    '',
    '# What changed',
    '',
    `**${headlineWords[headline.code]}.** ${forMarkdown(headline.sentence)}`,
    '',
    ...list([`Old: ${sideText(old)}`, `New: ${sideText(now)}`]),
    ...part(
      'What differs in what they were made from',
      basis.length === 0 ? list(['Nothing that they tell of themselves.']) : basisLines(comparison),
    ),
    ...part('The answer in one sentence', answerLines(comparison)),
    ...part('Cases', cases.flatMap(caseLines)),
    ...part('What was read', table(exposure, exposureColumns, all)),
    ...part('Accesses', table(accesses, accessColumns, all)),
    ...statementParts(comparison),
    ...part('What to bear in mind', notes.length === 0 ? [] : list(notes.map(({ message }) => message))),
    `Made by Letterlock ${forMarkdown(comparison.letterlock)}, contract ${comparison.contract}. All times are UTC.`,
    '',
    `**${label}**`,
  ];
  return `${lines.join('\n')}\n`;
}

const basisLines = ({ basis }: Comparison): string[] => [
  ...basis.map(({ id, statement }) => `- **${codeSpan(id).replaceAll('`', '')}.** ${forMarkdown(statement)}`),
  '',
];
