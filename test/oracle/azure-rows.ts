// A sign-in of Graph beta as other exports hold the same one: rows of a workspace's tables, Azure Monitor's envelopes,
// objects in PowerShell's capitals, rows of advanced hunting. Names and nesting after domain.md 3 and the table reference.
import type { Fields } from './world-model.js';

const kindOf = (row: Fields): string =>
  String((row.signInEventTypes as unknown[] | undefined)?.[0] ?? 'interactiveUser');

const logOf: Readonly<Record<string, { category: string; table: string }>> = {
  interactiveUser: { category: 'SignInLogs', table: 'SigninLogs' },
  nonInteractiveUser: { category: 'NonInteractiveUserSignInLogs', table: 'AADNonInteractiveUserSignInLogs' },
  servicePrincipal: { category: 'ServicePrincipalSignInLogs', table: 'AADServicePrincipalSignInLogs' },
  managedIdentity: { category: 'ManagedIdentitySignInLogs', table: 'AADManagedIdentitySignInLogs' },
};

const workspace = '3a5c0000-0000-4000-8000-00000000d0c5';
/** Some minutes after it happened. */
function emitted(row: Fields): string {
  const at = Date.parse(String(row.createdDateTime));
  return Number.isNaN(at) ? '' : new Date(at + 12 * 60_000).toISOString().replace('Z', '0000Z');
}

/** A row of one of the five tables: interactive ones hold objects, all others their text. */
export function tableRow(row: Fields): Fields {
  const kind = kindOf(row);
  const { category, table } = logOf[kind] ?? { category: '', table: '' };
  const nested = (value: unknown): unknown => (kind === 'interactiveUser' ? value : JSON.stringify(value));
  const status = row.status as { errorCode: number; failureReason: string };
  const place = row.location as { countryOrRegion?: string } | undefined;
  const service = kind === 'servicePrincipal' || kind === 'managedIdentity';
  const common = {
    TenantId: workspace,
    SourceSystem: 'Azure AD',
    TimeGenerated: service ? row.createdDateTime : emitted(row),
    OperationName: 'Sign-in activity',
    OperationVersion: '1.0',
    Category: category,
    ResultType: String(status.errorCode),
    ResultSignature: 'None',
    ResultDescription: status.errorCode === 0 ? '' : status.failureReason,
    DurationMs: 0,
    CorrelationId: row.correlationId ?? '',
    ResourceGroup: 'Microsoft.aadiam',
    Identity: row.userDisplayName ?? row.servicePrincipalName ?? '',
    Level: '4',
    Location: place?.countryOrRegion ?? '',
    AppId: row.appId,
    Id: row.id,
    IPAddress: row.ipAddress,
    LocationDetails: nested(place ?? {}),
    ResourceDisplayName: row.resourceDisplayName ?? '',
    ResourceIdentity: row.resourceId,
    ServicePrincipalId: row.servicePrincipalId ?? '',
    ServicePrincipalName: row.servicePrincipalName ?? '',
    UniqueTokenIdentifier: row.uniqueTokenIdentifier,
  };
  if (service) return { ...common, Type: table };
  return {
    ...common,
    ResourceId: `/tenants/${row.homeTenantId}/providers/Microsoft.aadiam`,
    AppDisplayName: row.appDisplayName,
    AuthenticationProtocol: row.authenticationProtocol ?? 'none',
    AutonomousSystemNumber: String(row.autonomousSystemNumber ?? ''),
    ClientAppUsed: row.clientAppUsed ?? '',
    ConditionalAccessPolicies: nested([]),
    ConditionalAccessStatus: 'notApplied',
    CreatedDateTime: row.createdDateTime,
    DeviceDetail: nested(row.deviceDetail ?? {}),
    HomeTenantId: row.homeTenantId,
    IncomingTokenType: row.incomingTokenType ?? 'none',
    IPAddressFromResourceProvider: row.ipAddressFromResourceProvider ?? '',
    IsInteractive: kind === 'interactiveUser',
    OriginalRequestId: row.originalRequestId ?? '',
    ResourceTenantId: row.resourceTenantId,
    SessionId: row.sessionId ?? '',
    Status: nested(status),
    TokenIssuerType: row.tokenIssuerType ?? 'AzureAD',
    UserAgent: row.userAgent ?? '',
    UserId: row.userId,
    UserPrincipalName: row.userPrincipalName,
    Type: table,
  };
}

