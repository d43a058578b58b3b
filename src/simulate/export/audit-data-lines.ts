// Bare records, one a line: what several collectors write, SOF-ELK reads and `-AuditDataOnly` leaves.
import { type AuditShape, numbered, searchRows } from './shape.js';

export const auditDataLines: AuditShape = {
  name: 'auditDataLines',
  fileName: ({ from, to, part }) => `UAL-AuditData_${from}_${to}${numbered(part)}.jsonl`,
  ...{ mostRows: searchRows, overlaps: true, byArrival: false, repeatsId: false },
  damages: ['auditDataCut'],
  ...{ begin: () => '', between: '', end: '', lines: { head: 0, row: 1 } },
  stream: () => '',
  row: (sheet, _, auditData) => {
    sheet.plain(auditData);
    sheet.plain('\n');
  },
};
