// Where a rule's field stands in a record of one kind of log: a column of the store, paths in the raw record, or both. Names
// are compared without case and without the envelope `properties.`, so that one rule fits Graph, Sentinel, Azure Monitor,
// Defender and the portal's columns.
import type { LogKind } from '../../record/field.js';
import type { Condition } from '../condition.js';

export interface Column {
  readonly name: string;
  /** `lower`: the store keeps it in lower case; `number` and `other`: no text, and read as text. */
  readonly form: 'text' | 'lower' | 'number' | 'other';
}

export interface Place {
  /** Holds the same as the paths wherever they hold text that is not blank. */
  readonly column: Column | null;
  /**
   * Holds the same as the paths wherever they hold text, and maybe something where they hold none, or what names stand for: it
   * tells which records cannot match, never which do. Null: the column does.
   */
  readonly shadow: Column | null;
  /** Keys from the record's top; every one that is there counts. */
  readonly paths: readonly (readonly string[])[];
  /** Values that this log says in other words. */
  readonly made: readonly { readonly value: string; readonly when: Condition }[];
  /** The log ends these values in a full stop, which rules do not write. */
  readonly fullStop?: true;
}

export interface Target {
  readonly log: LogKind;
  /** What it is called in sentences. */
  readonly title: string;
  /** Which of the log's records the log source means; null: all. */
  readonly where: Condition | null;
  /** Records that show that the log is at hand, although none of those that it means may be there; without it, `where` does. */
  readonly shownBy?: Condition;
  /** Why a field can never be there: a rule that needs it is not run on this log. */
  lacks(field: string): string | null;
  place(field: string): Place;
}

/** One line of a mapping: names by which rules call it, the column, where it stands in the raw record, and its shadow. */
export type Row = readonly [
  names: string,
  column: string | null,
  paths: string,
  form?: Column['form'],
  shadow?: string,
];

const bare = (field: string): string => field.replace(/^properties\./i, '');
export const fieldKey = (field: string): string => bare(field).toLowerCase();

const first = (text: string, change: (letter: string) => string): string => change(text.slice(0, 1)) + text.slice(1);
const lower = (letter: string): string => letter.toLowerCase();
const upper = (letter: string): string => letter.toUpperCase();

/** A path as it is written, and as the services spell it: with small or capital first letters. */
export function spellings(path: readonly string[]): string[][] {
  const all = [path, path.map((key) => first(key, lower)), path.map((key) => first(key, upper))];
  const seen = new Set<string>();
  return all.map((keys) => [...keys]).filter((keys) => !seen.has(keys.join('\0')) && seen.add(keys.join('\0')));
}

export const pathsOf = (field: string): string[][] => spellings(bare(field).split('.'));

function placeOf([, column, paths, form = 'text', shadow]: Row): Place {
  const alternatives = paths === '' ? [] : paths.split(' | ').map((path) => path.trim().split('.'));
  return {
    column: column === null ? null : { name: column, form },
    shadow: shadow === undefined ? null : { name: shadow, form },
    paths: alternatives.flatMap((path) => spellings(path)),
    made: [],
  };
}

/** Where a field stands that nobody maps. */
export const unmapped = (paths: readonly (readonly string[])[]): Place => ({
  column: null,
  shadow: null,
  paths,
  made: [],
});

/** The rows as a table by name. */
export function tableOf(rows: readonly Row[]): ReadonlyMap<string, Place> {
  return new Map(
    rows.flatMap((row) =>
      row[0].split(' ').map((name) => [name.replaceAll('_', ' ').toLowerCase(), placeOf(row)] as const),
    ),
  );
}

export const found = (table: ReadonlyMap<string, Place>, field: string): Place | undefined => {
  const key = fieldKey(field);
  return table.get(key) ?? table.get(key.replaceAll('_', ' '));
};
