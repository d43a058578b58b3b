// Proves the reading of real logs: public lab exports (../shared/corpus) give the records, ids, operations, users and times that
// the slow reader finds; a table of no known kind is named and warned about. Skipped, visibly, where the corpus is absent.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type Oracle, readAll } from '../oracle/read.js';
import { countBy } from '../oracle/tally.js';
import { expectNoStack, investigate, letterlock, type Outcome, proofIf, root, workshop } from './run.js';

const fresh = workshop();
const corpus = resolve(root, '../shared/corpus');
const there = existsSync(corpus);
if (!there) console.warn(`SKIPPED: ${corpus} is not there, so nothing was proved about real logs`);

type Line = { id: string; operation: string; user: string | null; time: string; address: string | null };

/** What `letterlock records` writes; null where the program has no such command yet. */
async function recordsOf(cwd: string, folder: string): Promise<Line[] | null> {
  const run = await letterlock(cwd, ['records', folder, '--json', 'records.jsonl']);
  expectNoStack(run);
  if (run.code === 2) return null;
  expect(run).toMatchObject({ code: 0 });
  const lines = readFileSync(join(cwd, 'records.jsonl'), 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Line);
}

proofIf(there).each(['det-eng-samples', 'plaso'])('%s', (name) => {
  const folder = join(corpus, name);
  let oracle: Oracle;
  let run: Outcome;
  let cwd: string;
  beforeAll(async () => {
    cwd = fresh().cwd;
    oracle = readAll([folder]);
    run = await investigate(cwd, [folder]);
  });

  test('every log file has the rows of the second reader; none is lost', () => {
    const said = run.result.inputs.map(({ path, rows, records, duplicates, rejects }) => [
      path,
      { rows, records, duplicates, rejects },
    ]);
    const known = oracle.files.filter((file) => file.known);
    const wanted = known.map(({ name: path, rows, records, duplicates, rejects }) => {
      return [path, { rows: rows.length, records, duplicates, rejects: rejects.length }];
    });
    expect(Object.fromEntries(said)).toMatchObject(Object.fromEntries(wanted));
    expect(oracle.records.length).toBeGreaterThan(3);
  });

  test('ids, operations, users, times and addresses', async ({ skip }) => {
    const lines = await recordsOf(cwd, folder);
    if (lines === null) skip('the program has no `records` command yet');
    const flat = (id: unknown, operation: unknown, user: unknown, at: number, address: unknown) =>
      [id, String(operation).trim(), user, new Date(at).toISOString(), address].join(' | ');
    const said = (lines ?? []).map((line) =>
      flat(line.id, line.operation, line.user, Date.parse(line.time), line.address),
    );
    const wanted = oracle.records.map((one) => flat(one.id, one.operation, one.user, one.at, one.address));
    expect(said.sort()).toEqual(wanted.sort());
  });

  test('first and last times of a file', () => {
    for (const input of run.result.inputs) {
      const file = oracle.files.find((one) => one.name === input.path);
      const times = (file?.rows ?? []).flatMap((row) => row.record?.at ?? []);
      if (times.length === 0) continue;
      expect(Date.parse(input.firstAt ?? ''), input.path).toBe(Math.min(...times));
      expect(Date.parse(input.lastAt ?? ''), input.path).toBe(Math.max(...times));
    }
  });
});

proofIf(there)('a table of no known kind', () => {
  test('is named, counted and warned about, and wakes nobody', async () => {
    const { result } = await investigate(fresh().cwd, [join(corpus, 'msticpy', 'demo_exchange_data.csv')]);
    const [input] = result.inputs;
    expect(input?.path).toBe('demo_exchange_data.csv');
    expect(input?.warnings.length).toBeGreaterThan(0);
    expect(input?.rows).toBe((input?.records ?? 0) + (input?.duplicates ?? 0) + (input?.rejects ?? 0));
    expect(countBy(result.cases, (one) => one.level)).toEqual({});
    expect(result.verdict.code).toBe('notAssessable');
  });
});
