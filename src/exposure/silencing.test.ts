// What makes a log blind and what lets it see again, record by record.
import { describe, expect, it } from 'vitest';
import { readSilencing } from './silencing.js';

const row = { id: 'r', tenant: 't', atMs: Date.UTC(2024, 0, 8), user: 'admin@contoso.example' };
const command = (Operation: string, parameters: Record<string, string>): string =>
  JSON.stringify({ Operation, Parameters: Object.entries(parameters).map(([Name, Value]) => ({ Name, Value })) });
const licence = (before: string, after: string): string => {
  const plans = (disabled: string): string => `[SkuName=ENTERPRISEPREMIUM, DisabledPlans=[${disabled}]]`;
  const additionalDetails = JSON.stringify({ OldValue: plans(before), NewValue: plans(after) });
  return JSON.stringify({
    Operation: 'Change user license.',
    ObjectId: 'Mara@Contoso.example',
    ExtendedProperties: [{ Name: 'additionalDetails', Value: additionalDetails }],
  });
};
const plan = 'YAMMER, M365_ADVANCED_AUDITING';

describe('readSilencing', () => {
  it.each([
    [
      'a bypass',
      command('Set-MailboxAuditBypassAssociation', { Identity: 'Mara@contoso.example', AuditBypassEnabled: 'True' }),
      'auditBypassed',
      true,
    ],
    [
      'its end',
      command('Set-MailboxAuditBypassAssociation', { Identity: 'mara@contoso.example', AuditBypassEnabled: 'False' }),
      'auditBypassed',
      false,
    ],
    [
      'auditing off',
      command('Set-Mailbox', { Identity: 'mara@contoso.example', AuditEnabled: 'False' }),
      'mailboxNotAudited',
      true,
    ],
    [
      'auditing on',
      command('Set-Mailbox', { Identity: 'mara@contoso.example', AuditEnabled: 'True' }),
      'mailboxNotAudited',
      false,
    ],
    ['a licence without the plan', licence('', plan), 'notLicensed', true],
    ['a licence with it again', licence(plan, ''), 'notLicensed', false],
  ] as const)('%s', (_, raw, reason, blind) =>
    expect(readSilencing(row, raw)).toMatchObject({ reason, whose: 'mara@contoso.example', blind }),
  );

  it.each([
    [
      'another setting of a mailbox',
      command('Set-Mailbox', { Identity: 'mara@contoso.example', ProhibitSendQuota: '5GB' }),
    ],
    ['a licence that changed in something else', licence(plan, `${plan}, TEAMS1`)],
    [
      'a name that is no address',
      command('Set-MailboxAuditBypassAssociation', { Identity: 'mara', AuditBypassEnabled: 'True' }),
    ],
    ['another operation', command('New-InboxRule', { Identity: 'mara@contoso.example', AuditEnabled: 'False' })],
    ['a record that was cut', '{"Operation":"Set-Mailbox","Parameters":[{"Na'],
  ])('nothing: %s', (_, raw) => expect(readSilencing(row, raw)).toBeNull());

  it('since June 2024 no licence silences', () =>
    expect(readSilencing({ ...row, atMs: Date.UTC(2024, 6, 1) }, licence('', plan))).toBeNull());
});
