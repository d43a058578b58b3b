// Sign-ins as tables of a Sentinel workspace, one CSV for each: SigninLogs, AADNonInteractiveUserSignInLogs,
// AADServicePrincipalSignInLogs and AADManagedIdentitySignInLogs. The last two have fewer columns, among them no tenant and
// no time but TimeGenerated.
import { minuteMs, withZ } from '../clock.js';
import { tokenIdOf } from '../identifier.js';
import { type SignIn, type SignInKind, signInKinds } from '../journal.js';
import { reasons } from './graph-sign-in.js';
import { numbered, type SignInShape, searchRows } from './shape.js';
import { type Column, headOf, rowOf, workspace } from './table-csv.js';

export const logOf: Readonly<Record<SignInKind, { readonly table: string; readonly category: string }>> = {
  interactive: { table: 'SigninLogs', category: 'SignInLogs' },
  nonInteractive: { table: 'AADNonInteractiveUserSignInLogs', category: 'NonInteractiveUserSignInLogs' },
  servicePrincipal: { table: 'AADServicePrincipalSignInLogs', category: 'ServicePrincipalSignInLogs' },
  managedIdentity: { table: 'AADManagedIdentitySignInLogs', category: 'ManagedIdentitySignInLogs' },
};

const ofMachines = new Set(['servicePrincipal', 'managedIdentity']);

const first: readonly Column<SignIn>[] = [
  ['TenantId', () => workspace],
  ['SourceSystem', () => 'Azure AD'],
  ['TimeGenerated', ({ at, kind }) => withZ(ofMachines.has(kind) ? at : at + 7 * minuteMs)],
  ['OperationName', () => 'Sign-in activity'],
  ['OperationVersion', () => '1.0'],
  ['Category', ({ kind }) => logOf[kind].category],
  ['ResultType', ({ errorCode }) => `${errorCode}`],
  ['ResultSignature', () => 'None'],
  ['ResultDescription', ({ errorCode }) => (errorCode === 0 ? '' : (reasons[errorCode] ?? 'Other.'))],
  ['DurationMs', () => 0],
  ['Identity', ({ person, principal }) => person?.name ?? principal?.name ?? ''],
  ['Level', () => '4'],
  ['Location', ({ place }) => place.country],
];
const last: readonly Column<SignIn>[] = [
  ['AppId', ({ application }) => application.id],
  ['Id', ({ id }) => id],
  ['IPAddress', ({ place }) => place.address],
  ['LocationDetails', ({ place }) => ({ city: place.city, countryOrRegion: place.country })],
  ['ResourceDisplayName', ({ resource }) => resource.name],
  ['ResourceIdentity', ({ resource }) => resource.id],
  ['UniqueTokenIdentifier', ({ id }) => tokenIdOf(id)],
];
const ofPeople: readonly Column<SignIn>[] = [
  ['ResourceId', (_, tenant) => `/tenants/${tenant}/providers/Microsoft.aadiam`],
  ['AppDisplayName', ({ application }) => application.name],
  ['AuthenticationProtocol', (signIn) => signIn.authenticationProtocol ?? 'none'],
  ['AutonomousSystemNumber', ({ place }) => `${place.asn}`],
  ['ClientAppUsed', ({ device }) => device?.clientAppUsed ?? ''],
  ['CreatedDateTime', ({ at }) => withZ(at)],
  ['DeviceDetail', ({ device }) => ({ deviceId: device?.deviceId ?? '', browser: device?.browser ?? '' })],
  ['HomeTenantId', (_, tenant) => tenant],
  ['IncomingTokenType', ({ kind }) => (kind === 'nonInteractive' ? 'refreshToken' : 'none')],
  ['IsInteractive', ({ kind }) => kind === 'interactive'],
  ['OriginalRequestId', ({ id }) => id],
  ['OriginalTransferMethod', (signIn) => signIn.originalTransferMethod ?? 'none'],
  ['ResourceTenantId', (_, tenant) => tenant],
  ['SessionId', ({ session }) => session?.id ?? ''],
  [
    'Status',
    ({ errorCode }) => ({ errorCode, failureReason: errorCode === 0 ? 'Other.' : (reasons[errorCode] ?? 'Other.') }),
  ],
  ['TokenIssuerName', (signIn) => signIn.tokenIssuerName ?? ''],
  ['TokenIssuerType', (signIn) => signIn.tokenIssuerType ?? 'AzureAD'],
  ['UserAgent', ({ device }) => device?.userAgent ?? ''],
  ['UserId', ({ person }) => person?.objectId ?? ''],
  ['UserPrincipalName', ({ person }) => person?.upn ?? ''],
];
const ofPrograms: readonly Column<SignIn>[] = [
  ['ServicePrincipalCredentialKeyId', ({ principal }) => principal?.credentialId ?? ''],
  ['ServicePrincipalId', ({ principal }) => principal?.id ?? ''],
  ['ServicePrincipalName', ({ principal }) => principal?.name ?? ''],
];
const type: Column<SignIn> = ['Type', ({ kind }) => logOf[kind].table];

const people = [...first, ...ofPeople, ...last, type];
const programs = [...first, ...ofPrograms, ...last, type];
const columnsOf = (kind: string) => (ofMachines.has(kind) ? programs : people);

export const signInTable: SignInShape = {
  name: 'sentinelCsv',
  fileName: ({ stream, from, to, part }) => `${logOf[stream as SignInKind].table}_${from}_${to}${numbered(part)}.csv`,
  ...{ kinds: signInKinds, mostRows: searchRows, overlaps: true },
  ...{ between: '', end: '', lines: { head: 1, row: 1 } },
  begin: (stream) => headOf(columnsOf(stream)),
  row: (sheet, { org }, signIn) => sheet.plain(rowOf(columnsOf(signIn.kind), signIn, org.tenant)),
};
