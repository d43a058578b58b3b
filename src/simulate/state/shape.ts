// The ways in which a tenant's state is exported: by the cmdlets as CSV, by the cmdlets and Graph as JSON, and by
// Microsoft-Extractor-Suite. They differ in what they can say: only Graph's plans show a plan that was switched off.
import { portalDate } from '../clock.js';
import type { Book } from '../export/book.js';
import type { Diverted, World } from '../world.js';
import { applicationsOf, audited, type MailboxState, mailboxStates, messageTrace, type TracedMessage } from './fact.js';
import * as grant from './grant.js';
import * as right from './right.js';
import { distinct, type Row, type StateTable, writeTable } from './table.js';

const identity = ({ person }: MailboxState): Row => ({ UserPrincipalName: person.upn, DisplayName: person.name });
const typeOf = ({ person }: MailboxState): string => (person.shared ? 'SharedMailbox' : 'UserMailbox');

const mailbox = (state: MailboxState): Row => ({
  ...identity(state),
  ExternalDirectoryObjectId: state.person.objectId,
  ExchangeGuid: state.guid,
  PrimarySmtpAddress: state.person.upn,
  RecipientTypeDetails: typeOf(state),
  AuditEnabled: true,
  AuditOwner: audited.owner,
  AuditDelegate: audited.delegate,
  AuditAdmin: audited.admin,
  DefaultAuditSet: ['Admin', 'Delegate', 'Owner'],
  AuditLogAgeLimit: '90.00:00:00',
  ForwardingSmtpAddress: state.forwardsTo === '' ? '' : `smtp:${state.forwardsTo}`,
  DeliverToMailboxAndForward: state.forwardsTo !== '',
});

const bypass = ({ person, bypassed }: MailboxState): Row => ({
  Name: person.objectId,
  Identity: person.objectId,
  AuditBypassEnabled: bypassed,
});

const organisation = ({ org }: World): Row => ({ Name: org.domain, AuditDisabled: false });
const auditLog = ({ org }: World): Row => ({ Identity: org.domain, UnifiedAuditLogIngestionEnabled: true });

const advancedAudit = '2f442157-a11c-46b9-ae5b-6e39ff4e5849';
const mailPlan = 'efb87545-963c-4e0d-99df-69c6916d9eb0';

const user = ({ person, licensed }: MailboxState): Row => ({
  id: person.objectId,
  userPrincipalName: person.upn,
  displayName: person.name,
  mail: person.upn,
  accountEnabled: true,
  assignedPlans: [
    { capabilityStatus: 'Enabled', service: 'exchange', servicePlanId: mailPlan },
    { capabilityStatus: licensed ? 'Enabled' : 'Deleted', service: 'exchange', servicePlanId: advancedAudit },
  ],
});

const licence = (state: MailboxState): Row => ({
  ...identity(state),
  SkuPartNumber: 'SPE_E5',
  ServicePlans: ['EXCHANGE_S_ENTERPRISE', ...(state.licensed ? ['M365_ADVANCED_AUDITING'] : [])],
});

/** Names of products and their plans, whoever has them. */
const product = (mailboxes: readonly MailboxState[]): Row => ({
  ...{ Sku: 'SPE_E5', Status: 'Enabled', Scope: 'User', Units: mailboxes.length },
  ServicePlans: 'EXCHANGE_S_ENTERPRISE; M365_ADVANCED_AUDITING',
});

const servicePrincipals = (world: World): Row[] =>
  applicationsOf(world).map(({ application, objectId }) => ({
    id: objectId,
    appId: application.id,
    displayName: application.name,
    servicePrincipalType: 'Application',
    accountEnabled: true,
  }));

const pascal = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [key.charAt(0).toUpperCase() + key.slice(1), value]));

const inTrace = (
  { messageId, at, sender, recipient, subject, bytes }: TracedMessage,
  date: (ms: number) => string,
): Row => ({
  MessageId: messageId,
  Received: date(at),
  SenderAddress: sender,
  RecipientAddress: recipient,
  Subject: subject,
  Status: 'Delivered',
  Size: bytes,
});

function* traceOf(world: World, date: (ms: number) => string): Iterable<Row> {
  for (const message of messageTrace(world)) yield inTrace(message, date);
}

const of = (world: World, kind: Diverted['kind']): Diverted[] => world.diverted.filter((it) => it.kind === kind);

const transportRules = (world: World): Row[] =>
  of(world, 'transportRule').map(({ name, mailbox: from, to }) => ({
    Name: name,
    Description: `If the message:\r\n\tIs sent to '${from}'\r\nTake the following actions:\r\n\tBlind carbon copy(Bcc) the message to '${to}'\r\n`,
    CreatedBy: '',
    State: 'Enabled',
    Priority: 0,
    Mode: 'Enforce',
  }));

const journalRules = (world: World): Row[] =>
  of(world, 'journalRule').map(({ name, mailbox: from, to }) => ({
    Name: name,
    Enabled: true,
    JournalEmailAddress: to,
    Recipient: from,
    Scope: 'Global',
  }));

