// The readout as Markdown, to be sent on and filed. It holds no HTML, link or image, whatever the logs hold, and begins and ends with its
// marking.
import { codeSpan, forMarkdown } from '../escape.js';
import { codeLines } from './code-line.js';
import type { Block, Readout, Said } from './content.js';
import { pictureLines } from './picture/picture-text.js';

/** Lines as code; the fence is longer than any in them. */
function fenced(text: string, language = ''): string[] {
  const lines = codeLines(text);
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...lines, fence];
}

function tableLines({ caption, columns, rows, more }: Extract<Block, { kind: 'table' }>): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    `**${forMarkdown(caption)}**`,
    '',
    line(columns.map(({ title }) => forMarkdown(title))),
    line(columns.map(({ as }) => (as === 'number' ? '---:' : '---'))),
    ...rows.map((row) => line(row.map((cell, i) => (columns[i]?.as === 'value' ? codeSpan(cell) : forMarkdown(cell))))),
    ...(more === null ? [] : ['', forMarkdown(more)]),
  ];
}

function saidLines({ number, text, rests, command }: Said): string[] {
  if (number === null) return [`- ${forMarkdown(text)}`];
  return [
    `- **${number}.** ${forMarkdown(text)}`,
    ...rests.map((line) => `  - Rests on: ${forMarkdown(line)}`),
    ...(command === null ? [] : [`  - To list them: ${codeSpan(command)}`]),
  ];
}

function blockLines(block: Block): string[] {
  switch (block.kind) {
    case 'text':
      return [forMarkdown(block.text)];
    case 'list':
      return block.items.map((item, i) => `${block.ordered ? `${i + 1}.` : '-'} ${forMarkdown(item)}`);
    case 'statements': {
      return [
        ...(block.title === null ? [] : [`*${forMarkdown(block.title)}*`, '']),
        ...block.statements.flatMap(saidLines),
      ];
    }
    case 'facts':
      return block.facts.map(({ name, texts }) => `- **${name}:** ${texts.map(forMarkdown).join('; ')}`);
    case 'table':
      return tableLines(block);
    case 'code':
      return [`${forMarkdown(block.title)}:`, '', ...fenced(block.text, block.language)];
    case 'picture': {
      const { title, description } = block.picture;
      return [
        `**${forMarkdown(title)}.** ${forMarkdown(description)}`,
        '',
        ...fenced(pictureLines(block.picture).join('\n')),
      ];
    }
  }
}

/** The document with a line break at its end. */
export function renderReadoutMarkdown(readout: Readout): string {
  const { title, marking, verdict, about, sections, end } = readout;
  const label = `**${marking.label}**`;
  const parts = [
    [`${label} ${forMarkdown(marking.meaning)}`],
    [`# ${title}`],
    [`**${verdict.label}.** ${forMarkdown(verdict.sentence)}`],
    ...about.map((text) => [forMarkdown(text)]),
    ...sections.flatMap((section) => [
      [`${'#'.repeat(section.depth)} ${forMarkdown(section.title)}`],
      ...section.blocks.map(blockLines),
    ]),
    [forMarkdown(end)],
    [label],
  ];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
