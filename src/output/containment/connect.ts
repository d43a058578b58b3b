// Before the commands: to which organisation, and with which rights. No more rights are asked for than the commands of the case need
// (Graph's permissions reference and the reference of each cmdlet, November 2026).
import { isGuid, noScript, plain, ps, type Script, scriptOf } from './powershell.js';
import type { Step } from './step.js';

const scopes: readonly (readonly [cmdlet: RegExp, scope: string])[] = [
  [/\bGet-MgBetaAuditLogSignIn\b/, 'AuditLog.Read.All'],
  [/\bRevoke-MgUserSignInSession\b/, 'User.RevokeSessions.All'],
  [
    /\b(?:Reset-MgUserAuthenticationMethodPassword|Get-MgUserAuthenticationMethod)\b/,
    'UserAuthenticationMethod.ReadWrite.All',
  ],
  [/\bGet-MgUserRegisteredDevice\b/, 'Device.Read.All'],
  [/\b(?:Get-MgServicePrincipal|Get-MgApplication)\b/, 'Application.ReadWrite.All'],
  [
    /\bMg(?:User|ServicePrincipal)?Oauth2PermissionGrant\b|-MgUserOauth2PermissionGrant\b/,
    'DelegatedPermissionGrant.ReadWrite.All',
  ],
  [/\bRemove-MgServicePrincipalAppRoleAssignment\b/, 'AppRoleAssignment.ReadWrite.All'],
  [/\bGet-MgUserLicenseDetail\b/, 'LicenseAssignment.Read.All'],
  [/\bGet-MgDomain\b/, 'Domain.Read.All'],
  [/\bGet-MgIdentityConditionalAccessPolicy\b/, 'Policy.Read.All'],
];

/** Shows the organisation's name as well, so that nothing is changed in another. */
export function connectScript(tenant: string, steps: readonly Step[]): Script {
  const text = steps.flatMap(({ script }) => script.lines).join('\n');
  const wanted = scopes.filter(([cmdlet]) => cmdlet.test(text)).map(([, scope]) => scope);
  const usesExchange = steps.some(({ where }) => where === 'Exchange Online PowerShell');
  const exchange = usesExchange
    ? plain('Connect-ExchangeOnline', 'Get-OrganizationConfig | Format-List Name, Guid')
    : noScript;
  if (wanted.length === 0) return exchange;
  const list = wanted.map((scope) => `'${scope}'`).join(', ');
  const graph = isGuid(tenant)
    ? ps`Connect-MgGraph -TenantId ${tenant} -Scopes $scopes`
    : plain('Connect-MgGraph -Scopes $scopes');
  return scriptOf(
    exchange,
    plain(`$scopes = ${list}`),
    graph,
    plain('Get-MgOrganization | Format-List DisplayName, Id'),
  );
}
