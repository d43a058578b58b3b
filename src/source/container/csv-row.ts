// CSV row by row with a fresh start at every line: for files in which some quote is broken, where an ordinary parser loses
// everything up to the next quote. A row may run over several lines only if that makes it whole.

export interface CsvRow {
  readonly cells: readonly string[];
  /** Physical line on which it begins, from 1. */
  readonly line: number;
}

/** How far a quoted cell may run before its quote counts as broken. */
const longestRow = { lines: 20_000, characters: 8_000_000 };

interface Split {
  readonly cells: string[];
  /** It ends inside quotes. */
  readonly open: boolean;
  /** A quote stood in the middle of a cell and was taken as it stood. */
  readonly loose: boolean;
  /** Where the row ends: at a line break outside quotes, or with the text. */
  readonly end: number;
}

/** The cells of the row with which a text begins. */
export function splitCells(text: string, delimiter: string): Split {
  const cells: string[] = [];
  let loose = false;
  let at = 0;
  let newline = text.indexOf('\n');
  for (;;) {
    if (newline >= 0 && newline < at) newline = text.indexOf('\n', at);
    if (text[at] !== '"') {
      const rowEnd = newline < 0 ? text.length : newline;
      const end = text.indexOf(delimiter, at);
      const last = end < 0 || end > rowEnd;
      cells.push(text.slice(at, last ? rowEnd : end));
      if (last) return { cells, open: false, loose, end: rowEnd };
      at = end + 1;
      continue;
    }
    const cell = quotedCell(text, at + 1, delimiter);
    cells.push(cell.text);
    loose ||= cell.loose;
    const next = text[cell.end];
    if (cell.open || next === undefined || next === '\n') return { cells, open: cell.open, loose, end: cell.end };
    at = cell.end + 1;
  }
}

/** A cell from behind its opening quote; `end` is behind the closing one. */
function quotedCell(text: string, from: number, delimiter: string) {
  let cell = '';
  let at = from;
  let loose = false;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { text: cell + text.slice(at), open: true, loose, end: text.length };
    cell += text.slice(at, quote);
    const next = text[quote + 1];
    if (next === undefined || next === delimiter || next === '\n')
      return { text: cell, open: false, loose, end: quote + 1 };
    // A doubled quote is one; a single one in the middle of a cell stands for itself.
    cell += '"';
    loose ||= next !== '"';
    at = quote + (next === '"' ? 2 : 1);
  }
}

/** How many of the lines make the first row, and its cells. A row runs over several lines only if that makes it whole. */
function firstRow(lines: readonly string[], delimiter: string, columns: number): { taken: number; cells: string[] } {
  const alone = splitCells(lines[0] as string, delimiter);
  if (!alone.open) return { taken: 1, cells: alone.cells };
  const text = lines.slice(0, longestRow.lines).join('\n');
  const row = splitCells(text, delimiter);
  // A quote in the middle of a cell is where the next row begins: the first one never ended.
  const whole = !row.loose && !row.open && row.cells.length === columns;
  if (!whole) return { taken: 1, cells: alone.cells };
  return { taken: text.slice(0, row.end).split('\n').length, cells: row.cells };
}

/** Feed lines to `write`, then call `end`; each returns the rows that became complete. */
export interface CsvRows {
  write(lines: readonly string[]): CsvRow[];
  end(): CsvRow[];
}

/** Rows after the first `skip` lines; blank lines are none. */
export function csvRows(delimiter: string, columns: number, skip: number): CsvRows {
  let held: string[] = [];
  let characters = 0;
  let open = false;
  let line = 0;
  const waits = (): boolean => open && held.length < longestRow.lines && characters < longestRow.characters;
  const take = (): CsvRow | null => {
    const { taken, cells } = firstRow(held, delimiter, columns);
    const row = held[0]?.trim() === '' ? null : { cells, line: line + 1 };
    for (const text of held.slice(0, taken)) characters -= text.length;
    held = held.slice(taken);
    line += taken;
    open = held.length > 0 && splitCells(held[0] as string, delimiter).open;
    return row;
  };
  const drain = (rows: CsvRow[], toTheEnd: boolean): CsvRow[] => {
    while (held.length > 0 && (toTheEnd || !waits())) {
      const row = take();
      if (row !== null) rows.push(row);
    }
    return rows;
  };
  return {
    write(lines) {
      const rows: CsvRow[] = [];
      for (const text of lines) {
        if (line < skip) {
          line++;
          continue;
        }
        if (held.length === 0) open = splitCells(text, delimiter).open;
        held.push(text);
        characters += text.length;
        drain(rows, false);
      }
      return rows;
    },
    end: () => drain([], true),
  };
}
