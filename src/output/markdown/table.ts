// A Markdown table whose cells cannot break it. Long tables stop at a limit and say how many rows are missing and how to get
// them: nobody reads row 60,000, and somebody must be able to.

import { thousands } from '../../util/words.js';
import { codeSpan, forMarkdown } from '../escape.js';

export const rowLimit = 200;

export interface Column<T> {
  readonly title: string;
  readonly cell: (row: T) => string;
  /** `value`: text from a log, set as code; `number`: right-aligned; `words`: our own. */
  readonly as: 'value' | 'number' | 'words';
}

function cellText<T>(column: Column<T>, row: T): string {
  const text = column.cell(row);
  return column.as === 'value' ? codeSpan(text) : forMarkdown(text);
}

/** Lines of the table; none for no rows. `all` says where the rest is to be found. */
export function table<T>(rows: readonly T[], columns: readonly Column<T>[], all: string): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rest = rows.length - rowLimit;
  return [
    line(columns.map((column) => column.title)),
    line(columns.map((column) => (column.as === 'number' ? '---:' : '---'))),
    ...rows.slice(0, rowLimit).map((row) => line(columns.map((column) => cellText(column, row)))),
    ...(rest > 0 ? ['', `${thousands(rest)} more rows are not shown. All of them: ${all}`] : []),
    '',
  ];
}
