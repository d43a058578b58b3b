// A sign-in as Graph beta hands it out. Fields: the ones worth having of the beta signIn resource
// (learn.microsoft.com); the user's name is lower-case there.
import { withZ } from '../clock.js';
import { tokenIdOf } from '../identifier.js';
import type { SignIn } from '../journal.js';
import type { World } from '../world.js';

export const eventType = {
  interactive: 'interactiveUser',
  nonInteractive: 'nonInteractiveUser',
  servicePrincipal: 'servicePrincipal',
  managedIdentity: 'managedIdentity',
};

export const reasons: Readonly<Record<number, string>> = {
  50126: 'Error validating credentials due to invalid username or password.',
  50053: 'The account is locked.',
  50055: 'The password is expired.',
  50058: 'A silent sign-in request was sent but no user is signed in.',
  50072: 'Users need to enroll for second factor authentication.',
  65001: 'The user or administrator has not consented to use the application.',
};

/** The whole object as JSON text. */
export function graphSignIn(world: World, signIn: SignIn): string {
  const { id, kind, application, resource, place, errorCode, session } = signIn;
  const { tenant } = world.org;
  const incoming = kind === 'nonInteractive' ? 'refreshToken' : 'none';
  return (
    `{"id":"${id}","createdDateTime":"${withZ(signIn.at)}",${who(signIn)},"appId":"${application.id}",` +
    `"appDisplayName":"${application.name}","resourceId":"${resource.id}","resourceDisplayName":"${resource.name}",` +
    `"resourceTenantId":"${tenant}","homeTenantId":"${tenant}","ipAddress":"${place.address}",` +
    `"autonomousSystemNumber":${place.asn},"isInteractive":${kind === 'interactive'},` +
    `"signInEventTypes":["${eventType[kind]}"],"incomingTokenType":"${incoming}",` +
    `"authenticationProtocol":"${signIn.authenticationProtocol ?? 'none'}",` +
    `"originalTransferMethod":"${signIn.originalTransferMethod ?? 'none'}",` +
    `"sessionId":${session ? `"${session.id}"` : 'null'},"uniqueTokenIdentifier":"${tokenIdOf(id)}",` +
    `"originalRequestId":"${id}","tokenIssuerType":"${signIn.tokenIssuerType ?? 'AzureAD'}",` +
    `"tokenIssuerName":"${signIn.tokenIssuerName ?? ''}","crossTenantAccessType":"none",` +
    `"status":{"errorCode":${errorCode},"failureReason":${errorCode ? `"${reasons[errorCode] ?? 'Other.'}"` : 'null'}},` +
    `${machine(signIn)},"location":{"city":"${place.city}","countryOrRegion":"${place.country}"}}`
  );
}

function who({ person, principal, kind }: SignIn): string {
  if (person) return `"userPrincipalName":"${person.upn}","userId":"${person.objectId}","userType":"member"`;
  return (
    `"userDisplayName":null,"userPrincipalName":null,"userId":"","servicePrincipalId":"${principal?.id}",` +
    `"servicePrincipalName":"${principal?.name}","servicePrincipalCredentialKeyId":${kind === 'managedIdentity' ? 'null' : `"${principal?.credentialId}"`},` +
    `"clientCredentialType":"${principal?.secret}"`
  );
}

function machine({ device }: SignIn): string {
  if (!device) return '"clientAppUsed":null,"userAgent":null,"deviceDetail":null';
  const { deviceId, displayName, system, browser } = device;
  return (
    `"clientAppUsed":"${device.clientAppUsed}","userAgent":"${device.userAgent}","deviceDetail":{"deviceId":"${deviceId}",` +
    `"displayName":"${displayName}","operatingSystem":"${system}","browser":"${browser}"}`
  );
}
