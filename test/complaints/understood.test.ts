// Complaints 16 to 29: times that mean something else, results that look clean, ids that nobody can read, rules that see nothing.
// The fixtures are synthetic and small.
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { discover, everything, investigate, type Result } from '../../src/letterlock.js';
import { renderTerminal } from '../../src/output/terminal/render-terminal.js';
import { sql } from '../../src/query/sql.js';
import { type Loaded, loadRules } from '../../src/sigma/load.js';
import { elasticDocument, portalRow } from '../../src/source/audit/fixtures/rows.js';
import { loadAll } from '../../src/store/load-all.js';
import { silent } from '../../src/util/progress.js';
import { forged, life, person } from '../store/life.js';
import { at, bind, type Fields, guid, outlook, signIn, tenant, tokenOf } from '../store/row.js';
import { answerTo, emptyWorkspace, type Files, inputsOf, lines, load, newFolder } from '../store/world.js';
import { named } from './list.js';

const csv = (rows: readonly Fields[]): string => {
  const names = Object.keys(rows[0] ?? {});
  const line = (cells: readonly unknown[]): string =>
    cells.map((cell) => `"${cell ?? ''}"`.replaceAll('\n', ' ')).join();
  return [line(names), ...rows.map((row) => line(names.map((name) => row[name])))].join('\r\n');
};
const limits = (of: Result, code: string): string =>
  of.coverage.limits
    .filter((limit) => limit.code === code)
    .map(({ message }) => message)
    .join('\n');

const { audit, signIns } = life({ people: 3, days: 12 });
const cookie = guid('a session that only the audit log knows');
const loggedIn: Fields = {
  ...{ Id: guid('logged in'), CreationTime: '2024-03-12T07:00:00', Operation: 'UserLoggedIn', RecordType: 15 },
  ...{ OrganizationId: tenant, UserId: person(1), Workload: 'AzureActiveDirectory', ResultStatus: 'Success' },
  ...{ ClientIP: '203.0.1.10', ApplicationId: outlook, ErrorNumber: '0' },
  DeviceProperties: [{ Name: 'SessionId', Value: cookie }],
};
const ofCookie = bind({
  ...{ id: 'of the cookie', at: at(8, 7.5), user: person(1), ip: '203.0.1.10', session: cookie },
  token: tokenOf(guid('a token of the cookie')),
});
const nameless = bind({
  ...{ id: 'nameless', at: at(6, 3), user: person(0), ip: '192.0.2.66', token: tokenOf(guid('nameless')) },
  more: { Folders: [{ Id: 'f1', Path: '\\Inbox', FolderItems: [{ Id: 'store id alone', SizeInBytes: 10 }] }] },
});
const trace = {
  ...{ Received: '2024-03-09T01:00:00Z', SenderAddress: 'minister@abroad.example', RecipientAddress: person(0) },
  ...{ Subject: 'Draft treaty', Status: 'Delivered', MessageId: '<stolen-0@x.example>', Size: 2000 },
};
const world: Files = {
  'audit.jsonl': lines([...audit, ...forged(at(6, 1), 4), nameless, loggedIn, ofCookie]),
  'sign-ins.jsonl': lines(signIns),
  'trace.csv': csv([trace]),
};

let answer: Result;
let rules: Loaded;
beforeAll(async () => {
  [answer, rules] = await Promise.all([answerTo(world, { allSessions: true }), loadRules(['detections'])]);
});
const sessionOf = (record: string) => answer.sessions.find(({ records }) => records.includes(record));

describe('times', () => {
  it(named(16), async () => {
    const ids = ['t1', 't2', 't3'];
    const row = (id: string, n: number, hours: number, zone: string): Fields =>
      signIn({ id, at: 0, more: { createdDateTime: `2024-03-04T${10 + hours}:0${n}:00${zone}` } });
    const inputs = await inputsOf(
      await load({
        'utc.jsonl': lines(ids.map((id, n) => row(id, n, 0, 'Z'))),
        'local.jsonl': lines(ids.map((id, n) => row(id, n, 2, ''))),
      }),
    );
    expect(inputs.map(({ warnings }) => warnings[0]?.code)).toEqual(['shiftedTimes', 'shiftedTimes']);
    expect(inputs[0]?.warnings[0]?.message).toContain('2 h');
  });

  it(named(17), () => {
    const page = renderTerminal(answer, { colour: false, width: 100, exports: ['x'], allSessions: false });
    expect(page).toMatch(/First access +2024-03-10 01:01 UTC/);
    for (const { firstAt, lastAt } of answer.sessions) expect(`${firstAt} ${lastAt}`).toMatch(/^\S+Z \S+Z$/);
  });

  it(named(18), async () => {
    const { database } = await load({
      'a.jsonl': lines([signIn({ id: 'a', at: Date.UTC(2024, 2, 4) + 123 }), signIn({ id: 'b', at: at(0) + 7 })]),
    });
    const rows = await database.rows<{ ms: number }>(
      sql`SELECT epoch_ms("at")::BIGINT % 1000 AS ms FROM "signIn" ORDER BY id`,
    );
    expect(rows.map(({ ms }) => Number(ms))).toEqual([123, 7]);
  });
});

