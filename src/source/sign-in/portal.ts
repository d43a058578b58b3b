// Sign-ins as the Entra portal exports them to CSV. The portal writes column names with trailing and double blanks and one
// name twice; they are cleaned before they get here.
import { extract } from '../../query/operation.js';
import { type Sql, sql } from '../../query/sql.js';
import type { signInFields } from '../../record/field.js';
import { column, first, type Mapping, made, type Origin } from '../mapping.js';

export type PortalKind = 'interactive' | 'nonInteractive' | 'servicePrincipal' | 'managedIdentity';

/**
 * Interactive and non-interactive exports have the same columns. A refresh token shown to get this one marks a
 * non-interactive sign-in; otherwise the file's name, which the portal chose, decides.
 */
const kindOf = (kind: PortalKind): Origin =>
  kind === 'interactive'
    ? made(
        [column('Incoming token type')],
        (incoming) => sql`CASE WHEN lower(${incoming}) = 'refreshtoken' THEN 'nonInteractive' ELSE 'interactive' END`,
      )
    : made([], () => sql`${kind}`);

/** Success leaves the code empty, 0 or `None`. */
const errorCode = (code: Sql, status: Sql): Sql =>
  sql`CASE WHEN lower(${status}) = 'success' THEN '0' ELSE coalesce(${code}, CASE WHEN ${status} IS NULL THEN NULL ELSE '1' END) END`;

export const portalMapping = (kind: PortalKind): Mapping<typeof signInFields> => ({
  id: column('Request ID'),
  tenant: first(column('Resource tenant ID'), column('Home tenant ID')),
  homeTenant: column('Home tenant ID'),
  at: first(column('Date (UTC)'), column('Date')),
  kind: kindOf(kind),
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
  tokenIssuerType: column('Token issuer type'),
  sessionId: column('Session ID'),
  tokenIdText: column('Unique token identifier'),
  correlationId: column('Correlation ID'),
  deviceId: column('Device ID'),
});
