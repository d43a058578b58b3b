// A sign-in as Graph beta hands it out when nothing is selected: all properties of the signIn resource (learn.microsoft.com,
// beta, 2025) in its order, most of them empty in most rows. Conditional access, risk and second factors are invented.
import { withZ } from '../clock.js';
import { correlationOf, tokenIdOf } from '../identifier.js';
import type { SignIn } from '../journal.js';
import { mix } from '../random.js';
import type { World } from '../world.js';
import { eventType, reasons } from './graph-sign-in.js';
import { deviceOf, locationOf, who } from './sign-in-part.js';

/** The whole object as JSON text. */
export function wholeSignIn(world: World, signIn: SignIn): string {
  const { id, application, resource, place, person, device, kind } = signIn;
  const { tenant, name } = world.org;
  const lot = Number.parseInt(id.slice(0, 7), 16);
  return JSON.stringify({
    ...{
      id,
      createdDateTime: withZ(signIn.at),
      ...who(signIn),
      appId: application.id,
      appDisplayName: application.name,
    },
    ...{ ipAddress: place.address, ipAddressFromResourceProvider: null, clientAppUsed: device?.clientAppUsed ?? null },
    ...{ userAgent: device?.userAgent ?? null, correlationId: correlationOf(id) },
    ...{
      conditionalAccessStatus: conditionalAccess(signIn),
      originalRequestId: id,
      isInteractive: kind === 'interactive',
    },
    ...{ tokenIssuerName: signIn.tokenIssuerName ?? '', tokenIssuerType: signIn.tokenIssuerType ?? 'AzureAD' },
    ...{
      clientCredentialType: signIn.principal?.secret ?? 'none',
      processingTimeInMilliseconds: 40 + (mix(lot, 31) % 400),
    },
    ...risk(signIn),
    ...{ resourceDisplayName: resource.name, resourceId: resource.id, resourceTenantId: tenant, homeTenantId: tenant },
    ...{ homeTenantName: name, authenticationMethodsUsed: [] },
    ...{
      authenticationRequirement: mix(lot, 32) % 3 === 0 ? 'multiFactorAuthentication' : 'singleFactorAuthentication',
    },
    ...{ signInIdentifier: person?.upn ?? '', signInIdentifierType: null, signInEventTypes: [eventType[kind]] },
    ...{ federatedCredentialId: '', flaggedForReview: false, isTenantRestricted: false },
    ...{ autonomousSystemNumber: place.asn, crossTenantAccessType: 'none', uniqueTokenIdentifier: tokenIdOf(id) },
    ...{ incomingTokenType: kind === 'nonInteractive' ? 'refreshToken' : 'none' },
    ...{ authenticationProtocol: signIn.authenticationProtocol ?? 'none' },
    ...{ signInTokenProtectionStatus: 'none', originalTransferMethod: signIn.originalTransferMethod ?? 'none' },
    ...{ isThroughGlobalSecureAccess: false, globalSecureAccessIpAddress: null, sessionId: signIn.session?.id ?? null },
    ...{ status: status(signIn), deviceDetail: deviceOf(signIn), location: locationOf(signIn) },
    ...policies(signIn),
    ...(kind === 'managedIdentity'
      ? { managedServiceIdentity: { msiType: 'userAssigned', associatedResourceId: '' } }
      : {}),
  });
}

const conditionalAccess = ({ errorCode, person, id }: SignIn): string =>
  person === null
    ? 'notApplied'
    : errorCode !== 0
      ? 'notApplied'
      : id.charCodeAt(1) % 2 === 0
        ? 'success'
        : 'notApplied';

/** What the provider thought of it, which is next to nothing: it is neither a mark of innocence nor of guilt. */
const risk = ({ person }: SignIn) => ({
  ...{ riskDetail: 'none', riskLevelAggregated: person ? 'none' : null, riskLevelDuringSignIn: person ? 'none' : null },
  ...{ riskState: 'none', riskEventTypes: [], riskEventTypes_v2: [] },
});

const status = ({ errorCode }: SignIn) => ({
  errorCode,
  failureReason: errorCode === 0 ? 'Other.' : (reasons[errorCode] ?? 'Other.'),
  additionalDetails: errorCode === 0 ? 'MFA requirement satisfied by claim in the token' : null,
});

function policies(signIn: SignIn) {
  const applied = conditionalAccess(signIn) === 'success';
  const policy = {
    ...{ id: '00000000-0000-4000-a000-00990000000b', displayName: 'Second factor outside the office' },
    ...{ enforcedGrantControls: ['Mfa'], enforcedSessionControls: [], result: 'success' },
  };
  return {
    ...{ mfaDetail: null, appliedConditionalAccessPolicies: applied ? [policy] : [] },
    ...{ authenticationContextClassReferences: [], authenticationProcessingDetails: [], networkLocationDetails: [] },
    ...{ authenticationDetails: [], authenticationRequirementPolicies: [], sessionLifetimePolicies: [] },
    privateLinkDetails: { policyId: '', policyName: '', resourceId: '', policyTenantId: '' },
    ...{
      appliedEventListeners: [],
      authenticationAppDeviceDetails: null,
      authenticationAppPolicyEvaluationDetails: [],
    },
  };
}
