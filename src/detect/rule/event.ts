// What correlations ask of the records that their rules matched: the values by which they are grouped and counted, taken while
// the records are open, so that no correlation opens them again.
import type { Database } from '../../query/database.js';
import * as op from '../../query/operation.js';
import { join, list, name, type Sql, sql } from '../../query/sql.js';
import type { Values } from '../../sigma/field-sql.js';
import type { Correlation, Rule } from '../../sigma/rule.js';
import type { Linked } from '../../sigma/rule-set.js';

/** A table with a row for each place, and the columns in which the fields stand. */
export interface Events {
  readonly table: Sql;
  readonly column: (field: string) => Sql;
}

/** What a field is called in the records of one rule. */
export function aliased(correlation: Correlation, rule: Rule, field: string): string {
  const fields = correlation.aliases.get(field);
  if (fields === undefined) return field;
  const named = [...fields].find(([key]) => key === rule.name || key.toLowerCase() === rule.id);
  return named?.[1] ?? field;
}

/** Fields that correlations ask of the matches of each rule. */
export function askedFields(correlations: readonly Linked[]): Map<Rule, readonly string[]> {
  const asked = new Map<Rule, readonly string[]>();
  for (const correlation of correlations) {
    for (const rule of correlation.members) {
      const own = [...correlation.groupBy, ...correlation.valueFields].map((each) => aliased(correlation, rule, each));
      asked.set(rule, [...new Set([...(asked.get(rule) ?? []), ...own])]);
    }
  }
  return asked;
}

/** The first value of a field, in lower case: Sigma compares without case. Blank is none. */
export function eventText({ kind, sql: values }: Values): Sql {
  return sql`nullif(lower(${kind === 'one' ? values : op.listFirst(values)}), '')`;
}

/**
 * Keeps the fields of the records that rules have matched. `texts`: each field as a text in a relation of which `place` is the
 * record's place.
 */
export async function keepEvents(
  database: Database,
  { title, from, place, texts }: { title: string; from: Sql; place: Sql; texts: ReadonlyMap<string, Sql> },
  rules: readonly number[],
): Promise<Events> {
  const fields = [...texts.keys()];
  const column = (field: string): Sql => name(`event ${fields.indexOf(field)}`);
  const columns = fields.map((field) => sql`${texts.get(field) as Sql} AS ${column(field)}`);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE ${name(title)} AS SELECT ${join([sql`${place} AS place`, ...columns])}
    FROM ${from} WHERE ${place} IN (SELECT place FROM "ruleMatch" WHERE rule IN ${list(rules)})`);
  return { table: name(title), column };
}

/** When the correlations have run. */
export async function dropEvents(
  database: Database,
  scanned: readonly { readonly events: Events | null }[],
): Promise<void> {
  for (const { table } of new Set(scanned.flatMap(({ events }) => events ?? [])))
    await database.run(sql`DROP TABLE ${table}`);
}
