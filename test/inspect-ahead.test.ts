// Files that are looked through in threads: what is found is what a look in this thread finds, and a file that was written to
// in between is looked through again. On the built program, since threads are.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inspectAhead, inspectNow } from '../dist/store/inspect-ahead.js';
import { readFileHead } from '../src/source/head.js';

const home = mkdtempSync(join(tmpdir(), 'letterlock-ahead-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const names = ['a.jsonl', 'b.jsonl', 'broken.jsonl', 'c.jsonl'].map((name) => join(home, name));
const files = () => names.map((path) => ({ path, bytes: statSync(path).size }));

beforeAll(() => {
  for (const path of names) writeFileSync(path, `{"Id":"${path}"}\n`.repeat(1000));
  writeFileSync(names[2] as string, Buffer.from([0x7b, 0xff, 0x7d, 0x0a]));
});

test('what a thread finds is what is there', async () => {
  const inspect = inspectAhead(files(), 2, 1);
  for (const path of names) {
    const head = await readFileHead(path);
    expect(await inspect(path, head), path).toEqual(await inspectNow(path, head));
  }
});

test('what was written to since is looked through again', async () => {
  const inspect = inspectAhead(files(), 2, 1);
  const [first, second] = names as [string, string];
  await inspect(first, await readFileHead(first));
  writeFileSync(second, '{"Id":"other"}\n');
  const head = await readFileHead(second);
  expect(await inspect(second, head)).toEqual(await inspectNow(second, head));
});
