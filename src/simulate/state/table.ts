// Tables of state as PowerShell and Microsoft Graph write them: CSV with every field quoted and True for true, lists joined
// as Select-Object would; JSON as arrays or as Graph's pages.
import type { Book } from '../export/book.js';
import { quoted } from '../export/shape.js';

export type Value = string | number | boolean | null | readonly unknown[];
export type Row = Readonly<Record<string, Value>>;

export interface StateTable {
  readonly file: string;
  readonly as: 'csv' | 'typedCsv' | 'json' | 'page';
  readonly rows: Iterable<Row>;
}

/** A right that was given twice is there once. */
export const distinct = (rows: readonly Row[]): Row[] => [
  ...new Map(rows.map((row) => [JSON.stringify(row), row])).values(),
];

function cell(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return quoted(value ? 'True' : 'False');
  return quoted(Array.isArray(value) ? value.join(', ') : String(value));
}

const typeLine = '#TYPE Selected.Deserialized.System.Management.Automation.PSCustomObject\r\n';

function begin({ as }: StateTable, row: Row): string {
  if (as === 'json') return '[\n';
  if (as === 'page') return '{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata","value":[\n';
  return `${as === 'typedCsv' ? typeLine : ''}${Object.keys(row).map(quoted).join(',')}\r\n`;
}

const ends = { csv: '', typedCsv: '', json: '\n]\n', page: '\n]}\n' } as const;

/** Writes a table that has rows; each is a record of the ledger. */
export function writeTable(table: StateTable, folder: string, book: Book): void {
  let file: ReturnType<Book['open']> | null = null;
  const isCsv = table.as === 'csv' || table.as === 'typedCsv';
  for (const row of table.rows) {
    const first = file === null;
    file ??= book.open(folder + table.file);
    const text = isCsv ? `${Object.values(row).map(cell).join(',')}\r\n` : JSON.stringify(row);
    const before = first ? begin(table, row) : isCsv ? '' : ',\n';
    file.write((sheet) => sheet.plain(before + text));
    file.rows++;
    file.records++;
  }
  file?.write((sheet) => sheet.plain(ends[table.as]));
  file?.close();
}
