// Proves the promise itself: where the exports can show a forged token, the result says so, in a case that names the mailboxes
// and every message the intruder opened, each with the records that show it; and a quiet tenant wakes nobody.
import { expect, test } from 'vitest';
import type { Result } from '../../src/record/result.js';
import { createWorld } from '../oracle/world.js';
import type { World } from '../oracle/world-model.js';
import { writeAudit } from '../oracle/write-audit.js';
import { writeSignIns } from '../oracle/write-sign-ins.js';
import { investigate, proof, workshop } from './run.js';

const fresh = workshop();

async function resultOf(world: World): Promise<Result> {
  const { cwd, logs } = fresh();
  writeAudit(
    logs,
    'audit.csv',
    world.audit.map((data) => ({ data })),
    'portalCsv',
  );
  writeSignIns(logs, 'sign-ins', world.signIns, 'portalCsv');
  return (await investigate(cwd, ['logs'])).result;
}

const waking = ['high', 'critical'];

proof('intrusions', () => {
  test.concurrent.each(['forged', 'copiedUser', 'copiedApplication'] as const)(
    '%s is found, with every message',
    async (scenario) => {
      const world = createWorld({ seed: 71, users: 6, days: 14, intrusions: [scenario] });
      const result = await resultOf(world);
      expect(result.verdict.code).toBe('intrusion');
      const cases = result.cases.filter((one) => waking.includes(one.level));
      const mailboxes = new Set(cases.flatMap((one) => one.mailboxes));
      for (const mailbox of world.truth.hostileMailboxes) expect(mailboxes).toContain(mailbox);
      const items = cases.flatMap((one) => one.exposure.named.items);
      const named = new Set(items.map((item) => `${item.mailbox} ${item.messageId}`));
      for (const message of world.truth.hostileMessages) expect(named).toContain(message);
      for (const item of items) {
        for (const id of item.records) {
          expect(world.truth.accesses.get(id)?.messageIds, item.messageId ?? '').toContain(item.messageId);
        }
      }
      expectTimes(world, result);
    },
  );

  function expectTimes(world: World, result: Result): void {
    const hostile = [...world.truth.hostile].map((id) => world.truth.accesses.get(id)?.at ?? 0);
    const [first] = result.cases;
    const firstAt = Date.parse(first?.dwell.firstAccessAt ?? '');
    const detectableAt = Date.parse(first?.dwell.detectableAt ?? '');
    expect(firstAt).toBeLessThanOrEqual(Math.max(...hostile));
    expect(detectableAt).toBeGreaterThanOrEqual(firstAt);
    expect(detectableAt).toBeLessThanOrEqual(Math.max(...hostile));
  }

  test.concurrent.each([72])('ordinary life wakes nobody (%i)', async (seed) => {
    const world = createWorld({ seed, users: 6, days: 14, backup: true, otherAudit: true, missingShare: 0.015 });
    const result = await resultOf(world);
    const loud = result.cases.filter((one) => waking.includes(one.level));
    expect(loud.map((one) => `${one.level}: ${one.title}`)).toEqual([]);
    expect(result.verdict.code).not.toBe('intrusion');
  });
});
