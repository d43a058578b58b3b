import { describe, expect, it } from 'vitest';
import type { Input, Reject } from '../../record/result.js';
import { checkLedger } from './ledger.js';

const counts = { bytes: 100, rows: 10, records: 8, duplicates: 1 };
const rejected = { row: 4, line: 5, id: 'x', damage: 'auditDataCut' as const };
const file = (path: string, sha256: string) => ({ path, sha256, ...counts, rejects: [rejected] });
const input = (path: string, sha256: string, more: Partial<Input> = {}): Input => ({
  ...{ path, sha256, ...counts, rejects: 1, shape: 's', firstAt: null, lastAt: null, warnings: [] },
  ...more,
});
const reject = (path: string, row: number): Reject => ({
  ...{ path, row, line: row + 1, code: 'invalidJson', reason: '' },
  salvaged: { id: null, time: null, operation: null, user: null },
});

describe('the ledger', () => {
  it('is exact to the row, wherever the folder was named from', () => {
    const check = checkLedger([file('audit/a.csv', '1')], {
      inputs: [input('world/audit/a.csv', '1')],
      rejects: [reject('world/audit/a.csv', 4)],
    });
    expect(check).toEqual({ files: [{ path: 'audit/a.csv', exact: true, differences: [] }], exact: 1, surplus: [] });
  });

  it('says what differs', () => {
    const check = checkLedger([file('a.csv', '1'), file('b.csv', '2'), file('c.csv', '3')], {
      inputs: [input('a.csv', '1', { records: 7, duplicates: 2 }), input('b.csv', '2'), input('d.csv', '4')],
      rejects: [reject('a.csv', 4), reject('b.csv', 6)],
    });
    expect(check.exact).toBe(0);
    expect(check.surplus).toEqual(['d.csv']);
    expect(check.files.map((each) => each.differences)).toEqual([
      ['records: 7 instead of 8', 'duplicates: 2 instead of 1'],
      ['damaged rows not rejected there: row 4, line 5', 'rejected though whole: row 6, line 7'],
      ['the result does not have it'],
    ]);
  });
});
