// Every readout on every made-up result: golden text, and the promises that hold whatever the logs hold.

import { stripVTControlCharacters } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { resultSchema } from '../record/result.js';
import { fixtures } from './fixtures/fixture.js';
import { renderJson } from './json.js';
import { standardReadout } from './readout/readout.js';
import { renderReadoutMarkdown } from './readout/render-markdown.js';
import { renderResultSchema } from './result-schema.js';
import { renderTerminal } from './terminal/render-terminal.js';
import { widthOf } from './text.js';

const golden = (name: string) => new URL(`../../test/golden/output/${name}`, import.meta.url).pathname;
const plain = { colour: false, width: 80 };

describe.each(Object.entries(fixtures))('%s', (name, make) => {
  const result = make();
  it('keeps the contract', () => {
    resultSchema.parse(result);
    const { reconciliation: sum } = result;
    expect(sum.explained + sum.background + sum.notAssessable + sum.unexplained).toBe(sum.total);
    for (const file of result.inputs) expect(file.records + file.duplicates + file.rejects).toBe(file.rows);
  });
  it('terminal', async () => {
    await expect(renderTerminal(result, plain)).toMatchFileSnapshot(golden(`${name}.txt`));
  });
  it('markdown', async () => {
    await expect(renderReadoutMarkdown(standardReadout(result))).toMatchFileSnapshot(golden(`${name}.md`));
  });
  it.each([40, 72, 80, 132])('stays within %d columns and holds no control character', (width) => {
    const lines = renderTerminal(result, { colour: false, width, allSessions: true }).split('\n');
    const long = lines.filter(
      (line) => widthOf(line) > Math.max(72, width) && !/letterlock (records|attribute)/.test(line),
    );
    expect(long).toEqual([]);
    for (const line of lines) expect(line).not.toMatch(/\p{C}/u);
  });
  it('says the same with and without colour', () => {
    const coloured = renderTerminal(result, { ...plain, colour: true });
    expect(stripVTControlCharacters(coloured)).toBe(renderTerminal(result, plain));
    expect(coloured).not.toBe(renderTerminal(result, plain));
  });
  it('json is canonical, complete and valid against the schema', () => {
    const text = renderJson(result);
    expect(JSON.parse(text)).toEqual(result);
    const turned = Object.fromEntries(Object.entries(result).reverse()) as typeof result;
    expect(renderJson(turned)).toBe(text);
    expect(text.endsWith('}\n')).toBe(true);
    const validate = new Ajv2020().compile(JSON.parse(renderResultSchema()));
    expect(validate({ ...JSON.parse(text), keyOfTomorrow: 1 }) || validate.errors).toBe(true);
  });
});

it('shows a quiet organisation on one screen, prompt included', () => {
  const quiet = fixtures.quiet?.();
  if (quiet === undefined) throw new Error('no quiet fixture');
  expect(renderTerminal(quiet, plain).split('\n').length).toBeLessThanOrEqual(24);
});

it('docs/result.schema.json is what the contract makes', async () => {
  const path = new URL('../../docs/result.schema.json', import.meta.url).pathname;
  await expect(renderResultSchema()).toMatchFileSnapshot(path);
});
