// A shape is one way in which a log is exported: how its rows lie in a file, where in a row the record stands, and where
// its fields are. The list of shapes is in recognise.ts; a new export is a new object with a fixture.
import type { Catalogue, LogKind } from '../record/field.js';
import type { Head } from './head.js';
import type { Mapping } from './mapping.js';

/** Where the record stands in a row. */
export type Payload =
  /** The row is the record. */
  | { readonly kind: 'row' }
  /** A column or key of the row holds the record, as JSON text or as an object. */
  | { readonly kind: 'member'; readonly name: string };

/** Columns around a record that repeat its own fields: used where the record lacks them, and to salvage a damaged row. */
export interface Wrapper {
  readonly id?: string;
  readonly at?: string;
  readonly operation?: string;
  readonly user?: string;
  readonly resultCount?: string;
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
}

/** A folder of `source/`: one kind of log and the shapes in which it comes. */
export interface Source {
  readonly log: LogKind;
  /** The shape of a file, or null where it is none of this log. */
  recognise(head: Head): Shape | null;
}

/** Whether all of these columns or keys are there. */
export const has = (head: Head, ...names: readonly string[]): boolean =>
  names.every((name) => head.header.includes(name) || (head.first !== null && name in head.first));
