// The field catalogue's vocabulary: what a column of the store is called, holds and means. A source says only where in its
// rows a field stands; the SQL that extracts it is made from both. docs/fields.md is generated from the catalogues.

export type FieldType = 'text' | 'time' | 'integer' | 'boolean' | 'json';

export interface Field {
  readonly type: FieldType;
  readonly meaning: string;
  /** `lower`: compared without case by the service, so stored in lower case. */
  readonly form?: 'lower';
}

export type Catalogue = Readonly<Record<string, Field>>;

/** Kinds of log, and tables that the user lays beside them; each is one table of the store. */
export type LogKind =
  | 'audit'
  | 'signIn'
  | 'directory'
  | 'graphActivity'
  | 'network'
  | 'application'
  | 'person'
  | 'state'
  | 'messageTrace';

const text = (meaning: string): Field => ({ type: 'text', meaning });
const lower = (meaning: string): Field => ({ type: 'text', meaning, form: 'lower' });
const time = (meaning: string): Field => ({ type: 'time', meaning });
const integer = (meaning: string): Field => ({ type: 'integer', meaning });
const boolean = (meaning: string): Field => ({ type: 'boolean', meaning });
const json = (meaning: string): Field => ({ type: 'json', meaning });

/** Records of the unified audit log, whatever export they came in. */
export const auditFields = {
  id: text("the record's own id; derived from the content where the record has none"),
  tenant: lower('the organisation'),
  at: time('when the record was generated'),
  operation: text('what was done'),
  recordType: integer('number of the schema that the record follows'),
  workload: text('the service that wrote it'),
  resultStatus: text('outcome, as the service spells it'),
  userType: integer('0 regular, 2 administrator, 4 system, 5 application, 6 service principal, 10 guest'),
  userKey: text("the service's own key of the user"),
  user: lower('who did it'),
  objectId: text('what it was done to'),
  addressText: text('the network address as logged'),
  actorAddressText: text('the address of the caller behind a service, where the record gives one'),
  mailboxGuid: lower("the mailbox's own id"),
  mailboxOwner: lower('user principal name of the mailbox'),
  logonType: integer('0 owner, 1 administrator, 2 delegate'),
  externalAccess: boolean('the user is of another domain than the mailbox'),
  clientInfo: text('the client, as it described itself'),
  clientProcess: text('the program, as it described itself'),
  exchangeSessionId: text("Exchange's SessionId"),
  entraSessionId: text("the access token's session claim (sid)"),
  appId: lower('the application that Exchange saw'),
  clientAppId: lower('the application that acted through it'),
  tokenIdText: text("the access token's unique id (uti) as logged; upper and lower case matter"),
  tokenIssuedAt: time("the access token's time of issue"),
  tokenUserId: lower("object id of the token's user"),
  tokenTenant: lower('the tenant that issued the token'),
  deviceId: lower('the registered device'),
  mailAccessType: text('Bind: messages opened; Sync: a folder synchronised'),
  throttled: text('True where recording stopped for the mailbox'),
  operationCount: integer('accesses that the record sums up'),
  folders: json('folders and the messages opened in them'),
  parentFolder: json('the folder of a Sync'),
  messages: json('messages whose attachments were opened'),
  signInSessionId: text('session of a sign-in record'),
  signInApplication: lower('application of a sign-in record'),
  signInError: integer('error number of a sign-in record; 0 is success'),
  userAgent: text('user agent of a sign-in record'),
  requestType: text('kind of request of a sign-in record; Cmsi:Cmsi where a device code is confirmed'),
} as const satisfies Catalogue;

/** Rows of the Entra sign-in logs. */
export const signInFields = {
  id: text("the sign-in's request id"),
  tenant: lower('the tenant whose resource the token was for'),
  homeTenant: lower("the user's own tenant"),
  workspace: lower('the Log Analytics workspace, where the row came through one'),
  at: time('when the token was issued or refused'),
  kind: text('interactive, nonInteractive, servicePrincipal or managedIdentity'),
  firstParty: boolean("the row is of the log of Microsoft's own service principals, which stand in no other"),
  userId: lower("the user's object id"),
  user: lower('user principal name'),
  application: lower('application that asked'),
  applicationName: text("the application's name"),
  servicePrincipalId: lower('object id of the service principal'),
  resource: lower('what the token was for'),
  resourceName: text("the resource's name"),
  addressText: text('address that asked'),
  resourceAddressText: text('address that the resource saw'),
  country: text('country, as the log claims'),
  errorCode: integer('0 is success'),
  clientApp: text('protocol of the client'),
  userAgent: text('user agent'),
  authenticationProtocol: text('how the token was asked for'),
  incomingTokenType: text('what kind of token was shown to get this one'),
  originalTransferMethod: text('how the session was carried over at its beginning, such as by a device code'),
  tokenIssuerType: text('which service issued the token'),
  tokenIssuerName: text("the issuer's name; of federated sign-ins the federation service's"),
  sessionId: text('the Entra session (sid)'),
  tokenIdText: text("the token's unique id (uti) as logged"),
  originalRequestId: text('id of the first request of a chain'),
  correlationId: text('id that the client chose'),
  deviceId: lower('the registered device'),
} as const satisfies Catalogue;

