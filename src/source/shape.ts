// A shape is one way in which a log is exported: how its rows lie in a file, where in a row the record stands, and where
// its fields are. The list of shapes is in recognise.ts; a new export is a new object with a fixture.
import type { Sql } from '../query/sql.js';
import type { Catalogue, LogKind } from '../record/field.js';
import { byText } from '../util/order.js';
import type { Head } from './head.js';
import type { Mapping } from './mapping.js';

/** Where the record stands in a row. */
export type Payload =
  /** The row is the record. */
  | { readonly kind: 'row' }
  /** The first of these places that is filled holds the record, as JSON text or as an object; where none is, the row itself. */
  | { readonly kind: 'member'; readonly places: readonly Place[]; readonly orRow?: true };

/** A column of a CSV or a path of keys; in a CSV the keys joined by dots. */
export type Place = readonly string[];

/** Rows of a file that holds several logs: those whose text at `place` is one of these, without regard to case. */
export interface Selection {
  readonly place: Place;
  /** In lower case. */
  readonly is: readonly string[];
}

/** A column, or the places of which the first that is filled counts. */
export type Cell = string | readonly Place[];

/** Columns around a record that repeat its own fields: used where the record lacks them, and to salvage a damaged row. */
export interface Wrapper {
  readonly id?: Cell;
  readonly tenant?: Cell;
  readonly at?: Cell;
  readonly operation?: Cell;
  readonly user?: Cell;
  readonly resultCount?: string;
  readonly resultIndex?: string;
}

/** How the record is put together again from a row in which it was taken apart. */
export interface Restored {
  /** Columns that are needed for it and that no field is taken from. */
  readonly columns: readonly string[];
  /** Holds of such a row; the others have the record as it was. */
  readonly apart: (row: Sql) => Sql;
  /** Its JSON, out of the row's and its columns. */
  readonly record: (row: Sql, structure: Sql) => Sql;
}

export interface Shape {
  /** Stands in the result; stable. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  readonly log: LogKind;
  readonly payload: Payload;
  readonly wrapper: Wrapper;
  readonly mapping: Mapping<Catalogue>;
  /** Where one file holds rows of several logs: the rows that are of this one. */
  readonly only?: Selection;
  /** The rows that are of none of these selections. */
  readonly except?: readonly Selection[];
  /** Why the file needs no reading although it is known: a sentence for the ledger. Its rows are not counted. */
  readonly spare?: string;
  /** Where the record was taken apart. */
  readonly restored?: Restored;
  /** Rows of other logs may lie among its rows: records that are whole but have neither a time nor an operation. */
  readonly mixed?: true;
  /** Why none of its rows is a record; a code of `rejectReasons`. */
  readonly refused?: 'otherLog' | 'summary';
}

/** A folder of `source/`: one kind of log and the shapes in which it comes. */
export interface Source {
  readonly log: LogKind;
  /** All its shapes, for the documentation. */
  readonly shapes: readonly Shape[];
  /** The shape of a file, or null where it is none of this log. Several where one file holds rows of several kinds. */
  recognise(head: Head): Shape | readonly Shape[] | null;
}

/** The value at a path of keys of a row, also where an object on the way is JSON text; undefined where there is none. */
export function valueAt(row: unknown, place: Place): unknown {
  let value: unknown = row;
  for (const key of place) {
    value = asObject(value)?.[key];
    if (value === undefined) return undefined;
  }
  return value;
}

function asObject(value: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof value === 'string' && value.trimStart().startsWith('{')) {
    try {
      return asObject(JSON.parse(value));
    } catch {
      return null;
    }
  }
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
}

/** Whether all of these columns or keys are there, in one row of the sample or another. */
export const has = (head: Head, ...names: readonly string[]): boolean =>
  names.every((name) => head.header.includes(name) || head.rows.some((row) => name in row));

/** Whether some row of the sample has something at a path. */
export const hasAt = (head: Head, place: Place): boolean =>
  head.rows.some((row) => (valueAt(row, place) ?? null) !== null);

/** Texts at a path of the sample's rows, in lower case. */
export const textsAt = (head: Head, place: Place): ReadonlySet<string> =>
  new Set(
    head.rows
      .map((row) => valueAt(row, place))
      .filter((it) => typeof it === 'string')
      .map((it) => it.toLowerCase()),
  );

/** Where in the sample's rows a key stands, without regard to case, at most three objects deep; in a CSV the columns that end in it. */
export function placesOf(head: Head, key: string): Place[] {
  const wanted = key.toLowerCase();
  const found = new Map<string, Place>();
  const look = (value: unknown, at: Place): void => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    for (const [name, inner] of Object.entries(value)) {
      const place = [...at, name];
      const lower = name.toLowerCase();
      if (lower === wanted || lower.endsWith(`.${wanted}`)) found.set(place.join('\n'), place);
      else if (place.length < deepest) look(inner, place);
    }
  };
  look(Object.fromEntries(head.header.map((name) => [name, ''])), []);
  for (const row of head.rows) look(row, []);
  return [...found.values()].sort((a, b) => a.length - b.length || byText(a.join(), b.join()));
}

const deepest = 3;