describe('what a result means', () => {
  it(named(19), async () => {
    const others = audit.map((row) => ({ ...row, Operation: 'Send', RecordType: 2, Folders: undefined }));
    const user = {
      id: 'u1',
      userPrincipalName: person(0),
      displayName: 'Ann',
      accountEnabled: true,
      assignedPlans: [{ service: 'exchange', servicePlanId: guid('another plan'), capabilityStatus: 'Enabled' }],
    };
    const empty = await answerTo({
      'audit.jsonl': lines(others),
      'sign-ins.jsonl': lines(signIns),
      'users.json': JSON.stringify({ value: [user] }),
    });
    expect(empty.verdict.code).toBe('notAssessable');
    expect(limits(empty, 'noAccessRecords')).not.toBe('');
    expect(limits(empty, 'mailboxNotLogged')).toMatch(
      /could not have any \(person0@x.example\): its licence does not include/,
    );
  });

  it(named(20), () => {
    expect(sessionOf('of the cookie')?.classes).toMatchObject({ explained: 1, unexplained: 0 });
    expect(sessionOf('of the cookie')?.explanation).toMatchObject({ tier: 'session', signIns: [loggedIn.Id] });
    // Whether mailboxes are audited is read from exports of their settings: test/state.test.ts.
  });

  it(named(21), async () => {
    const items = answer.cases.flatMap(({ exposure }) => exposure.named.items);
    expect(items.find(({ records }) => records.includes('nameless'))).toMatchObject({
      ...{ messageId: null, itemId: 'store id alone', mailbox: person(0) },
    });
    expect(answer.inputs.flatMap(({ warnings }) => warnings)).toEqual([]);
    const alone = await answerTo({ 'audit.jsonl': world['audit.jsonl'] as string });
    expect(alone.reconciliation.unexplained).toBe(0);
    expect(alone.reconciliation.byReason.noSignIns).toBeGreaterThan(70);
  });

  it(named(22), () => {
    const stolen = answer.cases.flatMap(({ exposure }) => exposure.named.items).find(({ subject }) => subject !== null);
    expect(stolen).toMatchObject({
      ...{ messageId: '<stolen-0@x.example>', subject: 'Draft treaty', sender: 'minister@abroad.example' },
      ...{ mailbox: person(0), folder: '\\Inbox', firstAt: '2024-03-10T01:01:00Z' },
    });
    expect(answer.cases[0]?.addresses).toEqual(['192.0.2.66']);
  });

  it(named(23), () => {
    const [one, ...more] = answer.cases;
    expect(more).toEqual([]);
    expect(one?.mailboxes).toEqual([person(0)]);
    const steps = answer.findings.filter(({ id }) => one?.findings.includes(id));
    expect(steps.length).toBeGreaterThan(0);
    for (const { evidence, reason } of steps) expect([evidence.length > 0, reason.length > 0]).toEqual([true, true]);
    // The step before the first: how he got in is in none of these logs, and the reasons say so.
    expect(one?.suspicion.reasons.map(({ message }) => message).join()).toContain('no sign-in');
  });
});

describe('rules', () => {
  const rule = (id: string): Fields => ({
    ...bind({ id, at: at(3), more: { Folders: undefined, RecordType: 1, Operation: 'New-InboxRule' } }),
    Parameters: [
      { Name: 'Name', Value: '.' },
      { Name: 'ForwardTo', Value: 'spy@elsewhere.example' },
    ],
  });
  const quoted = (cells: readonly unknown[]): string =>
    cells.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join();

  let found: Result;
  beforeAll(async () => {
    const portal = portalRow(rule('wrapped'), JSON.stringify(rule('wrapped')));
    const workspace = await load({
      'portal.csv': [Object.keys(portal), Object.values(portal)].map(quoted).join('\r\n'),
      'bare.jsonl': lines([rule('bare')]),
      'elastic.jsonl': lines([elasticDocument(rule('elastic'), false)]),
    });
    found = await investigate(workspace, { ...everything, rules });
  });

  it(named(25), async () => {
    const hits = found.findings.filter(({ evidence }) => evidence.includes('wrapped'));
    expect(hits.map(({ title }) => title)).toContain('An inbox rule under a name that says nothing sends mail on');
    expect(rules.problems).toEqual([]);
    expect(rules.rules.length).toBeGreaterThan(60);

    const folder = newFolder();
    symlinkSync('nothing', join(folder, 'unreadable.csv'));
    const workspace = await emptyWorkspace();
    const [unread] = await loadAll(workspace, await discover([folder]), silent);
    expect(unread).toMatchObject({ path: 'unreadable.csv', shape: 'unreadable', rows: 0, records: 0 });
  });

  it(named(27), () => {
    const titled = found.findings.filter(({ title }) => title.startsWith('An inbox rule under a name'));
    expect(titled.flatMap(({ evidence }) => evidence).sort()).toEqual(['bare', 'elastic', 'wrapped']);
  });
});
