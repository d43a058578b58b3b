// Sign-ins as `Get-MgBetaAuditLogSignIn | Export-Csv` writes them: every property of the SDK's object as a column, by name, texts
// and flags as they are, and of a value within the object nothing but the name of its type, so that status, place and device
// are lost. Times in the culture of the machine. Properties: signIn resource of Graph beta (learn.microsoft.com, 2025).
import { signInKinds } from '../journal.js';
import { numbered, quoted, type SignInShape, searchRows } from './shape.js';
import { capitalised } from './sign-in-cmdlet.js';
import { wholeSignIn } from './whole-sign-in.js';

const models = 'Microsoft.Graph.Beta.PowerShell.Models.MicrosoftGraph';

const columns = (
  'AdditionalProperties,AppDisplayName,AppId,AppliedConditionalAccessPolicies,AppliedEventListeners,AuthenticationAppDeviceDetails,' +
  'AuthenticationAppPolicyEvaluationDetails,AuthenticationContextClassReferences,AuthenticationDetails,AuthenticationMethodsUsed,' +
  'AuthenticationProcessingDetails,AuthenticationProtocol,AuthenticationRequirement,AuthenticationRequirementPolicies,' +
  'AutonomousSystemNumber,ClientAppUsed,ClientCredentialType,ConditionalAccessStatus,CorrelationId,CreatedDateTime,' +
  'CrossTenantAccessType,DeviceDetail,FederatedCredentialId,FlaggedForReview,GlobalSecureAccessIPAddress,HomeTenantId,HomeTenantName,IPAddress,' +
  'IPAddressFromResourceProvider,Id,IncomingTokenType,IsInteractive,IsTenantRestricted,IsThroughGlobalSecureAccess,Location,' +
  'ManagedServiceIdentity,MfaDetail,NetworkLocationDetails,OriginalRequestId,OriginalTransferMethod,PrivateLinkDetails,' +
  'ProcessingTimeInMilliseconds,ResourceDisplayName,ResourceId,ResourceTenantId,RiskDetail,RiskEventTypesV2,RiskLevelAggregated,' +
  'RiskLevelDuringSignIn,RiskState,ServicePrincipalCredentialKeyId,ServicePrincipalCredentialThumbprint,ServicePrincipalId,' +
  'ServicePrincipalName,SessionId,SessionLifetimePolicies,SignInEventTypes,SignInIdentifier,SignInIdentifierType,' +
  'SignInTokenProtectionStatus,Status,TokenIssuerName,TokenIssuerType,UniqueTokenIdentifier,UserAgent,UserDisplayName,UserId,' +
  'UserPrincipalName,UserType'
).split(',');

const texts = new Set(['AuthenticationMethodsUsed', 'RiskEventTypesV2', 'SignInEventTypes']);
/** Properties that are named otherwise than their type. */
const typeOf: Readonly<Record<string, string>> = {
  Location: 'SignInLocation',
  Status: 'SignInStatus',
  AppliedConditionalAccessPolicies: 'AppliedConditionalAccessPolicy',
};

function cell(name: string, value: unknown): string {
  if (name === 'AdditionalProperties') return 'System.Collections.Generic.Dictionary`2[System.String,System.Object]';
  if (texts.has(name)) return 'System.String[]';
  if (Array.isArray(value)) return `${models}${typeOf[name] ?? name}[]`;
  if (typeof value === 'object' && value !== null) return `${models}${typeOf[name] ?? name}`;
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : `${value ?? ''}`;
}

export const signInCmdletCsv: SignInShape = {
  name: 'graphCmdletCsv',
  fileName: ({ stream, from, to, part }) => `MgBetaAuditLogSignIn_${stream}_${from}_${to}${numbered(part)}.csv`,
  ...{ kinds: signInKinds, mostRows: searchRows, overlaps: true, withoutOutcome: true },
  begin: () => `#TYPE ${models}SignIn\r\n${columns.map(quoted).join(',')}\r\n`,
  ...{ between: '', end: '', lines: { head: 2, row: 1 } },
  row: (sheet, world, signIn) => {
    const all = capitalised(JSON.parse(wholeSignIn(world, signIn))) as Readonly<Record<string, unknown>>;
    const row = { ...all, CreatedDateTime: sheet.dates.only(signIn.at) } as Readonly<Record<string, unknown>>;
    sheet.plain(`${columns.map((name) => quoted(cell(name, row[name]))).join(',')}\r\n`);
  },
};
