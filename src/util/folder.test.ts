// A folder that cannot be made must be an error at once, also where the system says of a folder that is there that it is not.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
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

test('a place that holds no folders is an error, and the program ends', (context) => {
  if (!existsSync('/proc/self')) return context.skip('there is no /proc here');
  // In a process of its own: what never comes back cannot be timed out from within.
  const code = `import('${join(import.meta.dirname, '../../dist/util/folder.js')}').then(({ makeFolder }) => makeFolder('/proc/x/y')).catch((error) => { console.error(error.code); process.exit(1); })`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', code], { timeout: 20_000, encoding: 'utf8' });
  expect(stderr).toContain('folderNotMade');
  expect(status).toBe(1);
});
