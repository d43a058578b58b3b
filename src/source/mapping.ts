// A mapping says where in a row each field of the catalogue stands. From it comes one structure specification, so that the
// engine parses each row once, and one expression per field.
import {
  bagValue,
  decodedJson,
  innerBagValue,
  innerText,
  member,
  parseInstant,
  parseInteger,
} from '../query/operation.js';
import { type Sql, sql } from '../query/sql.js';
import type { Catalogue, Field } from '../record/field.js';

export type Origin =
  | { readonly kind: 'path'; readonly path: readonly string[] }
  | { readonly kind: 'bag'; readonly bag: string; readonly key: string }
  | { readonly kind: 'inner'; readonly path: readonly string[]; readonly inner: readonly string[] }
  | { readonly kind: 'innerBag'; readonly path: readonly string[]; readonly key: string }
  | { readonly kind: 'fixed'; readonly text: string }
  | { readonly kind: 'first'; readonly of: readonly Origin[] }
  | { readonly kind: 'made'; readonly from: readonly Origin[]; readonly make: (...texts: readonly Sql[]) => Sql };

export type Mapping<C extends Catalogue> = { readonly [K in keyof C]?: Origin };

/** A field by its path of keys, written with dots. */
export const path = (dotted: string): Origin => ({ kind: 'path', path: dotted.split('.') });
/** A field by a single key that may contain dots, as column names do. */
export const column = (key: string): Origin => ({ kind: 'path', path: [key] });
/** An entry of a list of {Name, Value}. */
export const bag = (name: string, key: string): Origin => ({ kind: 'bag', bag: name, key });
/** A field within a value that is an object or the JSON text of one, as tables in Sentinel have it; both written with dots. */
export const inner = (dotted: string, within: string): Origin => ({
  kind: 'inner',
  path: dotted.split('.'),
  inner: within.split('.'),
});
/** An entry of a list of {Name, Value}, or a key of an object, which may be JSON text; slower than `bag`. */
export const innerBag = (dotted: string, key: string): Origin => ({ kind: 'innerBag', path: dotted.split('.'), key });
/** The same text for every row of the shape. */
export const fixed = (text: string): Origin => ({ kind: 'fixed', text });
/** The first that is there and not blank. */
export const first = (...of: readonly Origin[]): Origin => ({ kind: 'first', of });
/** Made from others by an expression over their texts. */
export const made = (from: readonly Origin[], make: (...texts: readonly Sql[]) => Sql): Origin => ({
  kind: 'made',
  from,
  make,
});

/** The same mapping where every key of a path is spelled another way, as PowerShell spells what Graph answers. */
export function respelled<C extends Catalogue>(mapping: Mapping<C>, spell: (key: string) => string): Mapping<C> {
  const origin = (from: Origin): Origin => {
    switch (from.kind) {
      case 'path':
        return { ...from, path: from.path.map(spell) };
      case 'first':
        return { ...from, of: from.of.map(origin) };
      case 'made':
        return { ...from, from: from.from.map(origin) };
      default:
        return from;
    }
  };
  return Object.fromEntries(Object.entries(mapping).map(([key, from]) => [key, origin(from as Origin)])) as Mapping<C>;
}

type Specification = { [key: string]: string | Specification | Specification[] };

function addPath(specification: Specification, keys: readonly string[], type: string): void {
  const [key, ...rest] = keys as [string, ...string[]];
  const clash = Object.keys(specification).find((known) => known !== key && known.toLowerCase() === key.toLowerCase());
  if (clash !== undefined) throw new Error(`the engine cannot tell ${key} from ${clash}: give each spelling a shape`);
  if (rest.length === 0) {
    specification[key] = type;
    return;
  }
  const inner = (specification[key] ?? {}) as Specification;
  specification[key] = inner;
  addPath(inner, rest, type);
}

function addOrigin(specification: Specification, origin: Origin, type: string): void {
  if (origin.kind === 'path') addPath(specification, origin.path, type);
  else if (origin.kind === 'inner' || origin.kind === 'innerBag') addPath(specification, origin.path, 'VARCHAR');
  else if (origin.kind === 'bag') specification[origin.bag] = [{ Name: 'VARCHAR', Value: 'VARCHAR' }];
  else if (origin.kind === 'fixed') return;
  // An expression works on texts, also where it makes JSON of them.
  else if (origin.kind === 'made') for (const part of origin.from) addOrigin(specification, part, 'VARCHAR');
  else for (const part of origin.of) addOrigin(specification, part, type);
}

// As VARCHAR an object comes as JSON text, and a string that holds JSON text without its quotes.
const jsonType = (field: Field): string => (field.type === 'json' ? 'JSON' : 'VARCHAR');

/** What the engine must take out of a row for this mapping. */
export function specification<C extends Catalogue>(catalogue: C, mapping: Mapping<C>): Specification {
  const all: Specification = {};
  for (const [name, origin] of Object.entries(mapping) as [string, Origin][]) {
    addOrigin(all, origin, jsonType(catalogue[name] as Field));
  }
  return all;
}

function text(structure: Sql, origin: Origin): Sql {
  switch (origin.kind) {
    case 'path':
      return sql`nullif(${member(structure, origin.path)}, '')`;
    case 'bag':
      return sql`nullif(${bagValue(member(structure, [origin.bag]), origin.key)}, '')`;
    case 'inner':
      return sql`nullif(${innerText(member(structure, origin.path), origin.inner)}, '')`;
    case 'innerBag':
      return sql`nullif(${innerBagValue(member(structure, origin.path), origin.key)}, '')`;
    case 'fixed':
      return sql`${origin.text}`;
    case 'first':
      return sql`coalesce(${joined(origin.of.map((part) => sql`nullif(trim(${text(structure, part)}), '')`))})`;
    case 'made':
      return origin.make(...origin.from.map((part) => text(structure, part)));
  }
}

/** A JSON value as text; also where the row holds it as JSON text in a string. */
function json(structure: Sql, origin: Origin): Sql {
  if (origin.kind === 'path') return decodedJson(member(structure, origin.path));
  if (origin.kind === 'first') return sql`coalesce(${joined(origin.of.map((part) => json(structure, part)))})`;
  if (origin.kind === 'inner') return innerText(member(structure, origin.path), origin.inner);
  if (origin.kind === 'made') return text(structure, origin);
  throw new Error(`a JSON field cannot come from ${origin.kind}`);
}

const joined = (parts: readonly Sql[]): Sql => parts.reduce((all, part) => sql`${all}, ${part}`);

/** The value of a field out of a row's structure, in the field's type. */
export function extract(field: Field, structure: Sql, origin: Origin | undefined, instantOf = parseInstant): Sql {
  if (origin === undefined) return typedNull(field);
  if (field.type === 'json') return json(structure, origin);
  return typed(field, text(structure, origin), instantOf);
}

const typedNull = (field: Field): Sql =>
  ({
    text: sql`NULL::VARCHAR`,
    json: sql`NULL::VARCHAR`,
    time: sql`NULL::TIMESTAMP`,
    integer: sql`NULL::BIGINT`,
    boolean: sql`NULL::BOOLEAN`,
  })[field.type];

/** A text as a value of the field's type; what does not fit becomes null, the raw text stays. */
export function typed(field: Field, value: Sql, instantOf = parseInstant): Sql {
  switch (field.type) {
    case 'time':
      return instantOf(value);
    case 'integer':
      return parseInteger(value);
    case 'boolean':
      return sql`lower(${value}) = 'true'`;
    default:
      return field.form === 'lower' ? sql`lower(${value})` : value;
  }
}
