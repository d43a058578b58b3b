// Sign-ins in the shapes of Graph (beta and v1.0; array, pages, lines) and of the Entra portal's CSV lists, whose headers have
// trailing spaces, a double space and one name twice (domain.md 3).
import { capitalised, envelope, tableCsv, tableRow } from './azure-rows.js';
import { csvLine } from './csv.js';
import type { Fields } from './world-model.js';
import { save } from './write-audit.js';

export const signInShapes = [
  ...(['graphArray', 'graphPages', 'graphLines', 'portalCsv', 'graphV1Pages'] as const),
  ...(['sentinelCsv', 'sentinelUnion', 'azureMonitor', 'eventHub', 'cmdlet'] as const),
];
export type SignInShape = (typeof signInShapes)[number];

/** Writes the sign-ins and returns the paths: one file, one per page, or one per kind. `suffix` may be `.gz`. */
export function writeSignIns(
  folder: string,
  stem: string,
  rows: readonly Fields[],
  shape: SignInShape,
  suffix = '',
): string[] {
  switch (shape) {
    case 'graphArray':
      return [save(folder, `${stem}.json${suffix}`, JSON.stringify(rows, null, 1))];
    case 'graphLines':
      return [save(folder, `${stem}.jsonl${suffix}`, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))];
    case 'graphPages':
      return pages(folder, stem, rows, 'beta', suffix);
    case 'graphV1Pages':
      return pages(folder, stem, rows.filter(isUsers).map(asV1), 'v1.0', suffix);
    case 'sentinelCsv':
      return kindsOf(rows).map((of, n) =>
        save(folder, `${stem}-${n}.csv${suffix}`, `\ufeff${tableCsv(of.map(tableRow), ' [UTC]')}`),
      );
    case 'sentinelUnion':
      return [save(folder, `${stem}.json${suffix}`, JSON.stringify(rows.map(tableRow)))];
    case 'azureMonitor':
      return kindsOf(rows).map((of, n) =>
        save(folder, `${stem}-PT1H-${n}.json${suffix}`, of.map((row) => `${JSON.stringify(envelope(row))}\n`).join('')),
      );
    case 'eventHub':
      return [save(folder, `${stem}.json${suffix}`, messages(rows))];
    case 'cmdlet':
      return [save(folder, `${stem}.json${suffix}`, JSON.stringify(rows.map(capitalised), null, 2))];
    case 'portalCsv':
      return portalLists(folder, stem, rows, suffix);
  }
}

/** Rows apart by kind, as a workspace's tables and a container's folders hold them. */
function kindsOf(rows: readonly Fields[]): Fields[][] {
  const kinds = [...new Set(rows.map((row) => String(row.signInEventTypes)))].sort();
  return kinds.map((kind) => rows.filter((row) => String(row.signInEventTypes) === kind));
}

/** What an Event Hub hands out: messages of a hundred records, all kinds mixed, `properties` as text in every other one. */
function messages(rows: readonly Fields[]): string {
  const parts: string[] = [];
  for (let at = 0; at < rows.length; at += 100) {
    const records = rows.slice(at, at + 100).map((row) => envelope(row, (at / 100) % 2 === 1));
    parts.push(`${JSON.stringify({ records })}\n`);
  }
  return parts.join('');
}

function pages(folder: string, stem: string, rows: readonly Fields[], version: string, suffix: string): string[] {
  const root = `https://graph.microsoft.com/${version}/`;
  const paths: string[] = [];
  for (let at = 0; at < rows.length; at += 200) {
    const page = {
      '@odata.context': `${root}$metadata#auditLogs/signIns`,
      ...(at + 200 < rows.length ? { '@odata.nextLink': `${root}auditLogs/signIns?$skiptoken=${at + 200}` } : {}),
      value: rows.slice(at, at + 200),
    };
    paths.push(save(folder, `${stem}-${paths.length + 1}.json${suffix}`, JSON.stringify(page)));
  }
  return paths;
}

const isUsers = (row: Fields) => !String(row.signInEventTypes).includes('servicePrincipal');

