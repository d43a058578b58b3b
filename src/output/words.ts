// Reason codes in plain English. A code that is new here still reads well: it is taken apart into words, so that a later
// detector never prints something that looks like a fault.
import { type UnrecordedReason, unrecordedReasons } from '../reconcile/state/recorded.js';
import type { AccessClass, Confidence, Level, Result } from '../record/result.js';
import { humanised } from './format.js';

interface ReasonWords {
  readonly class: AccessClass;
  /** What it means, to follow "N accesses: ". */
  readonly words: string;
}

const reasons: Readonly<Record<string, ReasonWords>> = {
  noSignIns: { class: 'notAssessable', words: 'no sign-in log was given at all' },
  signInKindNotExported: { class: 'notAssessable', words: 'that kind of sign-in was not exported' },
  outsideSignInCoverage: { class: 'notAssessable', words: 'before or after the sign-in log that was given' },
  signInGap: { class: 'notAssessable', words: 'in a gap of the sign-in log' },
  signInExportFiltered: { class: 'notAssessable', words: 'the sign-in log was filtered to some users or applications' },
  noIds: { class: 'notAssessable', words: 'the record names no token to look for' },
  foreignTenantToken: { class: 'notAssessable', words: 'the token comes from another organisation' },
  sessionNotSeen: {
    class: 'notAssessable',
    words: 'the record names a session whose sign-in is not in the logs, and no token',
  },
  outcomeUnknown: {
    class: 'notAssessable',
    words: 'a sign-in fits, but its export does not say whether it succeeded',
  },
  serviceAccount: { class: 'notAssessable', words: "one of the service's own accounts, which never sign in" },
  noControl: { class: 'notAssessable', words: 'too few comparable accesses to test the check itself' },
  noSignInForToken: { class: 'unexplained', words: 'no sign-in issued the token that was used' },
  signInDisagrees: { class: 'unexplained', words: 'the token names a sign-in that does not fit it' },
  serviceReader: { class: 'background', words: "Microsoft's own service, or one like it" },
  allowed: { class: 'background', words: 'declared as known with --allow' },
};

/** What a reason code means, to follow a count of accesses. */
export const reasonWords = (code: string): string => reasons[code]?.words ?? humanised(code);

const windows: Readonly<Record<string, string>> = {
  throttled: 'recording stopped for 24 h after too many accesses',
  auditGap: 'the whole audit log is silent',
  noMessageIds: 'the record names no message',
};

/** Why a window of time is not known. */
export const windowWords = (code: string): string =>
  windows[code] ?? unrecordedReasons[code as UnrecordedReason] ?? humanised(code);

/** Which class of access the code belongs to; null for a code that is not known here. */
export const reasonClass = (code: string): AccessClass | null => reasons[code]?.class ?? null;

export const classWords: Readonly<Record<AccessClass, string>> = {
  explained: 'Explained by a sign-in',
  background: 'Background service',
  notAssessable: 'Cannot be decided',
  unexplained: 'Unexplained',
};

export const tierWords = {
  token: 'by its token',
  session: 'by its session',
  context: 'by user, place and time',
} as const;

export const verdictWords: Readonly<Record<Result['verdict']['code'], string>> = {
  intrusion: 'INTRUSION',
  suspicion: 'SUSPICION',
  nothingFound: 'NOTHING FOUND',
  notAssessable: 'CANNOT BE DECIDED',
};

/** What a level asks of the person on call. */
export const levelWords: Readonly<Record<Level, string>> = {
  informational: 'for information',
  low: 'look when there is time',
  medium: 'look today',
  high: 'wake someone',
  critical: 'wake someone',
};

export const confidenceWords: Readonly<Record<Confidence, string>> = {
  low: 'the evidence is thin or of poor quality',
  moderate: 'the evidence is sound but not complete',
  high: 'there is much evidence and it is of good quality',
};

