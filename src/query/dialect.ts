// What a dialect has to say: how it quotes, and how it spells the operations on which engines differ. A second engine
// needs this interface and a Database, nothing else.
import type { Part, Sql, Value } from './sql.js';

export interface Operations {
  /** A number of rows for which the condition holds. */
  countIf(condition: string): string;
  /** The value of the row with the smallest key; ties must be broken by the key. */
  argMin(value: string, key: string): string;
  argMax(value: string, key: string): string;
  /** Distinct values, sorted, nulls left out. */
  sortedSet(value: string): string;
  /** Milliseconds since 1970 of an instant. */
  epochMs(instant: string): string;
  /** The instant of milliseconds since 1970. */
  instant(ms: string): string;
  /** An instant moved by a number of milliseconds. */
  shift(instant: string, ms: string): string;
  /** An instant from text in any ISO form; text without a zone is UTC; null where it is none. */
  parseInstant(text: string): string;
  /** An instant (UTC) from text such as `Mar 4, 2024 10:00:00 AM`, or null. */
  parseNamedMonth(text: string): string;
  /**
   * Parts of a date that is not ISO, as texts: three numbers `a`, `b`, `c` of the day with the first `separator`, `hour`,
   * `minute`, `second`, and what stands `between` day and time and `after` it; all empty where the text is none.
   */
  dateParts(text: string): string;
  /** The instant of a year, month, day, hour, minute and second; null where the calendar has none such. */
  makeInstant(year: string, month: string, day: string, hour: string, minute: string, second: string): string;
  /** An integer from text, or null. */
  parseInteger(text: string): string;
  /** A 128-bit unsigned number from decimal text. */
  wideNumber(text: string): string;
  /** A 128-bit unsigned number from its upper and lower 64 bits. */
  wideOf(high: string, low: string): string;
  /** Lower-case hexadecimal SHA-256 of a text. */
  sha256(text: string): string;
  /** 16 bytes in base64url as a GUID in .NET byte order; null for anything else. */
  guidFromBase64Url(text: string): string;
  /** 36 characters of a GUID's text in base64; null for anything else. */
  guidFromBase64Text(text: string): string;
  /** A statement: makes a temporary type of few texts, those that a query gives; nulls left out. */
  makeWords(type: readonly string[], texts: string): string;
  /** A text as a value of such a type: a number that compares, sorts and prints like the text. Fails for any other text. */
  word(text: string, type: readonly string[]): string;
  /** A quick number for a text, the same within one process. */
  quickHash(text: string): string;
  /** JSON text in which escapes of half a character are those of the replacement character. */
  replaceLoneSurrogates(json: string): string;
  /** Whether a text is valid JSON. */
  isJson(text: string): string;
  /** JSON without white space; null where the text is not JSON. */
  compactJson(text: string): string;
  /** Fields of a JSON object as one structure, by a specification of paths; null where the text is no JSON. */
  jsonStructure(json: string, specification: Readonly<Record<string, unknown>>): string;
  /** The text at a path of keys; null where there is none, or where the text is not JSON. */
  jsonText(json: string, path: readonly string[]): string;
  /** The elements of a JSON array as a list of JSON values. */
  jsonElements(json: string): string;
  /** A JSON object from alternating keys and values. */
  jsonObject(keys: readonly string[], ...values: readonly string[]): string;
  /** A field of a structure, by its path. */
  member(structure: string, path: readonly string[]): string;
  /** The value that a list of {Name, Value} structures gives for a name. */
  bagValue(bag: string, key: string): string;
  /** The text at a path within a text that is itself JSON; null where it is not. */
  innerText(text: string, path: readonly string[]): string;
  /** The value for a name in a text that is a JSON list of {Name, Value} or a JSON object; null where it is neither. */
  innerBagValue(text: string, path: readonly [string]): string;
  /** JSON text as it is; of a JSON string that holds JSON text, at most twice, that text. */
  unwrapped(json: string): string;
  /** A list of texts: the elements of a JSON array, or the lines of any other text. */
  listed(text: string): string;
  /** The text in `values` at the place where `keys` has the key; both are lists. */
  paired(keys: string, values: string, key: string): string;
  /** A JSON array, not its text, of objects with one key each, from a list of texts. */
  jsonObjects(key: readonly [string], values: string): string;
  /** An object with the members of others laid over it. */
  jsonLaidOver(json: string, ...objects: readonly string[]): string;
  /** Objects with these keys, a value of each list side by side; null where the first two lists are not equally long. */
  jsonBags(keys: readonly string[], ...lists: readonly string[]): string;
  /** Members of an object whose keys begin so, as a list of {Name, Value} without that beginning; null where there is none. */
  jsonEntries(json: string, prefix: string): string;
  /** An expression that names a value many times over, which is worked out once. */
  bound(value: string, variable: string, expression: string): string;
  replaced(text: string, part: string, by: string): string;
  /** A JSON value as text; of a string that is JSON text, that text; null where the string is none. */
  decodedJson(json: string): string;
  /** The first element of the match of a regular expression, or an empty text. */
  extract(text: string, pattern: string): string;
  /** A text without percent signs' escapes; as it is where they are broken. */
  urlDecoded(text: string): string;
  /** Whether a regular expression matches anywhere. */
  matches(text: string, pattern: string): string;
  /** Whether a text holds, begins with or ends in another, compared as they are. */
  contains(text: string, part: string): string;
  startsWith(text: string, part: string): string;
  endsWith(text: string, part: string): string;
  /** `LIKE` with the backslash as escape. */
  like(text: string, pattern: string): string;
  /** A number from text, or null. */
  parseNumber(text: string): string;
  /** Minute, hour, day, ISO week, month or year of an instant. */
  timePart(part: string, instant: string): string;
  /** A list of the values, as one expression. */
  listOf(...values: readonly string[]): string;
  /** Lists one after the other. */
  listJoin(...lists: readonly string[]): string;
  /** Each element changed; `element` is its name in `change`. */
  listMap(values: string, element: string, change: string): string;
  /** Whether the condition holds for some element; false where there is none. */
  someElement(values: string, element: string, condition: string): string;
  /** The first element, or null. */
  listFirst(values: string): string;
  /** A window's frame: rows whose instant lies up to so many milliseconds before this row's, and its own instant. */
  framePreceding(ms: string): string;
  /** The same, without this row; others of the same instant stay. */
  frameOthersPreceding(ms: string): string;
  /** Rows of this row's instant and up to so many milliseconds after it. */
  frameFollowing(ms: string): string;
  /** Whether the list has an element that is not null. */
  notEmpty(values: string): string;
  /** The JSON value under a key of a JSON text; null where there is none. */
  jsonMember(json: string, key: string): string;
  /** Those under several keys, as a list, for the price of one. */
  jsonMembers(json: string, keys: readonly string[]): string;
  /** The element of that number, from 1. */
  listAt(values: string, index: string): string;
  /** Whether two lists have an element in common. */
  listsMeet(one: string, other: string): string;
  /** About how many different values there are. */
  aboutDistinct(value: string): string;
  /**
   * The JSON values at a path of keys below a JSON value, which may be null. Lists on the way are passed through; a list of {Name, Value} and its like is also
   * entered by the names of its entries, and text that holds JSON is opened. Values that are null stay.
   */
  jsonNodes(node: string, path: readonly string[]): string;
  /** What those values say as text: of a list the whole and each element; null says nothing. */
  jsonTexts(node: string, path: readonly string[]): string;
  /** Rows, given as the JSON text of a list of objects, as a relation whose columns are `text`, `integer` or `boolean`. */
  inlineRows(types: Readonly<Record<string, string>>, rows: string): string;
  /** Rows of a list as a relation's column. */
  unnest(listOfValues: string): string;
  /** Lines of a text file as column `json`; gzip is recognised by the flag. */
  readLines(path: string, gzip: boolean): string;
  /** Two columns, `line` and `json`, from a spool file. */
  readSpool(path: string): string;
  /** A CSV file as text columns c0..cn, after `skip` lines. */
  readCsv(path: string, columns: number, skip: number, gzip: boolean, delimiter: string): string;
  /** A Parquet file with the columns that it names. */
  readParquet(path: string): string;
}

export interface Dialect {
  readonly name: string;
  identifier(text: string): string;
  literal(value: Value): string;
  readonly operations: Operations;
}

function printPart(part: Part, dialect: Dialect): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'name':
      return dialect.identifier(part.name);
    case 'value':
      return dialect.literal(part.value);
    case 'operation': {
      const operation = dialect.operations[part.name] as (...args: readonly unknown[]) => string;
      const args = part.args.map((arg) =>
        typeof arg === 'object' && arg !== null && 'parts' in arg ? print(arg as Sql, dialect) : arg,
      );
      return operation(...args);
    }
  }
}

/** The query as text of one engine. */
export function print(query: Sql, dialect: Dialect): string {
  return query.parts.map((part) => printPart(part, dialect)).join('');
}
