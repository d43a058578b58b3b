// What the shapes of state exports share: how a fact is spelled. Columns are those of the cmdlets' objects and of Microsoft
// Graph, which differ in the case of the first letter, and Export-Csv writes the type of a list where it cannot write the
// list (`System.Collections.ArrayList`): that says nothing, and is read as nothing.
import { extract, matches } from '../../query/operation.js';
import { type Sql, sql } from '../../query/sql.js';
import type { stateFields } from '../../record/field.js';
import type { Head } from '../head.js';
import { first, fixed, type Mapping, made, type Origin, path } from '../mapping.js';
import { has, type Shape } from '../shape.js';

export type StateMapping = Mapping<typeof stateFields>;

/** A shape of state export, and how it is told. */
export interface StateShape {
  readonly shape: Shape;
  readonly is: (head: Head) => boolean;
}

/** `kind`: what each row of the export states. */
export function stateShape(name: string, title: string, kind: string, mapping: StateMapping): Shape {
  const all: StateMapping = { kind: fixed(kind), ...mapping };
  return { name, title, log: 'state', payload: { kind: 'row' }, wrapper: {}, mapping: all };
}

/** How keys are spelled: the cmdlets' objects and CSVs write `AppId`, Microsoft Graph writes `appId`. */
export type Spelling = (key: string) => string;
const spellings: readonly Spelling[] = [(key) => key, (key) => key.charAt(0).toLowerCase() + key.slice(1)];

/** The same shape in both spellings; a file is read in the spelling of its own keys. */
export const inBoth = (
  make: (spell: Spelling) => Shape,
  is: (hasAll: (...keys: readonly string[]) => boolean) => boolean,
): StateShape[] =>
  spellings.map((spell) => ({
    shape: make(spell),
    is: (head) => is((...keys) => has(head, ...keys.map(spell))),
  }));

const typeName = '^\\[?(System|Microsoft|Deserialized)\\.[A-Za-z]';
const said = (text: Sql): Sql =>
  sql`CASE WHEN NOT ${matches(text, typeName)} AND trim(${text}) NOT IN ('', '[]', '{}', 'null') THEN ${text} END`;

/** A text, unless it is only the type of something that was not written. */
export const list = (...names: readonly string[]): Origin => made([first(...names.map(path))], said);

/** The texts that are there, with semicolons between them. */
export const together = (...names: readonly string[]): Origin =>
  made(names.map(path), (...texts) => {
    const parts = texts.map(said).reduce((all, text) => sql`${all}, ${text}`);
    return sql`nullif(concat_ws('; ', ${parts}), '')`;
  });

/** Addresses within a text, where its second half tells of sending mail on; descriptions of rules are prose. */
export const sentOn = (text: Sql): Sql => {
  const actions = sql`coalesce(nullif(${extract(text, '(?is)take the following actions:?(.*)$')}, ''), ${text})`;
  return sql`CASE WHEN ${matches(actions, '(?i)(redirect|copy|bcc|forward|recipient)')}
    THEN nullif(array_to_string(regexp_extract_all(${actions}, '[^\\s''"<>;,()]+@[^\\s''"<>;,()]+'), '; '), '') END`;
};
