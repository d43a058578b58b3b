// CSV row by row with a fresh start at every line: for files in which some quote is broken, where an ordinary parser loses
// everything up to the next quote. A row may run over several lines only if that makes it whole.

export interface CsvRow {
  readonly cells: readonly string[];
  /** Physical line on which it begins, from 1. */
  readonly line: number;
}

/** Lines over which a quoted cell may run before its quote counts as broken. */
const longestRow = 500;

interface Split {
  readonly cells: string[];
  /** It ends inside quotes. */
  readonly open: boolean;
  /** A quote stood in the middle of a cell and was taken as it stood. */
  readonly loose: boolean;
}

/** The cells of a text. */
export function splitCells(text: string, delimiter: string): Split {
  const cells: string[] = [];
  let loose = false;
  let at = 0;
  while (at <= text.length) {
    if (text[at] !== '"') {
      const end = text.indexOf(delimiter, at);
      cells.push(text.slice(at, end < 0 ? text.length : end));
      if (end < 0) return { cells, open: false, loose };
      at = end + 1;
      continue;
    }
    let cell = '';
    let end = at + 1;
    for (;;) {
      const quote = text.indexOf('"', end);
      if (quote < 0) return { cells: [...cells, cell + text.slice(end)], open: true, loose };
      cell += text.slice(end, quote);
      const next = text[quote + 1];
      if (next === undefined || next === delimiter) {
        cells.push(cell);
        at = quote + 2;
        if (next === undefined) return { cells, open: false, loose };
        break;
      }
      // A doubled quote is one; a single one in the middle of a cell stands for itself.
      cell += '"';
      loose ||= next !== '"';
      end = quote + (next === '"' ? 2 : 1);
    }
  }
  return { cells, open: false, loose };
}

/** How many of the lines make the first row, and its cells. */
function firstRow(lines: readonly string[], delimiter: string, columns: number): { taken: number; cells: string[] } {
  const alone = splitCells(lines[0] as string, delimiter);
  if (!alone.open) return { taken: 1, cells: alone.cells };
  let text = lines[0] as string;
  for (let taken = 2; taken <= Math.min(lines.length, longestRow); taken++) {
    text += `\n${lines[taken - 1]}`;
    const row = splitCells(text, delimiter);
    // A quote in the middle of a cell is where the next row begins: the first one never ended.
    if (row.loose) break;
    if (!row.open && row.cells.length === columns) return { taken, cells: row.cells };
    if (!row.open) break;
  }
  return { taken: 1, cells: alone.cells };
}

/** Rows after the first `skip` lines; blank lines are none. */
export async function* csvRows(
  lines: AsyncIterable<string>,
  delimiter: string,
  columns: number,
  skip: number,
): AsyncIterable<CsvRow> {
  let held: string[] = [];
  let line = 0;
  const take = (): CsvRow | null => {
    const { taken, cells } = firstRow(held, delimiter, columns);
    const row = held[0]?.trim() === '' ? null : { cells, line: line + 1 };
    held = held.slice(taken);
    line += taken;
    return row;
  };
  for await (const text of lines) {
    if (line < skip) {
      line++;
      continue;
    }
    held.push(text);
    if (held.length < longestRow && splitCells(held[0] as string, delimiter).open) continue;
    const row = take();
    if (row !== null) yield row;
  }
  while (held.length > 0) {
    const row = take();
    if (row !== null) yield row;
  }
}
