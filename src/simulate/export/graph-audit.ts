// Records of a Microsoft Graph audit log query, as the service answered them in 2026: record types in capitals (the
// documentation has small first letters), types of whole numbers beside them, times with a zone letter, and userId and
// userPrincipalName crossed. Microsoft-Extractor-Suite's Get-UALGraph writes the same as lines and as CSV.
import { withZ } from '../clock.js';
import { recordTypeName } from './record-type-name.js';
import { type AuditShape, numbered, quoted, searchRows } from './shape.js';

type Fields = Readonly<Record<string, unknown>>;

const userTypes = ['Regular', 'Reserved', 'Admin', 'DcAdmin', 'System', 'Application', 'ServicePrincipal'];
const whole = new Set(['RecordType', 'UserType', 'Version', 'LogonType', 'InternalLogonType', 'OperationCount']);

function auditDataOf(record: Fields, at: number): string {
  const typed = Object.entries(record).flatMap(([key, value]) => [
    ...(whole.has(key) ? [[`${key}@odata.type`, '#Int64'] as const] : []),
    [key, key === 'CreationTime' ? withZ(at) : value] as const,
  ]);
  const type = ['@odata.type', '#microsoft.graph.security.defaultAuditData'] as const;
  return JSON.stringify(Object.fromEntries([type, ...typed]));
}

type Row = Parameters<AuditShape['row']>[1];

/** The columns before auditData. */
function around(
  { id, at, recordType, operation, userId }: Row,
  record: Fields,
): readonly (readonly [string, unknown])[] {
  return [
    ['id', id],
    ['createdDateTime', withZ(at)],
    ['auditLogRecordType', recordTypeName(recordType)],
    ['operation', operation],
    ['organizationId', record.OrganizationId],
    ['userType', userTypes[Number(record.UserType)] ?? 'Regular'],
    ['userId', record.UserKey ?? null],
    ['service', record.Workload],
    ['objectId', record.ObjectId ?? null],
    ['userPrincipalName', userId],
    ['clientIp', record.ClientIP ?? null],
    ['administrativeUnits', ['']],
  ];
}

function objectOf(record: Row, auditData: string): string {
  const fields = JSON.parse(auditData) as Fields;
  const before = JSON.stringify(Object.fromEntries(around(record, fields)));
  return `${before.slice(0, -1)},"auditData":${auditDataOf(fields, record.at)}}`;
}

const search = { mostRows: searchRows, overlaps: true, byArrival: false, repeatsId: true, damages: [] } as const;
const context = 'https://graph.microsoft.com/beta/$metadata#security/auditLog/queries(%27a%27)/records';

export const graphAuditPages: AuditShape = {
  name: 'graphAuditPages',
  fileName: ({ from, to, part }) => `records_${from}_${to}${numbered(part)}.json`,
  ...{ ...search, mostRows: 150 },
  ...{
    begin: () => `{"@odata.context":"${context}","value":[\n`,
    between: ',\n',
    end: '\n]}\n',
    lines: { head: 1, row: 1 },
  },
  stream: () => '',
  row: (sheet, record, auditData) => sheet.plain(objectOf(record, auditData)),
};

export const graphAuditLines: AuditShape = {
  name: 'graphAuditLines',
  fileName: ({ from, to, part }) => `20230516093000-${from}-${to}-UnifiedAuditLog${numbered(part)}.jsonl`,
  ...search,
  ...{ begin: () => '', between: '', end: '', lines: { head: 0, row: 1 } },
  stream: () => '',
  row: (sheet, record, auditData) => sheet.plain(`${objectOf(record, auditData)}\n`),
};

const names =
  'id,createdDateTime,auditLogRecordType,operation,organizationId,userType,userId,service,objectId,userPrincipalName,clientIp,administrativeUnits,auditData';

export const graphAuditCsv: AuditShape = {
  name: 'graphAuditCsv',
  fileName: ({ from, to, part }) => `20230516093000-${from}-${to}-UnifiedAuditLog${numbered(part)}.csv`,
  ...search,
  ...{ begin: () => `${names}\n`, between: '', end: '', lines: { head: 1, row: 1 } },
  stream: () => '',
  row: (sheet, record, auditData) => {
    const fields = JSON.parse(auditData) as Fields;
    const cells = around(record, fields).map(([, value]) => quoted(`${value ?? ''}`));
    sheet.plain(`${cells.join(',')},`);
    sheet.quoted(auditDataOf(fields, record.at));
    sheet.plain('\n');
  },
};
