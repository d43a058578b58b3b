// The audit log as the Purview portal hands it out: one CSV a search, the whole record as JSON with doubled quotes in
// AuditData. Headers are the current portal's; dates are in the portal's form of 2023 (samples of 2023 to 2026).
import { type AuditShape, field, numbered, searchRows } from './shape.js';

const header =
  'RecordId,CreationDate,RecordType,Operation,UserId,AuditData,AssociatedAdminUnits,AssociatedAdminUnitsNames';

export const purviewCsv: AuditShape = {
  name: 'purviewCsv',
  fileName: ({ from, to, part }) => `AuditLog_${from}_${to}${numbered(part)}.csv`,
  ...{ mostRows: searchRows, overlaps: true, byArrival: false, repeatsId: true },
  damages: ['auditDataCut', 'auditDataEmpty'],
  ...{ begin: () => `${header}\n`, between: '', end: '', lines: { head: 1, row: 1 } },
  stream: () => '',
  row: (sheet, { id, at, recordType, operation, userId }, auditData) => {
    sheet.plain(`${id},${sheet.dates.audit(at)},${recordType},${field(operation)},${field(userId)},`);
    if (auditData !== '') sheet.quoted(auditData);
    sheet.plain(',,\n');
  },
};