/** The four kinds of sign-in log, as the Entra admin centre names their tabs. */
export const signInKinds = {
  interactive: 'User sign-ins (interactive)',
  nonInteractive: 'User sign-ins (non-interactive)',
  servicePrincipal: 'Service principal sign-ins',
  managedIdentity: 'Managed identity sign-ins',
} as const;
export type SignInKind = keyof typeof signInKinds;

/** A kind of sign-in log in a list of such kinds. */
export const kindWords: Readonly<Record<Result['coverage']['signIns'][number]['kind'], string>> = {
  interactive: 'interactive',
  nonInteractive: 'non-interactive',
  servicePrincipal: 'service principal',
  managedIdentity: 'managed identity',
  microsoftServicePrincipal: "of Microsoft's own services",
  auditLog: 'from the audit log',
};

const shapes: Readonly<Record<string, string>> = {
  purviewCsv: 'audit log: Purview CSV',
  purviewCsvOld: 'audit log: portal CSV, old',
  searchUnifiedAuditLogCsv: 'audit log: cmdlet CSV',
  searchUnifiedAuditLogJson: 'audit log: cmdlet JSON',
  purviewJson: 'audit log: Purview JSON',
  graphAuditRecord: 'audit log: Graph query',
  auditDataColumn: 'audit log: AuditData column',
  cloudAppEvents: 'audit log: CloudAppEvents',
  officeActivity: 'audit log: OfficeActivity',
  elasticDocument: 'audit log: Elastic',
  splunkEvent: 'audit log: Splunk',
  mailboxAuditLog: 'audit log: one mailbox',
  accessSummary: 'list of accesses, no log',
  auditData: 'audit log: bare records',
  graphSignIn: 'sign-ins: Graph JSON',
  entraPortalCsv: 'sign-ins: portal CSV',
  graphCmdletSignIn: 'sign-ins: Get-MgBeta JSON',
  graphCmdletSignInCsv: 'sign-ins: Get-MgBeta CSV',
  sentinelTable: 'Sentinel tables',
  azureMonitor: 'Azure Monitor records',
  graphDirectoryAudit: 'directory audit: Graph JSON',
  graphCmdletDirectoryAudit: 'directory audit: Get-MgBeta',
  entraPortalAuditCsv: 'directory audit: portal CSV',
  defenderSignIn: 'sign-ins: Defender hunting',
  entraPortalAuthDetails: 'sign-in steps, not needed',
  networks: 'your table of networks',
  ownApplications: 'your table of applications',
  ownPeople: 'your table of people',
  mailboxes: 'state: mailboxes',
  mailboxAuditStatus: 'state: mailbox auditing',
  auditBypass: 'state: audit bypass',
  organisationConfig: 'state: organisation',
  auditLogConfig: 'state: audit log',
  users: 'state: people',
  licences: 'state: licences',
  products: 'state: products',
  servicePrincipals: 'state: applications',
  applications: 'state: own applications',
  permissionGrants: 'state: grants by people',
  appRoleAssignments: 'state: grants to apps',
  oauthPermissions: 'state: grants',
  mailboxPermissions: 'state: rights',
  mailboxPermissionsByMailbox: 'state: rights',
  inboxRules: 'state: inbox rules',
  transportRules: 'state: transport rules',
  journalRules: 'state: journal rules',
  messageTrace: 'message trace',
  unknown: 'not recognised',
};

/** What a file was taken for, short enough for a table. */
export const shapeWords = (shape: string): string => shapes[shape] ?? humanised(shape);

const networks: Readonly<Record<string, string>> = {
  cdn: 'content network',
  vpn: 'VPN',
  tor: 'Tor',
  microsoft: "Microsoft's own mail service",
  carrierGradeNat: 'shared address of a provider',
  documentation: 'documentation address',
};

/** What kind of network an address belongs to. */
export const networkWords = (kind: string): string => networks[kind] ?? humanised(kind);
