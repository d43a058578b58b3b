// The readout in every format for every reader, over every made-up result: the promises that hold whatever the logs hold.
import { describe, expect, it } from 'vitest';
import { fixtures } from '../fixtures/fixture.js';
import { widthOf } from '../text.js';
import { type Readout, readers } from './content.js';
import { renderHtml } from './html/render-html.js';
import { type Tlp, tlpNames } from './marking.js';
import { readoutOf } from './readout.js';
import { renderReadoutMarkdown } from './render-markdown.js';
import { renderText } from './render-text.js';

const options = { tlp: 'AMBER+STRICT' as Tlp, places: null, redacted: [] };
const all = Object.entries(fixtures).flatMap(([name, make]) =>
  readers.map((reader) => ({ name, reader, readout: readoutOf(make(), { ...options, reader }) })),
);
const only = (name: string, reader: string): Readout => {
  const found = all.find((it) => it.name === name && it.reader === reader);
  if (found === undefined) throw new Error(`no ${name} for ${reader}`);
  return found.readout;
};

/** Every text of the content, whatever it stands in. */
const textsOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsOf)
      : [];

/** Elements in the order of opening; throws where they are not closed as they were opened, or an attribute is not quoted. */
function elementsOf(html: string): { name: string; attributes: string }[] {
  const body = html.replace(/^<!DOCTYPE html>\n/, '').replace(/<style>[^<]*<\/style>/, '');
  const open: string[] = [];
  const found: { name: string; attributes: string }[] = [];
  for (const [tag] of body.matchAll(/<[^>]*>/g)) {
    const [, end, name = '', attributes = '', closed] =
      /^<(\/?)([a-zA-Z0-9]+)((?: [\w:-]+="[^"<>]*")*)(\/?)>$/.exec(tag) ?? [];
    if (name === '') throw new Error(`no element: ${tag}`);
    if (end === '/') expect(open.pop(), tag).toBe(name);
    else {
      found.push({ name, attributes });
      if (closed !== '/' && name !== 'meta') open.push(name);
    }
  }
  expect(open).toEqual([]);
  expect(body.replace(/<[^>]*>/g, '')).not.toMatch(/[<>]/);
  return found;
}

describe.each(all)('$name for $reader', ({ readout, reader }) => {
  it('as text stays within its columns, and holds no control character', () => {
    const lines = renderText(readout, 80).split('\n');
    const whole = /letterlock |^ {4}|^ {2}\S.*\||^\s*(?:["|.]|[\w\\-])/;
    expect(lines.filter((line) => widthOf(line) > 100 && !whole.test(line))).toEqual([]);
    for (const line of lines) expect(line).not.toMatch(/\p{C}/u);
  });

  it('as Markdown holds no HTML, link or image outside code, and its tables keep their columns', () => {
    const lines = renderReadoutMarkdown(readout).split('\n');
    let fence = '';
    lines.forEach((line, at) => {
      const [, mark] = /^(`{3,})(?:kql|shell|powershell)?$/.exec(line) ?? [];
      if (mark !== undefined && (fence === '' || fence === mark)) fence = fence === '' ? mark : '';
      else if (fence === '') {
        expect(line.replace(/`[^`|]+`/g, '')).not.toMatch(/[<>[\]`@]|:\/\/|www\./);
        const bars = (text: string) => text.split('|').length;
        if (line.startsWith('|') && lines[at - 1]?.startsWith('|')) expect(bars(line)).toBe(bars(lines[at - 1] ?? ''));
      }
      expect(line).not.toMatch(/\p{C}/u);
    });
    expect(fence).toBe('');
  });

  it('as HTML is well formed, runs nothing and fetches nothing', () => {
    const html = renderHtml(readout);
    const elements = elementsOf(html);
    const names = new Set(elements.map(({ name }) => name));
    for (const name of [
      'script',
      'img',
      'iframe',
      'object',
      'embed',
      'link',
      'base',
      'form',
      'input',
      'image',
      'foreignObject',
      'animate',
      'set',
    ])
      expect(names.has(name), name).toBe(false);
    for (const { name, attributes } of elements) {
      expect(attributes, name).not.toMatch(/ (?:on\w+|style|src|srcset|data|formaction)=/);
      expect(attributes, name).not.toMatch(/ href="(?!#)/);
      expect(attributes, name).not.toMatch(/javascript:/i);
      expect(attributes.replace(/ xmlns="http:\/\/www\.w3\.org\/2000\/svg"/, ''), name).not.toMatch(/="https?:/);
    }
    expect(html).toMatch(
      /content="default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'"/,
    );
    expect(html.slice(0, html.indexOf('</style>'))).not.toMatch(/@import|url\((?!#)/);
    for (const line of html.split('\n')) expect(line).not.toMatch(/\p{C}/u);
  });

  it('as HTML has its landmarks, headings in order, headers of tables and words for pictures', () => {
    const html = renderHtml(readout);
    const elements = elementsOf(html);
    const names = elements.map(({ name }) => name);
    for (const name of ['header', 'main', 'footer', 'h1'])
      expect(
        names.filter((it) => it === name),
        name,
      ).toHaveLength(1);
    const depths = names.filter((name) => /^h[1-6]$/.test(name)).map((name) => Number(name.slice(1)));
    for (const [i, depth] of depths.entries()) expect(depth).toBeLessThanOrEqual((depths[i - 1] ?? 0) + 1);
    const ids = elements.flatMap(({ attributes }) => / id="([^"]+)"/.exec(attributes)?.[1] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const named = elements.flatMap(
      ({ attributes }) => / aria-labelledby="([^"]+)"/.exec(attributes)?.[1]?.split(' ') ?? [],
    );
    for (const id of named) expect(ids).toContain(id);
    const hatches = [...html.matchAll(/url\(#([^)]+)\)/g)].map(([, id]) => id);
    for (const id of hatches) expect(ids).toContain(id);
    expect(names.filter((name) => name === 'svg').length).toBe(names.filter((name) => name === 'desc').length);
    expect(names.filter((name) => name === 'table').length).toBe(names.filter((name) => name === 'caption').length);
    for (const { name, attributes } of elements) if (name === 'th') expect(attributes).toContain('scope="col"');
  });

  it('is marked at its beginning and end in every format', () => {
    const label = 'TLP:AMBER+STRICT';
    for (const text of [renderText(readout, 80), renderReadoutMarkdown(readout)]) {
      const lines = text.trimEnd().split('\n');
      expect(lines[0]).toContain(label);
      expect(lines.at(-1)).toContain(label);
    }
    const html = renderHtml(readout);
    expect(html).toContain(`<header><div class="marking"`);
    expect(html.slice(html.indexOf('<footer>'))).toContain(label);
    for (const corner of ['@top-right', '@bottom-right']) expect(html).toContain(`${corner}{content:"${label}"`);
  });

  it('never puts a likelihood or a level and a confidence into one sentence', () => {
    const formats = [renderText(readout, 80).replace(/\n {2,}/g, ' '), renderReadoutMarkdown(readout)];
    const sentences = [...textsOf(readout), ...formats.flatMap((text) => text.split('\n'))].flatMap((text) =>
      text.split(/(?<=[.:?])\s/),
    );
    for (const sentence of sentences)
      if (/confidence/i.test(sentence))
        expect(sentence).not.toMatch(/\b(?:likely|unlikely|probabl|certain|chance|Level)/);
  });

  it('is the same each time', () => {
    expect(renderHtml(readout)).toBe(renderHtml(JSON.parse(JSON.stringify(readout)) as Readout));
    expect(readout.reader).toBe(reader);
  });
});

it('says the same to the same reader in every format', () => {
  const squeezed = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');
  for (const reader of readers) {
    const readout = only('intrusion', reader);
    const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
    const shown = renderHtml(readout).replace(/&(#?\w+);/g, (_all, name: string) => signs[name] ?? '?');
    const formats = [renderText(readout, 100), renderReadoutMarkdown(readout), shown].map((it) =>
      squeezed(it).toLowerCase(),
    );
    for (const { title, blocks } of readout.sections) {
      const sayings = blocks.flatMap((block) =>
        block.kind === 'statements' ? block.statements.map((it) => it.text) : block.kind === 'list' ? block.items : [],
      );
      for (const said of [title, ...sayings].filter((it) => it.length < 400)) {
        expect(
          formats.map((it) => it.includes(squeezed(said).toLowerCase())),
          said,
        ).toEqual([true, true, true]);
      }
    }
  }
});

it.each(tlpNames)('marks with TLP:%s in its colour', (tlp) => {
  const readout = readoutOf(fixtures.quiet?.() as never, { ...options, tlp, reader: 'minister' });
  expect(renderText(readout, 80).trimEnd().endsWith(`TLP:${tlp}`)).toBe(true);
  expect(renderHtml(readout)).toContain(`.marking .label{color:${readout.marking.colour}}`);
});

it('tells a minister without ids', () => {
  const text = textsOf(only('intrusion', 'minister').sections).join('\n');
  expect(text).not.toMatch(/case-|finding-|s-0\d|campaign-|T1\d{3}|[0-9a-f]{8}-[0-9a-f]{4}/);
  expect(text).toContain('Mara Quill (Minister)');
});

it('numbers every statement of a record, each with what it rests on', () => {
  const blocks = only('intrusion', 'record').sections.flatMap((it) => it.blocks);
  const classes = blocks.flatMap((block) => (block.kind === 'statements' ? [block] : []));
  expect(classes.map(({ letter }) => letter)).toEqual(['E', 'A', 'N', 'C']);
  for (const { letter, statements } of classes)
    statements.forEach((it, i) => {
      expect(it.number).toBe(`${letter}${i + 1}`);
      expect(it.rests.length).toBeGreaterThan(0);
    });
});
