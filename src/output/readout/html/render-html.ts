// The readout as one HTML file: no script, no link to anywhere, nothing to fetch. The policy in its head forbids what it does not need, so
// that even a mistake of ours could not run what a log holds.
import { createHash } from 'node:crypto';
import type { Readout, Section } from '../content.js';
import { blockMarkup } from './block-html.js';
import { element, escaped, joined, type Markup, textElement } from './element.js';
import { styleSheet } from './style.js';

const idOf = (index: number): string => `part-${index + 1}`;

function markingMarkup({ marking }: Readout, withMeaning: boolean): Markup {
  const meaning = withMeaning ? [textElement('span', { class: 'meaning' }, marking.meaning)] : [];
  return element(
    'div',
    { class: 'marking', role: 'note', 'aria-label': 'Traffic Light Protocol' },
    meaning,
    textElement('span', { class: 'label' }, marking.label),
  );
}

function contents({ sections, reader }: Readout): Markup[] {
  if (reader === 'minister') return [];
  const items = sections.flatMap(({ title, depth }, i) =>
    depth === 2 ? [element('li', {}, textElement('a', { href: `#${idOf(i)}` }, title))] : [],
  );
  return [element('nav', { 'aria-label': 'Contents' }, textElement('h2', {}, 'Contents'), element('ul', {}, items))];
}

function sectionMarkup({ title, depth, blocks }: Section, index: number): Markup {
  const id = idOf(index);
  return element(
    'section',
    { 'aria-labelledby': id },
    textElement(`h${depth}`, { id }, title),
    blocks.map((block, i) => blockMarkup(block, `${id}-${i + 1}`)),
  );
}

function bodyMarkup(readout: Readout): Markup {
  const { reader, title, verdict, about, sections, end, marking } = readout;
  const box = element(
    'div',
    { class: `verdict ${verdict.code}` },
    textElement('strong', {}, verdict.label),
    escaped(verdict.sentence),
  );
  return element(
    'body',
    { class: reader },
    textElement('a', { class: 'skip', href: '#content' }, 'To the content'),
    element('header', {}, markingMarkup(readout, true)),
    textElement('div', { class: 'running', 'aria-hidden': 'true' }, marking.label),
    element(
      'main',
      { id: 'content' },
      textElement('h1', {}, title),
      box,
      about.map((text) => textElement('p', { class: 'about' }, text)),
      contents(readout),
      sections.map(sectionMarkup),
    ),
    element(
      'footer',
      {},
      element('div', { class: 'end' }, textElement('p', { class: 'about' }, end)),
      markingMarkup(readout, false),
    ),
  );
}

/** The document with a line break at its end. */
export function renderHtml(readout: Readout): string {
  const style = styleSheet(readout.marking);
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const head = element(
    'head',
    {},
    element('meta', { charset: 'utf-8' }),
    // Not through `element`: quotes within the policy must stay as they are written.
    `<meta http-equiv="Content-Security-Policy" content="${policy}">` as Markup,
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('meta', { name: 'referrer', content: 'no-referrer' }),
    textElement('title', {}, `${readout.title} (${readout.marking.label})`),
    `<style>${style}</style>` as Markup,
  );
  return `<!DOCTYPE html>\n${joined([element('html', { lang: 'en' }, head, '\n' as Markup, bodyMarkup(readout))])}\n`;
}
