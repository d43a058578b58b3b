// An entry without a check is visible: each has one, or the reason why there is none, and the page for people tells of each.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { complaints } from './list.js';

const read = (path: string): string => readFileSync(path, 'utf8');
const entries = Object.entries(complaints);

it('every entry has one check, or a reason', () => {
  const tests = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts'));
  const text = tests.map((name) => read(join(import.meta.dirname, name))).join('\n');
  const checked = [...text.matchAll(/\bit\(\s*named\((\d+)\)/g)].map((hit) => Number(hit[1]));
  expect(checked.toSorted((a, b) => a - b)).toEqual(
    entries.filter(([, { notOfData }]) => notOfData === undefined).map(([entry]) => Number(entry)),
  );
});

it('docs/complaints.md names every thread in the row of its entry', () => {
  const rows = read('docs/complaints.md')
    .split('\n')
    .filter((line) => /^\| \d+ \|/.test(line));
  expect(rows).toHaveLength(entries.length);
  for (const [i, [entry, { threads, notOfData }]] of entries.entries()) {
    expect(rows[i]).toMatch(new RegExp(`^\\| ${entry} \\|`));
    for (const thread of threads) {
      const [repository, number] = thread.split('#');
      expect(rows[i], thread).toContain(`[${thread}](https://github.com/${repository}/issues/${number})`);
    }
    if (notOfData !== undefined) expect(rows[i], entry).toContain('Not of data');
  }
});

const shared = join(import.meta.dirname, '../../../shared/user-complaints.md');
it.skipIf(!readable(shared))('nothing of the list that we were given is missing', () => {
  const given = [...read(shared).matchAll(/(?:^|\s)(\d+)\. /gm)].map((hit) => Number(hit[1]));
  expect([...new Set(given)].sort((a, b) => a - b)).toEqual(entries.map(([entry]) => Number(entry)));
});

function readable(path: string): boolean {
  try {
    return read(path) !== '';
  } catch {
    console.warn(`SKIPPED: ${path} is not there, so the list cannot be held against it`);
    return false;
  }
}
