// Sign-ins as Graph beta hands them out, one page per kind, newest first (v1.0 has interactive ones only, and no
// token id). Fields: the ones worth having of the beta signIn resource (learn.microsoft.com); the user's name is
// lower-case there.

import { backupPrincipal } from '../application.js';
import { withZ } from '../clock.js';
import { tokenIdOf } from '../identifier.js';
import type { SignIn } from '../journal.js';
import type { World } from '../world.js';
import { chunksOf, type ExportFile } from './file.js';

const context = 'https://graph.microsoft.com/beta/$metadata#auditLogs/signIns';
const eventType = {
  interactive: 'interactiveUser',
  nonInteractive: 'nonInteractiveUser',
  servicePrincipal: 'servicePrincipal',
};
const reasons: Readonly<Record<number, string>> = {
  50126: 'Error validating credentials due to invalid username or password.',
  50053: 'The account is locked.',
};

/** `signIns` by time. */
export function graphSignIns(path: string, world: World, signIns: readonly SignIn[]): ExportFile {
  const newestFirst = signIns.toReversed();
  const rows = newestFirst.map(({ id }) => ({ id, damage: null }));
  return { path, kind: 'signIn', rows, chunks: chunksOf(() => text(world, newestFirst)) };
}

function* text(world: World, signIns: readonly SignIn[]): Iterable<string> {
  yield `{"@odata.context":"${context}","value":[`;
  let between = '\n';
  for (const signIn of signIns) {
    yield `${between}${JSON.stringify(signInObject(world, signIn))}`;
    between = ',\n';
  }
  yield '\n]}\n';
}

function signInObject(world: World, signIn: SignIn): object {
  const { id, kind, application, resource, place, errorCode } = signIn;
  return {
    id,
    createdDateTime: withZ(signIn.at),
    ...who(signIn),
    appId: application.id,
    appDisplayName: application.name,
    resourceId: resource.id,
    resourceDisplayName: resource.name,
    resourceTenantId: world.org.tenant,
    homeTenantId: world.org.tenant,
    ipAddress: place.address,
    autonomousSystemNumber: place.asn,
    isInteractive: kind === 'interactive',
    signInEventTypes: [eventType[kind]],
    incomingTokenType: kind === 'nonInteractive' ? 'refreshToken' : 'none',
    authenticationProtocol: 'none',
    sessionId: signIn.sessionId,
    uniqueTokenIdentifier: tokenIdOf(id),
    originalRequestId: id,
    tokenIssuerType: 'AzureAD',
    crossTenantAccessType: 'none',
    status: { errorCode, failureReason: reasons[errorCode] ?? null },
    ...machine(signIn),
    location: { city: place.city, countryOrRegion: place.country },
  };
}

function who({ person }: SignIn): object {
  if (person) return { userPrincipalName: person.upn, userId: person.objectId, userType: 'member' };
  const principal = { servicePrincipalId: backupPrincipal, servicePrincipalName: 'Harbour Backup' };
  return {
    userDisplayName: null,
    userPrincipalName: null,
    userId: '',
    ...principal,
    clientCredentialType: 'certificate',
  };
}

function machine({ device }: SignIn): object {
  if (!device) return { clientAppUsed: null, userAgent: null, deviceDetail: null };
  const { deviceId, displayName, system: operatingSystem, browser } = device;
  const detail = {
    deviceId,
    displayName,
    operatingSystem,
    browser,
  };
  return { clientAppUsed: device.clientAppUsed, userAgent: device.userAgent, deviceDetail: detail };
}