/** As a diagnostic setting sends it; `text`: `properties` as JSON text. The time outside is that of emission. */
export function envelope(row: Fields, text = false, more: Fields = {}): Fields {
  const status = row.status as { errorCode: number };
  const { signInEventTypes: _, ...properties } = row;
  return {
    time: emitted(row),
    resourceId: `/tenants/${row.homeTenantId}/providers/Microsoft.aadiam`,
    operationName: 'Sign-in activity',
    operationVersion: '1.0',
    category: logOf[kindOf(row)]?.category,
    tenantId: row.homeTenantId,
    resultType: String(status.errorCode),
    resultSignature: 'None',
    durationMs: 0,
    callerIpAddress: row.ipAddress,
    identity: row.userDisplayName ?? '',
    Level: 4,
    location: (row.location as { countryOrRegion?: string } | undefined)?.countryOrRegion ?? '',
    properties: text ? JSON.stringify(properties) : properties,
    ...more,
  };
}

const capital = (key: string): string =>
  key.startsWith('ipAddress') ? `IPA${key.slice(3)}` : key.charAt(0).toUpperCase() + key.slice(1);

/** As Get-MgBetaAuditLogSignIn: every key in capitals, nested ones too. */
export function capitalised(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(capitalised);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [capital(key), capitalised(inner)]));
}

const typeOf: Readonly<Record<string, string>> = {
  Status: 'Microsoft.Graph.PowerShell.Models.MicrosoftGraphSignInStatus',
  Location: 'Microsoft.Graph.PowerShell.Models.MicrosoftGraphSignInLocation',
  DeviceDetail: 'Microsoft.Graph.PowerShell.Models.MicrosoftGraphDeviceDetail',
};

/** The same objects as Export-Csv writes them: of what lies deeper only the type's name, and times as the culture has them. */
export function flattened(row: Fields, time: (iso: string) => string): Fields {
  const cell = ([key, value]: [string, unknown]): [string, unknown] => {
    if (key === 'CreatedDateTime') return [key, time(String(value))];
    if (typeof value === 'boolean') return [key, value ? 'True' : 'False'];
    if (Array.isArray(value)) return [key, 'System.String[]'];
    return [key, typeof value === 'object' && value !== null ? (typeOf[key] ?? 'System.Object') : (value ?? '')];
  };
  const cells = Object.entries(capitalised(row) as Fields).map(cell);
  return {
    ...Object.fromEntries(cells),
    AdditionalProperties: 'System.Collections.Generic.Dictionary`2[System.String,System.Object]',
  };
}

/** A row of EntraIdSignInEvents or EntraIdSpnSignInEvents. */
export function huntingRow(row: Fields): Fields {
  const kind = kindOf(row);
  const status = row.status as { errorCode: number };
  const place = row.location as { countryOrRegion?: string } | undefined;
  const common = {
    Timestamp: row.createdDateTime,
    Application: row.appDisplayName,
    ApplicationId: row.appId,
    ErrorCode: status.errorCode,
    CorrelationId: row.correlationId ?? '',
    ResourceDisplayName: row.resourceDisplayName ?? '',
    ResourceId: row.resourceId,
    ResourceTenantId: row.resourceTenantId,
    IPAddress: row.ipAddress,
    Country: place?.countryOrRegion ?? '',
    RequestId: row.id,
    ReportId: row.id,
    SessionId: row.sessionId ?? '',
  };
  if (kind === 'servicePrincipal' || kind === 'managedIdentity') {
    const managed = kind === 'managedIdentity';
    return { ...common, ServicePrincipalId: row.servicePrincipalId, IsManagedIdentity: managed };
  }
  return {
    ...common,
    LogonType: JSON.stringify([kind]),
    AccountObjectId: row.userId,
    AccountUpn: row.userPrincipalName,
    ClientAppUsed: row.clientAppUsed ?? '',
    UserAgent: row.userAgent ?? '',
    TokenIssuerType: row.tokenIssuerType ?? 'AzureAD',
    EntraIdDeviceId: (row.deviceDetail as { deviceId?: string } | undefined)?.deviceId ?? '',
  };
}

const cell = (value: unknown): string => {
  const text =
    value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : `${value}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** CSV as the workspace's portal writes it, with the zone behind the names of times. */
export function tableCsv(rows: readonly Fields[], zone = ''): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const times = new Set(['TimeGenerated', 'CreatedDateTime', 'ActivityDateTime', 'TokenIssuedAt']);
  const header = columns.map((name) => cell(times.has(name) ? name + zone : name)).join(',');
  return `${[header, ...rows.map((row) => columns.map((name) => cell(row[name])).join(','))].join('\r\n')}\r\n`;
}
