// Exit codes: a case counts by its own level, which can be above that of each of its findings.
import { expect, it } from 'vitest';
import { blankCase } from '../output/fixtures/blank.js';
import { empty } from '../output/fixtures/empty.js';
import { exitCode } from '../util/error.js';
import { codeOf } from './exit-of.js';

const found = { ...empty(), cases: [blankCase({ level: 'high', findings: [] })], findings: [] };

it('a case at the level asked for is told, though no finding reaches it', () => {
  expect(codeOf(found, 'high')).toBe(exitCode.findings);
  expect(codeOf(found, 'critical')).toBe(exitCode.ok);
  expect(codeOf(found, undefined)).toBe(exitCode.ok);
});
