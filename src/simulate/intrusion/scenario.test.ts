// Every scenario leaves the records that it claims, with the operations and fields that are documented for it.
import { describe, expect, test } from 'vitest';
import { keep } from '../memory.js';
import { type Audit, reread } from '../reread.js';
import { scenarioNames, scenarios } from './scenario.js';

const base = { seed: 11, mailboxes: 40, days: 30, start: '2023-05-01', defects: 'none' } as const;

/** Operations of the audit log that a scenario must leave, apart from accesses. */
const marks: Readonly<Record<string, readonly string[]>> = {
  'phishing-proxy': ['UserLoggedIn'],
  'device-code': ['UserLoggedIn', 'Add device.'],
  'invoice-fraud': ['UserLoggedIn', 'New-InboxRule'],
  spray: ['UserLoginFailed', 'UserLoggedIn'],
  'consented-app': ['Consent to application.', 'Add delegated permission grant.'],
  'full-access-app': ['Update application – Certificates and secrets management ', 'Update application.'],
  'impersonation-role': ['New-ManagementRoleAssignment'],
  delegate: ['Add-MailboxPermission'],
  'folder-permission': ['ModifyFolderPermissions'],
  'hidden-rule': ['UpdateInboxRules'],
  forwarding: ['Set-Mailbox'],
  'transport-rule': ['New-TransportRule'],
  journaling: ['New-JournalRule'],
  'audit-bypass': ['Set-MailboxAuditBypassAssociation'],
  'licence-downgrade': ['Change user license.'],
};
const diverting = ['hidden-rule', 'forwarding', 'transport-rule', 'journaling'];
const blinding = ['audit-bypass', 'licence-downgrade', 'throttle-and-harvest'];
const readsNothing = [...diverting, 'audit-bypass', 'licence-downgrade'];
const days = (name: string) => (name === 'storm-0558' ? 61 : base.days);

describe.each(scenarioNames)('%s', (name) => {
  const made = keep({ ...base, days: days(name), scenarios: [name] });
  const { audits, signIns } = reread(made);
  const records = new Map(audits.map(({ audit }) => [audit?.Id ?? '', audit as Audit]));
  const [intrusion] = made.truth.intrusions;
  const hostile = (intrusion?.records ?? []).flatMap((id) => records.get(id) ?? []);

  test('is there, once, and becomes detectable', () => {
    expect(made.truth.intrusions).toHaveLength(1);
    expect(intrusion?.scenario).toBe(name);
    expect(intrusion?.detectableAt).not.toBeNull();
    expect(scenarios.get(name)?.variants ?? []).toEqual(
      intrusion?.variant ? expect.arrayContaining([intrusion.variant]) : [],
    );
  });

  test('leaves its marks in the audit log', () => {
    const operations = new Set(hostile.map(({ Operation }) => Operation));
    for (const mark of marks[name] ?? []) expect(operations).toContain(mark);
  });

  test('opens mail, or diverts it, or blinds the log', () => {
    expect((intrusion?.accessRecords.length ?? 0) > 0).toBe(!readsNothing.includes(name));
    expect((intrusion?.diverted.length ?? 0) > 0).toBe(diverting.includes(name));
    expect((intrusion?.unknown.length ?? 0) > 0).toBe(blinding.includes(name));
    expect((intrusion?.folders.length ?? 0) > 0).toBe(name === 'sync-everything');
  });

  test('hostile sign-ins are those that the truth names', () => {
    const exported = new Set(signIns.map(({ id }) => id));
    for (const id of intrusion?.records ?? []) expect(records.has(id) || exported.has(id)).toBe(true);
  });
});

test('forged tokens have ids that no sign-in has; copied ones have one that a sign-in has; some have none', () => {
  const seen = (variant: string) => {
    const made = keep({ ...base, scenarios: [`forged-token:variant=${variant}`] });
    const ids = new Set(reread(made).signIns.map(({ fields }) => fields.uniqueTokenIdentifier));
    const tokens = made.truth.intrusions[0]?.tokenIds ?? [];
    return [tokens.length, tokens.filter((id) => ids.has(id)).length];
  };
  const [unknown, copied, none] = [seen('unknown-ids'), seen('copied-ids'), seen('no-ids')];
  expect(unknown[1]).toBe(0);
  expect(copied[1]).toBeGreaterThan(0);
  expect(none).toEqual([0, 0]);
});

test('parameters are obeyed', () => {
  const made = keep({ ...base, scenarios: ['imap:victims=3+care=low+networks=vpn'] });
  expect(made.truth.intrusions[0]?.mailboxes.length).toBeGreaterThan(1);
  expect(made.truth.intrusions[0]?.addresses.every((address) => address.startsWith('198.19.'))).toBe(true);
});

test('a campaign goes through several tenants from the same places', () => {
  const made = keep({ ...base, mailboxes: 13, tenants: 5, scenarios: ['forged-token'] });
  const [one, two] = made.truth.intrusions;
  expect(made.truth.intrusions).toHaveLength(2);
  expect(one?.campaign).toBe(two?.campaign);
  expect(one?.tenant).not.toBe(two?.tenant);
  expect(one?.addresses.some((address) => two?.addresses.includes(address))).toBe(true);
});
