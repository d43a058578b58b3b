// The readout as plain text, to read on a terminal or to paste into a mail. The marking stands at the top and at the end of it.
import { forTerminal } from '../escape.js';
import { heading, type Page, pageFor } from '../terminal/layout.js';
import { padEnd, padStart, widthOf, wrap } from '../text.js';
import { codeLines } from './code-line.js';
import type { Block, Fact, Readout } from './content.js';
import { pictureLines } from './picture/picture-text.js';

type Table = Extract<Block, { kind: 'table' }>;

/** The lead once, then the whole text to the right of it: unlike on a screen, nothing of a document is cut off. */
function hanging(page: Page, lead: string, text: string): string[] {
  const room = Math.max(16, page.width - widthOf(lead));
  return wrap(forTerminal(text), room).map((line, i) => (i === 0 ? lead : ' '.repeat(widthOf(lead))) + line);
}

const nameWidth = 20;

const factLines = (page: Page, { name, texts }: Fact): string[] =>
  texts.flatMap((text, i) => hanging(page, padEnd(i === 0 ? `  ${name}` : '', nameWidth), text));

/** In columns where they fit the page. */
function columns(page: Page, { columns: heads, rows }: Table): string[] | null {
  const grid = [heads.map(({ title }) => title), ...rows].map((row) => row.map(forTerminal));
  const widths = heads.map((_head, i) => Math.max(...grid.map((row) => widthOf(row[i] ?? ''))));
  if (widths.reduce((sum, each) => sum + each + 2, 0) > page.width) return null;
  return grid.map((row) =>
    `  ${row.map((cell, i) => (heads[i]?.as === 'number' ? padStart : padEnd)(cell, widths[i] ?? 0)).join('  ')}`.trimEnd(),
  );
}

/** One below the other where columns would not fit; what is empty is left out. */
const stacked = (page: Page, { columns: heads, rows }: Table): string[] =>
  rows.flatMap((row) =>
    hanging(
      page,
      '  - ',
      row.flatMap((cell, i) => (cell === '' ? [] : [`${heads[i]?.title ?? ''}: ${cell}`])).join('; '),
    ),
  );

const tableLines = (page: Page, table: Table): string[] => [
  heading(page, table.caption),
  ...(columns(page, table) ?? stacked(page, table)),
  ...(table.more === null ? [] : hanging(page, '  ', table.more)),
];

function statementLines(page: Page, { title, statements }: Extract<Block, { kind: 'statements' }>): string[] {
  return [
    ...(title === null ? [] : [`${title}:`]),
    ...statements.flatMap(({ number, text, rests, command: line }) => [
      ...hanging(page, number === null ? '  - ' : padEnd(`  ${number}.`, 7), text),
      ...rests.flatMap((each) => hanging(page, '       rests on ', each)),
      ...(line === null ? [] : [`       ${forTerminal(line)}`]),
    ]),
  ];
}

function blockLines(page: Page, block: Block): string[] {
  switch (block.kind) {
    case 'text':
      return hanging(page, '', block.text);
    case 'list':
      return block.items.flatMap((item, i) => hanging(page, block.ordered ? padEnd(`  ${i + 1}.`, 6) : '  - ', item));
    case 'statements':
      return statementLines(page, block);
    case 'facts':
      return block.facts.flatMap((fact) => factLines(page, fact));
    case 'table':
      return tableLines(page, block);
    case 'code':
      return [`${block.title}:`, ...codeLines(block.text).map((line) => `    ${line}`)];
    case 'picture': {
      const { title, description } = block.picture;
      return [
        heading(page, title),
        ...hanging(page, '  ', description),
        ...codeLines(pictureLines(block.picture).join('\n')).map((line) => `  ${line}`),
      ];
    }
  }
}

/** Lines of at most `width` columns, but for commands and queries, which must stay whole. */
export function renderText(readout: Readout, width: number): string {
  const page = pageFor({ colour: false, width });
  const { title, marking, verdict, about, sections, end } = readout;
  const label = padStart(marking.label, page.width);
  const blocks = [
    [label, ...hanging(page, '', marking.meaning)],
    [
      title.toUpperCase(),
      ...hanging(page, `${verdict.label}: `, verdict.sentence),
      ...about.flatMap((text) => hanging(page, '', text)),
    ],
    ...sections.flatMap((section) => [
      [section.depth === 2 ? heading(page, section.title).toUpperCase() : heading(page, section.title)],
      ...section.blocks.map((block) => blockLines(page, block)),
    ]),
    [...hanging(page, '', end), label],
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
