// A kept workspace that is asked again: the same bytes without a second investigation, and never an old answer to new exports
// or to another question.
import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { discover, everything, investigate, listRecords, loadAll, openWorkspace } from '../src/letterlock.js';
import { writeSimulation } from '../src/simulate/write.js';
import type { Progress } from '../src/util/progress.js';
import { silent } from '../src/util/progress.js';

const home = mkdtempSync(join(tmpdir(), 'letterlock-kept-'));
const exports = join(home, 'exports');
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** What a run does and says: loads the exports into the workspace, if there is one, and asks. */
async function ask(folder: string | null, question = everything) {
  const phases: string[] = [];
  const progress: Progress = {
    ...silent,
    phase: (name) => phases.push(name),
    advance: (_, what) => phases.push(what ?? ''),
  };
  const workspace = await openWorkspace(folder, 1);
  try {
    await loadAll(workspace, await discover([exports]), progress);
    const result = await investigate(workspace, question, progress);
    const records: string[] = [];
    const behind = {
      ...{ base: question, scope: everything.scope, users: [], class: null },
      ...{ session: null, finding: null, rows: false, raw: true },
    };
    for await (const record of listRecords(workspace, { ...behind, case: result.cases[0]?.id ?? null }))
      records.push(JSON.stringify(record));
    return { text: JSON.stringify(result), records: records.join('\n'), phases };
  } finally {
    await workspace.close();
  }
}

const kept = join(home, 'kept');
const worked = 'weighing evidence';
let first: Awaited<ReturnType<typeof ask>>;
const csv = join(exports, 'networks.csv');
const log = (): string =>
  join(exports, JSON.parse(first.text).inputs.find((i: { shape: string }) => i.shape === 'auditData').path);

describe('a kept workspace', () => {
  beforeAll(async () => {
    const options = {
      seed: 3,
      mailboxes: 5,
      days: 9,
      start: '2023-05-01',
      scenarios: ['forged-token'],
      defects: 'none' as const,
    };
    await writeSimulation(exports, { ...options, shapes: ['auditDataLines'] });
    first = await ask(kept);
  });

  test('answers the same question in the same bytes, without working it out or reading the exports again', async () => {
    expect(first.phases).toContain(worked);
    expect(JSON.parse(first.text).cases.length).toBeGreaterThan(0);
    const again = await ask(kept);
    expect(again.text).toBe(first.text);
    expect(again.records).toBe(first.records);
    expect(again.records.length).toBeGreaterThan(1000);
    expect(again.phases).not.toContain(worked);
    expect(again.phases.filter((phase) => phase.endsWith('.jsonl') || phase.endsWith('.csv'))).toEqual([]);
  });

  test('says what a workspace that is not kept says', async () => {
    const temporary = await ask(null);
    expect(temporary.text).toBe(first.text);
    expect(temporary.records).toBe(first.records);
  });

  test('works out another question, and then remembers both', async () => {
    const later = { ...everything, scope: { ...everything.scope, fromMs: Date.UTC(2023, 4, 4) } };
    const answer = await ask(kept, later);
    expect(answer.phases).toContain(worked);
    expect(answer.text).not.toBe(first.text);
    for (const question of [everything, later]) expect((await ask(kept, question)).phases).not.toContain(worked);
    const delegates = [{ user: 'a@example.com', reason: 'test' }];
    const allowed = { ...everything, allowed: { ...everything.allowed, delegates } };
    expect((await ask(kept, allowed)).phases).toContain(worked);
  });

  test('reads a file that was put back, and finds it unchanged', async () => {
    await ask(kept);
    const { atime, mtime } = statSync(csv);
    writeFileSync(`${csv}.new`, readFileSync(csv));
    renameSync(`${csv}.new`, csv);
    utimesSync(csv, atime, mtime);
    const again = await ask(kept);
    expect(again.phases).toContain('networks.csv');
    expect(again.phases).not.toContain(worked);
    expect(again.text).toBe(first.text);
  });

  test('sees other bytes behind the same length and the same time', async () => {
    const path = log();
    const { atime, mtime, size } = statSync(path);
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replaceAll('"ResultStatus":"Succeeded"', '"ResultStatus":"succeeded"'),
    );
    utimesSync(path, atime, mtime);
    expect(statSync(path).size).toBe(size);
    const changed = await ask(kept);
    expect(changed.phases).toContain(worked);
    expect(JSON.parse(changed.text).inputs.length).toBe(JSON.parse(first.text).inputs.length + 1);
  });
});
