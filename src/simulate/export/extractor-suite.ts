// Microsoft-Extractor-Suite's Get-UAL: rows of the cmdlet, as JSON that is appended to the file search by search (arrays one
// after another with a blank line between), or as lines. The CSV is that of the cmdlet.
import { withZ } from '../clock.js';
import { recordTypeName } from './record-type-name.js';
import { type AuditShape, numbered, searchRows } from './shape.js';

const rowsAnArray = 100;
type Row = Parameters<AuditShape['row']>;

function writeRow([sheet, { id, at, recordType, operation, userId }, auditData, , place]: Row): void {
  sheet.plain(
    `{"RecordType":"${recordTypeName(recordType)}","CreationDate":"${withZ(at)}","UserIds":${JSON.stringify(userId)},` +
      `"Operations":${JSON.stringify(operation)},"AuditData":`,
  );
  sheet.embedded(auditData);
  sheet.plain(
    `,"ResultIndex":${place},"ResultCount":${place},"Identity":"${id}","IsValid":true,"ObjectState":"Unchanged"}`,
  );
}

const search = { mostRows: searchRows, overlaps: true, byArrival: false, repeatsId: true } as const;

export const extractorJson: AuditShape = {
  name: 'extractorSuiteJson',
  fileName: ({ from, to, part }) => `UAL-Combined_${from}_${to}${numbered(part)}.json`,
  ...search,
  damages: [],
  ...{ begin: () => '', between: '', end: '\n]\n\n', lines: null },
  stream: () => '',
  row: (...row) => {
    const [sheet, , , number] = row;
    const first = (number - 1) % rowsAnArray === 0;
    sheet.plain(number === 1 ? '[\n' : first ? '\n]\n\n[\n' : ',\n');
    writeRow(row);
  },
};

export const extractorLines: AuditShape = {
  name: 'extractorSuiteLines',
  fileName: ({ from, to, part }) => `UAL-${from}_${to}${numbered(part)}.jsonl`,
  ...search,
  damages: ['auditDataCut', 'auditDataEmpty'],
  ...{ begin: () => '', between: '', end: '', lines: { head: 0, row: 1 } },
  stream: () => '',
  row: (...row) => {
    writeRow(row);
    row[0].plain('\n');
  },
};
