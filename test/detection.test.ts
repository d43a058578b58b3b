// Tiny worlds on every run: simulated, then investigated and evaluated in this process. The figures are those that hold today; the
// large matrix with its intervals is bench/detection/run.mjs. Seeds are development seeds.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { discover, investigate, loadAll, openWorkspace } from '../src/letterlock.js';
import { readRecords } from '../src/reconcile/records.js';
import { readKnowledge } from '../src/record/knowledge.js';
import { type Evaluation, evaluate, readKnown } from '../src/simulate/evaluate/evaluate.js';
import { accessesBeside, readAccesses, readTruth } from '../src/simulate/evaluate/read.js';
import { silent } from '../src/util/progress.js';
import { letterlock } from './e2e/run.js';

const home = mkdtempSync(join(tmpdir(), 'letterlock-detection-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** The built program, as a user asks it, so that this does not hang on the simulation's inner workings. */
async function simulate(out: string, options: readonly string[]): Promise<void> {
  const run = await letterlock(home, ['simulate', '--out', out, ...options]);
  expect(run.code, run.stderr).toBe(0);
}

const everyRecord = { ids: null, class: null, mailboxes: [], users: [], tenants: [], fromMs: null, toMs: null };

async function evaluateWorld(name: string, ...options: readonly string[]): Promise<Evaluation> {
  const out = join(home, name);
  await simulate(out, options);
  const workspace = await openWorkspace(null, 1);
  try {
    await loadAll(workspace, await discover([out]), silent);
    const result = await investigate(workspace);
    const accesses = await accessesBeside(`${out}.truth.json`);
    return await evaluate({
      result,
      truth: await readTruth(`${out}.truth.json`),
      known: accesses === null ? null : await readKnown(readAccesses(accesses)),
      records: readRecords(workspace, readKnowledge(), everyRecord, { rows: false, raw: false }),
    });
  } finally {
    await workspace.close();
  }
}

const small = ['--mailboxes', '6', '--days', '14', '--start', '2024-01-08'];

/** Holds in every world. */
function expectExact(evaluation: Evaluation): void {
  expect(evaluation.ledger.files.filter((file) => !file.exact)).toEqual([]);
  // A table beside the logs, not a log: the truth's ledger does not have it.
  expect(evaluation.ledger.surplus.filter((path) => path !== 'networks.csv')).toEqual([]);
  expect(evaluation.reconciliation.agreement?.surplus).toBe(0);
  expect(evaluation.reconciliation.agreement?.disagreements.filter((row) => row.got === 'absent')).toEqual([]);
}

const shareAgreed = ({ reconciliation: { agreement } }: Evaluation): number =>
  agreement === null ? 0 : agreement.agreed / agreement.decided;

describe('tiny worlds', () => {
  it.each([1, 2])('without an intrusion give no false case at medium or above (seed %i)', async (seed) => {
    const evaluation = await evaluateWorld(`quiet-${seed}`, '--seed', String(seed), ...small);
    expectExact(evaluation);
    expect(shareAgreed(evaluation)).toBeGreaterThan(0.99);
    expect(evaluation.intrusions).toEqual([]);
    expect(evaluation.falseCases.list.filter((item) => item.level !== 'low')).toEqual([]);
  });

  it('with forged tokens: found at high, and exact in mailboxes and messages', async () => {
    const evaluation = await evaluateWorld('forged', '--seed', '3', ...small, '--scenario', 'forged-token');
    expectExact(evaluation);
    expect(shareAgreed(evaluation)).toBeGreaterThan(0.99);
    expect(evaluation.overall.recall.high).toMatchObject({ of: 1, hits: 1 });
    expect(evaluation.overall.exactMailboxes.hits).toBe(1);
    expect(evaluation.overall.exactMessages.hits).toBe(1);
    expect(evaluation.overall).toMatchObject({ inPieces: 0, mixed: 0, ordinary: 0 });
    expect(evaluation.falseCases.atLeast.medium.cases).toBe(0);
  });
});
