// A condition -> a query that is true or false for each record of one log, never null: what is not there does not match, and so
// its negation does. Text is compared in lower case on both sides, by the engine, so that both are lowered alike.
import * as op from '../query/operation.js';
import { every, list, type Sql, some, sql } from '../query/sql.js';
import type { Range } from '../record/address.js';
import type { Condition, Match, Part, Test } from './condition.js';
import { type FieldSql, fieldSql, type Values } from './field-sql.js';
import type { Target } from './log/place.js';
import { isMany, type Pattern, plainText } from './pattern.js';

const comparisons = { lt: sql`<`, lte: sql`<=`, gt: sql`>`, gte: sql`>=`, eq: sql`=` } as const;

const likeText = (pattern: Pattern): string =>
  pattern
    .map((piece) => (typeof piece === 'string' ? piece.replace(/[\\%_]/g, '\\$&') : piece.wildcard === '*' ? '%' : '_'))
    .join('');

/** The plain text between stars at the ends, or null where there are other wildcards. */
function between(pattern: Pattern): { text: string; start: boolean; end: boolean } | null {
  const start = isMany(pattern[0]);
  const end = pattern.length > 1 && isMany(pattern.at(-1));
  const text = plainText(pattern.slice(start ? 1 : 0, end ? -1 : undefined));
  return text === null ? null : { text, start, end };
}

function patternMatch(value: Sql, { pattern, cased }: Match & { kind: 'pattern' }): Sql {
  const folded = (text: Sql): Sql => (cased ? text : sql`lower(${text})`);
  if (pattern.length === 1 && isMany(pattern[0])) return sql`${value} IS NOT NULL`;
  const plain = between(pattern);
  if (plain === null) return op.like(folded(value), folded(sql`${likeText(pattern)}`));
  const [field, text] = [folded(value), folded(sql`${plain.text}`)];
  if (plain.start && plain.end) return op.contains(field, text);
  if (plain.start) return op.endsWith(field, text);
  return plain.end ? op.startsWith(field, text) : sql`${field} = ${text}`;
}

const anchors: Readonly<Record<Part, readonly [string, string]>> = {
  ...{ within: ['', ''], whole: ['^(?:', ')$'], start: ['^(?:', ')'], end: ['(?:', ')$'] },
};

/** An expression as the engine takes it: flags in front, anchors where only the start or the end counts. */
export function regexText({ source, flags, part }: Match & { kind: 'regex' }): string {
  const [before, after] = anchors[part];
  const letters = [...new Set(flags)].sort().join('');
  return `${letters === '' ? '' : `(?${letters})`}${before}${source}${after}`;
}

function parts(value: Sql, other: Sql, part: Part): Sql {
  if (part === 'whole') return sql`${value} = ${other}`;
  if (part === 'start') return op.startsWith(value, other);
  return part === 'end' ? op.endsWith(value, other) : op.contains(value, other);
}

/** The texts of a log that are addresses within a range. */
export type AddressTexts = (range: Range) => readonly string[];

/** Tests that look at one value at a time, whatever stands beside it. */
export type ValueMatch = Exclude<Match, { kind: 'field' | 'exists' | 'null' }>;

export const looksAtValues = (match: Match): match is ValueMatch =>
  match.kind !== 'field' && match.kind !== 'exists' && match.kind !== 'null';

/** Whether a text fulfils a test; null where the text is null. */
export function valueMatch(value: Sql, match: ValueMatch, addressTexts: AddressTexts): Sql {
  switch (match.kind) {
    case 'pattern':
      return patternMatch(value, match);
    case 'number':
      return sql`${op.parseNumber(value)} ${comparisons[match.comparison]} ${match.value}`;
    case 'time':
      return sql`${op.timePart(match.part, op.parseInstant(value))} ${comparisons[match.comparison]} ${match.value}`;
    case 'regex':
      return op.matches(value, regexText(match));
    case 'cidr':
      return sql`${value} IN ${list(addressTexts(match.range))}`;
  }
}

/** Which of a field's values a test is made on. */
export function valuesFor({ loose, exact }: FieldSql, match: Match): Values {
  if (match.kind === 'cidr') return loose;
  if (match.kind !== 'pattern' || match.cased || match.pattern.length === 0) return exact;
  return match.pattern.length === 1 && isMany(match.pattern[0]) ? exact : loose;
}

export interface PredicateOptions {
  readonly target: Target;
  readonly addressTexts: AddressTexts;
  /** Fields that were taken out of the records before; the others are read where they stand. */
  readonly fields?: ReadonlyMap<string, FieldSql>;
}

interface Context extends PredicateOptions {
  readonly made: Map<string, FieldSql>;
}

function fieldOf(name: string, context: Context): FieldSql {
  const known = context.fields?.get(name) ?? context.made.get(name);
  if (known !== undefined) return known;
  const made = fieldSql(context.target.place(name), (condition) => predicate(condition, context));
  context.made.set(name, made);
  return made;
}

const element = sql`e`;

/** Some value fulfils the condition. */
function anyValue(values: Values, holds: (value: Sql) => Sql, variable = element): Sql {
  if (values.kind === 'one') return sql`coalesce(${holds(values.sql)}, false)`;
  return op.someElement(values.sql, variable, holds(variable));
}

function fieldMatch(field: FieldSql, match: Match & { kind: 'field' }, context: Context): Sql {
  const other = fieldOf(match.other, context);
  const folded = (text: Sql): Sql => (match.cased ? text : sql`lower(${text})`);
  return anyValue(field.exact, (value) =>
    anyValue(other.exact, (text) => sql`${text} <> '' AND ${parts(folded(value), folded(text), match.part)}`, sql`o`),
  );
}

function fieldTest(name: string, match: Match, context: Context): Sql {
  const field = fieldOf(name, context);
  if (match.kind === 'exists') return field.exists;
  if (match.kind === 'field') return fieldMatch(field, match, context);
  if (match.kind === 'null') return sql`NOT ${anyValue(field.exact, (value) => sql`${value} IS NOT NULL`)}`;
  return anyValue(valuesFor(field, match), (value) => valueMatch(value, match, context.addressTexts));
}

/** The ways in which a keyword may stand in a record's text: as it is, and as JSON writes it. */
export function keywordWays(pattern: Pattern): Pattern[] {
  const escaped = pattern.map((piece) => (typeof piece === 'string' ? JSON.stringify(piece).slice(1, -1) : piece));
  return likeText(escaped) === likeText(pattern) ? [pattern] : [pattern, escaped];
}

function keyword(match: Match): Sql {
  const text = sql`raw`;
  if (match.kind === 'regex') return sql`coalesce(${op.matches(text, regexText(match))}, false)`;
  if (match.kind !== 'pattern') return sql`false`;
  const ways = keywordWays(match.pattern);
  return some(ways.map((pattern) => sql`coalesce(${patternMatch(text, { ...match, pattern })}, false)`));
}

const testSql = ({ field, match }: Test, context: Context): Sql =>
  field === null ? keyword(match) : fieldTest(field, match, context);

function predicate(condition: Condition, context: Context): Sql {
  if (condition.kind === 'test') return testSql(condition.test, context);
  if (condition.kind === 'not') return sql`NOT (${predicate(condition.of, context)})`;
  const conditions = condition.of.map((each) => predicate(each, context));
  return condition.kind === 'and' ? every(conditions) : some(conditions);
}

/** The condition over the records of a target's table, with columns and `raw` in scope. */
export const predicateOf = (condition: Condition, options: PredicateOptions): Sql =>
  predicate(condition, { ...options, made: new Map() });
