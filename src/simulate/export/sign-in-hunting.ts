// Sign-ins as Defender's advanced hunting exports them to CSV: EntraIdSignInEvents for people, EntraIdSpnSignInEvents for
// programs and managed identities. They name no protocol and no kind of incoming token, and only people's rows a token id.
// Columns and their order: MicrosoftDocs/defender-docs, the two tables' pages (2025-11-04). What the portal puts into Timestamp and
// that LogonType is an array as text was seen in public queries.
import { withZ } from '../clock.js';
import { correlationOf, tokenIdOf } from '../identifier.js';
import { type SignIn, type SignInKind, signInKinds } from '../journal.js';
import { eventType } from './graph-sign-in.js';
import { numbered, type SignInShape } from './shape.js';
import { locationOf } from './sign-in-part.js';
import { type Column, headOf, rowOf } from './table-csv.js';

const blank = () => '';
const coordinate = (axis: 'latitude' | 'longitude') => (signIn: SignIn) => `${locationOf(signIn).geoCoordinates[axis]}`;

const resource: readonly Column<SignIn>[] = [
  ['ResourceDisplayName', ({ resource: { name } }) => name],
  ['ResourceId', ({ resource: { id } }) => id],
  ['ResourceTenantId', (_, tenant) => tenant],
];
const place: readonly Column<SignIn>[] = [
  ['IPAddress', ({ place: { address } }) => address],
  ['Country', ({ place: { country } }) => country],
  ['State', blank],
  ['City', ({ place: { city } }) => city],
  ['Latitude', coordinate('latitude')],
  ['Longitude', coordinate('longitude')],
];
const ids: readonly Column<SignIn>[] = [
  ['RequestId', ({ id }) => id],
  ['ReportId', ({ id }) => `${id}-0`],
];

const people: readonly Column<SignIn>[] = [
  ['Timestamp', ({ at }) => withZ(at)],
  ['Application', ({ application }) => application.name],
  ['ApplicationId', ({ application }) => application.id],
  ['LogonType', ({ kind }) => `["${eventType[kind]}"]`],
  ['ErrorCode', ({ errorCode }) => errorCode],
  ['CorrelationId', ({ id }) => correlationOf(id)],
  ['SessionId', ({ session }) => session?.id ?? ''],
  ['AccountDisplayName', ({ person }) => person?.name ?? ''],
  ['AccountObjectId', ({ person }) => person?.objectId ?? ''],
  ['AccountUpn', ({ person }) => person?.upn ?? ''],
  ['IsExternalUser', () => 0],
  ['IsGuestUser', () => false],
  ['AlternateSignInName', blank],
  ['LastPasswordChangeTimestamp', blank],
  ...resource,
  ['DeviceName', ({ device }) => device?.displayName ?? ''],
  ['EntraIdDeviceId', ({ device }) => device?.deviceId ?? ''],
  ['OSPlatform', ({ device }) => device?.system ?? ''],
  ['DeviceTrustType', blank],
  ['IsManaged', ({ device }) => (device?.deviceId ? 1 : 0)],
  ['IsCompliant', () => 0],
  ['AuthenticationProcessingDetails', blank],
  ['AuthenticationRequirement', () => 'singleFactorAuthentication'],
  ['TokenIssuerType', ({ tokenIssuerType }) => ((tokenIssuerType ?? 'AzureAD') === 'AzureAD' ? 0 : 1)],
  ['RiskLevelAggregated', () => 1],
  ['RiskDetails', () => 0],
  ['RiskState', () => 0],
  ['UserAgent', ({ device }) => device?.userAgent ?? ''],
  ['ClientAppUsed', ({ device }) => device?.clientAppUsed ?? ''],
  ['Browser', ({ device }) => device?.browser ?? ''],
  ['ConditionalAccessPolicies', () => '[]'],
  ['ConditionalAccessStatus', () => 2],
  ...place,
  ['NetworkLocationDetails', () => '[]'],
  ...ids,
  ['EndpointCall', blank],
  ['IsThroughGlobalSecureAccess', () => false],
  ['UniqueTokenId', ({ id }) => tokenIdOf(id)],
];

const programs: readonly Column<SignIn>[] = [
  ['Timestamp', ({ at }) => withZ(at)],
  ['Application', ({ application }) => application.name],
  ['ApplicationId', ({ application }) => application.id],
  ['IsManagedIdentity', ({ kind }) => kind === 'managedIdentity'],
  ['ErrorCode', ({ errorCode }) => errorCode],
  ['CorrelationId', ({ id }) => correlationOf(id)],
  ['ServicePrincipalName', ({ principal }) => principal?.name ?? ''],
  ['ServicePrincipalId', ({ principal }) => principal?.id ?? ''],
  ...resource,
  ...place,
  ...ids,
];

const isOfPeople = (kind: string): boolean => kind === 'interactive' || kind === 'nonInteractive';
const columnsOf = (kind: string) => (isOfPeople(kind) ? people : programs);
const tableOf = (kind: string) => (isOfPeople(kind) ? 'EntraIdSignInEvents' : 'EntraIdSpnSignInEvents');

export const huntingCsv: SignInShape = {
  name: 'defenderCsv',
  fileName: ({ stream, from, to, part }) =>
    `${tableOf(stream as SignInKind)}_${stream}_${from}_${to}${numbered(part)}.csv`,
  // More than this the portal does not give at once.
  ...{ kinds: signInKinds, mostRows: 30_000, overlaps: true },
  ...{ between: '', end: '', lines: { head: 1, row: 1 } },
  begin: (stream) => headOf(columnsOf(stream)),
  row: (sheet, { org }, signIn) => sheet.plain(rowOf(columnsOf(signIn.kind), signIn, org.tenant)),
};
