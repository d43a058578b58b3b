// Sign-ins as Defender's advanced hunting holds them: EntraIdSignInEvents and EntraIdSpnSignInEvents, before December 2025
// AADSignInEventsBeta and AADSpnSignInEventsBeta. Columns: learn.microsoft.com/defender-xdr, advanced hunting schema.
// `LogonType` is a JSON array as text, like ["nonInteractiveUser"].
import { matches } from '../../query/operation.js';
import { type Sql, sql } from '../../query/sql.js';
import type { signInFields } from '../../record/field.js';
import { first, type Mapping, made, path } from '../mapping.js';

const kind = (logon: Sql, managed: Sql, servicePrincipal: Sql): Sql => sql`CASE
  WHEN ${matches(logon, '(?i)nonInteractive')} THEN 'nonInteractive' WHEN ${matches(logon, '(?i)interactive')} THEN 'interactive'
  WHEN lower(${managed}) IN ('true', '1') THEN 'managedIdentity'
  WHEN ${servicePrincipal} IS NOT NULL THEN 'servicePrincipal' END`;

export const defenderMapping: Mapping<typeof signInFields> = {
  id: path('RequestId'),
  tenant: path('ResourceTenantId'),
  at: first(path('Timestamp'), path('TimeGenerated')),
  kind: made([path('LogonType'), path('IsManagedIdentity'), path('ServicePrincipalId')], kind),
  userId: path('AccountObjectId'),
  user: path('AccountUpn'),
  application: path('ApplicationId'),
  applicationName: first(path('Application'), path('ServicePrincipalName')),
  servicePrincipalId: path('ServicePrincipalId'),
  resource: path('ResourceId'),
  resourceName: path('ResourceDisplayName'),
  addressText: path('IPAddress'),
  country: path('Country'),
  errorCode: path('ErrorCode'),
  clientApp: path('ClientAppUsed'),
  userAgent: path('UserAgent'),
  tokenIssuerType: path('TokenIssuerType'),
  sessionId: path('SessionId'),
  tokenIdText: path('UniqueTokenId'),
  correlationId: path('CorrelationId'),
  deviceId: first(path('EntraIdDeviceId'), path('AadDeviceId')),
};
