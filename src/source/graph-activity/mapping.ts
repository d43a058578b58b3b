// Where the fields of a call of Microsoft Graph stand: in a workspace's table, and in what Azure Monitor sends, which has other
// names for some of them. Columns: Azure Monitor's table reference (2024); properties: a public record of July 2026
// (rknightion/graph2otel); its `C_` claims besides the one for the kind of identity are UNVERIFIED.
import { type Sql, sql } from '../../query/sql.js';
import type { graphActivityFields } from '../../record/field.js';
import { first, type Mapping, made, path } from '../mapping.js';

/** The id of the sign-in may come padded. */
const tokenId = (text: Sql): Sql => sql`rtrim(${text}, '=')`;

export const tableMapping: Mapping<typeof graphActivityFields> = {
  id: path('RequestId'),
  tenant: path('AadTenantId'),
  workspace: path('TenantId'),
  at: path('TimeGenerated'),
  userId: path('UserId'),
  application: path('AppId'),
  servicePrincipalId: path('ServicePrincipalId'),
  addressText: path('IPAddress'),
  method: path('RequestMethod'),
  uri: path('RequestUri'),
  status: path('ResponseStatusCode'),
  bytes: path('ResponseSizeBytes'),
  tokenIdText: made([first(path('SignInActivityId'), path('UniqueTokenId'))], tokenId),
  sessionId: path('SessionId'),
  tokenIssuedAt: path('TokenIssuedAt'),
  userAgent: path('UserAgent'),
  scopes: path('Scopes'),
  roles: path('Roles'),
  clientAuthMethod: path('ClientAuthMethod'),
  batchId: path('OperationId'),
  deviceId: path('DeviceId'),
};

/** One field holds the object id of whoever called; another says whether that was a person. */
const personOf = (kind: Sql, id: Sql): Sql => sql`CASE WHEN lower(${kind}) = 'user' THEN ${id} END`;

export const propertiesMapping: Mapping<typeof graphActivityFields> = {
  id: path('requestId'),
  tenant: path('tenantId'),
  at: path('timeGenerated'),
  userId: first(path('userId'), made([path('C_Idtyp'), path('UserPrincipalObjectID')], personOf)),
  application: path('appId'),
  servicePrincipalId: path('servicePrincipalId'),
  addressText: path('ipAddress'),
  method: path('requestMethod'),
  uri: path('requestUri'),
  status: path('responseStatusCode'),
  bytes: path('responseSizeBytes'),
  tokenIdText: made([path('signInActivityId')], tokenId),
  sessionId: first(path('sessionId'), path('C_Sid')),
  tokenIssuedAt: path('tokenIssuedAt'),
  userAgent: path('userAgent'),
  scopes: path('scopes'),
  roles: path('roles'),
  clientAuthMethod: path('clientAuthMethod'),
  batchId: path('operationId'),
  deviceId: first(path('deviceId'), path('C_DeviceId')),
};
