// Proves that the shape of an export does not matter: one world, written in every shape that Microsoft's tools write, gives
// the same accesses, reconciliation, sessions, findings and cases. v1.0 sign-ins say less, but must never say otherwise.
import { beforeAll, expect, test } from 'vitest';
import type { Result } from '../../src/record/result.js';
import { createWorld } from '../oracle/world.js';
import { type AuditShape, auditShapes, isJson, writeAudit } from '../oracle/write-audit.js';
import { type SignInShape, writeSignIns } from '../oracle/write-sign-ins.js';
import { investigate, proof, workshop } from './run.js';

const fresh = workshop();
const world = createWorld({
  seed: 21,
  users: 3,
  days: 10,
  intrusions: ['forged', 'copiedUser'],
  otherAudit: true,
  backup: true,
});

async function resultOf(shape: AuditShape, signIns: SignInShape, suffix = ''): Promise<Result> {
  const { cwd, logs } = fresh();
  const rows = world.audit.map((data) => ({ data }));
  const half = Math.ceil(rows.length / 2);
  const end = isJson(shape) ? 'json' : 'csv';
  writeAudit(logs, `audit-1.${end}${suffix}`, rows.slice(0, half), shape);
  writeAudit(logs, `audit-2.${end}${suffix}`, rows.slice(half), shape);
  writeSignIns(logs, 'sign-ins', world.signIns, signIns, suffix);
  return (await investigate(cwd, ['logs', '--all-sessions'])).result;
}

const compared = ['accesses', 'reconciliation', 'sessions', 'findings', 'cases', 'campaigns', 'verdict'] as const;

proof('one world in every shape', () => {
  let plain: Result;
  beforeAll(async () => {
    plain = await resultOf('managementBlob', 'graphArray');
  });

  test('the plain shape holds all of it', () => {
    expect(plain.accesses.records).toBe(world.truth.accesses.size);
    expect(plain.rejects).toEqual([]);
  });

  const expectSame = (result: Result) => {
    for (const key of compared) expect(result[key], key).toEqual(plain[key]);
    expect(result.coverage.mailboxes).toEqual(plain.coverage.mailboxes);
    expect(result.rejects).toEqual([]);
  };

  // One of each way in which files lie; test/every-export.test.ts has all shapes, without a program for each.
  const laidOut = [
    'portalCsv',
    'cmdletJsonText',
    'bareConcatenated',
    'cloudAppCsv',
  ] as const satisfies readonly AuditShape[];
  test.concurrent.each(process.env.LETTERLOCK_SLOW ? auditShapes : laidOut)('audit records as %s', async (shape) => {
    expectSame(await resultOf(shape, 'graphArray'));
  });

  // The other shapes of Azure and PowerShell stand in test/simulate-azure.test.ts, without a program for each.
  const sameAsGraph = ['graphPages', 'portalCsv', 'eventHub'] as const;
  test.concurrent.each(sameAsGraph)('sign-ins as %s', async (shape) => {
    expectSame(await resultOf('managementBlob', shape));
  });

  test.concurrent('compressed files', async () => {
    expectSame(await resultOf('portalCsv', 'portalCsv', '.gz'));
  });

  test.concurrent('v1.0 sign-ins lack sessions, tenants and service principals, and accuse nobody for it', async () => {
    const old = await resultOf('managementBlob', 'graphV1Pages');
    expect(old.accesses).toEqual(plain.accesses);
    expect(old.reconciliation.total).toBe(plain.reconciliation.total);
    expect(old.reconciliation.unexplained).toBeLessThanOrEqual(plain.reconciliation.unexplained);
    expect(old.reconciliation.byTier.token).toBeGreaterThan(plain.reconciliation.byTier.token / 2);
  });
});
