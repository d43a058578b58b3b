// Sign-ins as the Entra portal exports them to CSV. The portal writes column names with trailing and double blanks and one
// name twice; they are cleaned before they get here.
import { extract, matches } from '../../query/operation.js';
import { type Sql, sql } from '../../query/sql.js';
import type { signInFields } from '../../record/field.js';
import { column, first, type Mapping, made } from '../mapping.js';

/**
 * Interactive and non-interactive exports have the same columns. A refresh token shown to get this one marks a
 * non-interactive sign-in; for the others only the file's name, which the portal chose, can tell, and that is asked later.
 */
const kindOfPeople = made(
  [column('Incoming token type')],
  (incoming) => sql`CASE WHEN lower(${incoming}) = 'refreshtoken' THEN 'nonInteractive' END`,
);
const kindOfServices = made(
  [column('Managed Identity type')],
  (managed) => sql`CASE WHEN lower(${managed}) <> 'none' THEN 'managedIdentity' ELSE 'servicePrincipal' END`,
);

/** Success leaves the code empty, 0 or `None`; a failure without a code is a failure all the same. */
const errorCode = (code: Sql, status: Sql): Sql => sql`CASE WHEN lower(${status}) = 'success' THEN '0'
  WHEN ${matches(code, '^[1-9][0-9]*$')} THEN ${code} WHEN ${status} IS NOT NULL THEN '1' WHEN ${code} IS NOT NULL THEN '0' END`;

export const portalMapping = (people: boolean): Mapping<typeof signInFields> => ({
  id: column('Request ID'),
  tenant: first(column('Resource tenant ID'), column('Home tenant ID')),
  homeTenant: column('Home tenant ID'),
  at: first(column('Date (UTC)'), column('Date')),
  kind: people ? kindOfPeople : kindOfServices,
  userId: column('User ID'),
  user: first(column('Username'), column('Sign-in identifier')),
  application: column('Application ID'),
  applicationName: column('Application'),
  servicePrincipalId: column('Service principal ID'),
  resource: column('Resource ID'),
  resourceName: column('Resource'),
  addressText: column('IP address'),
  resourceAddressText: column('IP address (seen by resource)'),
  country: made([column('Location')], (location) => sql`nullif(trim(${extract(location, '([^,]*)$')}), '')`),
  errorCode: made([column('Sign-in error code'), column('Status')], errorCode),
  clientApp: column('Client app'),
  userAgent: column('User agent'),
  authenticationProtocol: column('Authentication Protocol'),
  incomingTokenType: column('Incoming token type'),
  originalTransferMethod: column('Original transfer method'),
  tokenIssuerType: column('Token issuer type'),
  tokenIssuerName: column('Token issuer name'),
  sessionId: column('Session ID'),
  tokenIdText: column('Unique token identifier'),
  correlationId: column('Correlation ID'),
  deviceId: column('Device ID'),
});