/** v1.0 has neither token id nor session id nor tenant, and seven decimals. */
function asV1(row: Fields): Fields {
  const keep = [
    'id',
    'userDisplayName',
    'userPrincipalName',
    'userId',
    'appId',
    'appDisplayName',
    'ipAddress',
    'clientAppUsed',
  ];
  const more = [
    'correlationId',
    'conditionalAccessStatus',
    'isInteractive',
    'resourceDisplayName',
    'resourceId',
    'status',
    'location',
  ];
  const out: Fields = { createdDateTime: String(row.createdDateTime).replace('Z', '.0000000Z') };
  for (const key of [...keep, ...more]) out[key] = row[key];
  return out;
}

const userColumns =
  'Date (UTC),Request ID,User agent,Correlation ID,User ID,User,Username,User type,Cross tenant access type,Incoming token type,Authentication Protocol,Unique token identifier,Original transfer method,Client credential type,Token Protection - Sign In Session,Token Protection - Sign In Session StatusCode,Application,Application ID ,App owner tenant ID,Resource,Resource ID ,Resource tenant ID,Resource owner tenant ID,Home tenant ID,Home tenant name,IP address,Location,Status,Sign-in error code,Failure reason,Client app,Device ID,Browser,Operating System,Compliant,Managed,Join Type,Multifactor authentication result,Multifactor authentication auth method,Multifactor authentication auth detail,Authentication requirement,Sign-in identifier,Session ID,IP address (seen by resource),Through Global Secure Access,Global Secure Access IP address,Autonomous system  number,Flagged for review,Token issuer type,Incoming token type,Token issuer name,Latency,Conditional Access,Managed Identity type,Associated Resource Id,Federated Token Id,Federated Token Issuer';
const applicationColumns =
  'Date (UTC),Request ID,Correlation ID,Service principal ID,Service principal name,Credential key ID,Credential thumbprint,Application,Application ID ,App owner tenant ID,Resource,Resource ID ,Resource tenant ID,Resource owner tenant ID,Home tenant ID,Home tenant name,IP address,Location,Status,Sign-in error code,Failure reason,Conditional Access';

function portalLists(folder: string, stem: string, rows: readonly Fields[], suffix: string): string[] {
  const list = (prefix: string, columns: string, wanted: (row: Fields) => boolean) => {
    const chosen = rows.filter(wanted);
    if (chosen.length === 0) return [];
    const body = chosen.map((row) =>
      csvLine(columns.split(',').map((column) => portalValues(row)[column.trim()] ?? '')),
    );
    return [save(folder, `${prefix}_${stem}.csv${suffix}`, `\ufeff${[columns, ...body].join('\r\n')}\r\n`)];
  };
  return [
    ...list('InteractiveSignIns', userColumns, (row) => row.isInteractive === true),
    ...list('NonInteractiveSignIns', userColumns, (row) => isUsers(row) && row.isInteractive !== true),
    ...list('ApplicationSignIns', applicationColumns, (row) => !isUsers(row)),
  ];
}

function portalValues(row: Fields): Record<string, unknown> {
  const status = row.status as { errorCode: number; failureReason: string };
  const place = row.location as { city: string; state: string; countryOrRegion: string };
  return {
    'Date (UTC)': row.createdDateTime,
    'Request ID': row.id,
    'User agent': row.userAgent,
    'Correlation ID': row.correlationId,
    'User ID': row.userId,
    User: row.userDisplayName,
    Username: row.userPrincipalName,
    'User type': 'Member',
    'Cross tenant access type': row.crossTenantAccessType,
    'Incoming token type': row.incomingTokenType,
    'Authentication Protocol': row.authenticationProtocol,
    'Unique token identifier': row.uniqueTokenIdentifier,
    Application: row.appDisplayName,
    'Application ID': row.appId,
    Resource: row.resourceDisplayName,
    'Resource ID': row.resourceId,
    'Resource tenant ID': row.resourceTenantId,
    'Home tenant ID': row.homeTenantId,
    'IP address': row.ipAddress,
    Location: `${place.city}, ${place.state}, ${place.countryOrRegion}`,
    Status: status.errorCode === 0 ? 'Success' : 'Failure',
    'Sign-in error code': status.errorCode === 0 ? '' : status.errorCode,
    'Failure reason': status.failureReason,
    'Client app': row.clientAppUsed,
    'Session ID': row.sessionId,
    'Token issuer type': row.tokenIssuerType,
    'Conditional Access': 'Not Applied',
    'Service principal ID': row.servicePrincipalId,
    'Service principal name': row.servicePrincipalName,
  };
}
