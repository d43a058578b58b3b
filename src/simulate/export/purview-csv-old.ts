// The audit log as the older compliance portal handed it out: four columns, of which none repeats the record's id.
import { type AuditShape, field, numbered, searchRows } from './shape.js';

export const purviewCsvOld: AuditShape = {
  name: 'purviewCsvOld',
  fileName: ({ from, to, part }) => `AuditLog_old_${from}_${to}${numbered(part)}.csv`,
  ...{ mostRows: searchRows, overlaps: true, byArrival: false, repeatsId: false },
  damages: ['auditDataCut', 'auditDataEmpty'],
  ...{ begin: () => 'CreationDate,UserIds,Operations,AuditData\n', between: '', end: '', lines: { head: 1, row: 1 } },
  stream: () => '',
  row: (sheet, { at, operation, userId }, auditData) => {
    sheet.plain(`${sheet.dates.audit(at)},${field(userId)},${field(operation)},`);
    if (auditData !== '') sheet.quoted(auditData);
    sheet.plain('\n');
  },
};
