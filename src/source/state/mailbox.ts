// Whether what happens in a mailbox is recorded at all: settings of mailboxes, accounts and the organisation, from Exchange's
// cmdlets and from Microsoft-Extractor-Suite (its Scripts/Get-AuditLogSettings.ps1 names the columns). The organisation's
// setting overrides the mailboxes' (learn.microsoft.com/purview/audit-mailboxes).
import { sql } from '../../query/sql.js';
import { first, made, path } from '../mapping.js';
import { has } from '../shape.js';
import { list, type StateShape, stateShape } from './fact.js';

const who = {
  subject: first(path('UserPrincipalName'), path('PrimarySmtpAddress'), path('WindowsEmailAddress')),
  subjectId: path('ExternalDirectoryObjectId'),
  name: first(path('DisplayName'), path('Name'), path('Alias'), path('Identity')),
  type: list('RecipientTypeDetails'),
};

const mailbox = stateShape('mailboxes', 'mailboxes, Get-Mailbox', 'mailbox', {
  ...who,
  mailboxGuid: path('ExchangeGuid'),
  address: path('PrimarySmtpAddress'),
  enabled: path('AuditEnabled'),
  auditOwner: list('AuditOwner'),
  auditDelegate: list('AuditDelegate'),
  auditAdmin: list('AuditAdmin'),
  defaultAuditSet: list('DefaultAuditSet'),
  keptFor: path('AuditLogAgeLimit'),
  sendsTo: first(list('ForwardingSmtpAddress'), list('ForwardingAddress')),
});

const auditStatus = stateShape('mailboxAuditStatus', 'mailbox audit status, Microsoft-Extractor-Suite', 'mailbox', {
  ...who,
  enabled: path('AuditEnabled'),
  organisationAudits: made(
    [path('EffectiveAuditState')],
    (state) =>
      sql`CASE WHEN lower(${state}) LIKE 'enabled%' THEN 'true' WHEN lower(${state}) = 'disabled' THEN 'false' END`,
  ),
  // It looks up bypasses by another name than it stores them under, so only a yes means something.
  bypassed: made([path('AuditBypassEnabled')], (text) => sql`CASE WHEN lower(${text}) = 'true' THEN ${text} END`),
  auditOwner: path('OwnerAuditActions'),
  auditDelegate: path('DelegateAuditActions'),
  auditAdmin: path('AdminAuditActions'),
  defaultAuditSet: path('DefaultAuditSet'),
});

const bypass = stateShape('auditBypass', 'audit bypass, Get-MailboxAuditBypassAssociation', 'auditBypass', {
  subject: first(path('UserPrincipalName'), path('Identity'), path('Name'), path('Id')),
  subjectId: first(path('ExternalDirectoryObjectId'), path('ObjectId'), path('Guid')),
  name: first(path('DisplayName'), path('Name'), path('Identity')),
  bypassed: path('AuditBypassEnabled'),
});

const organisation = stateShape('organisationConfig', 'organisation, Get-OrganizationConfig', 'organisation', {
  name: first(
    path('Name'),
    path('DisplayName'),
    path('Identity'),
    made([path('AuditDisabled')], () => sql`'organisation'`),
  ),
  organisationAudits: made([path('AuditDisabled')], (off) => sql`(lower(${off}) = 'false')::VARCHAR`),
});

const auditLog = stateShape('auditLogConfig', 'audit log, Get-AdminAuditLogConfig', 'auditLog', {
  name: first(
    path('Name'),
    path('Identity'),
    made([path('UnifiedAuditLogIngestionEnabled')], () => sql`'audit log'`),
  ),
  unifiedAudit: path('UnifiedAuditLogIngestionEnabled'),
});

export const mailboxShapes: readonly StateShape[] = [
  { shape: auditStatus, is: (head) => has(head, 'EffectiveAuditState', 'AuditBypassEnabled') },
  { shape: bypass, is: (head) => has(head, 'AuditBypassEnabled') && !has(head, 'AuditEnabled') },
  { shape: auditLog, is: (head) => has(head, 'UnifiedAuditLogIngestionEnabled') },
  { shape: organisation, is: (head) => has(head, 'AuditDisabled') },
  {
    shape: mailbox,
    is: (head) =>
      (has(head, 'AuditEnabled') &&
        (has(head, 'AuditOwner') || has(head, 'AuditLogAgeLimit') || has(head, 'DisplayName'))) ||
      (has(head, 'RecipientTypeDetails', 'PrimarySmtpAddress') &&
        (has(head, 'ExchangeGuid') || has(head, 'ExternalDirectoryObjectId') || has(head, 'ForwardingSmtpAddress'))),
  },
];
