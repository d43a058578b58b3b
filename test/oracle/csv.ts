// A CSV file, slowly: one pass over the characters, counting lines, checked against csv-parse on every file read. The
// second opinion matters because the ledger needs the physical line of a row, and AuditData holds quotes and line breaks.
import { parse } from 'csv-parse/sync';

export type CsvRow = { fields: string[]; line: number };

/** All non-blank rows with the line on which each begins. Throws where quotes are broken. */
export function readCsv(text: string): CsvRow[] {
  const rows = scan(text);
  const second = parse(text, { relax_column_count: true, skip_empty_lines: true }) as unknown as string[][];
  if (JSON.stringify(second) !== JSON.stringify(rows.map((row) => row.fields))) {
    throw new Error('the two CSV readers of the oracle disagree');
  }
  return rows;
}

function scan(text: string): CsvRow[] {
  const rows: CsvRow[] = [];
  let fields: string[] = [];
  let field = '';
  let quoted = false;
  let line = 1;
  let begin = 1;
  const endRow = () => {
    if (fields.length > 0 || field !== '') rows.push({ fields: [...fields, field], line: begin });
    fields = [];
    field = '';
  };
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (letter === '\n') line++;
    if (quoted) {
      if (letter !== '"') field += letter;
      else if (text[at + 1] === '"') {
        field += '"';
        at++;
      } else quoted = false;
    } else if (letter === '"' && field === '') quoted = true;
    else if (letter === ',') {
      fields.push(field);
      field = '';
    } else if (letter === '\n') {
      endRow();
      begin = line;
    } else if (letter !== '\r' || text[at + 1] !== '\n') field += letter;
  }
  if (quoted) throw new Error(`a quote opened in the row of line ${begin} is never closed`);
  endRow();
  return rows;
}

export function csvField(value: unknown, always: boolean): string {
  const text = value === null || value === undefined ? '' : String(value);
  return always || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csvLine(fields: readonly unknown[], always = false): string {
  return fields.map((field) => csvField(field, always)).join(',');
}
