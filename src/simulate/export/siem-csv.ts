// A table of a SIEM into which somebody took the column AuditData: columns of its own around it, none of Microsoft's.
import { withZ } from '../clock.js';
import { type AuditShape, field, numbered, searchRows } from './shape.js';

export const siemCsv: AuditShape = {
  name: 'siemCsv',
  fileName: ({ from, to, part }) => `siem_${from}_${to}${numbered(part)}.csv`,
  ...{ mostRows: searchRows, overlaps: true, byArrival: false, repeatsId: false },
  damages: ['auditDataCut', 'auditDataEmpty'],
  ...{
    begin: () => 'received,sensor,o365.AuditData,severity,account\n',
    between: '',
    end: '',
    lines: { head: 1, row: 1 },
  },
  stream: () => '',
  row: (sheet, { at, userId }, auditData) => {
    sheet.plain(`${withZ(at + 3_600_000)},m365,`);
    if (auditData !== '') sheet.quoted(auditData);
    sheet.plain(`,info,${field(userId)}\n`);
  },
};