/** Changes in the directory, as Entra's own audit log has them. The unified audit log tells some of them again, under other ids. */
export const directoryFields = {
  id: text("the event's id; derived from the content where the export has none, as the portal's CSV"),
  tenant: lower('the organisation; Graph and the portal do not say'),
  at: time('when it was done'),
  operation: text('what was done'),
  operationType: text('Add, Update, Assign …'),
  category: text('such as ApplicationManagement or RoleManagement'),
  service: text('the service that logged it'),
  result: text('success, failure or timeout'),
  resultReason: text('why it failed'),
  user: lower('user principal name of who did it'),
  userId: lower("the user's object id"),
  userName: text(
    "the user's display name; that of a service where a user's name stands beside it is a mark of forgery",
  ),
  application: lower('application id of the program that did it'),
  applicationName: text("the program's name"),
  servicePrincipalId: lower('object id of its service principal'),
  addressText: text('the network address as logged'),
  userAgent: text('user agent'),
  targets: json('what it was done to: id, name, type, user principal name, and the properties before and after'),
  additionalDetails: json('more, as keys and values'),
  correlationId: text('id of the request, which ties the events of one action together'),
} as const satisfies Catalogue;

/** Calls of Microsoft Graph, as MicrosoftGraphActivityLogs has them. */
export const graphActivityFields = {
  id: text("the request's id"),
  tenant: lower('the organisation whose data was asked for'),
  workspace: lower('the Log Analytics workspace, where the row came through one'),
  at: time('when the request came'),
  userId: lower("the caller's object id, where a person called"),
  application: lower('the application that called'),
  servicePrincipalId: lower('object id of its service principal, where it called as itself'),
  addressText: text('the network address as logged'),
  method: text('GET, POST …'),
  uri: text('what was asked for'),
  status: integer('status code of the answer'),
  bytes: integer('size of the answer'),
  tokenIdText: text("the access token's unique id (uti), which is its sign-in's"),
  sessionId: text('the Entra session (sid)'),
  tokenIssuedAt: time("the access token's time of issue"),
  userAgent: text('user agent'),
  scopes: text('what the token allowed on behalf of a person'),
  roles: text('what the token allowed to the application itself'),
  clientAuthMethod: integer('0 public client, 1 secret, 2 certificate'),
  batchId: text('common to the requests of one batch'),
  deviceId: lower('the registered device'),
} as const satisfies Catalogue;

/** Networks that the user knows: who runs them, where, and what they are. */
export const networkFields = {
  id: text('made from the row'),
  range: text('an address or a range like 192.0.2.0/24'),
  asn: integer('number of the autonomous system'),
  organisation: text('who runs the network'),
  country: text('where it is'),
  kind: lower('office, home, mobile, hosting, vpn …'),
} as const satisfies Catalogue;

/** Applications that the user knows. */
export const applicationFields = {
  id: text('made from the row'),
  application: lower('application id'),
  name: text('its name'),
  publisher: text('who makes or runs it'),
  kind: text('what it is, in any words'),
  opensMail: lower('yes, no or unknown: whether opening mail is ordinary for it'),
  reason: text('why it is there, in any words'),
} as const satisfies Catalogue;

/** People whom the user knows, and their other names in the logs. */
export const personFields = {
  id: text('made from the row'),
  user: lower('user principal name'),
  name: text('name'),
  role: text('role, or why the person matters'),
  watched: text('whether cases of this person come first'),
  aliases: lower('other user names and addresses, separated by semicolons or spaces'),
  objectId: lower('object id in the directory'),
  timeZone: text('where the person works'),
} as const satisfies Catalogue;

/** What the tenant said of itself when somebody asked: settings, licences, rights, rules and names. One row, one fact. */
export const stateFields = {
  id: text('made from the row'),
  kind: text(
    'what it states: mailbox, auditBypass, organisation, auditLog, user, licence, product, servicePrincipal, application, grant, permission, inboxRule, transportRule, journalRule',
  ),
  subject: lower(
    'the mailbox, person or application that it is about: its user principal name, address or application id',
  ),
  subjectId: lower("the subject's object id"),
  mailboxGuid: lower("the mailbox's own id"),
  address: lower("the subject's mail address"),
  name: text('name of the person, application or rule'),
  type: text('kind of mailbox, application or right'),
  enabled: boolean('auditing of the mailbox, the account or the rule is on'),
  organisationAudits: boolean('the organisation audits its mailboxes'),
  unifiedAudit: boolean('the organisation writes the unified audit log'),
  bypassed: boolean('what this account does in mailboxes is not audited'),
  auditOwner: text('actions of the owner that are audited'),
  auditDelegate: text('actions of delegates that are audited'),
  auditAdmin: text('actions of administrators that are audited'),
  defaultAuditSet: text("whose actions follow the service's own list"),
  keptFor: text('how long the mailbox keeps its audit records'),
  plans: text('products or service plans'),
  advancedAudit: boolean('the licence includes the plan that recorded opened mail before 2024'),
  grantee: lower('who holds the right'),
  rights: text('rights or scopes'),
  sendsTo: text('where mail is sent, as the row says it'),
  condition: text('which mail, as the row says it'),
  ownerTenant: lower('the organisation that owns the application'),
} as const satisfies Catalogue;

/** Messages as the service carried them: the names of what the audit log knows by id only. */
export const messageTraceFields = {
  id: text('made from the row'),
  at: time('when the service received the message'),
  messageId: text("the message's own id, as in its header"),
  subject: text('its subject'),
  sender: lower('who sent it'),
  recipient: text('who was to get it'),
  status: text('what became of it'),
  bytes: integer('its size'),
} as const satisfies Catalogue;

export const catalogues = {
  audit: auditFields,
  signIn: signInFields,
  directory: directoryFields,
  graphActivity: graphActivityFields,
  network: networkFields,
  application: applicationFields,
  person: personFields,
  state: stateFields,
  messageTrace: messageTraceFields,
} as const satisfies Record<LogKind, Catalogue>;
