// The same logs with and without the tenant's state beside them: what was a guess becomes a statement, ids get names, and
// nothing is judged otherwise.
import { beforeAll, describe, expect, it } from 'vitest';
import { everything, investigate, type Result } from '../src/letterlock.js';
import { standardReadout } from '../src/output/readout/readout.js';
import { renderReadoutMarkdown } from '../src/output/readout/render-markdown.js';
import { forged, life, person, together } from './store/life.js';
import { at, bind, type Fields, guid, outlook, signIn, tenant } from './store/row.js';
import { type Files, lines, load } from './store/world.js';

const app = guid('our own app');
const [open, unaudited, unlicensed, unknown] = [4, 5, 6, 7].map((n) => person(n)) as [string, string, string, string];
const ended = person(3);
/** Opened through Graph only, of which no access record tells. */
const byGraph = person(8);

const item = (id: string, Subject: string): Fields => ({ Id: `i${id}`, InternetMessageId: id, Subject });
const touched = (id: string, operation: string, more: Fields): Fields =>
  bind({
    id,
    at: at(5, 2),
    user: person(0),
    more: { Operation: operation, RecordType: 2, Folders: undefined, ...more },
  });

const logs = together(
  life({ people: 3, days: 12 }),
  // The fourth person's records end after four days, though the person goes on signing in.
  {
    audit: life({ people: 4, days: 4 }).audit.filter((row) => row.UserId === ended),
    signIns: life({ people: 4, days: 12 }).signIns,
  },
  {
    signIns: [open, unaudited, unlicensed, unknown].map((user) =>
      signIn({ at: at(1, 9), user, kind: 'interactiveUser' }),
    ),
  },
  { audit: forged(at(6, 1), 6, { app, messages: ['<Traced@Y.example>', '<deleted@y>', '<sent@y>', '<nowhere@y>'] }) },
  {
    audit: [
      touched('deleted', 'HardDelete', { AffectedItems: [item('<deleted@y>', 'Gone "now"')] }),
      touched('sent', 'Send', {
        UserId: person(1),
        MailboxOwnerUPN: person(1),
        Item: item('<sent@y>', 'Sent in house'),
      }),
      touched('elsewhere', 'HardDelete', { AffectedItems: [item('<nowhere@z>', 'not asked for')] }),
    ],
  },
);

const all = 'Update, MailItemsAccessed';
const row = (...cells: readonly string[]): string =>
  `${cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')}\n`;
const state: Files = {
  'state/mailboxes.csv':
    row(
      'UserPrincipalName',
      'DisplayName',
      'ExternalDirectoryObjectId',
      'ExchangeGuid',
      'AuditEnabled',
      'AuditOwner',
      'AuditLogAgeLimit',
      'ForwardingSmtpAddress',
    ) +
    row(person(0), 'Ann Ash', 'o0', 'g0', 'True', all, '90.00:00:00', '') +
    row('ann.before@x.example', 'Ann Ash', 'o0', 'g0', 'True', all, '90.00:00:00', '') +
    row(ended, 'Dan', 'o3', 'g3', 'True', 'Update, SoftDelete', '90.00:00:00', '') +
    row(open, 'Eve', 'o4', 'g4', 'True', all, '90.00:00:00', `smtp:${person(1)}`) +
    row(unaudited, 'Fay', 'o5', 'g5', 'True', 'Update', '10.00:00:00', 'smtp:out@collector.example') +
    row(byGraph, 'Hal', 'o8', 'g8', 'True', 'Update', '90.00:00:00', '') +
    row(unlicensed, 'Gus', 'o6', 'g6', 'True', all, '90.00:00:00', ''),
  'graph.jsonl': lines([
    {
      TimeGenerated: '2024-03-08T10:00:00Z',
      RequestId: guid('a call of Graph'),
      RequestMethod: 'GET',
      ResponseStatusCode: 200,
      AadTenantId: tenant,
      RequestUri: `https://graph.microsoft.com/v1.0/users/${byGraph}/messages/AAMk`,
      UserId: guid(person(0)),
      AppId: outlook,
      IPAddress: '203.0.0.10',
    },
  ]),
  'state/organisation.json': JSON.stringify({ Name: 'x', AuditDisabled: false }),
  'state/licences.csv':
    row('DisplayName', 'UserPrincipalName', 'SkuPartNumber') +
    row('Gus', unlicensed, 'None') +
    row('Dan', ended, 'SPE_E5'),
  'state/users.json': JSON.stringify([
    {
      id: 'o4',
      userPrincipalName: open,
      displayName: 'Eve',
      assignedPlans: [{ capabilityStatus: 'Enabled', servicePlanId: '2f442157-a11c-46b9-ae5b-6e39ff4e5849' }],
    },
  ]),
  'state/bypass.csv': row('Identity', 'AuditBypassEnabled') + row('o1', 'False') + row('svc-backup', 'True'),
  'state/apps.json': JSON.stringify({
    value: [
      { id: 's', appId: app, displayName: '<b>Mail</b> helper', servicePrincipalType: 'Application' },
      { id: 't', appId: outlook, displayName: 'evil', servicePrincipalType: 'Application' },
    ],
  }),
  'state/rules.csv':
    row('UserName', 'RuleName', 'Enabled', 'RedirectTo', 'ForwardTo') +
    row(person(2), '=cmd()\u001b[31m', 'True', '', '"x" [SMTP:eve@collector.example]') +
    row(person(2), 'inside', 'True', '', `"x" [SMTP:${person(1)}]`) +
    row(person(2), 'off', 'False', '', 'off@collector.example'),
  'state/trace.csv':
    row('MessageId', 'Received', 'SenderAddress', 'RecipientAddress', 'Subject') +
    row('<traced@y.example>', '2024-03-09T10:00:00', 'Carl@y.example', person(0), '=HYPERLINK("x")'),
};

