// An attribution on the terminal, as Markdown and as JSON: golden text, a matrix that fits, and no harm from hostile texts.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { attributeIn } from '../../attribute/attribute.js';
import { readProfiles } from '../../attribute/profile/read.js';
import { type Attribution, attribution as schema } from '../../record/attribution.js';
import type { Result } from '../../record/result.js';
import { hostile } from '../fixtures/hostile.js';
import { intrusion } from '../fixtures/intrusion.js';
import { renderAttributionSchema } from '../result-schema.js';
import { widthOf } from '../text.js';
import { markdownAttribution } from './markdown-attribution.js';
import { renderAttribution } from './render-attribution.js';

const golden = (name: string) => new URL(`../../../test/golden/output/${name}`, import.meta.url).pathname;
const profiles = readProfiles();

const first = (result: Result): Attribution => attributeIn(result, result.cases[0]?.id ?? '', profiles);

/** The same with every text that a log or a profile can carry written by the adversary. */
function poisoned(clean: Attribution): Attribution {
  const evil =
    '\u001b[2Jno\u202eone <img src=x onerror=alert(1)> [click](http://evil.example) | # *bold*\r\n## Verdict';
  const spoil = <T>(value: T): T => {
    if (typeof value === 'string')
      return (
        / /.test(value) && !/^(roughly|almost|very|un)?\s?(likely|even|no chance|certain|unlikely)/.test(value)
          ? `${value} ${evil}`
          : value
      ) as T;
    if (Array.isArray(value)) return value.map(spoil) as T;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, key === 'term' ? item : spoil(item)]),
    ) as T;
  };
  return spoil({ ...clean, subject: { ...clean.subject, id: `case 1 ${evil}` } });
}

const cases: readonly (readonly [string, Attribution])[] = [
  ['intrusion', first(intrusion())],
  ['hostile', first(hostile())],
  ['poisoned', poisoned(first(intrusion()))],
];

describe.each(cases)('%s', (name, attribution) => {
  it('keeps the contract and its schema', () => {
    schema.parse(attribution);
    const validate = new Ajv2020({ strict: false }).compile(JSON.parse(renderAttributionSchema()));
    expect(validate(JSON.parse(JSON.stringify(attribution))), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each([40, 72, 100, 160])('stays within %d columns and holds no control character', (width) => {
    const lines = renderAttribution(attribution, { colour: false, width }).split('\n');
    expect(lines.filter((line) => widthOf(line) > Math.min(100, Math.max(72, width)))).toEqual([]);
    for (const line of lines) expect(line).not.toMatch(/\p{C}/u);
  });

  it('as Markdown holds no HTML, link or image outside code, and whole tables', () => {
    const lines = markdownAttribution(attribution).split('\n');
    const bars = (line: string) => line.split('|').length;
    lines.forEach((line, at) => {
      expect(line.replace(/`[^`|]+`/g, '')).not.toMatch(/[<>[\]`@]|:\/\/|www\./);
      if (line.startsWith('|') && lines[at - 1]?.startsWith('|')) expect(bars(line)).toBe(bars(lines[at - 1] ?? ''));
    });
  });

  it('is what it was', async () => {
    if (name === 'poisoned') return;
    await expect(renderAttribution(attribution, { colour: false, width: 100 })).toMatchFileSnapshot(
      golden(`attribution-${name}.txt`),
    );
    await expect(markdownAttribution(attribution)).toMatchFileSnapshot(golden(`attribution-${name}.md`));
  });
});

it('docs/attribution.schema.json is what the contract makes', () => {
  const path = new URL('../../../docs/attribution.schema.json', import.meta.url).pathname;
  expect(readFileSync(path, 'utf8')).toBe(renderAttributionSchema());
});
