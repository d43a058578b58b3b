// One change in the directory as each export holds it: Graph, the portal's JSON and CSV, a workspace's table, Azure Monitor,
// PowerShell. All but the CSV name its id, so all but the CSV give one record together.
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { capitalised, tableCsv } from '../../../test/oracle/azure-rows.js';
import { type Fields, guid, tenant } from '../../../test/store/row.js';
import { type Files, inputsOf, lines, load } from '../../../test/store/world.js';
import { sql } from '../../query/sql.js';

const consent: Fields = {
  id: 'Directory_c0ffee00-0000-4000-8000-000000000001_ABCDE_12345',
  category: 'ApplicationManagement',
  correlationId: guid('correlation'),
  result: 'success',
  resultReason: '',
  activityDisplayName: 'Consent to application',
  activityDateTime: '2024-03-04T10:00:00.1234567Z',
  loggedByService: 'Core Directory',
  operationType: 'Assign',
  initiatedBy: {
    user: {
      id: guid('ann').toUpperCase(),
      displayName: 'Office 365 Exchange Online',
      userPrincipalName: 'Ann@X.example',
      ipAddress: '198.51.100.10',
    },
    app: null,
  },
  targetResources: [
    {
      id: guid('target'),
      displayName: 'Mail "Helper", Ltd',
      type: 'ServicePrincipal',
      userPrincipalName: null,
      modifiedProperties: [
        { displayName: 'ConsentContext.IsAdminConsent', oldValue: null, newValue: '"True"' },
        { displayName: 'ConsentAction.Permissions', oldValue: null, newValue: '"[] => [[Scope: Mail.Read]]"' },
      ],
    },
  ],
  additionalDetails: [{ key: 'User-Agent', value: 'EvoSTS' }],
};
const byProgram: Fields = {
  ...consent,
  id: 'Directory_2',
  activityDateTime: '2024-03-04T11:00:00Z',
  activityDisplayName: 'Update application – Certificates and secrets management ',
  initiatedBy: { user: null, app: { appId: guid('app'), displayName: 'Sync', servicePrincipalId: guid('sp') } },
};
const both = [consent, byProgram];

function tableRow(row: Fields): Fields {
  return {
    TenantId: guid('workspace'),
    TimeGenerated: '2024-03-04T10:05:00Z',
    ResourceId: `/tenants/${tenant}/providers/Microsoft.aadiam`,
    OperationName: row.activityDisplayName,
    Category: row.category,
    ResultType: '',
    ResultReason: row.resultReason,
    CorrelationId: row.correlationId,
    Id: row.id,
    InitiatedBy: row.initiatedBy,
    LoggedByService: row.loggedByService,
    Result: row.result,
    TargetResources: row.targetResources,
    AADTenantId: tenant,
    ActivityDateTime: row.activityDateTime,
    ActivityDisplayName: row.activityDisplayName,
    AADOperationType: row.operationType,
    AdditionalDetails: row.additionalDetails,
    Type: 'AuditLogs',
  };
}
const envelope = (row: Fields): Fields => ({
  time: '2024-03-04T10:07:00Z',
  resourceId: `/tenants/${tenant}/providers/Microsoft.aadiam`,
  operationName: row.activityDisplayName,
  category: 'AuditLogs',
  tenantId: tenant,
  properties: row,
});

type Target = {
  id: string;
  displayName: string;
  type: string;
  userPrincipalName: string;
  modifiedProperties: Fields[];
};

function portalRow(row: Fields): Fields {
  const { user, app } = row.initiatedBy as { user: Fields | null; app: Fields | null };
  const [target] = row.targetResources as [Target];
  const changed = target.modifiedProperties.flatMap((property, i) =>
    (['displayName', 'oldValue', 'newValue'] as const).map((key, k) => [
      `Target1ModifiedProperty${i + 1}${['Name', 'OldValue', 'NewValue'][k]}`,
      property[key],
    ]),
  );
  return {
    'Date (UTC)': row.activityDateTime,
    CorrelationId: row.correlationId,
    Service: row.loggedByService,
    Category: row.category,
    Activity: row.activityDisplayName,
    Result: row.result,
    ResultReason: '',
    'User Agent': '',
    ActorType: user === null ? 'Application' : 'User',
    ActorDisplayName: user?.displayName ?? '',
    ActorObjectId: user?.id ?? '',
    ActorUserPrincipalName: user?.userPrincipalName ?? '',
    IPAddress: user?.ipAddress ?? '',
    ActorServicePrincipalId: app?.servicePrincipalId ?? '',
    ActorServicePrincipalName: app?.displayName ?? '',
    Target1Type: target.type,
    Target1DisplayName: target.displayName,
    Target1ObjectId: target.id,
    Target1UserPrincipalName: '',
    ...Object.fromEntries(changed),
    Target2Type: '',
    Target3Type: '',
    AdditionalDetail1Key: 'User-Agent',
    AdditionalDetail1Value: 'EvoSTS',
  };
}

