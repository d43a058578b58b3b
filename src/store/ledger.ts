// The completeness ledger: per file rows = records + duplicates + rejects, always.
import type { Database } from '../query/database.js';
import { epochMs } from '../query/operation.js';
import { join, sql } from '../query/sql.js';
import { catalogues, type LogKind } from '../record/field.js';
import type { Input, Note, Reject } from '../record/result.js';
import { rejectReasons } from '../source/extract.js';
import { isoTime } from '../util/time.js';
import { logTable } from './schema.js';
import { shiftWarnings } from './shift.js';

interface InputRow {
  path: string;
  sha256: string;
  bytes: number;
  shape: string;
  rows: number;
  records: number;
  rejects: number;
  firstMs: number | null;
  lastMs: number | null;
  warnings: string;
}

const allFiles = join(
  (Object.keys(catalogues) as LogKind[]).map((log) => sql`SELECT file FROM ${logTable(log)}`),
  ' UNION ALL ',
);

/** The ledger's entries in the order of their paths. */
export async function readInputs(database: Database): Promise<Input[]> {
  const rows =
    await database.rows<InputRow>(sql`SELECT i.path, i.sha256, i.bytes, i.shape, i."rows", i.rejects, i.warnings,
      coalesce(k.records, 0) AS records, ${epochMs(sql`i."firstAt"`)} AS "firstMs", ${epochMs(sql`i."lastAt"`)} AS "lastMs"
    FROM input i LEFT JOIN (SELECT file, count(*) AS records FROM (${allFiles})
      GROUP BY file) k ON k.file = i.number
    ORDER BY i.path, i.sha256`);
  const shifts = await shiftWarnings(database);
  return rows.map(({ firstMs, lastMs, warnings, records, rejects, ...row }) => ({
    ...row,
    records,
    duplicates: row.rows - records - rejects,
    rejects,
    firstAt: isoTime(firstMs),
    lastAt: isoTime(lastMs),
    warnings: [...(JSON.parse(warnings) as Note[]), ...[shifts.get(row.sha256) ?? []].flat()],
  }));
}

interface RejectRow {
  path: string;
  row: number;
  line: number | null;
  code: string;
  id: string | null;
  atMs: number | null;
  operation: string | null;
  user: string | null;
}

/** Rejects in the order of file and row. */
export async function readRejects(database: Database): Promise<Reject[]> {
  const rows =
    await database.rows<RejectRow>(sql`SELECT i.path, r."row", r.line, r.code, r.id, ${epochMs(sql`r."at"`)} AS "atMs",
    r.operation, r."user" FROM reject r JOIN input i ON i.number = r.file ORDER BY i.path, i.sha256, r."row"`);
  return rows.map((row) => ({
    path: row.path,
    row: row.row,
    line: row.line,
    code: row.code,
    reason: rejectReasons[row.code as keyof typeof rejectReasons],
    salvaged: { id: row.id, time: isoTime(row.atMs), operation: row.operation, user: row.user },
  }));
}
