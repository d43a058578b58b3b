import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { empty } from './fixtures/empty.js';
import { intrusion } from './fixtures/intrusion.js';
import { parts, writeParts } from './parts.js';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'letterlock-parts-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const read = (name: string) => readFile(join(dir, name), 'utf8');

async function joined() {
  const { parts: listed, ...rest } = JSON.parse(await read('result.json'));
  for (const [name, { file, count }] of Object.entries<{ file: string; count: number }>(listed)) {
    const lines = (await read(file)).split('\n').slice(0, -1);
    expect(lines.length).toBe(count);
    rest[name] = lines.map((line) => JSON.parse(line));
  }
  return rest;
}

it('holds the same keys as the whole, and leaves nothing unfinished', async () => {
  await writeParts(intrusion(), dir);
  expect(await joined()).toEqual(intrusion());
  expect((await readdir(dir)).sort()).toEqual([...parts.map((name) => `${name}.jsonl`), 'result.json'].sort());
});

it('replaces an earlier result', async () => {
  await writeParts(intrusion(), dir);
  await writeParts(empty(), dir);
  expect(await joined()).toEqual(empty());
});

it('says so when it cannot write', async () => {
  await writeFile(join(dir, 'file'), '');
  await expect(writeParts(empty(), join(dir, 'file', 'sub'))).rejects.toMatchObject({ code: 'folderNotMade' });
  await mkdir(join(dir, 'taken', 'inputs.jsonl'), { recursive: true });
  await expect(writeParts(empty(), join(dir, 'taken'))).rejects.toMatchObject({ code: 'outputNotWritten' });
});
