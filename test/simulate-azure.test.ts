// A small world in each shape that comes from Azure and PowerShell: the program reads from it what the truth says, and the same
// as from Graph's own pages.
import { beforeAll, describe, expect, it } from 'vitest';
import { everything, investigate, type Result } from '../src/letterlock.js';
import { sql } from '../src/query/sql.js';
import { type Kept, keep } from '../src/simulate/memory.js';
import type { SimulateOptions } from '../src/simulate/option.js';
import type { Workspace } from '../src/store/workspace.js';
import { inputsOf, load } from './store/world.js';

const options: SimulateOptions = {
  ...{
    seed: 5,
    mailboxes: 5,
    days: 8,
    start: '2024-03-04',
    scenarios: ['consented-app:volume=30+care=low'],
    shapes: ['managementBlobs'],
  },
  ...{ signIns: 'graphBetaArray', pace: 0.6 },
};

async function read(more: Partial<SimulateOptions>): Promise<{ kept: Kept; workspace: Workspace; result: Result }> {
  const kept = keep({ ...options, ...more });
  const workspace = await load(Object.fromEntries(kept.files));
  const result = await investigate(workspace, { ...everything, allSessions: true });
  const ledger = (await inputsOf(workspace)).filter(({ path }) => path !== 'networks.csv');
  for (const { path, rows, records, duplicates, rejects } of ledger) {
    const truth = kept.truth.files.find((file) => file.path === path);
    expect({ path, rows, records, duplicates, rejects }).toEqual({
      ...{ path, rows: truth?.rows, records: truth?.records, duplicates: truth?.duplicates },
      rejects: truth?.rejects.length,
    });
  }
  expect(ledger).toHaveLength(kept.truth.files.length);
  return { kept, workspace, result };
}

const compared = ['accesses', 'reconciliation', 'sessions', 'findings', 'verdict'] as const;
/** Who may be behind it is weighed by what was given, and a log of the directory is something given. */
const casesOf = ({ cases }: Result) => cases.map(({ judgements: _, ...rest }) => rest);
let plain: Result;
beforeAll(async () => {
  plain = (await read({})).result;
});

describe('sign-ins, and changes in the directory', () => {
  it.each([
    ['sentinelCsv', 'azureStorage'],
    ['azureStorage', 'sentinelCsv'],
    ['azureEventHub', 'graphPages'],
    ['graphCmdletJson', 'graphCmdletJson'],
    ['graphBetaLines', 'entraPortalCsv'],
  ])('%s beside %s', async (signIns, directory) => {
    const { result, workspace } = await read({ signIns, directory });
    for (const key of compared) expect(result[key], key).toEqual(plain[key]);
    expect(casesOf(result)).toEqual(casesOf(plain));
    expect(result.coverage.signIns).toEqual(plain.coverage.signIns);
    const [log] = result.coverage.directory;
    const told = await workspace.database.rows<{ records: number; actors: number }>(
      sql`SELECT count(*) AS records, count(DISTINCT "user") AS actors FROM audit WHERE "recordType" = 8`,
    );
    expect(log).toMatchObject({ tenant: plain.coverage.mailboxes[0]?.tenant, rows: told[0]?.records });
    expect(told[0]?.records).toBeGreaterThan(2);
  });

  // Advanced hunting names no protocol and, of programs, no token id: what rests on these may be missing, and nothing more.
  it('defenderCsv', async () => {
    const { result } = await read({ signIns: 'defenderCsv' });
    for (const key of ['accesses', 'reconciliation', 'verdict'] as const) expect(result[key], key).toEqual(plain[key]);
    expect(result.cases.map(({ mailboxes }) => mailboxes)).toEqual(plain.cases.map(({ mailboxes }) => mailboxes));
    const kinds = (of: Result) => of.coverage.signIns.map(({ kind, rows }) => [kind, rows]);
    expect(kinds(result)).toEqual(kinds(plain));
  });

  // Export-Csv loses whether a sign-in succeeded: fewer accesses are explained by context, and nobody is accused for it.
  it('graphCmdletCsv', async () => {
    const { result } = await read({ signIns: 'graphCmdletCsv' });
    expect(result.accesses).toEqual(plain.accesses);
    const { total, byTier, unexplained } = result.reconciliation;
    expect(total).toBe(plain.reconciliation.total);
    const { token, session, context } = plain.reconciliation.byTier;
    expect([byTier.token, byTier.session]).toEqual([token, session]);
    // The audit log's own records of sign-ins do say that they succeeded.
    expect(byTier.context).toBeLessThan(context);
    expect(unexplained).toBeLessThanOrEqual(plain.reconciliation.unexplained);
    const lost = result.inputs.flatMap(({ warnings }) => warnings.filter(({ code }) => code === 'outcomesLost'));
    expect(lost.map(({ message }) => message).join()).toContain('Export-Csv wrote the names of types');
  });
});

describe('the logs beside', () => {
  it.each(['sentinelCsv', 'azureStorage'])('calls of Graph: %s', async (graphActivity) => {
    const { result, workspace } = await read({ graphActivity });
    const { explained, background, notAssessable, unexplained, total } = result.reconciliation;
    expect(explained + background + notAssessable + unexplained).toBe(total);
    expect(total - result.accesses.graph).toBe(plain.reconciliation.total);
    const [calls] = await workspace.database.rows<{ calls: number }>(sql`SELECT count(*) AS calls FROM "graphCall"`);
    expect(result.coverage.graphActivity[0]?.rows).toBe(calls?.calls);
    // Most reads are told by the audit log, so they do not count again.
    expect(calls?.calls).toBeGreaterThan(10);
    expect(result.accesses.graph).toBeLessThan((calls?.calls ?? 0) / 4);
    expect(unexplained).toBe(plain.reconciliation.unexplained);
  });
});
