// Sentinel's table OfficeActivity: a record under other names, what is nested as JSON text, numbers as names, and columns that
// are empty for most rows. Names and their order are those of a public table of 2023; of the columns that came later
// (AppAccessContext, SessionId, OperationCount) the place is not known. `TenantId` is the workspace.
import { recordTypeName } from './record-type-name.js';
import { type AuditShape, numbered, quoted, searchRows } from './shape.js';

type Fields = Readonly<Record<string, unknown>>;

const columns = (
  'TenantId,Application,UserDomain,Activity,UserAgent,RecordType,TimeGenerated,Operation,OrganizationId,OrganizationId_,UserType,UserKey,' +
  'OfficeWorkload,ResultStatus,ResultReasonType,OfficeObjectId,UserId,UserId_,ClientIP,ClientIP_,Scope,Site_,ItemType,EventSource,' +
  'Parameters,ExternalAccess,OriginatingServer,OrganizationName,Logon_Type,InternalLogonType,MailboxGuid,MailboxOwnerUPN,' +
  'MailboxOwnerSid,LogonUserSid,LogonUserDisplayName,ClientInfoString,Client_IPAddress,ClientMachineName,ClientProcessName,' +
  'ClientVersion,Folder,DestFolder,Folders,AffectedItems,Item,ModifiedProperties,ExtendedProperties,Actor,ActorContextId,' +
  'ActorIpAddress,InterSystemsId,IntraSystemId,SourceSystem,OfficeId,SourceRecordId,AADTarget,Start_Time,OperationProperties,' +
  'AppId,ClientAppId,ApplicationId,DeviceProperties,ErrorNumber,DeviceId,TokenObjectId,TokenTenantId,AppAccessContext,SessionId,' +
  'OperationCount,Type,_ResourceId'
).split(',');

const workspace = '5e971e10-0000-4000-a000-0000000000aa';
const userTypes = ['Regular', 'Reserved', 'Admin', 'DcAdmin', 'System', 'Application', 'ServicePrincipal'];
const logonTypes = ['Owner', 'Admin', 'Delegated'];
/** What the table calls otherwise. */
const renamed: Readonly<Record<string, string>> = {
  OfficeWorkload: 'Workload',
  OfficeObjectId: 'ObjectId',
  Client_IPAddress: 'ClientIPAddress',
  AADTarget: 'Target',
  OrganizationId_: 'OrganizationId',
  UserId_: 'UserId',
  ClientIP_: 'ClientIP',
};
const nameIn = (names: readonly string[], number: unknown): unknown =>
  number === undefined ? undefined : (names[Number(number)] ?? number);

function cellOf(column: string, id: string, record: Fields): unknown {
  switch (column) {
    case 'TenantId':
      return workspace;
    case 'TimeGenerated':
    case 'Start_Time':
      return `${record.CreationTime}Z`;
    case 'OfficeId':
    case 'SourceRecordId':
      return id;
    case 'RecordType':
      return recordTypeName(Number(record.RecordType));
    case 'UserType':
      return nameIn(userTypes, record.UserType);
    case 'Logon_Type':
      return nameIn(logonTypes, record.LogonType);
    case 'SourceSystem':
      return 'OfficeActivityManager';
    case 'Type':
      return 'OfficeActivity';
    default:
      return record[renamed[column] ?? column];
  }
}

/** The cells of a row, all as texts, in the order of the columns. */
function cells(id: string, auditData: string): string[] {
  const record = JSON.parse(auditData) as Fields;
  return columns.map((column) => {
    const value = cellOf(column, id, record) ?? '';
    return typeof value === 'object' ? JSON.stringify(value) : `${value}`;
  });
}

const search = { mostRows: searchRows, overlaps: true, byArrival: false, repeatsId: true, damages: [] } as const;

/** The CSV of the portal's log search, or of Export-Csv. */
export const officeActivityCsv: AuditShape = {
  name: 'officeActivityCsv',
  fileName: ({ from, to, part }) => `OfficeActivity_${from}_${to}${numbered(part)}.csv`,
  ...search,
  ...{ begin: () => `${columns.join(',')}\n`, between: '', end: '', lines: { head: 1, row: 1 } },
  stream: () => '',
  row: (sheet, { id }, auditData) => sheet.plain(`${cells(id, auditData).map(quoted).join(',')}\n`),
};

/** Data export rules and the CLI: objects of the filled columns. */
export const officeActivityLines: AuditShape = {
  name: 'officeActivityLines',
  fileName: ({ from, to, part }) => `PT1H_${from}_${to}${numbered(part)}.jsonl`,
  ...search,
  ...{ begin: () => '', between: '', end: '', lines: { head: 0, row: 1 } },
  stream: () => '',
  row: (sheet, { id }, auditData) => {
    const filled = cells(id, auditData).map((cell, i) => [columns[i] as string, cell] as const);
    sheet.plain(`${JSON.stringify(Object.fromEntries(filled.filter(([, cell]) => cell !== '')))}\n`);
  },
};

const described = columns.map((name) => ({ name, type: name === 'TimeGenerated' ? 'datetime' : 'string' }));

/** What the Log Analytics API answers: values apart from their names. */
export const officeActivityTables: AuditShape = {
  name: 'officeActivityTables',
  fileName: ({ from, to, part }) => `query_${from}_${to}${numbered(part)}.json`,
  ...search,
  begin: () => `{"tables":[{"name":"PrimaryResult","columns":${JSON.stringify(described)},"rows":[\n`,
  ...{ between: ',\n', end: '\n]}]}\n', lines: { head: 1, row: 1 } },
  stream: () => '',
  row: (sheet, { id }, auditData) =>
    sheet.plain(JSON.stringify(cells(id, auditData).map((cell) => (cell === '' ? null : cell)))),
};
