// Sign-ins as rows of a Sentinel (Log Analytics) workspace. The five tables share their columns, but objects are values in
// one and JSON text in the next, the service principals' have no time of their own but TimeGenerated, and `TenantId` is the
// workspace, not the tenant. Columns: Azure Monitor's table reference (learn.microsoft.com, 2024).
import { extract, matches } from '../../query/operation.js';
import { join, type Sql, sql } from '../../query/sql.js';
import type { signInFields } from '../../record/field.js';
import { first, inner, type Mapping, made, path } from '../mapping.js';
import { signInLogs } from './log.js';

/** The table's name, else the category that the row repeats, else what the row itself shows. */
const kind = (table: Sql, category: Sql, interactive: Sql, servicePrincipal: Sql, user: Sql): Sql => {
  const logs = signInLogs.map((log) => {
    const names = sql`(${log.table.toLowerCase()}, ${log.category.toLowerCase()})`;
    return sql`WHEN lower(${table}) IN ${names} OR lower(${category}) IN ${names} THEN ${log.kind}`;
  });
  return sql`CASE ${join(logs, ' ')} WHEN lower(${interactive}) = 'true' THEN 'interactive'
    WHEN lower(${interactive}) = 'false' THEN 'nonInteractive'
    WHEN ${servicePrincipal} IS NOT NULL AND ${user} IS NULL THEN 'servicePrincipal' END`;
};

const firstParty = (table: Sql, category: Sql): Sql =>
  sql`CASE WHEN lower(coalesce(${table}, ${category})) = 'microsoftserviceprincipalsigninlogs' THEN 'true' END`;

/** `ResultType` is the code; of service principals it may be a word, and in projections it may be missing. */
const errorCode = (result: Sql, signature: Sql, status: Sql): Sql => sql`CASE
  WHEN ${matches(result, '^[0-9]+$')} THEN ${result} WHEN ${status} IS NOT NULL THEN ${status}
  WHEN lower(coalesce(${result}, ${signature})) IN ('success', 'none') THEN '0'
  WHEN lower(coalesce(${result}, ${signature})) = 'failure' THEN '1' END`;

/** The tenant stands in the resource's path too: /tenants/<tenant>/providers/Microsoft.aadiam. */
const tenantOfResource = (resource: Sql): Sql =>
  sql`nullif(${extract(sql`lower(${resource})`, '^/tenants/([0-9a-f-]{36})/')}, '')`;

const guid = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$';

export const tableMapping: Mapping<typeof signInFields> = {
  id: path('Id'),
  tenant: first(
    path('ResourceTenantId'),
    path('AADTenantId'),
    made([path('ResourceId')], tenantOfResource),
    path('HomeTenantId'),
  ),
  homeTenant: path('HomeTenantId'),
  workspace: path('TenantId'),
  at: first(path('CreatedDateTime'), path('TimeGenerated')),
  kind: made(
    [path('Type'), path('Category'), path('IsInteractive'), path('ServicePrincipalId'), path('UserPrincipalName')],
    kind,
  ),
  firstParty: made([path('Type'), path('Category')], firstParty),
  userId: path('UserId'),
  user: path('UserPrincipalName'),
  application: path('AppId'),
  applicationName: first(path('AppDisplayName'), path('ServicePrincipalName')),
  servicePrincipalId: path('ServicePrincipalId'),
  resource: first(
    path('ResourceIdentity'),
    made([path('ResourceId')], (resource) => sql`CASE WHEN ${matches(resource, guid)} THEN ${resource} END`),
  ),
  resourceName: path('ResourceDisplayName'),
  addressText: path('IPAddress'),
  resourceAddressText: path('IPAddressFromResourceProvider'),
  country: first(inner('LocationDetails', 'countryOrRegion'), path('Location')),
  errorCode: made([path('ResultType'), path('ResultSignature'), inner('Status', 'errorCode')], errorCode),
  clientApp: path('ClientAppUsed'),
  userAgent: path('UserAgent'),
  authenticationProtocol: path('AuthenticationProtocol'),
  incomingTokenType: path('IncomingTokenType'),
  tokenIssuerType: path('TokenIssuerType'),
  sessionId: path('SessionId'),
  tokenIdText: path('UniqueTokenIdentifier'),
  originalRequestId: path('OriginalRequestId'),
  correlationId: path('CorrelationId'),
  deviceId: inner('DeviceDetail', 'deviceId'),
};
