// A comparison on the terminal, as Markdown and as JSON: golden text, a first line that says the most, and no harm from hostile texts.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { compare } from '../../compare/compare.js';
import { type Comparison, comparison as schema } from '../../record/comparison.js';
import type { Result } from '../../record/result.js';
import { empty } from '../fixtures/empty.js';
import { hostile } from '../fixtures/hostile.js';
import { intrusion } from '../fixtures/intrusion.js';
import { quiet } from '../fixtures/quiet.js';
import { renderComparisonSchema } from '../result-schema.js';
import { widthOf } from '../text.js';
import { markdownComparison } from './markdown-comparison.js';
import { renderComparison } from './render-comparison.js';
import { statedIn } from './stated.js';

const golden = (name: string) => new URL(`../../../test/golden/output/${name}`, import.meta.url).pathname;

const side = (name: string, result: Result) => ({ name, result, statements: statedIn(result) });

/** Of one organisation, whatever the fixture says. */
const between = (old: Result, now: Result): Comparison =>
  compare(side('yesterday.json', old), side('today\u001b[2J<b>.json', now));
const less = (): Result => ({ ...hostile(), cases: [], inputs: hostile().inputs.slice(1) });

const pairs: readonly (readonly [string, Comparison])[] = [
  ['intrusion', between(quiet(), intrusion())],
  ['hostile', between(less(), hostile())],
  ['hostile-gone', between(hostile(), less())],
  ['nothing', between(empty(), empty())],
];

describe.each(pairs)('%s', (name, told) => {
  it('keeps the contract and its schema', () => {
    schema.parse(told);
    const validate = new Ajv2020({ strict: false }).compile(JSON.parse(renderComparisonSchema()));
    expect(validate(JSON.parse(JSON.stringify(told))), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each([40, 72, 100, 160])('stays within %d columns and holds no control character', (width) => {
    const lines = renderComparison(told, { colour: false, width }).split('\n');
    expect(lines.filter((line) => widthOf(line) > Math.min(100, Math.max(72, width)))).toEqual([]);
    for (const line of lines) expect(line).not.toMatch(/\p{C}/u);
  });

  it('as Markdown holds no HTML, link or image outside code, and whole tables', () => {
    const lines = markdownComparison(told, 'GREEN').split('\n');
    const bars = (line: string) => line.split('|').length;
    lines.forEach((line, at) => {
      expect(line.replace(/`[^`|]+`/g, '')).not.toMatch(/[<>[\]`@]|:\/\/|www\./);
      if (line.startsWith('|') && lines[at - 1]?.startsWith('|')) expect(bars(line)).toBe(bars(lines[at - 1] ?? ''));
      expect(line).not.toMatch(/\p{C}/u);
    });
  });

  it('as Markdown is marked at its beginning and end', () => {
    const lines = markdownComparison(told, 'RED').trimEnd().split('\n');
    expect([lines[0], lines.at(-1)]).toEqual([expect.stringMatching(/^\*\*TLP:RED\*\* For/), '**TLP:RED**']);
  });

  it('never puts a level or a likelihood and a confidence into one sentence', () => {
    const texts = [
      renderComparison(told, { colour: false, width: 100 }).replace(/\n {2,}/g, ' '),
      markdownComparison(told, 'RED'),
    ];
    for (const sentence of texts.flatMap((text) => text.split('\n')).flatMap((line) => line.split(/(?<=[.:?])\s| - /)))
      if (/confidence/i.test(sentence)) expect(sentence).not.toMatch(/\b(?:likely|unlikely|probabl|certain|Level)/);
  });

  it('says the most important thing in its first line', () => {
    const [first = ''] = renderComparison(told, { colour: false, width: 100 }).split('\n');
    expect(first).toMatch(/^ (WORSE|WITHDRAWN|LOWER|CHANGED|NOTHING NEW) {3}\S/);
  });

  it('is what it was', async () => {
    await expect(renderComparison(told, { colour: false, width: 100 })).toMatchFileSnapshot(
      golden(`compare-${name}.txt`),
    );
    await expect(markdownComparison(told, 'GREEN')).toMatchFileSnapshot(golden(`compare-${name}.md`));
  });
});

it('tells a case that came as worse and the same going as withdrawn', () => {
  const code = (at: number): string => pairs[at]?.[1].headline.code ?? '';
  expect([code(0), code(1), code(2), code(3)]).toEqual(['worse', 'worse', 'withdrawn', 'nothingNew']);
});

it('docs/compare.schema.json is what the contract makes', () => {
  const path = new URL('../../../docs/compare.schema.json', import.meta.url).pathname;
  expect(readFileSync(path, 'utf8')).toBe(renderComparisonSchema());
});
