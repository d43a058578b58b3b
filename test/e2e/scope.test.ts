// Proves what --from, --to and --mailbox do: they limit what is counted, say so, and never cut a case in two.
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../src/record/result.js';
import { letterlock } from './run.js';

const sample = fileURLToPath(new URL('../../samples/northgate', import.meta.url));

async function ask(...options: string[]): Promise<Result> {
  const run = await letterlock('/', ['investigate', sample, '--json', '-', '--quiet', ...options]);
  expect(run.code, run.stderr).toBe(0);
  return JSON.parse(run.stdout) as Result;
}

describe('the scope of a question', () => {
  let whole: Result;
  let part: Result;
  let mailbox = '';
  beforeAll(async () => {
    whole = await ask();
    mailbox = whole.cases[0]?.mailboxes[0] ?? '';
    part = await ask('--mailbox', mailbox, '--from', '2023-06-01');
  });

  it('limits what is counted, and says what was left out', () => {
    expect(part.reconciliation.byMailbox.map((row) => row.mailbox)).toEqual([mailbox]);
    expect(part.accesses.records).toBe(part.reconciliation.total);
    const left = whole.reconciliation.total - part.reconciliation.total;
    const said = part.coverage.limits.find((limit) => limit.code === 'scope')?.message;
    expect(said).toContain(String(left).replace(/\B(?=(\d{3})+$)/g, ','));
  });

  it('tells a case that reaches beyond it whole, under the same id', () => {
    expect(part.cases[0]).toEqual(whole.cases[0]);
    expect(part.cases.map((one) => one.id)).toEqual(
      whole.cases.filter((one) => one.mailboxes.includes(mailbox)).map((one) => one.id),
    );
    const ids = new Set(part.sessions.map((session) => session.id));
    for (const id of part.cases[0]?.sessions ?? []) expect(ids).toContain(id);
  });

  it('leaves out cases that it does not touch', async () => {
    const early = (await ask('--to', '2023-05-10')).cases.map((one) => one.id);
    expect(early).not.toContain(whole.cases[0]?.id);
    expect(early.length).toBeLessThan(whole.cases.length);
  });
});
