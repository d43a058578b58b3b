// Mail that goes elsewhere, as cases tell it: to whom, whose, by what, since when, and until when.
import { expect, it } from 'vitest';
import { bind, type Fields, tenant } from '../../test/store/row.js';
import { answer } from '../../test/store/world.js';
import { parseRules } from '../sigma/load.js';
import { cleanTargets } from '../util/recipient.js';

const start = Date.UTC(2024, 2, 4, 10);
const pairs = (values: Record<string, string>) => Object.entries(values).map(([Name, Value]) => ({ Name, Value }));
const record = (id: string, Operation: string, user: string, hour: number, more: Fields): Fields => ({
  ...{ Id: id, CreationTime: new Date(start + hour * 3_600_000).toISOString().slice(0, 19), Operation },
  ...{ OrganizationId: tenant, RecordType: 1, Workload: 'Exchange', UserId: user, ...more },
});
const command = (id: string, operation: string, user: string, hour: number, values: Record<string, string>): Fields =>
  record(id, operation, user, hour, { Parameters: pairs(values) });

const rules = {
  ...parseRules([
    {
      path: 'pack/way-out/rule.yml',
      text: 'title: A way out\nlogsource: {product: m365, service: audit}\nlevel: medium\ndetection:\n  s:\n    Operation: [Set-Mailbox, New-InboxRule, New-TransportRule, New-JournalRule, UpdateInboxRules]\n  t:\n    - Parameters|contains: collect.example\n    - OperationProperties|contains: collect.example\n  condition: s and t\n',
    },
  ]),
  hash: 'h',
};

it('tells each way out with its end', async () => {
  const { cases, findings } = await answer(
    {
      audit: [
        command('f1', 'Set-Mailbox', 'ann@x.example', 0, {
          Identity: 'Ann@x.example',
          ForwardingSmtpAddress: 'smtp:Out@collect.example',
        }),
        command('f2', 'Set-Mailbox', 'root@x.example', 9, { Identity: 'ann@x.example', ForwardingSmtpAddress: '' }),
        command('i1', 'New-InboxRule', 'ann@x.example', 1, {
          Name: '.',
          SubjectContainsWords: 'invoice',
          ForwardTo: 'Box <box@collect.example>',
        }),
        command('i2', 'Remove-InboxRule', 'ann@x.example', 2, { Identity: 'ann\\.' }),
        command('t1', 'New-TransportRule', 'ann@x.example', 3, {
          Name: 'Copy',
          SentTo: 'bob@x.example',
          BlindCopyTo: 'bcc@collect.example',
        }),
        command('t2', 'Disable-TransportRule', 'root@x.example', 8, { Identity: 'Other' }),
        command('j1', 'New-JournalRule', 'ann@x.example', 4, { Name: 'J', JournalEmailAddress: 'j@collect.example' }),
        record('u1', 'UpdateInboxRules', 'ann@x.example', 5, {
          RecordType: 2,
          MailboxOwnerUPN: 'ann@x.example',
          OperationProperties: pairs({
            RuleOperation: 'AddMailboxRule',
            RuleName: 'x',
            RuleActions: '[{"ActionType":"Forward","Recipients":["hid@collect.example"]}]',
          }),
        }),
        bind({ id: 'a1', at: start, user: 'cid@x.example' }),
      ],
    },
    { rules },
  );
  expect(cases).toHaveLength(1);
  const at = (hour: number): string => new Date(start + hour * 3_600_000).toISOString().replace('.000Z', 'Z');
  const ann = 'ann@x.example';
  const row = (
    mailbox: string,
    to: string,
    by: string,
    condition: string | null,
    from: number,
    to2: number | null,
  ) => ({
    ...{ mailbox, to: [to], by, condition, fromAt: at(from), toAt: to2 === null ? null : at(to2) },
  });
  expect(cases[0]?.exposure.diverted.map(({ records, ...rest }) => rest)).toEqual([
    row(ann, 'out@collect.example', 'forwarding of the mailbox', null, 0, 9),
    row(ann, 'box@collect.example', 'inbox rule "."', 'SubjectContainsWords: invoice', 1, 2),
    row('bob@x.example', 'bcc@collect.example', 'mail flow rule "Copy"', null, 3, null),
    row('every mailbox', 'j@collect.example', 'journal rule "J"', null, 4, null),
    row(ann, 'hid@collect.example', 'rule of a mail client "x"', null, 5, null),
  ]);
  expect(cases[0]?.exposure.diverted.map(({ records }) => records)).toEqual([
    ['f1', 'f2'],
    ['i1', 'i2'],
    ['t1'],
    ['j1'],
    ['u1'],
  ]);
  expect(findings.flatMap((finding) => finding.targets)).toEqual(
    ['bcc', 'box', 'hid', 'j', 'out'].map((name) => `${name}@collect.example`),
  );
});

it('reads recipients as they are written', () => {
  expect(cleanTargets(['smtp:A@x.example;"B" [SMTP:b@x.example]', 'Desk, Other', '[{"a":1}]', ''])).toEqual([
    'a@x.example',
    'b@x.example',
    'desk',
    'other',
  ]);
});
