// On which physical line each of some rows begins. The engine numbers rows, not lines, a quoted CSV cell may run over several
// lines, and the engine takes a lone carriage return for a line end; so for the few rows that were rejected the file is read once more.
import type { Head } from '../head.js';
import { openText } from './text.js';

const newline = 10;
const quote = 34;
const isBlank = (b: number): boolean => b === newline || b === 13;
const isSpace = (b: number): boolean => isBlank(b) || b === 32 || b === 9;

/** Rows count from 1 after the header; rows that the file does not have are left out. */
export async function linesOfRows(path: string, head: Head, rows: ReadonlySet<number>): Promise<Map<number, number>> {
  const quotes = head.container === 'csv';
  const found = new Map<number, number>();
  let line = 1;
  let row = 1 - head.skip;
  let quoted = false;
  let beginLine = 1;
  let blank = true;
  for await (const chunk of openText(path, head).chunks) {
    for (const b of chunk) {
      if (blank && !(quotes ? isBlank(b) : isSpace(b))) {
        blank = false;
        beginLine = line;
        if (rows.has(row)) found.set(row, beginLine);
        if (found.size === rows.size) return found;
      }
      if (quotes && b === quote) quoted = !quoted;
      if (b !== newline) continue;
      line++;
      if (!quoted && (!blank || row < 1)) row++;
      if (!quoted) blank = true;
    }
  }
  return found;
}
