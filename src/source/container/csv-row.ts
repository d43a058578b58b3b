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

/** The cells of the row with which a text begins; `strict` goes no further than a loose quote. */
export function splitCells(text: string, delimiter: string, strict = false): Split {
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
    const cell = quotedCell(text, at + 1, delimiter, strict);
    cells.push(cell.text);
    loose ||= cell.loose;
    const next = text[cell.end];
    if (cell.open || next === undefined || next === '\n') return { cells, open: cell.open, loose, end: cell.end };
    at = cell.end + 1;
  }
}

/** A cell from behind its opening quote; `end` is behind the closing one. */
function quotedCell(text: string, from: number, delimiter: string, strict: boolean) {
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
    if (loose && strict) return { text: cell, open: true, loose, end: text.length };
    at = quote + (next === '"' ? 2 : 1);
  }
}

/** How many of the lines make the first row, and its cells. A row runs over several lines only if that makes it whole. */
function firstRow(lines: readonly string[], delimiter: string, columns: number): { taken: number; cells: string[] } {
  const text = lines.join('\n');
  const row = splitCells(text, delimiter, true);
  // A quote in the middle of a cell is where the next row begins: the first one never ended.
  const whole = !row.loose && !row.open && row.cells.length === columns;
  if (!whole) return { taken: 1, cells: splitCells(lines[0] as string, delimiter).cells };
  return { taken: text.slice(0, row.end).split('\n').length, cells: row.cells };
}

/** Feed lines to `write`, then call `end`; each returns the rows that became complete. */
export interface CsvRows {
  write(lines: readonly string[]): CsvRow[];
  end(): CsvRow[];
}

const hasOddQuotes = (text: string): boolean => {
  let odd = false;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) odd = !odd;
  return odd;
};

/** Rows after the first `skip` lines; blank lines are none. */
export function csvRows(delimiter: string, columns: number, skip: number): CsvRows {
  let rows: CsvRow[] = [];
  // The lines of a row whose quote is still open. Its last line is one that closes it, so that the quotes of all lines add up.
  let held: string[] = [];
  let characters = 0;
  let odd = false;
  let line = 0;

  const emit = (cells: readonly string[], lines: number): void => {
    rows.push({ cells, line: line + 1 });
    line += lines;
  };
  /** The lines that are left when the first row is taken from those held. */
  const settle = (): string[] => {
    const { taken, cells } = firstRow(held, delimiter, columns);
    const rest = held.slice(taken);
    held = [];
    emit(cells, taken);
    return rest;
  };
  /** Takes one line; the lines that it gives back have to be taken again. */
  const take = (text: string): string[] => {
    if (held.length > 0) {
      held.push(text);
      characters += text.length;
      if (hasOddQuotes(text)) odd = !odd;
      return odd && held.length < longestRow.lines && characters < longestRow.characters ? [] : settle();
    }
    if (text.trim() === '') {
      line++;
      return [];
    }
    const { cells, open, loose } = splitCells(text, delimiter);
    if (!open || loose) {
      emit(cells, 1);
      return [];
    }
    held = [text];
    characters = text.length;
    odd = true;
    return [];
  };
  const takeAll = (lines: readonly string[]): void => {
    // Back to front, so that what comes back goes on top.
    const stack = lines.toReversed();
    for (let text = stack.pop(); text !== undefined; text = stack.pop()) {
      const back = take(text);
      for (let n = back.length - 1; n >= 0; n--) stack.push(back[n] as string);
    }
  };
  const drained = (): CsvRow[] => {
    const done = rows;
    rows = [];
    return done;
  };
  let left = skip;
  return {
    write(lines) {
      const from = Math.min(left, lines.length);
      left -= from;
      line += from;
      takeAll(lines.slice(from));
      return drained();
    },
    end() {
      while (held.length > 0) takeAll(settle());
      return drained();
    },
  };
}
