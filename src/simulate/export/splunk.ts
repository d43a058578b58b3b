// Splunk's exports of o365:management:activity: the event in `_raw`, as CSV and as lines of results; and a table of the fields
// that it took out, in which a list's values stand on lines of one cell.
import { withZ } from '../clock.js';
import { type AuditShape, numbered, quoted, searchRows } from './shape.js';

const search = { mostRows: searchRows, overlaps: true, byArrival: false } as const;
const source = 'o365:management:activity';

export const splunkCsv: AuditShape = {
  name: 'splunkCsv',
  fileName: ({ from, to, part }) => `1684229400_${from}_${to}${numbered(part)}.csv`,
  ...{ ...search, repeatsId: false, damages: ['auditDataCut', 'auditDataEmpty'] },
  ...{ begin: () => '"_time",host,index,sourcetype,"_raw"\n', between: '', end: '', lines: { head: 1, row: 1 } },
  stream: () => '',
  row: (sheet, { at }, auditData) => {
    sheet.plain(`"${withZ(at).slice(0, -1)}.000+0000",manage.office.com,o365,"${source}",`);
    if (auditData !== '') sheet.quoted(auditData);
    sheet.plain('\n');
  },
};

export const splunkLines: AuditShape = {
  name: 'splunkLines',
  fileName: ({ from, to, part }) => `export_${from}_${to}${numbered(part)}.jsonl`,
  ...{ ...search, repeatsId: false, damages: ['auditDataCut'] },
  ...{ begin: () => '', between: '', end: '', lines: { head: 0, row: 1 } },
  stream: () => '',
  row: (sheet, { at }, auditData, number) => {
    const time = `${withZ(at).slice(0, -1)}.000+00:00`;
    sheet.plain(`{"preview":false,"offset":${number - 1},"result":{"_time":"${time}","sourcetype":"${source}","_raw":`);
    sheet.embedded(auditData);
    sheet.plain('}}\n');
  },
};

/** What a search lists by name; `{}` stands for a list. */
const fields = (
  'CreationTime,Id,Operation,OrganizationId,RecordType,ResultStatus,UserKey,UserType,Version,Workload,UserId,ClientIP,ClientIPAddress,' +
  'AppId,ClientAppId,AppAccessContext.AADSessionId,AppAccessContext.IssuedAtTime,AppAccessContext.UniqueTokenId,TokenObjectId,' +
  'TokenTenantId,ClientInfoString,ClientProcessName,ExternalAccess,LogonType,MailboxGuid,MailboxOwnerUPN,' +
  'OperationProperties{}.Name,OperationProperties{}.Value,SessionId,OperationCount,Folders{}.Id,Folders{}.Path,' +
  'Folders{}.FolderItems{}.Id,Folders{}.FolderItems{}.InternetMessageId,Item.ParentFolder.Id,Item.ParentFolder.Name,' +
  'Item.ParentFolder.Path,ObjectId,ActorIpAddress,ActorIP,ApplicationId,ErrorNumber,ErrorCode,DeviceId,DeviceProperties{}.Name,DeviceProperties{}.Value,' +
  'ExtendedProperties{}.Name,ExtendedProperties{}.Value,Parameters{}.Name,Parameters{}.Value,' +
  'ModifiedProperties{}.Name,ModifiedProperties{}.NewValue,ModifiedProperties{}.OldValue,Target{}.ID,Target{}.Type'
).split(',');

/** All values at a name, deep in lists. */
function valuesAt(value: unknown, steps: readonly string[]): unknown[] {
  const [step, ...rest] = steps;
  if (step === undefined) return [value];
  const list = step.endsWith('{}');
  const inner = (value as Record<string, unknown> | null)?.[list ? step.slice(0, -2) : step];
  if (inner === undefined || inner === null) return [];
  return list ? (inner as unknown[]).flatMap((item) => valuesAt(item, rest)) : valuesAt(inner, rest);
}

export const splunkFieldsCsv: AuditShape = {
  name: 'splunkFieldsCsv',
  fileName: ({ from, to, part }) => `table_${from}_${to}${numbered(part)}.csv`,
  ...{ ...search, repeatsId: true, damages: [] },
  ...{ begin: () => `${fields.map(quoted).join(',')}\n`, between: '', end: '', lines: null },
  stream: () => '',
  row: (sheet, { id }, auditData) => {
    const record = { ...(JSON.parse(auditData) as object), Id: id };
    sheet.plain(`${fields.map((name) => quoted(valuesAt(record, name.split('.')).join('\n'))).join(',')}\n`);
  },
};
