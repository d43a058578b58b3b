// Blobs of the Management Activity API: many small arrays on one line each, by content type, in the order in which the
// service made the records available, with copies of some of them (retry by design, "the SIEM's job").
import type { AuditShape } from './shape.js';

export const managementBlob: AuditShape = {
  name: 'managementBlobs',
  fileName: ({ from, part, stream }) => `${stream}/${from}_${part.toString().padStart(5, '0')}.json`,
  ...{ mostRows: 300, overlaps: false, byArrival: true, repeatsId: false, damages: [] },
  ...{ begin: () => '[', between: ',', end: ']', lines: null },
  stream: ({ recordType }) => (recordType === 8 || recordType === 15 ? 'Audit.AzureActiveDirectory' : 'Audit.Exchange'),
  row: (sheet, _, auditData) => sheet.plain(auditData),
};
