// Times in which a case made the log blind: whose mail, from when to when, on a few records.
import { beforeAll, describe, expect, it } from 'vitest';
import { bind, type Fields, tenant } from '../../test/store/row.js';
import { answer } from '../../test/store/world.js';
import type { Case } from '../record/result.js';
import { parseRules } from '../sigma/load.js';

const start = Date.UTC(2024, 2, 4, 10);
const hour = 3_600_000;
const [root, reader, mara, zoe] = ['root@x.example', 'reader@x.example', 'mara@x.example', 'zoe@x.example'];

const command = (id: string, Operation: string, hours: number, values: Record<string, string>): Fields => ({
  ...{ Id: id, CreationTime: new Date(start + hours * hour).toISOString().slice(0, 19), Operation },
  ...{ OrganizationId: tenant, RecordType: 1, Workload: 'Exchange', UserId: root },
  Parameters: Object.entries(values).map(([Name, Value]) => ({ Name, Value })),
});
const bypass = (id: string, hours: number, value: string): Fields =>
  command(id, 'Set-MailboxAuditBypassAssociation', hours, { Identity: reader, AuditBypassEnabled: value });
const opened = (id: string, hours: number, user: string, mailbox: string): Fields =>
  bind({ id, at: start + hours * hour, user, mailbox });

const rules = {
  ...parseRules([
    {
      path: 'pack/blind/rule.yml',
      text: 'title: Blind\nlogsource: {product: m365, service: audit}\nlevel: medium\ndetection:\n  s:\n    Operation: [Set-MailboxAuditBypassAssociation, Set-Mailbox]\n    Parameters|contains: [AuditBypassEnabled, AuditEnabled]\n  t:\n    Parameters.AuditBypassEnabled: "False"\n  u:\n    Parameters.AuditEnabled: "True"\n  condition: s and not t and not u\n',
    },
  ]),
  hash: 'h',
};

describe('a case that made the log blind', () => {
  let found: Case | undefined;
  beforeAll(async () => {
    const { cases } = await answer(
      {
        audit: [
          command('rights', 'Add-MailboxPermission', -1, { Identity: mara, User: reader, AccessRights: 'FullAccess' }),
          opened('before', -2, reader, zoe),
          bypass('b1', 0, 'True'),
          // Written late: it was under way when the bypass came.
          opened('late', 0.5, reader, zoe),
          opened('own', 30, mara, mara),
          opened('again', 40, reader, zoe),
          bypass('b2', 50, 'False'),
          command('off', 'Set-Mailbox', 5, { Identity: zoe, AuditEnabled: 'False' }),
          opened('end', 90, 'else@x.example', 'else@x.example'),
        ],
      },
      { rules },
    );
    found = cases.find(({ findings }) => findings.length > 0);
  });

  it('names every mailbox that could be read, until records or a change end it', () => {
    const windows = (found?.exposure.unknown ?? []).map(({ mailbox, fromAt, toAt, reason }) => [
      ...[mailbox, reason],
      ...[fromAt, toAt].map((time) => (Date.parse(time) - start) / hour),
    ]);
    expect(windows).toEqual([
      [mara, 'auditBypassed', 0, 50],
      [reader, 'auditBypassed', 0, 50],
      [zoe, 'auditBypassed', 0, 40],
      [zoe, 'mailboxNotAudited', 5, 40],
    ]);
  });

  it('holds those mailboxes', () => expect(found?.mailboxes).toEqual([mara, reader, zoe]));
});
