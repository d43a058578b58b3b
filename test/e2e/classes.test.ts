// Proves the reconciliation against known truth: each access ends in a class that the settled points allow, the sums hold per
// mailbox, a forged or copied token is unexplained where the exports decide it, and nothing is where sign-ins are missing.
import { expect, test } from 'vitest';
import { discover, everything, investigate, loadAll, openWorkspace } from '../../src/letterlock.js';
import type { AccessClass, Result } from '../../src/record/result.js';
import { silent } from '../../src/util/progress.js';
import { createWorld } from '../oracle/world.js';
import type { World, WorldOptions } from '../oracle/world-model.js';
import { writeAudit } from '../oracle/write-audit.js';
import { writeSignIns } from '../oracle/write-sign-ins.js';
import { proof, workshop } from './run.js';

const fresh = workshop();
const classes = ['explained', 'background', 'notAssessable', 'unexplained'] as const;
type Counts = Record<AccessClass, number>;

async function resultOf(world: World, withSignIns = true): Promise<Result> {
  const { logs } = fresh();
  writeAudit(
    logs,
    'audit.json',
    world.audit.map((data) => ({ data })),
    'bareLines',
  );
  if (withSignIns) writeSignIns(logs, 'sign-ins', world.signIns, 'graphArray');
  const workspace = await openWorkspace(null, 1);
  try {
    await loadAll(workspace, await discover([logs]), silent);
    return await investigate(workspace, { ...everything, allSessions: true });
  } finally {
    await workspace.close();
  }
}

/** For a set of accesses: how many must be in a class, and how many may. */
function bounds(world: World, ids: readonly string[]): { least: Counts; most: Counts } {
  const zero = () => ({ explained: 0, background: 0, notAssessable: 0, unexplained: 0 });
  const out = { least: zero(), most: zero() };
  for (const allowed of ids.map((id) => world.truth.classes.get(id) ?? [...classes])) {
    for (const one of allowed) out.most[one]++;
    if (allowed.length === 1 && allowed[0]) out.least[allowed[0]]++;
  }
  return out;
}

function outOfBounds(world: World, what: string, ids: readonly string[], said: Counts): string[] {
  const { least, most } = bounds(world, ids);
  return classes
    .filter((one) => said[one] < least[one] || said[one] > most[one])
    .map((one) => `${what}: ${said[one]} ${one}, allowed ${least[one]} to ${most[one]}`);
}

function expectAgreement(world: World, result: Result): void {
  const { reconciliation } = result;
  expect(reconciliation.total).toBe(world.truth.accesses.size);
  const wrong: string[] = [];
  for (const row of reconciliation.byMailbox) {
    const ids = [...world.truth.accesses.values()].filter(({ mailbox }) => mailbox === row.mailbox).map(({ id }) => id);
    expect(row.total).toBe(ids.length);
    expect(classes.reduce((sum, one) => sum + row[one], 0)).toBe(row.total);
    wrong.push(...outOfBounds(world, row.mailbox, ids, row));
  }
  for (const session of result.sessions) {
    const makers = new Set(session.records.map((id) => describeOrigin(world, id)));
    const what = `session ${session.id} of ${session.mailbox} (${[...makers].join()}; ${session.explanation.reason})`;
    wrong.push(...outOfBounds(world, what, session.records, session.classes));
  }
  expect(wrong).toEqual([]);
  for (const one of classes) {
    expect(
      reconciliation.byMailbox.reduce((sum, row) => sum + row[one], 0),
      one,
    ).toBe(reconciliation[one]);
  }
  const { token, session, context } = reconciliation.byTier;
  expect(token + session + context).toBe(reconciliation.explained);
}

function describeOrigin(world: World, id: string): string {
  const origin = world.truth.accesses.get(id)?.origin;
  return origin?.by === 'intruder'
    ? origin.scenario
    : origin?.by === 'token'
      ? `token ${origin.token.kind}`
      : (origin?.by ?? 'unknown');
}

const base: WorldOptions = { seed: 61, users: 5, days: 14, backup: true, otherAudit: true };
const worlds: [string, WorldOptions][] = [
  ['nothing but ordinary life', base],
  ['a forged token', { ...base, seed: 62, intrusions: ['forged'] }],
  [
    'copied token ids that disagree, and no ids',
    { ...base, seed: 63, intrusions: ['copiedUser', 'copiedApplication', 'copiedTime', 'noIds'] },
  ],
  [
    'copied token ids in an office of three, two of whom are read',
    { ...base, seed: 73, users: 3, intrusions: ['copiedUser', 'copiedApplication'] },
  ],
  [
    'a forged token; the export misses 2 % of the sign-ins',
    { ...base, seed: 64, intrusions: ['forged'], missingShare: 0.02 },
  ],
  [
    'a forged token; non-interactive sign-ins not exported',
    { ...base, seed: 65, intrusions: ['forged'], missingKinds: ['nonInteractive'] },
  ],
  ['sign-ins of service principals not exported', { ...base, seed: 66, missingKinds: ['servicePrincipal'] }],
  ['sign-ins of two users of five exported', { ...base, seed: 67, onlyUsers: 2, otherAudit: false }],
  ['the same, with all logins in the audit log', { ...base, seed: 67, onlyUsers: 2 }],
  ['sign-ins exported for the last nine days of fourteen', { ...base, seed: 68, signInsFromDay: 5 }],
];

proof('classes', () => {
  test.concurrent.each(worlds)('%s', async (_, options) => {
    const world = createWorld(options);
    expectAgreement(world, await resultOf(world));
  });

  test.concurrent('without any sign-in log nothing is unexplained', async () => {
    const world = createWorld({ ...base, seed: 69, intrusions: ['forged', 'copiedTime'], otherAudit: false });
    const { reconciliation, verdict } = await resultOf(world, false);
    expect(reconciliation.unexplained).toBe(0);
    expect(reconciliation.total).toBe(world.truth.accesses.size);
    expect(verdict.code).not.toBe('intrusion');
  });

  test.concurrent('logins in the audit log alone may explain, and contradict a copied id, but never miss a token', async () => {
    const world = createWorld({ ...base, seed: 69, intrusions: ['forged', 'copiedTime'] });
    const { reconciliation, sessions } = await resultOf(world, false);
    const copied = new Set([...world.truth.hostile].filter((id) => describeOrigin(world, id) === 'copiedTime'));
    expect(reconciliation.unexplained).toBeLessThanOrEqual(copied.size);
    for (const session of sessions.filter((one) => one.classes.unexplained > 0)) {
      expect(session.records.some((id) => copied.has(id))).toBe(true);
    }
  });

  test.concurrent('a reader whose kind of sign-in is not there is said to be not assessable for that reason', async () => {
    const world = createWorld({ ...base, seed: 66, missingKinds: ['servicePrincipal'] });
    const { reconciliation } = await resultOf(world);
    const backups = [...world.truth.accesses.values()].filter(
      ({ origin }) => origin.by === 'token' && origin.token.kind === 'servicePrincipal',
    );
    expect(reconciliation.byReason.signInKindNotExported).toBeGreaterThanOrEqual(backups.length);
  });
});
