// A place -> queries for its values. A column is one text; what lies in the raw record is a list of texts, since lists on the
// way are passed through and any of their elements counts.
import * as op from '../query/operation.js';
import { name, type Sql, sql } from '../query/sql.js';
import type { Condition } from './condition.js';
import type { Place } from './log/place.js';

export interface Values {
  readonly kind: 'one' | 'list';
  readonly sql: Sql;
}

/** The record as JSON that the engine reads: half characters would make it refuse the text. */
const raw = sql`CASE WHEN ${op.isJson(sql`raw`)} THEN raw ELSE ${op.replaceLoneSurrogates(sql`raw`)} END`;

const columnText = ({ column }: Place): Sql => {
  const { name: key, form } = column as NonNullable<Place['column']>;
  return form === 'other' ? sql`${name(key)}::VARCHAR` : name(key);
};

const nodesOf = (place: Place): Sql[] => place.paths.map((path) => op.jsonNodes(raw, path));

/** All values of a place, as the record spells them. `holds`: a condition on the same record as a query. */
function listed(place: Place, holds: (condition: Condition) => Sql): Values {
  if (place.paths.length === 0 && place.made.length === 0 && place.column !== null)
    return { kind: 'one', sql: columnText(place) };
  const texts = nodesOf(place).map(op.jsonNodeTexts);
  const made = place.made.map(
    ({ value, when }) => sql`CASE WHEN ${holds(when)} THEN ${op.listOf([sql`${value}`])} ELSE [] END`,
  );
  if (texts.length + made.length === 0) return { kind: 'list', sql: sql`[]::VARCHAR[]` };
  const list = op.listJoin([...texts, ...made]);
  if (place.fullStop === undefined) return { kind: 'list', sql: list };
  return { kind: 'list', sql: op.listMap(list, sql`v`, sql`regexp_replace(v, '\\.$', '')`) };
}

export interface FieldSql {
  /** For comparisons that do not see case and are not about nothing. */
  readonly loose: Values;
  readonly exact: Values;
  /** Whether the field is there, whatever its value. */
  readonly exists: Sql;
}

export function fieldSql(place: Place, holds: (condition: Condition) => Sql): FieldSql {
  const exact = listed(place, holds);
  const usable = place.column !== null && place.column.form !== 'other' && place.made.length === 0;
  const loose: Values = usable && place.fullStop === undefined ? { kind: 'one', sql: columnText(place) } : exact;
  const nodes = nodesOf(place);
  const found =
    nodes.length > 0 ? op.notEmpty(op.listJoin(nodes)) : sql`${exact.kind === 'one'} AND ${exact.sql} IS NOT NULL`;
  const exists = place.made.length > 0 ? sql`(${found} OR ${op.notEmpty(exact.sql)})` : sql`(${found})`;
  return { loose, exact, exists };
}
