// A folder that cannot be made must be an error at once. What /proc does to it is proved on the whole program, in e2e/bad-input.test.ts:
// what never comes back cannot be timed out from within.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeFolder } from './folder.js';

const home = mkdtempSync(join(tmpdir(), 'letterlock-folder-'));
afterAll(() => rmSync(home, { recursive: true }));

test('a folder is made with those above it, and may be there already', () => {
  const deep = join(home, 'a', 'b', 'c');
  for (let n = 0; n < 2; n++) makeFolder(deep);
  expect(statSync(deep).isDirectory()).toBe(true);
});

test('a file in the way is an error', () => {
  writeFileSync(join(home, 'file'), '');
  expect(() => makeFolder(join(home, 'file'))).toThrow('a file is in its way');
  expect(() => makeFolder(join(home, 'file', 'below'))).toThrow('a file is in its way');
});
