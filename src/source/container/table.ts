// Splits answers that hold tables apart from their column names: `{"tables":[{"columns":[{"name":…}],"rows":[[…]]}]}`, as the
// Log Analytics API gives them, Data Explorer's older form with capitals, and services that pass the names on as a list of texts. Each row becomes an object of its columns.
// Values are handed on as they are written, so that no number loses digits.
import { rowBytes } from './limit.js';
import type { Element, Splitter } from './split.js';

const byte = { newline: 10, quote: 34, comma: 44, colon: 58, open: 91, escape: 92, close: 93, begin: 123, end: 125 };
const isSpace = (b: number): boolean => b === 32 || b === 10 || b === 13 || b === 9;

/** Whether a JSON text begins as such an answer does. */
export const isTables = (text: string): boolean =>
  /"columns"\s*:\s*\[\s*("|\{\s*"(name|ColumnName)"\s*:)/i.test(text.slice(0, 4000)) && /"rows"\s*:\s*\[/i.test(text);

/** The values of an array, or null where it does not end. */
function valuesOf(array: string): string[] | null {
  const values: string[] = [];
  let depth = 0;
  let from = 1;
  let inString = false;
  for (let i = 0; i < array.length; i++) {
    const c = array[i];
    if (inString) {
      if (c === '\\') i++;
      else if (c === '"') inString = false;
    } else if (c === '"') inString = true;
    else if (c === '[' || c === '{') depth++;
    else if (c === ']' || c === '}') depth--;
    if ((c === ',' && !inString && depth === 1) || depth === 0) {
      const value = array.slice(from, i).trim();
      if (value !== '') values.push(value);
      from = i + 1;
      if (depth === 0) return values;
    }
  }
  return null;
}

/** A row as an object; one that is cut stays as it is. */
function objectOf(names: readonly string[], row: string): string {
  const values = valuesOf(row);
  if (values === null) return row;
  const name = (i: number): string => JSON.stringify(names[i] ?? `extra ${i - names.length + 1}`);
  return `{${values.map((value, i) => `${name(i)}:${value}`).join(',')}}`;
}

function namesIn(columns: string): string[] {
  try {
    const list = JSON.parse(columns) as readonly (string | Readonly<Record<string, unknown>>)[];
    return list.map((column) =>
      typeof column === 'string' ? column : String(column.name ?? column.ColumnName ?? column.Name ?? ''),
    );
  } catch {
    return [];
  }
}

/** Feed chunks to `write`, then call `end`; each returns the rows that became complete. */
export function tableSplitter(limit = rowBytes): Splitter {
  let line = 1;
  let beginLine = 1;
  let names: readonly string[] = [];
  let inString = false;
  let escaped = false;
  let text = '';
  let key = '';
  // What is being collected: the list of columns or one row; `rows` is between two rows.
  let state: 'search' | 'columns' | 'rows' | 'row' = 'search';
  let depth = 0;
  let held: Buffer[] = [];
  let size = 0;

  const hold = (part: Buffer): void => {
    if (size < limit) held.push(part.subarray(0, limit - size));
    size += part.length;
  };
  const taken = (): string => {
    const all = Buffer.concat(held).toString();
    held = [];
    size = 0;
    return all;
  };
  const element = (): Element => ({ bytes: Buffer.from(objectOf(names, taken())), line: beginLine });

  /** Between tables: waits for `"columns": [` and `"rows": [`. */
  const search = (b: number): void => {
    if (b === byte.colon) key = text.toLowerCase();
    else if (b === byte.open && key === 'rows') state = 'rows';
    else if (b === byte.open && key === 'columns') {
      state = 'columns';
      depth = 1;
    } else if (!isSpace(b)) key = '';
  };

  const inText = (b: number): void => {
    if (escaped) escaped = false;
    else if (b === byte.escape) escaped = true;
    else if (b === byte.quote) inString = false;
    else if (text.length < 20) text += String.fromCharCode(b);
  };

  const write = (chunk: Buffer): Element[] => {
    const out: Element[] = [];
    let start = 0;
    for (let i = 0; i < chunk.length; i++) {
      const b = chunk[i] as number;
      if (b === byte.newline) line++;
      if (inString) inText(b);
      else if (b === byte.quote) {
        inString = true;
        text = '';
      } else if (state === 'search') {
        search(b);
        start = i;
      } else if (state === 'rows') {
        if (b === byte.open) {
          state = 'row';
          depth = 1;
          start = i;
          beginLine = line;
        } else if (b === byte.close) state = 'search';
      } else if (b === byte.open || b === byte.begin) depth++;
      else if ((b === byte.close || b === byte.end) && --depth === 0) {
        hold(chunk.subarray(start, i + 1));
        if (state === 'row') out.push(element());
        else names = namesIn(taken());
        state = state === 'row' ? 'rows' : 'search';
        key = '';
      }
    }
    if (state === 'row' || state === 'columns') hold(chunk.subarray(start));
    return out;
  };

  return { write, end: () => (state === 'row' ? [element()] : []) };
}
