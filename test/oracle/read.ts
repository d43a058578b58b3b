// The oracle: export files read whole with JSON.parse and csv-parse, one row at a time, in memory. Slow and plain on purpose:
// what the product says about files, rows, records, duplicates and rejects is held against what stands here.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readCsv } from './csv.js';
import { isObject, parse, readJson } from './json.js';
import { azureSignIn } from './read-azure.js';
import { auditRecord, graphSignIn, type OracleRecord, portalSignIn, type Salvaged, text, timeOf } from './record.js';

export type Row = { row: number; line: number; record: OracleRecord | null; salvaged: Salvaged };
export type OracleFile = {
  path: string;
  name: string;
  sha256: string;
  bytes: number;
  known: boolean;
  rows: Row[];
  /** copies counted as records here, and as duplicates of a copy kept elsewhere or earlier */
  records: number;
  duplicates: number;
  rejects: Row[];
};
export type Oracle = { files: OracleFile[]; records: OracleRecord[] };

/** Reads files and folders (flat). The same content under two paths is one input: the first path in order stands. */
export function readAll(paths: readonly string[]): Oracle {
  const files = new Map<string, OracleFile>();
  for (const path of paths.flatMap(filesAt).sort()) {
    const file = readOne(path);
    if (!files.has(file.sha256)) files.set(file.sha256, file);
  }
  return keepOneOfEach([...files.values()]);
}

const filesAt = (path: string): string[] =>
  statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path];

function readOne(path: string): OracleFile {
  const bytes = readFileSync(path);
  const content = path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  const body = content.toString('utf8').replace(/^\ufeff/, '');
  const name = basename(path);
  const rows = /^\s*[[{]/.test(body) ? jsonRows(body) : csvRows(body, name);
  return {
    path,
    name,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    known: rows !== null,
    rows: rows ?? [],
    records: 0,
    duplicates: 0,
    rejects: (rows ?? []).filter((row) => row.record === null),
  };
}

function jsonRows(body: string): Row[] {
  return readJson(body).map(({ value, text: raw, line }, index) => {
    const row = isObject(value) ? value : {};
    const isSignIn = 'createdDateTime' in row && 'appId' in row;
    const azure = azureSignIn(row);
    const around = wrapperOf(row);
    const record =
      azure !== undefined ? azure : isSignIn ? graphSignIn(row) : around !== null ? wrapped(around) : auditRecord(row);
    const salvaged = around === null ? salvage(row, raw) : salvage(around.row, String(around.data));
    return { row: index + 1, line, record, salvaged };
  });
}

/** null where the table is of no known kind. */
function csvRows(body: string, name: string): Row[] | null {
  if (!/AuditData|RawEventData|Request ID|ResultType/.test(body.slice(0, 3000))) return null;
  const typed = body.startsWith('#TYPE');
  const [header, ...rest] = readCsv(typed ? body.slice(body.indexOf('\n') + 1) : body);
  const names = header?.fields.map((field) => field.trim().replace(/\s+/g, ' ')) ?? [];
  const isAudit = names.includes('AuditData') || names.includes('RawEventData');
  const isTable = names.includes('Category') && names.includes('ResultType');
  if (!isAudit && !isTable && !(names.includes('Request ID') && names.includes('Date (UTC)'))) return null;
  return rest.map(({ fields, line }, index) => {
    const row: Record<string, string> = {};
    for (const [at, column] of names.entries()) if (!(column in row)) row[column] = fields[at] ?? '';
    return {
      row: index + 1,
      line: line + (typed ? 1 : 0),
      record: isAudit ? wrapped(wrapperOf(row)) : isTable ? (azureSignIn(row) ?? null) : portalSignIn(row, name),
      salvaged: salvage(row, row.AuditData ?? row.RawEventData ?? ''),
    };
  });
}

type Around = { row: Record<string, unknown>; data: unknown };

/** A row that has the record in one of its columns: Microsoft's tools and Graph, Defender's table, Splunk's results. */
function wrapperOf(row: Record<string, unknown>): Around | null {
  if (isObject(row.result)) return wrapperOf(row.result);
  const column = ['AuditData', 'auditData', 'RawEventData', '_raw'].find((name) => name in row);
  return column === undefined ? null : { row, data: row[column] };
}

/** The audit record inside a wrapper row; what it lacks may stand in the wrapper's own columns. */
function wrapped(around: Around | null): OracleRecord | null {
  if (around === null) return null;
  const { row, data } = around;
  const whole = isObject(data) ? data : parse(String(data));
  if (!isObject(whole)) return null;
  // Graph says of values what type they have; that is nothing that the record holds.
  const inner = Object.fromEntries(Object.entries(whole).filter(([key]) => !key.endsWith('@odata.type')));
  const id = text(inner.Id) ?? text(row.RecordId) ?? text(row.Identity) ?? text(row.id);
  return auditRecord(id === null ? inner : { ...inner, Id: id });
}

/** What can still be told of a row that became no record: its wrapper's columns first, then the torn text. */
function salvage(row: Record<string, unknown>, torn: string): Salvaged {
  const inText = (key: string) => new RegExp(`"${key}"\\s*:\\s*"([^"]+)"`).exec(torn)?.[1] ?? null;
  return {
    id: text(row.RecordId) ?? text(row.Identity) ?? text(row['Request ID']) ?? text(row.id) ?? inText('Id'),
    time:
      timeOf(row.CreationDate) ??
      timeOf(row.createdDateTime) ??
      timeOf(row.Timestamp) ??
      timeOf(inText('CreationTime')),
    operation:
      text(row.Operation) ?? text(row.Operations) ?? text(row.operation) ?? text(row.ActionType) ?? inText('Operation'),
    user:
      text(row.UserId) ?? text(row.UserIds) ?? text(row.userPrincipalName) ?? text(row.Username) ?? inText('UserId'),
  };
}

/** One of the copies of a record is kept: the richest, then of the file with the smaller hash, then the first row. */
function keepOneOfEach(files: OracleFile[]): Oracle {
  const kept = new Map<string, { record: OracleRecord; file: OracleFile }>();
  for (const file of files.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1))) {
    for (const { record } of file.rows) {
      if (!record) continue;
      const key = `${record.log} ${record.tenant} ${record.id ?? record.content}`;
      const other = kept.get(key);
      const better = !other || record.richness > other.record.richness;
      if (better) kept.set(key, { record, file });
      if (better) file.records++;
      if (other) (better ? other.file : file).duplicates++;
      if (other && better) other.file.records--;
    }
  }
  return { files, records: [...kept.values()].map(({ record }) => record) };
}
