// Documents of Elastic's o365 integration and module. Where `event.original` was kept, it is the record. Else the pipeline
// has taken it apart: id, operation, workload, tenant and address are ECS fields, numbers are texts, Folders and Messages are
// renamed, lists of {Name, Value} are sometimes objects (elastic/beats#22780), the user agent has left the record.
// Source: the integration's own pipeline tests (elastic/integrations, packages/o365, 2025).
import type { auditFields } from '../../record/field.js';
import { column, first, innerBag, type Mapping, type Origin, path } from '../mapping.js';
import { folderIn } from './folder.js';
import { auditMapping } from './mapping.js';
import { logonType, recordType, userType } from './name.js';

type Key = keyof typeof auditFields;

/** Where a document has the fields: nested, or each under one name with dots. */
function places(flat: boolean): Readonly<Record<Key, readonly Origin[]>> {
  const ecs = (...dotted: readonly string[]): Origin[] => dotted.map(flat ? column : path);
  const audit = (...names: readonly string[]): Origin[] => ecs(...names.map((name) => `o365.audit.${name}`));
  const bag = (name: string, key: string): Origin[] => {
    const list = `o365.audit.${name}`;
    return flat ? [{ kind: 'innerBag', path: [list], key }, column(`${list}.${key}`)] : [innerBag(list, key)];
  };
  return {
    id: [...audit('Id'), ...ecs('event.id')],
    tenant: [...audit('OrganizationId'), ...ecs('organization.id')],
    at: [...audit('CreationTime'), ...ecs('@timestamp')],
    operation: [...audit('Operation'), ...ecs('event.action')],
    recordType: [...audit('RecordType'), ...ecs('event.code')],
    workload: [...audit('Workload'), ...ecs('event.provider')],
    resultStatus: audit('ResultStatus'),
    userType: audit('UserType'),
    userKey: audit('UserKey'),
    user: [...audit('UserId'), ...ecs('user.id')],
    objectId: audit('ObjectId'),
    addressText: [...audit('ClientIPAddress', 'ClientIP'), ...ecs('client.address', 'client.ip', 'source.ip')],
    actorAddressText: audit('ActorIP', 'ActorIpAddress'),
    mailboxGuid: audit('MailboxGuid'),
    mailboxOwner: audit('MailboxOwnerUPN'),
    logonType: audit('LogonType'),
    externalAccess: audit('ExternalAccess'),
    clientInfo: audit('ClientInfoString'),
    clientProcess: audit('ClientProcessName'),
    exchangeSessionId: audit('SessionId'),
    entraSessionId: audit('AppAccessContext.AADSessionId'),
    appId: audit('AppId'),
    clientAppId: audit('ClientAppId', 'AppAccessContext.ClientAppId'),
    tokenIdText: [...audit('AppAccessContext.UniqueTokenId', 'UniqueTokenIdentifier'), ...ecs('token.id')],
    tokenIssuedAt: audit('AppAccessContext.IssuedAtTime'),
    tokenUserId: audit('TokenObjectId'),
    tokenTenant: audit('TokenTenantId'),
    deviceId: audit('DeviceId'),
    mailAccessType: bag('OperationProperties', 'MailAccessType'),
    throttled: bag('OperationProperties', 'IsThrottled'),
    operationCount: audit('OperationCount'),
    folders: audit('Folders', 'ExchangeAggregatedFolders'),
    parentFolder: [...audit('Item.ParentFolder'), ...(flat ? [folderIn('o365.audit.Item.ParentFolder')] : [])],
    messages: audit('Messages', 'ExchangeAggregatedMessages'),
    signInSessionId: bag('DeviceProperties', 'SessionId'),
    signInApplication: audit('ApplicationId'),
    signInError: audit('ErrorNumber', 'ErrorCode'),
    requestType: bag('ExtendedProperties', 'RequestType'),
    userAgent: [...bag('ExtendedProperties', 'UserAgent'), ...ecs('user_agent.original')],
  };
}

const numbers: Partial<Record<Key, (origin: Origin) => Origin>> = { recordType, userType, logonType };

/** The record as it was, or as the pipeline left it: no document has both sets of names at its top. */
export const elasticMapping = (flat: boolean): Mapping<typeof auditFields> =>
  Object.fromEntries(
    (Object.entries(places(flat)) as [Key, readonly Origin[]][]).map(([key, origins]) => {
      const own = auditMapping[key];
      const all = first(...(own === undefined ? [] : [own]), ...origins);
      return [key, numbers[key]?.(all) ?? all];
    }),
  );
