// Every shape from the least file that shows it, and files that only look like one. Files are told by what they hold.
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { capitalised, envelope, huntingRow, tableCsv, tableRow } from '../../test/oracle/azure-rows.js';
import { bind, signIn } from '../../test/store/row.js';
import { type Files, writeFiles } from '../../test/store/world.js';
import {
  cloudAppRow,
  csv as csvOf,
  elasticDocument,
  flattened,
  graphRow,
  lines as linesOf,
  officeRow,
  portalRow,
  tables,
} from './audit/fixtures/rows.js';
import { readFileHead } from './head.js';
import { recognise } from './recognise.js';

async function shapeOf(content: string | Buffer, name = 'export'): Promise<string | null> {
  const files: Files = { [name]: content };
  const path = `${writeFiles(files)}/${name}`;
  return recognise(await readFileHead(path))[0]?.name ?? null;
}

const audit = bind({ at: 0, id: 'a' });
const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const data = cell(JSON.stringify(audit));
const csv = (header: string, row = `x,${data}`, end = '\r\n'): string => `${header}${end}${row}${end}`;
const issued = signIn({ at: 0, id: 's' });
const portal = 'Date (UTC),Request ID,User,Username,Application,Application ID ,IP address';
const services = 'Date (UTC),Request ID,Service principal ID,Application,Application ID ,IP address';

describe('audit CSV', () => {
  it.each([
    [
      'purviewCsv',
      'RecordId,CreationDate,RecordType,Operation,UserId,AuditData,AssociatedAdminUnits,AssociatedAdminUnitsNames',
    ],
    ['purviewCsv', 'Odd,RecordId,Operation,AuditData,Odder,Oddest'],
    ['purviewCsvOld', 'CreationDate,UserIds,Operations,AuditData'],
    ['purviewCsvOld', 'CreationDate,UserIds,RecordType,AuditData'],
    [
      'searchUnifiedAuditLogCsv',
      'PSComputerName,RecordType,CreationDate,UserIds,Operations,AuditData,ResultIndex,ResultCount,Identity',
    ],
    ['searchUnifiedAuditLogCsv', '"AuditData","Identity"'],
  ])('%s: %s', async (name, header) => {
    expect(await shapeOf(csv(header))).toBe(name);
    expect(await shapeOf(header), 'header only, no line end').toBe(name);
    expect(await shapeOf(`\ufeff${csv(header)}`), 'byte order mark').toBe(name);
    expect(await shapeOf(`#TYPE Selected.System.Object\r\n${csv(header)}`), '#TYPE line').toBe(name);
    expect(await shapeOf(csv(header.replaceAll(',', ';'))), 'semicolons').toBe(name);
    expect(await shapeOf(csv(header.replaceAll(',', '\t'))), 'tabs').toBe(name);
    expect(await shapeOf(gzipSync(csv(header))), 'gzip').toBe(name);
    expect(await shapeOf(Buffer.from(`\ufeff${csv(header)}`, 'utf16le')), 'UTF-16').toBe(name);
  });
});

describe('audit JSON', () => {
  const wrapped = {
    Identity: 'a',
    CreationDate: 'x',
    Operations: 'MailItemsAccessed',
    AuditData: JSON.stringify(audit),
  };
  it.each([
    ['auditData', JSON.stringify(audit)],
    ['auditData', JSON.stringify(audit, null, 2)],
    ['auditData', JSON.stringify([audit])],
    ['auditData', `\ufeff${JSON.stringify([audit], null, 2)}`],
    ['auditData', `${JSON.stringify(audit)}\n${JSON.stringify(audit)}\n`],
    ['auditData', `${JSON.stringify([audit], null, 1)}\r\n\r\n${JSON.stringify([audit], null, 1)}`],
    ['searchUnifiedAuditLogJson', JSON.stringify(wrapped)],
    ['searchUnifiedAuditLogJson', JSON.stringify([{ ...wrapped, AuditData: audit }], null, 4)],
  ])('%s: %.30s', async (name, text) => {
    expect(await shapeOf(text)).toBe(name);
    expect(await shapeOf(gzipSync(text))).toBe(name);
  });

  // head.ts jsonHead() looks for the first object with the splitter even in a file of lines: a first line that is torn
  // swallows all others, and the whole file is not read.
  it('is told by the first whole line where the first line is torn', async () => {
    expect(await shapeOf(`{"Id":"cut"\n${JSON.stringify(audit)}\n`)).toBe('auditData');
    expect(await shapeOf(`{"Id":"cut\n${JSON.stringify(audit)}\n`)).toBe('auditData');
  });
});

