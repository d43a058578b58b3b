// Where the fields of a unified audit log record stand. All exports of this log carry the same record; they differ in what
// is wrapped around it. Schema: office-365-management-activity-api-schema.md, and measured records.
import type { auditFields } from '../../record/field.js';
import { bag, first, type Mapping, path } from '../mapping.js';

export const auditMapping: Mapping<typeof auditFields> = {
  id: path('Id'),
  tenant: path('OrganizationId'),
  at: path('CreationTime'),
  operation: path('Operation'),
  recordType: path('RecordType'),
  workload: path('Workload'),
  resultStatus: path('ResultStatus'),
  userType: path('UserType'),
  userKey: path('UserKey'),
  user: path('UserId'),
  objectId: path('ObjectId'),
  // Bind records have no ClientIP key at all, only ClientIPAddress; Sync records have both, equal.
  addressText: first(path('ClientIPAddress'), path('ClientIP')),
  actorAddressText: first(path('ActorIP'), path('ActorIpAddress')),
  mailboxGuid: path('MailboxGuid'),
  mailboxOwner: path('MailboxOwnerUPN'),
  logonType: path('LogonType'),
  externalAccess: path('ExternalAccess'),
  clientInfo: path('ClientInfoString'),
  clientProcess: path('ClientProcessName'),
  exchangeSessionId: path('SessionId'),
  entraSessionId: path('AppAccessContext.AADSessionId'),
  appId: path('AppId'),
  clientAppId: first(path('ClientAppId'), path('AppAccessContext.ClientAppId')),
  // OWAAuth records (type 275) call the same id UniqueTokenIdentifier.
  tokenIdText: first(path('AppAccessContext.UniqueTokenId'), path('UniqueTokenIdentifier')),
  tokenIssuedAt: path('AppAccessContext.IssuedAtTime'),
  tokenUserId: path('TokenObjectId'),
  tokenTenant: path('TokenTenantId'),
  deviceId: path('DeviceId'),
  mailAccessType: bag('OperationProperties', 'MailAccessType'),
  throttled: bag('OperationProperties', 'IsThrottled'),
  operationCount: path('OperationCount'),
  folders: path('Folders'),
  parentFolder: path('Item.ParentFolder'),
  messages: path('Messages'),
  signInSessionId: bag('DeviceProperties', 'SessionId'),
  signInApplication: path('ApplicationId'),
  // A sign-in's ResultStatus says Success even where it failed; the error number tells.
  signInError: first(path('ErrorNumber'), path('ErrorCode')),
  userAgent: bag('ExtendedProperties', 'UserAgent'),
  requestType: bag('ExtendedProperties', 'RequestType'),
};
