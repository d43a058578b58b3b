// Audit records in every shape in which exports come (domain.md 3), with damage on demand: text cut as at 3,062 characters
// (a known fault of the portal's export), empty AuditData, no time, no id.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { csvLine } from './csv.js';
import type { Fields } from './world-model.js';

export type Damage = 'cut' | 'empty' | 'noTime' | 'noId';
export type ExportRow = { data: Fields; damage?: Damage | undefined };

export const auditShapes = [
  'portalCsv',
  'portalCsvOld',
  'cmdletCsv',
  'cmdletCsvTyped',
  'cmdletJsonText',
  'cmdletJsonObject',
  'bareLines',
  'bareArray',
  'bareConcatenated',
  'managementBlob',
  'graphAuditPage',
  'cloudAppCsv',
  'splunkLines',
] as const;
export type AuditShape = (typeof auditShapes)[number];

export const isJson = (shape: AuditShape) => !shape.includes('Csv');
/** Whether one row's text can be torn without tearing the file. */
export const canCut = (shape: AuditShape) =>
  !['cmdletJsonObject', 'bareArray', 'bareConcatenated', 'managementBlob', 'graphAuditPage'].includes(shape);
/** Whether a row has an AuditData text of its own, which may be empty. */
export const canEmpty = (shape: AuditShape) => canCut(shape) && !['bareLines', 'splunkLines'].includes(shape);

/** Writes one file and returns its path; a name that ends in `.gz` is compressed. */
export function writeAudit(folder: string, name: string, rows: readonly ExportRow[], shape: AuditShape): string {
  return save(folder, name, auditText(rows, shape));
}

export function save(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(text, { level: 6 }) : text);
  return path;
}

type Wrapper = {
  id: string;
  at: number | null;
  operation: string;
  user: string;
  recordType: number;
  auditData: string;
  inner: Fields;
};

function wrap({ data, damage }: ExportRow): Wrapper {
  const inner = { ...data };
  if (damage === 'noTime') inner.CreationTime = undefined;
  if (damage === 'noId') inner.Id = undefined;
  const whole = JSON.stringify(inner);
  const cut = Math.min(3062, Math.floor(whole.length * 0.6));
  return {
    id: damage === 'noId' ? '' : String(data.Id),
    at: damage === 'noTime' ? null : Date.parse(`${data.CreationTime}Z`),
    operation: String(data.Operation),
    user: String(data.UserId),
    recordType: Number(data.RecordType),
    auditData: damage === 'cut' ? whole.slice(0, cut) : damage === 'empty' ? '' : whole,
    inner,
  };
}

const typeNames: Record<number, string> = {
  1: 'ExchangeAdmin',
  2: 'ExchangeItem',
  6: 'SharePointFileOperation',
  15: 'AzureActiveDirectoryStsLogon',
  50: 'ExchangeItemAggregated',
};

function auditText(rows: readonly ExportRow[], shape: AuditShape): string {
  const wrapped = rows.map(wrap);
  switch (shape) {
    case 'portalCsv':
      return portalCsv(wrapped);
    case 'portalCsvOld':
      return lines(
        ['CreationDate,UserIds,Operations,AuditData'],
        wrapped.map((row) => csvLine([iso(row.at), row.user, row.operation, row.auditData])),
        '\n',
      );
    case 'cmdletCsv':
      return cmdletCsv(wrapped, []);
    case 'cmdletCsvTyped':
      return cmdletCsv(wrapped, ['#TYPE Selected.System.Management.Automation.PSCustomObject']);
    case 'cmdletJsonText':
      return JSON.stringify(wrapped.map((row, n) => cmdletRow(row, n, rows.length, iso(row.at), row.auditData)));
    case 'cmdletJsonObject':
      return windowsJson(wrapped);
    case 'bareLines':
      return wrapped.map((row) => `${row.auditData}\n`).join('');
    case 'bareArray':
      return JSON.stringify(
        wrapped.map((row) => row.inner),
        null,
        2,
      );
    case 'bareConcatenated':
      return concatenated(wrapped.map((row) => row.inner));
    case 'managementBlob':
      return JSON.stringify(wrapped.map((row) => row.inner));
    case 'graphAuditPage':
      return JSON.stringify({ '@odata.context': 'x', value: wrapped.map(graphRow) });
    case 'cloudAppCsv':
      return lines(
        ['Timestamp,ActionType,Application,RawEventData'],
        wrapped.map((row) => csvLine([zulu(row.at), row.operation, 'Microsoft Exchange Online', row.auditData])),
        '\n',
      );
    case 'splunkLines':
      return wrapped.map((row) => `${JSON.stringify({ preview: false, result: { _raw: row.auditData } })}\n`).join('');
  }
}

