// Every defect that `simulate` writes by name: what the truth says of the rows is what is read, and what is wrong is said.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { discover, investigate, loadAll, openWorkspace } from '../src/letterlock.js';
import { checkLedger } from '../src/simulate/evaluate/ledger.js';
import { defectNames } from '../src/simulate/export/defect.js';
import { keep } from '../src/simulate/memory.js';
import type { SimulateOptions } from '../src/simulate/option.js';
import { writeSimulation } from '../src/simulate/write.js';
import { silent } from '../src/util/progress.js';

const small: SimulateOptions = {
  ...{ seed: 9, mailboxes: 6, days: 12, start: '2023-05-01', scenarios: [], pace: 0.3 },
  ...{ shapes: ['purviewCsv'], signIns: 'entraPortalCsv' },
};

async function read(more: Partial<SimulateOptions>) {
  const home = mkdtempSync(join(tmpdir(), 'letterlock-defect-'));
  const workspace = await openWorkspace(null, 1);
  try {
    const truth = await writeSimulation(join(home, 'x'), { ...small, ...more });
    const failed = await loadAll(workspace, await discover([join(home, 'x')]), silent);
    expect(failed).toEqual([]);
    const result = await investigate(workspace);
    const codes = new Set(result.inputs.flatMap(({ warnings }) => warnings.map(({ code }) => code)));
    return { truth, result, codes, ledger: checkLedger(truth.files, result) };
  } finally {
    await workspace.close();
    rmSync(home, { recursive: true, force: true });
  }
}

let plain: Awaited<ReturnType<typeof read>>;
beforeAll(async () => {
  plain = await read({ defects: 'none' });
});

const exact = ({ ledger }: Awaited<ReturnType<typeof read>>) => ledger.files.flatMap((file) => file.differences);

describe('a named defect', () => {
  it('dates of other cultures: every row has the time that it had', async () => {
    for (const defects of ['dayFirst', 'dottedDates']) {
      const other = await read({ defects });
      expect(exact(other)).toEqual([]);
      expect([...other.codes]).toEqual(['cultureDates']);
      expect(other.result.reconciliation).toEqual(plain.result.reconciliation);
      expect(other.result.coverage.signIns).toEqual(plain.result.coverage.signIns);
    }
  });

  it('spellings of users and a column off by two hours change nothing of the answer', async () => {
    const other = await read({ defects: 'spellings,shiftedDates,newFields' });
    expect(exact(other)).toEqual([]);
    expect(other.codes).toContain('unknownFields');
    expect(other.result.reconciliation).toEqual(plain.result.reconciliation);
  });

  it('AuditData cut at one length: each such row is a reject, and what cut them is said', async () => {
    const cut = await read({ defects: 'fixedCut' });
    expect(exact(cut)).toEqual([]);
    expect(cut.result.rejects.length).toBeGreaterThan(3);
    expect(cut.codes).toContain('auditDataCut');
  });

  it('a filter on users: said, and nobody is accused for it', async () => {
    const filtered = await read({ defects: 'filteredUsers' });
    expect(exact(filtered)).toEqual([]);
    expect(filtered.result.coverage.signIns.some(({ filteredTo }) => filteredTo !== null)).toBe(true);
    expect(filtered.result.verdict.code).not.toBe('intrusion');
  });

  it('a search that stops at 5,000 rows: the rest is not in the truth either', () => {
    const large = { ...small, mailboxes: 40, days: 20, pace: 2, signIns: 'none' };
    const [whole, capped] = [keep({ ...large, defects: 'none' }), keep({ ...large, defects: 'plateau' })];
    expect(capped.truth.files.map(({ rows }) => rows)).toContain(5000);
    expect(capped.accesses.length).toBeLessThan(whole.accesses.length);
    const ids = new Set(whole.accesses.map(({ id }) => id));
    expect(capped.accesses.every(({ id }) => ids.has(id))).toBe(true);
  });

  it('is refused by a name that nobody knows', async () => {
    expect(defectNames).toContain('silentHours');
    await expect(read({ defects: 'light,gremlins' })).rejects.toThrow("no defect or level of defects 'gremlins'");
  });
});