const shapes: Readonly<Record<string, readonly [shape: string, content: string | Buffer]>> = {
  'Graph pages': ['graphDirectoryAudit', JSON.stringify({ '@odata.context': 'x', value: both })],
  'arrays one after another': [
    'graphDirectoryAudit',
    both.map((row) => JSON.stringify([row], null, 2)).join('\r\n\r\n'),
  ],
  'portal JSON': ['graphDirectoryAudit', `\ufeff${JSON.stringify(both)}`],
  'Graph, UTF-16': ['graphDirectoryAudit', Buffer.from(`\ufeff${JSON.stringify(both)}`, 'utf16le')],
  cmdlet: ['graphCmdletDirectoryAudit', JSON.stringify(both.map(capitalised), null, 4)],
  'table, JSON': ['sentinelTable', JSON.stringify(both.map(tableRow))],
  'table, CSV': ['sentinelTable', `\ufeff${tableCsv(both.map(tableRow), ' [UTC]')}`],
  'table, CSV without names': ['sentinelTable', tableCsv(both.map(tableRow).map(({ Type: _, ...row }) => row))],
  'Azure Monitor': ['azureMonitor', gzipSync(lines(both.map(envelope)))],
};

const columns = sql`id, tenant, operation, category, result, "user", "userId", "userName", application, "applicationName",
  "servicePrincipalId", "addressText", targets, "additionalDetails", "correlationId", service, "at"::VARCHAR AS "at"`;

async function stored(files: Files): Promise<Fields[]> {
  const { database } = await load(files);
  const rows = await database.rows<Fields>(sql`SELECT ${columns} FROM directory ORDER BY "at"`);
  return rows.map((row) => ({
    ...row,
    targets: JSON.parse(String(row.targets)),
    additionalDetails: JSON.parse(String(row.additionalDetails)),
  }));
}

const expected = both.map((row) => {
  const { user, app } = row.initiatedBy as { user: Fields | null; app: Fields | null };
  return {
    operation: row.activityDisplayName,
    category: row.category,
    result: 'success',
    user: user === null ? null : 'ann@x.example',
    userId: user === null ? null : guid('ann'),
    userName: user?.displayName ?? null,
    applicationName: app?.displayName ?? null,
    servicePrincipalId: app?.servicePrincipalId ?? null,
    addressText: user?.ipAddress ?? null,
    correlationId: row.correlationId,
    service: 'Core Directory',
    at: String(row.activityDateTime).replace('T', ' ').replace('1234567Z', '123456').replace('Z', ''),
    targets: row.targetResources,
    additionalDetails: row.additionalDetails,
  };
});

describe('changes in the directory', () => {
  it.each(Object.entries(shapes))('%s', async (name, [shape, content]) => {
    const workspace = await load({ export: content });
    expect((await inputsOf(workspace))[0]).toMatchObject({ shape, rows: 2, records: 2, rejects: 0, warnings: [] });
    const found = await stored({ export: content });
    const like = name === 'cmdlet' ? expected.map(({ targets: _, additionalDetails: __, ...row }) => row) : expected;
    expect(found).toMatchObject(like);
    expect(found.map(({ id }) => id)).toEqual([consent.id, byProgram.id]);
    expect(found[1]?.application).toBe(guid('app'));
    const told = name.startsWith('table') || name.startsWith('Azure') ? tenant : null;
    expect(found.map((row) => row.tenant)).toEqual([told, told]);
  });

  it('the portal’s CSV: targets and details put together again, ids from the content', async () => {
    const csv = `\ufeff${tableCsv(both.map(portalRow))}`;
    const [input] = await inputsOf(await load({ 'AuditLogs.csv': csv }));
    expect(input).toMatchObject({ shape: 'entraPortalAuditCsv', rows: 2, records: 2, warnings: [] });
    const found = await stored({ 'AuditLogs.csv': csv });
    expect(found).toMatchObject(expected);
    for (const { id } of found) expect(id).toMatch(/^content-/);
  });

  it('all that name the id are one record, which knows its tenant', async () => {
    const files = Object.entries(shapes).map(([, [, content]], i) => [`${i}`, content] as const);
    const found = await stored(Object.fromEntries(files));
    expect(found.map((row) => [row.id, row.tenant])).toEqual([
      [consent.id, tenant],
      [byProgram.id, tenant],
    ]);
  });

  it.each<[string, (row: Fields) => Fields]>([
    ['graphDirectoryAudit', (row) => row],
    ['sentinelTable', (row) => (row.activityDateTime === '' ? { ...tableRow(row), TimeGenerated: '' } : tableRow(row))],
    ['azureMonitor', envelope],
  ])('%s: a copy, a cut row and one without a time', async (shape, make) => {
    const row = JSON.stringify(make(consent));
    const timeless = JSON.stringify(make({ ...consent, id: 'x', activityDateTime: '' }));
    const text = [row, row, row.slice(0, 250), timeless].map((line) => `${line}\n`).join('');
    const workspace = await load({ 'x.jsonl': text });
    expect((await inputsOf(workspace))[0]).toMatchObject({ shape, rows: 4, records: 1, duplicates: 1, rejects: 2 });
    const codes = await workspace.database.rows<Fields>(sql`SELECT code FROM reject ORDER BY "row"`);
    expect(codes.map((each) => each.code)).toEqual(['invalidJson', 'noTime']);
  });
});