describe('audit records in other surroundings', () => {
  const raw = { _time: '2024-03-04T10:00:00Z', _raw: JSON.stringify(audit) };
  const summed = csvOf([{ TimeStamp: 'x', User: 'x', Action: 'x', SessionId: 'x', ClientIP: 'x', OperationCount: 1 }]);
  const fields = { Operation: 'x', 'OperationProperties{}.Name': 'x' };
  it.each([
    ['purviewJson', JSON.stringify(portalRow(audit, audit))],
    ['purviewJson', linesOf([portalRow(audit, JSON.stringify(audit))])],
    ['graphAuditRecord', JSON.stringify({ '@odata.context': 'x', value: [graphRow(audit)] })],
    ['graphAuditRecord', JSON.stringify([graphRow(audit)], null, 2)],
    ['graphAuditRecord', csvOf([graphRow(audit)])],
    ['auditDataColumn', linesOf([{ time: 'x', auditdata: JSON.stringify(audit) }])],
    ['auditDataColumn', csvOf([{ Time: 'x', AuditData: JSON.stringify(audit) }])],
    ['cloudAppEvents', JSON.stringify({ Schema: [], Results: [cloudAppRow(audit, audit)] })],
    ['cloudAppEvents', csvOf([cloudAppRow(audit, JSON.stringify(audit))])],
    ['officeActivity', csvOf([officeRow(audit, (it) => it)])],
    ['officeActivity', tables([officeRow(audit, (it) => it)])],
    ['officeActivity', JSON.stringify({ records: [officeRow(audit, (it) => it)] })],
    [
      'officeActivity',
      '[{"TimeGenerated":"2024-02-01T00:00:00Z","Operation":"x","RecordType":"50","OrganizationId":"y"}]',
    ],
    ['elasticDocument', linesOf([elasticDocument(audit, false)])],
    ['elasticDocument', JSON.stringify({ hits: { hits: [{ _source: elasticDocument(audit, true) }] } })],
    ['elasticDocument', csvOf([flattened(elasticDocument(audit, false))])],
    ['splunkEvent', csvOf([raw])],
    ['splunkEvent', csvOf([{ _raw: raw._raw }])],
    ['splunkEvent', linesOf([{ preview: false, result: raw }])],
    ['splunkEvent', JSON.stringify({ messages: [], results: [raw] })],
    ['splunkEvent', csvOf([fields])],
    ['mailboxAuditLog', csvOf([{ Operation: 'x', LastAccessed: 'y', MailboxOwnerUPN: 'z' }])],
    ['accessSummary', summed],
  ])('%s: %.50s', async (name, text) => {
    expect(await shapeOf(text)).toBe(name);
    expect(await shapeOf(`\ufeff${text}`), 'byte order mark').toBe(name);
    expect(await shapeOf(gzipSync(text)), 'gzip').toBe(name);
    expect(await shapeOf(Buffer.from(`\ufeff${text}`, 'utf16le')), 'UTF-16').toBe(name);
  });
});

describe('sign-ins', () => {
  it.each([
    ['graphSignIn', JSON.stringify(issued)],
    ['graphSignIn', JSON.stringify([issued])],
    ['graphSignIn', JSON.stringify({ '@odata.context': 'x', '@odata.nextLink': 'y', value: [issued] })],
    ['graphSignIn', JSON.stringify({ '@odata.context': 'x', value: [issued] }, null, 2)],
    ['graphSignIn', `${JSON.stringify(issued)}\n`],
    ['entraPortalCsv', portal],
    ['entraPortalCsv', `\ufeff${portal}\r\n2025-12-04T08:19:41Z,a,b,c,d,e,f\r\n`],
    ['entraPortalCsv', services],
    ['entraPortalAuthDetails', 'Request ID,Date,Authentication method,Succeeded'],
    ['sentinelTable', JSON.stringify([tableRow(issued)])],
    ['sentinelTable', JSON.stringify(tableRow(issued))],
    ['sentinelTable', tableCsv([tableRow(issued)], ' [UTC]')],
    ['azureMonitor', JSON.stringify({ records: [envelope(issued)] })],
    ['azureMonitor', JSON.stringify(envelope(issued, true))],
    ['graphCmdletSignIn', JSON.stringify([capitalised(issued)])],
    ['defenderSignIn', JSON.stringify([huntingRow(issued)])],
    ['defenderSignIn', tableCsv([huntingRow(issued)])],
  ])('%s: %.40s', async (name, text) => {
    expect(await shapeOf(text)).toBe(name);
    expect(await shapeOf(`\ufeff${text}`), 'byte order mark').toBe(name);
    expect(await shapeOf(gzipSync(text)), 'gzip').toBe(name);
    expect(await shapeOf(Buffer.from(`\ufeff${text}`, 'utf16le')), 'UTF-16').toBe(name);
  });
});

describe('other files', () => {
  it.each([
    ['empty', ''],
    ['blanks', ' \r\n\n'],
    ['an empty array', '[]'],
    ['an empty object', '{}'],
    ['an empty page', '{"@odata.context":"x#auditLogs/signIns","value":[]}'],
    ['a list of people', 'Name,UserId,Operation\r\na,b,c\r\n'],
    ['an application list', '[{"appId":"x","displayName":"y"}]'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0, 0, 0, 0, 1])],
    ['text', 'MailItemsAccessed, they say. AuditData too.'],
  ])('%s is none', async (_, content) => expect(await shapeOf(content)).toBeNull());
});
