// Sign-ins as Microsoft Graph gives them (v1.0 and beta), also saved from the portal as JSON. v1.0 lacks most of the
// identifiers, but its `id` alone ties an access token to its sign-in.
import { matches } from '../../query/operation.js';
import { type Sql, sql } from '../../query/sql.js';
import type { signInFields } from '../../record/field.js';
import { first, type Mapping, made, path } from '../mapping.js';

/** v1.0 lists interactive sign-ins unless asked otherwise, so a row that says nothing is interactive. */
const kind = (types: Sql, interactive: Sql, servicePrincipal: Sql, user: Sql): Sql => sql`CASE
  WHEN ${matches(types, 'nonInteractiveUser')} THEN 'nonInteractive'
  WHEN ${matches(types, 'interactiveUser')} THEN 'interactive'
  WHEN ${matches(types, 'servicePrincipal')} THEN 'servicePrincipal'
  WHEN ${matches(types, 'managedIdentity')} THEN 'managedIdentity'
  WHEN lower(${interactive}) = 'false' AND ${user} IS NOT NULL THEN 'nonInteractive'
  WHEN ${servicePrincipal} IS NOT NULL AND ${user} IS NULL THEN 'servicePrincipal'
  ELSE 'interactive' END`;

export const graphMapping: Mapping<typeof signInFields> = {
  id: path('id'),
  tenant: first(path('resourceTenantId'), path('homeTenantId')),
  homeTenant: path('homeTenantId'),
  at: path('createdDateTime'),
  kind: made(
    [path('signInEventTypes'), path('isInteractive'), path('servicePrincipalId'), path('userPrincipalName')],
    kind,
  ),
  userId: path('userId'),
  user: path('userPrincipalName'),
  application: path('appId'),
  applicationName: path('appDisplayName'),
  servicePrincipalId: path('servicePrincipalId'),
  resource: path('resourceId'),
  resourceName: path('resourceDisplayName'),
  addressText: path('ipAddress'),
  resourceAddressText: path('ipAddressFromResourceProvider'),
  country: path('location.countryOrRegion'),
  errorCode: path('status.errorCode'),
  clientApp: path('clientAppUsed'),
  userAgent: path('userAgent'),
  authenticationProtocol: path('authenticationProtocol'),
  incomingTokenType: path('incomingTokenType'),
  originalTransferMethod: path('originalTransferMethod'),
  tokenIssuerType: path('tokenIssuerType'),
  tokenIssuerName: path('tokenIssuerName'),
  sessionId: path('sessionId'),
  tokenIdText: path('uniqueTokenIdentifier'),
  originalRequestId: path('originalRequestId'),
  correlationId: path('correlationId'),
  deviceId: path('deviceDetail.deviceId'),
};
