// Proves that access sessions are honest about themselves: every access is in exactly one, and each session's mailbox, user,
// application, addresses, times and counts are those of the records that it names.
import { beforeAll, expect, test } from 'vitest';
import { readAll } from '../oracle/read.js';
import type { OracleRecord } from '../oracle/record.js';
import { accessesOf, sessionFigures } from '../oracle/tally.js';
import { createWorld } from '../oracle/world.js';
import { writeAudit } from '../oracle/write-audit.js';
import { writeSignIns } from '../oracle/write-sign-ins.js';
import { investigate, type Outcome, proof, workshop } from './run.js';

const fresh = workshop();

proof('sessions', () => {
  let run: Outcome;
  let records: Map<string, OracleRecord>;
  beforeAll(async () => {
    const world = createWorld({
      seed: 51,
      users: 5,
      days: 10,
      intrusions: ['copiedTime', 'noIds'],
      backup: true,
      missingShare: 0.02,
    });
    const { cwd, logs } = fresh();
    writeAudit(
      logs,
      'audit.csv',
      world.audit.map((data) => ({ data })),
      'portalCsv',
    );
    writeSignIns(logs, 'sign-ins', world.signIns, 'graphPages');
    records = new Map(accessesOf(readAll([logs]).records).map((record) => [record.id ?? '', record]));
    run = await investigate(cwd, ['logs', '--all-sessions']);
  });

  test('every access is in exactly one session', () => {
    const named = run.result.sessions.flatMap((session) => session.records).sort();
    expect(named).toEqual([...records.keys()].sort());
  });

  test('a session says of itself what its records say', () => {
    for (const session of run.result.sessions) {
      const own = sessionFigures(session.records.flatMap((id) => records.get(id) ?? []));
      const said = {
        mailboxes: [session.mailbox],
        users: session.user === null ? [] : [session.user],
        applications: session.application.id === null ? [] : [session.application.id],
        addresses: session.addresses.map((address) => address.ip).sort(),
        firstAt: Date.parse(session.firstAt),
        lastAt: Date.parse(session.lastAt),
        accesses: session.accesses,
        bind: session.bind,
        sync: session.sync,
        messages: session.messages,
      };
      // An Entra session may serve several applications; the session then names one of them.
      expect(own.applications, session.id).toEqual(expect.arrayContaining(said.applications));
      expect({ ...said, applications: [] }, session.id).toEqual({ ...own, applications: [] });
    }
  });

  test('without an Entra session, a gap of eight hours or another client divides', () => {
    for (const session of run.result.sessions.filter((one) => one.sessionIds.length === 0)) {
      const own = session.records.flatMap((id) => records.get(id) ?? []).sort((a, b) => a.at - b.at);
      expect(new Set(own.map((record) => record.application.id)).size, session.id).toBe(1);
      for (const [n, record] of own.entries()) {
        expect(record.at - (own[n - 1]?.at ?? record.at), session.id).toBeLessThan(8 * 3_600_000);
      }
    }
  });

  test('the classes of a session add up, and the sessions to the reconciliation', () => {
    const sum = { explained: 0, background: 0, notAssessable: 0, unexplained: 0 };
    for (const session of run.result.sessions) {
      const { explained, background, notAssessable, unexplained } = session.classes;
      expect(explained + background + notAssessable + unexplained, session.id).toBe(session.accesses);
      for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += session.classes[key];
    }
    expect(run.result.reconciliation).toMatchObject(sum);
  });
});
