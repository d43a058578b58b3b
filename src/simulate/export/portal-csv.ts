// Sign-ins as the Entra portal exports them to CSV: headers with trailing and double blanks and one that comes twice;
// people's sign-ins and applications' have different columns.
import { tokenIdOf } from '../identifier.js';
import { type SignIn, signInKinds } from '../journal.js';
import { reasons } from './graph-sign-in.js';
import { field, numbered, type SignInShape, searchRows } from './shape.js';

type Column = readonly [header: string, value: (signIn: SignIn, tenant: string) => string];

const blank = () => '';
/** Written as the sheet writes dates. */
const dateColumn = 'Date (UTC)';
const success = ({ errorCode }: SignIn) => (errorCode === 0 ? 'Success' : 'Failure');
const incoming = ({ kind }: SignIn) => (kind === 'nonInteractive' ? 'refreshToken' : 'none');

const shared: readonly Column[] = [
  ['Application', ({ application }) => application.name],
  ['Application ID ', ({ application }) => application.id],
  ['Resource', ({ resource }) => resource.name],
  ['Resource ID ', ({ resource }) => resource.id],
  ['Resource tenant ID', (_, tenant) => tenant],
  ['Home tenant ID', (_, tenant) => tenant],
  ['IP address', ({ place }) => place.address],
  ['Location', ({ place }) => `${place.city}, , ${place.country}`],
  ['Status', success],
  ['Sign-in error code', ({ errorCode }) => (errorCode === 0 ? '' : `${errorCode}`)],
  ['Failure reason', ({ errorCode }) => (errorCode === 0 ? 'Other.' : (reasons[errorCode] ?? 'Other.'))],
];

const people: readonly Column[] = [
  [dateColumn, blank],
  ['Request ID', ({ id }) => id],
  ['User agent', ({ device }) => device?.userAgent ?? ''],
  ['Correlation ID', blank],
  ['User ID', ({ person }) => person?.objectId ?? ''],
  ['User', ({ person }) => person?.name ?? ''],
  ['Username', ({ person }) => person?.upn ?? ''],
  ['User type', () => 'Member'],
  ['Incoming token type', incoming],
  ['Authentication Protocol', (signIn) => signIn.authenticationProtocol ?? 'none'],
  ['Unique token identifier', ({ id }) => tokenIdOf(id)],
  ['Original transfer method', (signIn) => signIn.originalTransferMethod ?? 'none'],
  ...shared,
  ['Client app', ({ device }) => device?.clientAppUsed ?? ''],
  ['Device ID', ({ device }) => device?.deviceId ?? ''],
  ['Browser', ({ device }) => device?.browser ?? ''],
  ['Operating System', ({ device }) => device?.system ?? ''],
  ['Session ID', ({ session }) => session?.id ?? ''],
  ['IP address (seen by resource)', blank],
  ['Autonomous system  number', ({ place }) => `${place.asn}`],
  ['Token issuer type', (signIn) => signIn.tokenIssuerType ?? 'AzureAD'],
  ['Incoming token type', incoming],
  ['Token issuer name', (signIn) => signIn.tokenIssuerName ?? ''],
];

const programs: readonly Column[] = [
  [dateColumn, blank],
  ['Request ID', ({ id }) => id],
  ['Correlation ID', blank],
  ['Service principal ID', ({ principal }) => principal?.id ?? ''],
  ['Service principal name', ({ principal }) => principal?.name ?? ''],
  ['Credential key ID', ({ principal }) => principal?.credentialId ?? ''],
  ['Credential thumbprint', blank],
  ['Unique token identifier', ({ id }) => tokenIdOf(id)],
  ...shared,
];

const identities: readonly Column[] = [...programs, ['Managed Identity type', () => 'User assigned']];
const columnsOf = (kind: string): readonly Column[] =>
  kind === 'managedIdentity' ? identities : kind === 'servicePrincipal' ? programs : people;

const headerOf = (columns: readonly Column[]): string => `${columns.map(([header]) => header).join(',')}\n`;
const names = {
  interactive: 'InteractiveSignIns',
  nonInteractive: 'NonInteractiveSignIns',
  servicePrincipal: 'ApplicationSignIns',
  managedIdentity: 'MSISignIns',
};

export const portalCsv: SignInShape = {
  name: 'entraPortalCsv',
  fileName: ({ stream, from, to, part }) => `${names[stream as keyof typeof names]}_${from}_${to}${numbered(part)}.csv`,
  ...{ kinds: signInKinds, mostRows: searchRows, overlaps: true },
  ...{ between: '', end: '', lines: { head: 1, row: 1 } },
  begin: (stream) => headerOf(columnsOf(stream)),
  row: (sheet, { org }, signIn) => {
    const cell = ([header, value]: Column): string =>
      header === dateColumn ? sheet.dates.signIn(signIn.at) : value(signIn, org.tenant);
    sheet.plain(
      `${columnsOf(signIn.kind)
        .map((column) => field(cell(column)))
        .join(',')}\n`,
    );
  },
};
