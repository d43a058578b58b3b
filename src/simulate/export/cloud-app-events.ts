// Defender's table CloudAppEvents from advanced hunting: the whole record in RawEventData, as text in the portal's CSV and as an
// object in the API's answer. The columns around it are those that the documentation lists first.
import { withZ } from '../clock.js';
import { type AuditShape, field, numbered, searchRows } from './shape.js';

const application = 'Microsoft Exchange Online';
const search = { mostRows: searchRows, overlaps: true, byArrival: false, repeatsId: false } as const;

export const cloudAppEventsCsv: AuditShape = {
  name: 'cloudAppEventsCsv',
  fileName: ({ from, to, part }) => `New query_${from}_${to}${numbered(part)}.csv`,
  ...search,
  damages: ['auditDataCut', 'auditDataEmpty'],
  begin: () => 'Timestamp,ActionType,Application,ApplicationId,AccountDisplayName,RawEventData,ReportId\n',
  ...{ between: '', end: '', lines: { head: 1, row: 1 } },
  stream: () => '',
  row: (sheet, { at, operation, userId }, auditData, number) => {
    sheet.plain(`${withZ(at)},${field(operation)},${application},20893,${field(userId)},`);
    if (auditData !== '') sheet.quoted(auditData);
    sheet.plain(`,${number}_20893_a\n`);
  },
};

const schema =
  '[{"Name":"Timestamp","Type":"DateTime"},{"Name":"ActionType","Type":"String"},{"Name":"Application","Type":"String"},{"Name":"RawEventData","Type":"Object"}]';

export const cloudAppEventsJson: AuditShape = {
  name: 'cloudAppEventsJson',
  fileName: ({ from, to, part }) => `hunting_${from}_${to}${numbered(part)}.json`,
  ...{ ...search, damages: [] },
  ...{
    begin: () => `{"Stats":{"dataset_statistics":[]},"Schema":${schema},"Results":[\n`,
    between: ',\n',
    end: '\n]}\n',
  },
  lines: { head: 1, row: 1 },
  stream: () => '',
  row: (sheet, { at, operation }, auditData) => {
    const action = JSON.stringify(operation);
    sheet.plain(`{"Timestamp":"${withZ(at)}","ActionType":${action},"Application":"${application}","RawEventData":`);
    sheet.plain(auditData);
    sheet.plain('}');
  },
};