const zulu = (at: number | null) => (at === null ? '' : `${new Date(at).toISOString().slice(0, 19)}Z`);

/** As Graph answers an audit log query: the record under `auditData`, and its user under another name. */
function graphRow(row: Wrapper): Fields {
  return {
    id: row.id,
    createdDateTime: zulu(row.at),
    auditLogRecordType: typeNames[row.recordType],
    operation: row.operation,
    userPrincipalName: row.user,
    auditData: { '@odata.type': '#microsoft.graph.security.defaultAuditData', ...row.inner },
  };
}

const lines = (head: string[], body: string[], end: string) => [...head, ...body].map((line) => line + end).join('');
const iso = (at: number | null) => (at === null ? '' : `${new Date(at).toISOString().slice(0, 19)}.0000000Z `);

function portalCsv(rows: Wrapper[]): string {
  const header =
    'RecordId,CreationDate,RecordType,Operation,UserId,AuditData,AssociatedAdminUnits,AssociatedAdminUnitsNames';
  const body = rows.map((row) =>
    csvLine([row.id, iso(row.at), row.recordType, row.operation, row.user, row.auditData, '', ''], true),
  );
  return lines([header], body, '\n');
}

/** As Export-Csv of Windows PowerShell: every field in quotes, CRLF, dates in the order of the United States. */
function cmdletCsv(rows: Wrapper[], head: string[]): string {
  const columns = ['RunspaceId', 'RecordType', 'CreationDate', 'UserIds', 'Operations', 'AuditData'];
  const rest = ['ResultIndex', 'ResultCount', 'Identity', 'IsValid', 'ObjectState'];
  const body = rows.map((row, n) => {
    const at = row.at === null ? '' : us(row.at);
    const first = ['7d5a1f0c-0000-4000-8000-000000000000', typeNames[row.recordType], at, row.user, row.operation];
    return csvLine([...first, row.auditData, n + 1, rows.length, row.id, 'True', 'Unchanged'], true);
  });
  return lines([...head, csvLine([...columns, ...rest], true)], body, '\r\n');
}

function us(at: number): string {
  const date = new Date(at);
  const hours = date.getUTCHours();
  const two = (n: number) => String(n).padStart(2, '0');
  const clock = `${hours % 12 === 0 ? 12 : hours % 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()} ${clock} ${hours < 12 ? 'AM' : 'PM'}`;
}

function cmdletRow(row: Wrapper, n: number, count: number, date: string, auditData: string | Fields): Fields {
  return {
    RecordType: typeNames[row.recordType],
    CreationDate: date,
    UserIds: row.user,
    Operations: row.operation,
    AuditData: auditData,
    ResultIndex: n + 1,
    ResultCount: count,
    Identity: row.id,
    IsValid: true,
    ObjectState: 'Unchanged',
  };
}

/** ConvertTo-Json of Windows PowerShell: byte order mark, CRLF, slashes escaped, dates as ticks. */
function windowsJson(rows: Wrapper[]): string {
  const list = rows.map((row, n) =>
    cmdletRow(row, n, rows.length, row.at === null ? '' : `/Date(${row.at})/`, row.inner),
  );
  const text = JSON.stringify(list, null, 4).replaceAll('": ', '":  ').replaceAll('/', '\\/').replaceAll('\n', '\r\n');
  return `\ufeff${text}\r\n`;
}

/** Arrays one after another with a blank line between, as appending to one file leaves them. */
function concatenated(rows: Fields[]): string {
  const third = Math.ceil(rows.length / 3) || 1;
  const parts: string[] = [];
  for (let at = 0; at < rows.length; at += third) parts.push(JSON.stringify(rows.slice(at, at + third), null, 2));
  return parts.join('\r\n\r\n');
}