const auditStatus = (state: MailboxState): Row => ({
  ...identity(state),
  RecipientTypeDetails: typeOf(state),
  AuditEnabled: true,
  // It looks bypasses up under another name than it finds them by.
  AuditBypassEnabled: false,
  DefaultAuditSet: 'Admin, Delegate, Owner',
  OwnerAuditActions: audited.owner,
  OwnerAuditActionsCount: audited.owner.length,
  DelegateAuditActions: audited.delegate,
  AdminAuditActions: audited.admin,
  EffectiveAuditState: 'Enabled (Organization Policy)',
});

type StateShape = (world: World, mailboxes: readonly MailboxState[]) => StateTable[];

const cmdletCsv: StateShape = (world, mailboxes) => [
  { file: 'Mailboxes.csv', as: 'typedCsv', rows: mailboxes.map(mailbox) },
  { file: 'AuditBypass.csv', as: 'typedCsv', rows: mailboxes.map(bypass) },
  { file: 'OrganizationConfig.csv', as: 'typedCsv', rows: [organisation(world)] },
  { file: 'AuditLogConfig.csv', as: 'typedCsv', rows: [auditLog(world)] },
  { file: 'Licences.csv', as: 'typedCsv', rows: mailboxes.map(licence) },
  { file: 'ServicePrincipals.csv', as: 'typedCsv', rows: servicePrincipals(world).map(pascal) },
  { file: 'MailboxPermissions.csv', as: 'typedCsv', rows: distinct(right.mailboxRights(world)) },
  { file: 'RecipientPermissions.csv', as: 'typedCsv', rows: distinct(right.sendingRights(world)) },
  { file: 'FolderPermissions.csv', as: 'typedCsv', rows: distinct(right.folderRights(world)) },
  { file: 'InboxRules.csv', as: 'typedCsv', rows: right.inboxRules(world) },
  { file: 'TransportRules.csv', as: 'typedCsv', rows: transportRules(world) },
  { file: 'JournalRules.csv', as: 'typedCsv', rows: journalRules(world) },
  { file: 'MessageTrace.csv', as: 'typedCsv', rows: traceOf(world, portalDate) },
];

const iso = (ms: number): string => new Date(ms).toISOString();

const json: StateShape = (world, mailboxes) => [
  { file: 'Mailboxes.json', as: 'json', rows: mailboxes.map(mailbox) },
  { file: 'AuditBypass.json', as: 'json', rows: mailboxes.map(bypass) },
  { file: 'OrganizationConfig.json', as: 'json', rows: [organisation(world)] },
  { file: 'AuditLogConfig.json', as: 'json', rows: [auditLog(world)] },
  { file: 'Users.json', as: 'page', rows: mailboxes.map(user) },
  { file: 'ServicePrincipals.json', as: 'page', rows: servicePrincipals(world) },
  { file: 'Applications.json', as: 'page', rows: grant.registrations(world) },
  { file: 'PermissionGrants.json', as: 'page', rows: grant.delegatedGrants(world) },
  { file: 'AppRoleAssignments.json', as: 'page', rows: grant.applicationGrants(world) },
  { file: 'MailboxPermissions.json', as: 'json', rows: distinct(right.mailboxRights(world)) },
  { file: 'InboxRules.json', as: 'json', rows: right.inboxRules(world) },
  { file: 'TransportRules.json', as: 'json', rows: transportRules(world) },
  { file: 'JournalRules.json', as: 'json', rows: journalRules(world) },
  { file: 'MessageTrace.json', as: 'json', rows: traceOf(world, iso) },
];

const extractorSuite: StateShape = (world, mailboxes) => [
  { file: 'MailboxAuditStatus.csv', as: 'csv', rows: mailboxes.map(auditStatus) },
  {
    file: 'UserLicenses.csv',
    as: 'csv',
    rows: mailboxes.map((state) => ({ ...identity(state), SkuPartNumber: 'SPE_E5' })),
  },
  { file: 'TenantLicenses.csv', as: 'csv', rows: [product(mailboxes)] },
  { file: 'MailboxPermissions.csv', as: 'csv', rows: right.rightsByMailbox(world) },
  { file: 'OAuthPermissions.csv', as: 'csv', rows: distinct(grant.oauthPermissions(world)) },
  { file: 'TransportRules.csv', as: 'csv', rows: transportRules(world) },
  { file: 'MessageTraceLog.csv', as: 'csv', rows: traceOf(world, portalDate) },
];

const shapes: Readonly<Record<string, StateShape>> = { cmdletCsv, json, extractorSuite };

export const stateShapeNames: readonly string[] = Object.keys(shapes);

/** Writes the state of a tenant as it is at the end of the time. `shape`: out of `stateShapeNames`, or `none`. */
export function writeState(world: World, folder: string, shape: string, book: Book): void {
  for (const table of shapes[shape]?.(world, mailboxStates(world)) ?? []) writeTable(table, folder, book);
}