let without: Result;
let result: Result;
beforeAll(async () => {
  const files = { 'audit.jsonl': lines(logs.audit), 'sign-ins.jsonl': lines(logs.signIns) };
  const { 'graph.jsonl': calls = '', ...rest } = state;
  without = await investigate(await load({ ...files, 'graph.jsonl': calls }));
  result = await investigate(await load({ ...files, 'graph.jsonl': calls, ...rest }), everything);
});

const limits = (of: Result, code: string): string[] =>
  of.coverage.limits.filter((limit) => limit.code === code).map(({ message }) => message);

describe('silence', () => {
  it('is a guess without the state', () => {
    expect(without.coverage.silent.map(({ mailbox, recorded, reason }) => [mailbox, recorded, reason])).toEqual(
      [open, unaudited, unlicensed, unknown].map((mailbox) => [mailbox, 'unknown', null]),
    );
    expect(limits(without, 'mailboxNotLogged')).toHaveLength(1);
  });

  it('is told apart by the state: nobody opened it, or nobody could have seen it', () => {
    expect(result.coverage.silent.map(({ mailbox, recorded, reason }) => [mailbox, recorded, reason])).toEqual([
      [open, 'yes', null],
      [unaudited, 'no', 'openingNotAudited'],
      [unlicensed, 'no', 'notLicensed'],
      [unknown, 'unknown', null],
    ]);
    expect(limits(result, 'mailboxNotOpened')[0]).toContain(open);
    const unseen = limits(result, 'mailboxNotLogged');
    expect(unseen).toHaveLength(3);
    for (const mailbox of [unaudited, unlicensed, unknown])
      expect(unseen.filter((text) => text.includes(mailbox))).toHaveLength(1);
  });

  it('that begins in the middle is a gap with its reason', () => {
    const gaps = (of: Result) =>
      of.coverage.mailboxes.find(({ mailbox }) => mailbox === ended)?.gaps.map(({ reason }) => reason);
    expect(gaps(without)).toEqual([]);
    expect(gaps(result)).toEqual(['openingNotAudited']);
    expect(limits(result, 'mailboxNoLongerLogged')[0]).toContain(ended);
  });
});

describe('limits', () => {
  it('say who is exempt, what is kept briefly, and where mail goes by itself', () => {
    expect(limits(result, 'auditBypass')[0]).toContain('(svc-backup)');
    expect(limits(result, 'shortRetention')[0]).toContain(unaudited);
    const [sent] = limits(result, 'mailSentElsewhere');
    expect(sent).toMatch(
      /^The state holds 2 settings .*=cmd\(\).*eve@collector\.example.*of person5@x\.example to out@collector\.example/,
    );
    expect(sent).not.toContain('off@');
  });

  it('are the same otherwise', () => {
    const codes = [
      'mailboxNotLogged',
      'mailboxNotOpened',
      'mailboxNoLongerLogged',
      'auditBypass',
      'shortRetention',
      'mailSentElsewhere',
    ];
    const others = (of: Result) => of.coverage.limits.filter(({ code }) => !codes.includes(code));
    expect(others(result)).toEqual(others(without));
    expect(result.reconciliation).toEqual(without.reconciliation);
    expect(result.verdict).toEqual(without.verdict);
  });
});

describe('names', () => {
  const names = (of: Result) => new Map(of.sessions.map(({ application }) => [application.id, application.name]));

  it('of applications come from the state, but not those that we know', () => {
    expect(names(without).get(app)).toBeNull();
    expect(names(result).get(app)).toBe('<b>Mail</b> helper');
    expect([...names(result).values()]).not.toContain('evil');
  });

  it('of people', () => {
    expect(without.people).toEqual([]);
    expect(result.people.find(({ user }) => user === person(0))).toMatchObject({
      user: person(0),
      name: 'Ann Ash',
      objectId: 'o0',
      otherNames: ['ann.before@x.example'],
    });
  });

  it('of messages: from the trace, from other records of the mailbox, from what a colleague sent', () => {
    const items = result.cases.flatMap((each) => each.exposure.named.items);
    const named = Object.fromEntries(items.map(({ messageId, subject, sender }) => [messageId, [subject, sender]]));
    expect(named).toEqual({
      '<Traced@Y.example>': ['=HYPERLINK("x")', 'carl@y.example'],
      '<deleted@y>': ['Gone "now"', null],
      '<sent@y>': ['Sent in house', person(1)],
      '<nowhere@y>': [null, null],
    });
    const alone = without.cases.flatMap((each) => each.exposure.named.items);
    expect(alone.find(({ messageId }) => messageId === '<Traced@Y.example>')?.subject).toBeNull();
    expect(alone.find(({ messageId }) => messageId === '<deleted@y>')?.subject).toBe('Gone "now"');
  });

  it('are escaped', () => {
    const text = renderReadoutMarkdown(standardReadout(result));
    expect(text).not.toContain('\u001b');
  });
});

it('the ledger holds every row', () => {
  for (const input of result.inputs) expect(input.rows).toBe(input.records + input.duplicates + input.rejects);
});
