// One mailbox after another, each differing from a well audited one in a single setting.
import { expect, it } from 'vitest';
import type { MailboxFact } from './fact.js';
import { recordedBy, standardAuditAt } from './recorded.js';

const audited: MailboxFact = {
  mailbox: 'ann@x.example',
  isMailbox: true,
  objectId: null,
  mailboxGuid: null,
  address: null,
  name: null,
  type: 'UserMailbox',
  enabled: true,
  organisationAudits: true,
  openings: true,
  byDefault: true,
  advancedAudit: true,
  keptForDays: 90,
};
const before = standardAuditAt - 1;
const nobody = new Set<string>();

it.each<[string, Partial<MailboxFact>, ReadonlySet<string>, number, string, string | null]>([
  ['all is well', {}, nobody, before, 'yes', null],
  ['the list is not there, but the default and the licence are', { openings: null }, nobody, before, 'yes', null],
  ['the organisation overrides the mailbox', { enabled: false }, nobody, before, 'yes', null],
  ['the organisation audits nothing', { organisationAudits: false }, nobody, before, 'no', 'organisationNotAudited'],
  ['bypassed', {}, new Set(['ann@x.example']), before, 'no', 'auditBypassed'],
  [
    'a bypass does not matter where nothing is audited',
    { organisationAudits: false },
    new Set(['ann@x.example']),
    before,
    'no',
    'organisationNotAudited',
  ],
  [
    'off, and nobody says of the organisation',
    { enabled: false, organisationAudits: null },
    nobody,
    before,
    'unknown',
    'mailboxNotAudited',
  ],
  ['the list lacks it', { openings: false }, nobody, before, 'no', 'openingNotAudited'],
  ['no licence, before 2024', { advancedAudit: false }, nobody, before, 'no', 'notLicensed'],
  ['no licence, later, but in the list', { advancedAudit: false }, nobody, standardAuditAt, 'yes', null],
  [
    'no licence, later, no list',
    { advancedAudit: false, openings: null },
    nobody,
    standardAuditAt,
    'unknown',
    'notLicensed',
  ],
  [
    'the list has it, but before 2024 nothing says that it is licensed',
    { advancedAudit: null },
    nobody,
    before,
    'unknown',
    'settingsUnknown',
  ],
  ['the same later', { advancedAudit: null }, nobody, standardAuditAt, 'yes', null],
  [
    'only a name',
    { enabled: null, organisationAudits: null, openings: null, advancedAudit: null },
    nobody,
    before,
    'unknown',
    'settingsUnknown',
  ],
])('%s', (_what, change, bypassed, endMs, recorded, reason) => {
  expect(recordedBy({ ...audited, ...change }, bypassed, endMs)).toEqual({ recorded, reason });
});
