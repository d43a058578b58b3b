// The product must not know its own test data: nothing in src/ outside simulate/ may contain the marks of invented worlds or
// the names of scenarios, or the figures of the bench would measure memory instead of judgement.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { scenarioNames } from '../src/simulate/intrusion/scenario.js';

const src = fileURLToPath(new URL('../src/', import.meta.url));
const marks = ['198.18.', '198.19.', '2001:db8', '100.64.', '00000000-0000-4000-a000', 'northgate'];

/** Words that stand in code for other reasons are no mark; a scenario's name is one where it has a hyphen. */
const names = scenarioNames.filter((name) => name.includes('-'));

/** Code of the product: the doors of simulate and evaluate show examples, tests and fixtures are no code. */
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
  (file) =>
    file.endsWith('.ts') &&
    !file.startsWith('simulate') &&
    !/\.test\.ts$|fixtures/.test(file) &&
    !/^cli.(simulate|evaluate)\.ts$/.test(file),
);

/** Rules that come along are of the product, and some are named like the scenario in which their behaviour stands. */
const rules = readdirSync(fileURLToPath(new URL('../detections/', import.meta.url)));
const withoutRules = (text: string): string => rules.reduce((all, rule) => all.replaceAll(`'${rule}'`, ''), text);

function found(text: string): string[] {
  const own = withoutRules(text).toLowerCase();
  return [...marks, ...names].filter((mark) => own.includes(mark));
}

describe('the marks of invented data', () => {
  it('stand nowhere in the product', () => {
    expect(files.length).toBeGreaterThan(100);
    for (const file of files) expect(found(readFileSync(`${src}${file}`, 'utf8')), file).toEqual([]);
  });

  it('would be found', () => {
    expect(names.length).toBeGreaterThan(10);
    expect(found("if (ip.startsWith('198.18.')) // forged-token")).toEqual(['198.18.', 'forged-token']);
  });
});
