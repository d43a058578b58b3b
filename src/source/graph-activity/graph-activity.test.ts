// Calls of Microsoft Graph as a workspace's table and as Azure Monitor's records: the same call is one record.
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { tableCsv } from '../../../test/oracle/azure-rows.js';
import { type Fields, guid, mobile, tenant, tokenOf } from '../../../test/store/row.js';
import { type Files, inputsOf, lines, load } from '../../../test/store/world.js';
import { sql } from '../../query/sql.js';

const uri =
  "https://graph.microsoft.com/v1.0/users/ann%40x.example/messages/AAMk=?$select=subject,body&$filter=a eq 'b'";

function tableRow(name: string, more: Fields = {}): Fields {
  return {
    TenantId: guid('workspace'),
    TimeGenerated: '2024-03-04T10:00:00.5Z',
    Location: 'West Europe',
    RequestId: guid(name),
    OperationId: guid(name),
    ApiVersion: 'v1.0',
    RequestMethod: 'GET',
    ResponseStatusCode: 200,
    AadTenantId: tenant.toUpperCase(),
    IPAddress: '198.51.100.10',
    UserAgent: 'python-requests/2.25.1',
    RequestUri: uri,
    DurationMs: 95,
    ResponseSizeBytes: 51_234,
    SignInActivityId: `${tokenOf(guid('token'))}==`,
    Roles: '',
    TokenIssuedAt: '2024-03-04T09:30:00Z',
    AppId: mobile,
    UserId: guid('ann'),
    ServicePrincipalId: '',
    Scopes: 'Mail.Read User.Read',
    ClientAuthMethod: 0,
    SessionId: guid('session'),
    Type: 'MicrosoftGraphActivityLogs',
    ...more,
  };
}

/** The same call as a diagnostic setting sends it; `text`: `properties` as JSON text. */
function envelope(row: Fields, text = false): Fields {
  const properties = {
    timeGenerated: row.TimeGenerated,
    requestId: row.RequestId,
    operationId: row.OperationId,
    requestMethod: row.RequestMethod,
    responseStatusCode: row.ResponseStatusCode,
    tenantId: row.AadTenantId,
    responseSizeBytes: row.ResponseSizeBytes,
    signInActivityId: row.SignInActivityId,
    roles: row.Roles,
    appId: row.AppId,
    UserPrincipalObjectID: row.UserId === '' ? row.ServicePrincipalId : row.UserId,
    scopes: row.Scopes,
    clientAuthMethod: String(row.ClientAuthMethod),
    C_Idtyp: row.UserId === '' ? 'app' : 'user',
    C_Sid: row.SessionId,
    ipAddress: row.IPAddress,
    userAgent: row.UserAgent,
    requestUri: row.RequestUri,
    servicePrincipalId: row.ServicePrincipalId,
    tokenIssuedAt: '2024-03-04T09:30:00.0000000Z',
  };
  return {
    time: row.TimeGenerated,
    resourceId: `/TENANTS/${tenant}/PROVIDERS/MICROSOFT.AADIAM`,
    operationName: 'Microsoft Graph Activity',
    category: 'MicrosoftGraphActivityLogs',
    properties: text ? JSON.stringify(properties) : properties,
    tenantId: tenant,
  };
}

const calls = [
  tableRow('a'),
  tableRow('b', {
    UserId: '',
    ServicePrincipalId: guid('sp'),
    Roles: 'Mail.Read',
    Scopes: '',
    ClientAuthMethod: 2,
    SessionId: '',
  }),
];

async function stored(files: Files): Promise<Fields[]> {
  const { database } = await load(files);
  return database.rows<Fields>(sql`SELECT id, tenant, "at"::VARCHAR AS "at", "userId", application, "servicePrincipalId", "addressText", method,
    uri, status, bytes, "tokenIdText", "sessionId", "tokenIssuedAt"::VARCHAR AS "issuedAt", "userAgent", scopes, roles, "clientAuthMethod", "batchId"
    FROM "graphActivity" ORDER BY roles DESC`);
}

const expected = {
  id: guid('a'),
  tenant,
  at: '2024-03-04 10:00:00.5',
  userId: guid('ann'),
  application: mobile,
  servicePrincipalId: null,
  addressText: '198.51.100.10',
  method: 'GET',
  uri,
  status: 200,
  bytes: 51_234,
  tokenIdText: tokenOf(guid('token')),
  sessionId: guid('session'),
  issuedAt: '2024-03-04 09:30:00',
  userAgent: 'python-requests/2.25.1',
  scopes: 'Mail.Read User.Read',
  roles: null,
  clientAuthMethod: 0,
  batchId: guid('a'),
};

const shapes: Readonly<Record<string, readonly [shape: string, content: string | Buffer]>> = {
  'table, JSON': ['sentinelTable', JSON.stringify(calls)],
  'table, CSV': ['sentinelTable', `\ufeff${tableCsv(calls, ' [UTC]')}`],
  'table, CSV without its name, UTF-16': [
    'sentinelTable',
    Buffer.from(`\ufeff${tableCsv(calls.map(({ Type: _, ...row }) => row))}`, 'utf16le'),
  ],
  'Storage lines': ['azureMonitor', lines(calls.map((row) => envelope(row)))],
  'Event Hub, properties as text': [
    'azureMonitor',
    JSON.stringify({ records: calls.map((row) => envelope(row, true)) }),
  ],
  'Storage lines, gzip': ['azureMonitor', gzipSync(lines(calls.map((row) => envelope(row))))],
};

describe('calls of Graph', () => {
  it.each(Object.entries(shapes))('%s', async (_, [shape, content]) => {
    const [input] = await inputsOf(await load({ export: content }));
    expect(input).toMatchObject({ shape, rows: 2, records: 2, rejects: 0, warnings: [] });
    const found = await stored({ export: content });
    const program = found.find((row) => row.roles !== null);
    expect(found.find((row) => row.roles === null)).toEqual(expected);
    expect(program).toMatchObject({
      userId: null,
      servicePrincipalId: guid('sp'),
      roles: 'Mail.Read',
      sessionId: null,
    });
  });

  it('the same call from every shape is one record', async () => {
    const files = Object.entries(shapes).map(([, [, content]], i) => [`${i}`, content] as const);
    expect(await stored(Object.fromEntries(files))).toHaveLength(2);
  });

  it.each<[string, (row: Fields) => Fields]>([
    ['sentinelTable', (row) => row],
    ['azureMonitor', envelope],
  ])('%s: a copy, a cut row and one without a time', async (shape, make) => {
    const row = JSON.stringify(make(tableRow('a')));
    const timeless = JSON.stringify(make(tableRow('t', { TimeGenerated: '' })));
    const text = [row, row, row.slice(0, 250), timeless].map((line) => `${line}\n`).join('');
    const workspace = await load({ 'x.jsonl': text });
    expect((await inputsOf(workspace))[0]).toMatchObject({ shape, rows: 4, records: 1, duplicates: 1, rejects: 2 });
    const codes = await workspace.database.rows<Fields>(sql`SELECT code FROM reject ORDER BY "row"`);
    expect(codes.map((each) => each.code)).toEqual(['invalidJson', 'noTime']);
  });
});
