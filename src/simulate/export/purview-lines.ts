// The portal's columns as JSON lines: what Untitled Goose Tool makes of the CSV that it downloads.
import { portalDate } from '../clock.js';
import { type AuditShape, numbered, searchRows } from './shape.js';

export const purviewLines: AuditShape = {
  name: 'purviewLines',
  fileName: ({ from, to, part }) => `ual_${from}_${to}${numbered(part)}.json`,
  ...{ mostRows: searchRows, overlaps: true, byArrival: false, repeatsId: true },
  damages: ['auditDataCut', 'auditDataEmpty'],
  ...{ begin: () => '', between: '', end: '', lines: { head: 0, row: 1 } },
  stream: () => '',
  row: (sheet, { id, at, recordType, operation, userId }, auditData) => {
    sheet.plain(
      `{"RecordId":"${id}","CreationDate":"${portalDate(at)}","RecordType":"${recordType}","Operation":${JSON.stringify(operation)},` +
        `"UserId":${JSON.stringify(userId)},"AuditData":`,
    );
    sheet.embedded(auditData);
    sheet.plain(',"AssociatedAdminUnits":"","AssociatedAdminUnitsNames":""}\n');
  },
};
