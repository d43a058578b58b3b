// Tables of a readout from rows and columns. Nobody reads row 60,000 and somebody must be able to, so a table that stops says how many
// rows are left out and where they are.
import { thousands } from '../../util/words.js';
import type { Block, TableColumn } from './content.js';

export interface Column<T> extends TableColumn {
  readonly cell: (row: T) => string;
}

export const value = <T>(title: string, cell: (row: T) => string): Column<T> => ({ title, as: 'value', cell });
export const number = <T>(title: string, cell: (row: T) => number | null): Column<T> => ({
  title,
  as: 'number',
  cell: (row) => {
    const figure = cell(row);
    return figure === null ? '' : thousands(figure);
  },
});
export const words = <T>(title: string, cell: (row: T) => string): Column<T> => ({ title, as: 'words', cell });

/** Where the rest of a list is, unless a command is better. */
export const inResult = 'in the result (letterlock investigate with --json)';

/** Nothing for no rows. `rest`: where the rows are that are left out. */
export function table<T>(
  caption: string,
  rows: readonly T[],
  columns: readonly Column<T>[],
  { most, rest }: { readonly most: number; readonly rest: string },
): Block[] {
  if (rows.length === 0) return [];
  const left = rows.length - most;
  const grid = rows.slice(0, most).map((row) => columns.map((column) => column.cell(row)));
  // A column in which nothing stands takes the room from the others.
  const used = columns.map((_column, i) => grid.some((cells) => cells[i] !== ''));
  return [
    {
      kind: 'table',
      caption,
      columns: columns.filter((_column, i) => used[i]).map(({ title, as }) => ({ title, as })),
      rows: grid.map((cells) => cells.filter((_cell, i) => used[i])),
      more: left > 0 ? `${thousands(left)} more ${left === 1 ? 'row is' : 'rows are'} not shown here: ${rest}.` : null,
    },
  ];
}
