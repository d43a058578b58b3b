// Bare records in one JSON array, one to a line.
import { type AuditShape, numbered, searchRows } from './shape.js';

export const auditDataArray: AuditShape = {
  name: 'auditDataArray',
  fileName: ({ from, to, part }) => `UAL-Combined_${from}_${to}${numbered(part)}.json`,
  ...{ mostRows: searchRows, overlaps: true, byArrival: false, repeatsId: false, damages: [] },
  ...{ begin: () => '[\n', between: ',\n', end: '\n]\n', lines: { head: 1, row: 1 } },
  stream: () => '',
  row: (sheet, _, auditData) => sheet.plain(auditData),
};
