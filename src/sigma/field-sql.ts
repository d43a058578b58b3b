// A place -> queries for its values. A column is one text; what lies in the raw record is a list of texts, since lists on the
// way are passed through and any of their elements counts.
import * as op from '../query/operation.js';
import { name, type Sql, sql } from '../query/sql.js';
import type { Condition } from './condition.js';
import type { Column, Place } from './log/place.js';

export interface Values {
  readonly kind: 'one' | 'list';
  readonly sql: Sql;
  /** The same for the same values, whatever rules call the field. */
  readonly key: string;
}

/** The record as JSON that the engine reads: half characters would make it refuse the text. */
export const readableRaw = sql`CASE WHEN ${op.isJson(sql`raw`)} THEN raw ELSE ${op.replaceLoneSurrogates(sql`raw`)} END`;

/** How the value under a key at the record's top is had. */
export type Top = (key: string) => Sql;

const fromRaw: Top = (key) => op.jsonMember(readableRaw, key);

const isText = (form: Column['form']): boolean => form === 'text' || form === 'lower';

export const textOfColumn = ({ name: key, form }: Column): Sql =>
  isText(form) ? name(key) : sql`${name(key)}::VARCHAR`;

function columnValues({ column }: Place): Values {
  const own = column as Column;
  return { kind: 'one', sql: textOfColumn(own), key: `column ${own.name}` };
}

const nodesOf = (place: Place, top: Top): Sql[] =>
  place.paths.map(([first, ...rest]) => op.jsonNodes(top(first as string), rest));

/** All values of a place, as the record spells them. `holds`: a condition on the same record as a query. */
function listed(place: Place, holds: (condition: Condition) => Sql, top: Top): Values {
  if (place.paths.length === 0 && place.made.length === 0 && place.column !== null) return columnValues(place);
  const key = JSON.stringify([place.paths, place.made.map(({ value }) => value), place.fullStop]);
  const texts = place.paths.map(([first, ...rest]) => op.jsonTexts(top(first as string), rest));
  const made = place.made.map(
    ({ value, when }) => sql`CASE WHEN ${holds(when)} THEN ${op.listOf([sql`${value}`])} ELSE [] END`,
  );
  if (texts.length + made.length === 0) return { kind: 'list', sql: sql`[]::VARCHAR[]`, key };
  const list = op.listJoin([...texts, ...made]);
  if (place.fullStop === undefined) return { kind: 'list', sql: list, key };
  return { kind: 'list', sql: op.listMap(list, sql`v`, sql`regexp_replace(v, '\\.$', '')`), key };
}

export interface FieldSql {
  /** For comparisons that do not see case and are not about nothing. */
  readonly loose: Values;
  readonly exact: Values;
  /** Whether the field is there, whatever its value. */
  readonly exists: Sql;
}

/** Keys at the record's top that a place begins with. */
export const topKeys = (place: Place): string[] => place.paths.map(([first]) => first as string);

export function fieldSql(place: Place, holds: (condition: Condition) => Sql, top: Top = fromRaw): FieldSql {
  const exact = listed(place, holds, top);
  const usable = place.column !== null && isText(place.column.form) && place.made.length === 0;
  const loose: Values = usable && place.fullStop === undefined ? columnValues(place) : exact;
  const nodes = nodesOf(place, top);
  const found =
    nodes.length > 0 ? op.notEmpty(op.listJoin(nodes)) : sql`${exact.kind === 'one'} AND ${exact.sql} IS NOT NULL`;
  const exists = place.made.length > 0 ? sql`(${found} OR ${op.notEmpty(exact.sql)})` : sql`(${found})`;
  return { loose, exact, exists };
}
