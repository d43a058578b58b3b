// `Search-UnifiedAuditLog | ConvertTo-Json` in PowerShell 7: an indented array, AuditData as a text in it.
import { withZ } from '../clock.js';
import { recordTypeName } from './record-type-name.js';
import { type AuditShape, numbered, searchRows } from './shape.js';

export const cmdletJson: AuditShape = {
  name: 'searchUnifiedAuditLogJson',
  fileName: ({ from, to, part }) => `UAL_${from}_${to}${numbered(part)}.json`,
  ...{ mostRows: searchRows, overlaps: true, byArrival: false, repeatsId: true },
  damages: ['auditDataCut', 'auditDataEmpty'],
  ...{ begin: () => '[\n', between: ',\n', end: '\n]\n', lines: { head: 1, row: 12 } },
  stream: () => '',
  row: (sheet, { id, at, recordType, operation, userId }, auditData, _, place) => {
    sheet.plain(
      `  {\n    "RecordType": "${recordTypeName(recordType)}",\n    "CreationDate": "${withZ(at)}",\n` +
        `    "UserIds": ${JSON.stringify(userId)},\n    "Operations": ${JSON.stringify(operation)},\n    "AuditData": `,
    );
    sheet.embedded(auditData);
    sheet.plain(
      `,\n    "ResultIndex": ${place},\n    "ResultCount": ${place},\n    "Identity": "${id}",\n` +
        `    "IsValid": true,\n    "ObjectState": "Unchanged"\n  }`,
    );
  },
};
