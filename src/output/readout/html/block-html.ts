// The blocks of a readout as HTML: lists, statements, tables with their headers, pictures, text to copy.
import type { Block, Said } from '../content.js';
import { pictureSvg } from '../svg/picture-svg.js';
import { element, escaped, escapedLines, type Markup, textElement } from './element.js';

type Of<K extends Block['kind']> = Extract<Block, { kind: K }>;

function saidMarkup({ number, text, rests, command }: Said): Markup {
  if (number === null) return textElement('li', {}, text);
  return element(
    'li',
    { id: number },
    textElement('strong', {}, `${number}.`),
    ' ' as Markup,
    escaped(text),
    rests.map((line) => textElement('div', { class: 'rests' }, `Rests on: ${line}`)),
    command === null
      ? []
      : [element('div', { class: 'rests' }, 'To list them: ' as Markup, textElement('code', {}, command))],
  );
}

function statementsMarkup({ title: name, statements }: Of<'statements'>): Markup[] {
  const numbered = statements.some(({ number }) => number !== null);
  const title = name === null ? [] : [textElement('p', { class: 'class' }, name)];
  return [...title, element('ul', { class: numbered ? 'numbered' : 'statements' }, statements.map(saidMarkup))];
}

function tableMarkup({ caption, columns, rows, more }: Of<'table'>): Markup[] {
  const head = columns.map(({ title, as }) =>
    textElement('th', { scope: 'col', class: as === 'number' ? 'number' : null }, title),
  );
  const body = rows.map((row) =>
    element(
      'tr',
      {},
      row.map((cell, i) =>
        textElement('td', { class: columns[i]?.as === 'words' ? null : (columns[i]?.as ?? null) }, cell),
      ),
    ),
  );
  const grid = element(
    'table',
    {},
    textElement('caption', {}, caption),
    element('thead', {}, element('tr', {}, head)),
    element('tbody', {}, body),
  );
  return [
    element('div', { class: 'wide', role: 'region', tabindex: 0, 'aria-label': caption }, grid),
    ...(more === null ? [] : [textElement('p', { class: 'more' }, more)]),
  ];
}

function factsMarkup({ facts }: Of<'facts'>): Markup[] {
  return [
    element(
      'dl',
      {},
      facts.flatMap(({ name, texts }) => [
        textElement('dt', {}, name),
        element(
          'dd',
          {},
          texts.map((text) => textElement('p', {}, text)),
        ),
      ]),
    ),
  ];
}

function pictureMarkup({ picture }: Of<'picture'>, id: string): Markup[] {
  return [
    element(
      'figure',
      {},
      textElement('figcaption', {}, picture.title),
      element(
        'div',
        { class: 'wide', role: 'region', tabindex: 0, 'aria-label': picture.title },
        pictureSvg(id, picture),
      ),
      textElement('p', { class: 'caption' }, [picture.description, picture.more ?? ''].join(' ').trim()),
    ),
  ];
}

const codeMarkup = ({ title, text }: Of<'code'>): Markup[] => [
  textElement('p', { class: 'class' }, title),
  element('pre', { tabindex: 0, 'aria-label': title }, element('code', {}, escapedLines(text))),
];

function parts(block: Block, id: string): Markup[] {
  switch (block.kind) {
    case 'text':
      return [textElement('p', {}, block.text)];
    case 'list':
      return [
        element(
          block.ordered ? 'ol' : 'ul',
          {},
          block.items.map((item) => textElement('li', {}, item)),
        ),
      ];
    case 'statements':
      return statementsMarkup(block);
    case 'facts':
      return factsMarkup(block);
    case 'table':
      return tableMarkup(block);
    case 'code':
      return codeMarkup(block);
    case 'picture':
      return pictureMarkup(block, id);
  }
}

/** `id`: one of its own in the document. */
export const blockMarkup = (block: Block, id: string): Markup => `${parts(block, id).join('\n')}\n` as Markup;
