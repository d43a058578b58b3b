// Every defect that `simulate` writes by name: what the truth says of the rows is what is read, and what is wrong is said.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { discover, investigate, loadAll, openWorkspace, type Result } from '../src/letterlock.js';
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

  it('spellings of users, a new name, a column off by two hours and new fields change nothing of the answer', async () => {
    const other = await read({ defects: 'spellings,renamedUser,shiftedDates,newFields' });
    expect(exact(other)).toEqual([]);
    expect([...other.codes].sort()).toEqual(['unknownFields', 'unknownRecordTypes']);
    expect(other.result.coverage.limits.map(({ code }) => code)).toContain('renamedUser');
    const mailboxes = ({ byMailbox, ...sums }: Result['reconciliation']) => ({ ...sums, mailboxes: byMailbox.length });
    expect(mailboxes(other.result.reconciliation)).toEqual(mailboxes(plain.result.reconciliation));
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
    // What is said of such a file: test/complaints/collected.test.ts.
    expect(capped.accesses.length).toBeLessThan(whole.accesses.length);
    const ids = new Set(whole.accesses.map(({ id }) => id));
    expect(capped.accesses.every(({ id }) => ids.has(id))).toBe(true);
  });

  it('pages of a search that are missing: by its own count of results', async () => {
    const lost = await read({
      mailboxes: 12,
      shapes: ['searchUnifiedAuditLogCsv'],
      pace: 1,
      defects: 'lostPages',
      signIns: 'none',
    });
    expect(exact(lost)).toEqual([]);
    expect(lost.codes).toContain('probablyTruncated');
    expect(lost.result.inputs.flatMap(({ warnings }) => warnings.map(({ message }) => message)).join()).toMatch(
      /the export says that there are \d[\d,]* results, but this file holds/,
    );
  });

  it('a search that gives nothing for hours: said where so much would have stood there', async () => {
    const silent = await read({ mailboxes: 40, pace: 1.5, days: 14, defects: 'silentHours', signIns: 'none' });
    expect(silent.result.coverage.limits.map(({ code }) => code)).toContain('auditGap');
  });

  it('is refused by a name that nobody knows', async () => {
    expect(defectNames).toContain('silentHours');
    await expect(read({ defects: 'light,gremlins' })).rejects.toThrow("no defect or level of defects 'gremlins'");
  });
});
