// A query as frozen plain data. Rooms write their questions with the `sql` template; everything put into a template is
// either a nested query, a name, a value or an operation that engines spell differently. Nothing becomes text before a
// dialect prints it, so values from logs can never become syntax.
import type { Operations } from './dialect.js';

export type Value = string | number | bigint | boolean | null;

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'operation'; readonly name: keyof Operations; readonly args: readonly Argument[] };

export interface Sql {
  readonly parts: readonly Part[];
}

/** What an operation takes: queries, or plain settings such as a path or a field list. */
export type Argument = Sql | Value | readonly string[] | Readonly<Record<string, unknown>>;

function isSql(x: unknown): x is Sql {
  return typeof x === 'object' && x !== null && Array.isArray((x as Sql).parts);
}

/** The template. Interpolated queries are spliced in; anything else becomes a quoted value. */
export function sql(strings: TemplateStringsArray, ...inserts: readonly (Sql | Value)[]): Sql {
  const parts: Part[] = [];
  strings.forEach((text, i) => {
    if (text !== '') parts.push({ kind: 'text', text });
    if (i >= inserts.length) return;
    const insert = inserts[i] as Sql | Value;
    if (isSql(insert)) parts.push(...insert.parts);
    else parts.push({ kind: 'value', value: insert });
  });
  return Object.freeze({ parts: Object.freeze(parts) });
}

/** A table, column or alias; quoted by the dialect. */
export const name = (text: string): Sql => ({ parts: [{ kind: 'name', name: text }] });

/** An operation that the engines spell differently. */
export const operation = (op: keyof Operations, ...args: readonly Argument[]): Sql => ({
  parts: [{ kind: 'operation', name: op, args }],
});

/** Queries with a separator between them. */
export function join(list: readonly Sql[], separator = ', '): Sql {
  const parts: Part[] = [];
  list.forEach((item, i) => {
    if (i > 0) parts.push({ kind: 'text', text: separator });
    parts.push(...item.parts);
  });
  return { parts };
}

/** `(v1, v2, …)` for IN; an empty list matches nothing. */
export const list = (values: readonly Value[]): Sql =>
  values.length === 0 ? sql`(NULL)` : sql`(${join(values.map((value) => sql`${value}`))})`;

/** All conditions, or true. */
export const every = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0
    ? sql`true`
    : join(
        conditions.map((c) => sql`(${c})`),
        ' AND ',
      );

/** Any condition, or false. */
export const some = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0
    ? sql`false`
    : join(
        conditions.map((c) => sql`(${c})`),
        ' OR ',
      );

/** `VALUES` rows as a relation with named columns. Must not be empty. */
export const table = (alias: string, columns: readonly string[], rows: readonly (readonly Value[])[]): Sql =>
  sql`(VALUES ${join(rows.map((row) => list(row)))}) AS ${name(alias)}(${join(columns.map(name))})`;
