// Sentinel's table OfficeActivity: the same records under other names, every list and object as JSON text, and numbers as
// names. `TenantId` is the workspace, not the organisation. Tables of 2024 have no AppAccessContext, SessionId or
// OperationCount; later ones have some of them. Columns: Azure Monitor Logs reference, OfficeActivity; the portal's CSV writes
// `TimeGenerated [UTC]`.
import { sql } from '../../query/sql.js';
import type { auditFields } from '../../record/field.js';
import { column, first, inner, innerBag, type Mapping, made, path } from '../mapping.js';
import { logonType, recordType, userType } from './name.js';

export const officeActivityMapping: Mapping<typeof auditFields> = {
  id: first(path('OfficeId'), path('SourceRecordId')),
  tenant: first(
    path('OrganizationId'),
    made([path('TenantId')], (id) => sql`'workspace:' || ${id}`),
  ),
  at: first(path('TimeGenerated'), column('TimeGenerated [UTC]')),
  operation: path('Operation'),
  recordType: recordType(path('RecordType')),
  workload: path('OfficeWorkload'),
  resultStatus: path('ResultStatus'),
  userType: userType(path('UserType')),
  userKey: path('UserKey'),
  user: path('UserId'),
  objectId: path('OfficeObjectId'),
  addressText: first(path('Client_IPAddress'), path('ClientIP')),
  actorAddressText: first(path('ActorIP'), path('ActorIpAddress')),
  mailboxGuid: path('MailboxGuid'),
  mailboxOwner: path('MailboxOwnerUPN'),
  logonType: logonType(path('Logon_Type')),
  externalAccess: path('ExternalAccess'),
  clientInfo: path('ClientInfoString'),
  clientProcess: path('ClientProcessName'),
  exchangeSessionId: path('SessionId'),
  entraSessionId: inner('AppAccessContext', 'AADSessionId'),
  appId: path('AppId'),
  clientAppId: first(path('ClientAppId'), inner('AppAccessContext', 'ClientAppId')),
  tokenIdText: first(inner('AppAccessContext', 'UniqueTokenId'), path('UniqueTokenIdentifier')),
  tokenIssuedAt: inner('AppAccessContext', 'IssuedAtTime'),
  tokenUserId: path('TokenObjectId'),
  tokenTenant: path('TokenTenantId'),
  deviceId: path('DeviceId'),
  mailAccessType: innerBag('OperationProperties', 'MailAccessType'),
  throttled: innerBag('OperationProperties', 'IsThrottled'),
  operationCount: path('OperationCount'),
  folders: path('Folders'),
  parentFolder: inner('Item', 'ParentFolder'),
  messages: path('Messages'),
  signInSessionId: innerBag('DeviceProperties', 'SessionId'),
  signInApplication: path('ApplicationId'),
  signInError: first(path('ErrorNumber'), path('ErrorCode')),
  requestType: innerBag('ExtendedProperties', 'RequestType'),
  userAgent: first(path('UserAgent'), innerBag('ExtendedProperties', 'UserAgent')),
};
