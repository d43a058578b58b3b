// Rules as part of an investigation: findings with their people, addresses and techniques, cases with and without an access,
// and what could not run.
import { describe, expect, it } from 'vitest';
import { bind, type Fields, tenant } from '../../../test/store/row.js';
import { answer } from '../../../test/store/world.js';
import type { Result } from '../../record/result.js';
import { type Loaded, parseRules } from '../../sigma/load.js';
import { techniquesOf } from './technique.js';

const time = Date.UTC(2024, 2, 4, 10);

const command = (
  id: string,
  operation: string,
  user: string,
  minute: number,
  parameters: Record<string, string>,
): Fields => ({
  Id: id,
  CreationTime: new Date(time + minute * 60_000).toISOString().slice(0, 19),
  Operation: operation,
  OrganizationId: tenant,
  RecordType: 1,
  UserType: 2,
  Workload: 'Exchange',
  UserId: user,
  ClientIP: '203.0.113.77:443',
  ClientAppId: '',
  Parameters: Object.entries(parameters).map(([Name, Value]) => ({ Name, Value })),
});

const audit = [
  command('r1', 'New-InboxRule', 'ann@x.example', 5, { ForwardTo: 'smtp:Evil@example.net;b@example.net', Name: '.' }),
  command('r2', 'Set-InboxRule', 'ann@x.example', 65, { RedirectTo: 'evil@example.net', Identity: 'rule' }),
  command('r3', 'Set-Mailbox', 'root@x.example', 70, {
    Identity: 'bob@x.example',
    ForwardingSmtpAddress: 'smtp:out@example.org',
  }),
  command('q1', 'Get-Mailbox', 'root@x.example', 71, {}),
  bind({ id: 'a1', at: time, user: 'cid@x.example' }),
];

const rule = (title: string, more: string): string =>
  `title: ${title}\nlogsource: {product: m365, service: audit}\n${more}`;
const rules = (...texts: string[]): Loaded => ({
  ...parseRules(texts.map((text, i) => ({ path: `/home/me/pack/${i}.yml`, text }))),
  hash: 'h',
});

const forward = rule(
  'Mail is forwarded',
  'id: 0000-F\nlevel: critical\nstatus: test\ntags: [attack.t1114.003, attack.t1562.008, attack.collection]\ndetection:\n  s:\n    Parameters|contains: Forward\n  t:\n    RedirectTo: "*"\n  condition: s or t\n',
);
const noisy = rule(
  'Somebody asked',
  'level: informational\ndetection:\n  s: {Operation: Get-Mailbox}\n  condition: s\n',
);
const absent =
  'title: In Azure\nlogsource: {product: azure, service: activitylogs}\ndetection:\n  s: {a: b}\n  condition: s\n';
const burst =
  'title: Two rules within two hours\nname: burst\nlevel: high\ncorrelation:\n  type: event_count\n  rules: [0000-F]\n  group-by: [UserId]\n  timespan: 2h\n  generate: true\n  condition: {gte: 2}\n';

const ask = (loaded: Loaded, scope?: Parameters<typeof answer>[1]): Promise<Result> =>
  answer({ audit }, { rules: loaded, ...scope });

describe('rules in an investigation', () => {
  it('one finding for each rule and user, with who gains and whose mail', async () => {
    const result = await ask(rules(forward, noisy, absent));
    expect(result.run.rules).toEqual({ count: 3, hash: 'h' });
    const ann = result.findings.find((finding) => finding.users.includes('ann@x.example'));
    expect(ann).toMatchObject({
      detection: 'rule',
      rule: { id: '0000-f', source: 'pack/0.yml' },
      title: 'Mail is forwarded',
      level: 'critical',
      confidence: 'moderate',
      tenant,
      targets: ['b@example.net', 'evil@example.net'],
      mailboxes: ['ann@x.example'],
      addresses: ['203.0.113.77'],
      firstAt: '2024-03-04T10:05:00Z',
      lastAt: '2024-03-04T11:05:00Z',
      detectableAt: '2024-03-04T10:05:00Z',
      techniques: ['T1114.003', 'T1685.002'],
      evidence: ['r1', 'r2'],
      reason: '2 records match the rule "Mail is forwarded" (New-InboxRule and Set-InboxRule)',
    });
    const root = result.findings.find(
      (finding) => finding.users.includes('root@x.example') && finding.level === 'critical',
    );
    expect(root).toMatchObject({ targets: ['out@example.org'], mailboxes: ['bob@x.example'], evidence: ['r3'] });
    expect(result.coverage.detections.find(({ title }) => title === 'In Azure')).toMatchObject({
      kind: 'rule',
      state: 'notRun',
      tenants: null,
      lacks: [{ code: 'ruleNotRun', message: 'no export of the Azure activity log is read' }],
    });
  });

  it('make a case without an access, of high at most; informational ones make none', async () => {
    const result = await ask(rules(forward, noisy));
    expect(result.cases).toHaveLength(1);
    expect(result.cases[0]).toMatchObject({
      level: 'high',
      title: 'Mail is forwarded: 2 mailboxes',
      mailboxes: ['ann@x.example', 'bob@x.example'],
      users: ['ann@x.example', 'root@x.example'],
      sessions: [],
      dwell: {
        firstAccessAt: null,
        firstAccessIsFloor: false,
        detectableAt: '2024-03-04T10:05:00Z',
        lastActivityAt: '2024-03-04T11:10:00Z',
      },
      exposure: { named: { messages: 0 }, folders: [], unknown: [] },
    });
    expect(result.verdict).toEqual({
      code: 'intrusion',
      sentence:
        'Mail of 2 mailboxes was exposed by changes that ordinary life does not make; who opened any of it these logs do not show.',
    });
  });

  it('of a correlation: evidence of its base rules, the moment it first held, and the base rule beside it', async () => {
    const result = await ask(rules(forward, burst));
    const found = result.findings.filter((finding) => finding.detection === 'correlation');
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      rule: { id: 'burst' },
      users: ['ann@x.example'],
      evidence: ['r1', 'r2'],
      firstAt: '2024-03-04T10:05:00Z',
      detectableAt: '2024-03-04T11:05:00Z',
    });
    expect(result.findings.filter((finding) => finding.detection === 'rule')).toHaveLength(2);
    const alone = await ask(rules(forward, burst.replace('  generate: true\n', '')));
    expect(alone.findings.map((finding) => finding.detection)).toEqual(['correlation']);
  });

  it('within a scope', async () => {
    const scope = { fromMs: null, toMs: null, mailboxes: ['bob@x.example'], tenants: [] };
    const only = rules(
      rule('Only bob', 'level: low\ndetection:\n  s: {Operation: [Set-Mailbox, New-InboxRule]}\n  condition: s\n'),
    );
    const result = await answer(
      { audit: audit.map((row) => ({ ...row, ClientIP: undefined })) },
      { rules: only, scope },
    );
    expect(result.findings.map((finding) => finding.evidence)).toEqual([['r3']]);
  });

  it('techniques carry the ids of version 19', () => {
    expect(techniquesOf(['attack.t1656', 'attack.T1562', 'attack.s0001', 'cve.2023-1', 'attack.t1684.001'])).toEqual([
      'T1684.001',
      'T1685',
    ]);
  });
});
