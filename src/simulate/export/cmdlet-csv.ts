// `Search-UnifiedAuditLog | Export-Csv` in Windows PowerShell: a line with the objects' type, every field quoted, record
// types by name, dates in the culture of whoever exports (here US). ResultCount is that of the rows so far: invented.
import { recordTypeName } from './record-type-name.js';
import { type AuditShape, numbered, quoted, searchRows } from './shape.js';

const columns =
  'PSComputerName,RunspaceId,PSShowComputerName,RecordType,CreationDate,UserIds,Operations,AuditData,ResultIndex,ResultCount,Identity,IsValid,ObjectState';
const header = columns
  .split(',')
  .map((name) => `"${name}"`)
  .join(',');

export const cmdletCsv: AuditShape = {
  name: 'searchUnifiedAuditLogCsv',
  fileName: ({ from, to, part }) => `UAL_${from}_${to}${numbered(part)}.csv`,
  ...{ mostRows: searchRows, overlaps: true, byArrival: false, repeatsId: true },
  damages: ['auditDataCut', 'auditDataEmpty'],
  begin: () => `#TYPE System.Management.Automation.PSCustomObject\n${header}\n`,
  ...{ between: '', end: '', lines: { head: 2, row: 1 } },
  stream: () => '',
  row: (sheet, { id, at, recordType, operation, userId }, auditData, _, place) => {
    sheet.plain(
      `"outlook.office365.com","00000000-0000-4000-a000-00990000000a","False","${recordTypeName(recordType)}","${sheet.dates.audit(at)}",` +
        `${quoted(userId)},${quoted(operation)},`,
    );
    if (auditData !== '') sheet.quoted(auditData);
    sheet.plain(`,"${place}","${place}","${id}","True","Unchanged"\n`);
  },
};
