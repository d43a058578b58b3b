// The operations on which engines differ, as functions that build queries. Their meaning stands in dialect.ts.
import { operation, type Sql, sql } from './sql.js';

export const countIf = (condition: Sql): Sql => operation('countIf', condition);
export const argMin = (value: Sql, key: Sql): Sql => operation('argMin', value, key);
export const argMax = (value: Sql, key: Sql): Sql => operation('argMax', value, key);
export const sortedSet = (value: Sql): Sql => operation('sortedSet', value);
export const epochMs = (instant: Sql): Sql => operation('epochMs', instant);
export const instant = (ms: number | Sql): Sql => operation('instant', typeof ms === 'number' ? sql`${ms}` : ms);
export const shift = (at: Sql, ms: number): Sql => operation('shift', at, sql`${ms}`);
export const parseInstant = (text: Sql): Sql => operation('parseInstant', text);
export const parseNamedMonth = (text: Sql): Sql => operation('parseNamedMonth', text);
export const dateParts = (text: Sql): Sql => operation('dateParts', text);
export const makeInstant = (year: Sql, month: Sql, day: Sql, hour: Sql, minute: Sql, second: Sql): Sql =>
  operation('makeInstant', year, month, day, hour, minute, second);
export const parseInteger = (text: Sql): Sql => operation('parseInteger', text);
export const wideNumber = (text: Sql): Sql => operation('wideNumber', text);
export const wideOf = (high: Sql, low: Sql): Sql => operation('wideOf', high, low);
export const sha256 = (text: Sql): Sql => operation('sha256', text);
export const guidFromBase64Url = (text: Sql): Sql => operation('guidFromBase64Url', text);
export const guidFromBase64Text = (text: Sql): Sql => operation('guidFromBase64Text', text);
export const makeWords = (type: string, texts: Sql): Sql => operation('makeWords', [type], texts);
export const word = (text: Sql, type: string): Sql => operation('word', text, [type]);
export const quickHash = (text: Sql): Sql => operation('quickHash', text);
export const replaceLoneSurrogates = (json: Sql): Sql => operation('replaceLoneSurrogates', json);
export const isJson = (text: Sql): Sql => operation('isJson', text);
export const compactJson = (text: Sql): Sql => operation('compactJson', text);
export const jsonStructure = (json: Sql, specification: Readonly<Record<string, unknown>>): Sql =>
  operation('jsonStructure', json, specification);
export const jsonText = (json: Sql, path: readonly string[]): Sql => operation('jsonText', json, path);
export const jsonElements = (json: Sql): Sql => operation('jsonElements', json);
export const jsonObject = (keys: readonly string[], values: readonly Sql[]): Sql =>
  operation('jsonObject', keys, ...values);
export const member = (structure: Sql, path: readonly string[]): Sql => operation('member', structure, path);
export const innerText = (text: Sql, path: readonly string[]): Sql => operation('innerText', text, path);
export const innerBagValue = (text: Sql, key: string): Sql => operation('innerBagValue', text, [key]);
export const unwrapped = (json: Sql): Sql => operation('unwrapped', json);
export const listed = (text: Sql): Sql => operation('listed', text);
export const paired = (keys: Sql, values: Sql, key: string): Sql => operation('paired', keys, values, sql`${key}`);
export const jsonObjects = (key: string, values: Sql): Sql => operation('jsonObjects', [key], values);
export const jsonLaidOver = (json: Sql, parts: readonly Sql[]): Sql => operation('jsonLaidOver', json, ...parts);
export const jsonBags = (keys: readonly string[], lists: readonly Sql[]): Sql => operation('jsonBags', keys, ...lists);
export const jsonEntries = (json: Sql, prefix = ''): Sql => operation('jsonEntries', json, prefix);
export const bound = (value: Sql, variable: string, expression: Sql): Sql =>
  operation('bound', value, variable, expression);
export const replaced = (text: Sql, part: string, by: string): Sql =>
  operation('replaced', text, sql`${part}`, sql`${by}`);
export const decodedJson = (json: Sql): Sql => operation('decodedJson', json);
export const bagValue = (bag: Sql, key: string): Sql => operation('bagValue', bag, sql`${key}`);
export const extract = (text: Sql, pattern: string): Sql => operation('extract', text, sql`${pattern}`);
export const matches = (text: Sql, pattern: string): Sql => operation('matches', text, sql`${pattern}`);
export const contains = (text: Sql, part: Sql): Sql => operation('contains', text, part);
export const startsWith = (text: Sql, part: Sql): Sql => operation('startsWith', text, part);
export const endsWith = (text: Sql, part: Sql): Sql => operation('endsWith', text, part);
export const like = (text: Sql, pattern: Sql): Sql => operation('like', text, pattern);
export const parseNumber = (text: Sql): Sql => operation('parseNumber', text);
export const timePart = (part: string, at: Sql): Sql => operation('timePart', sql`${part}`, at);
export const listOf = (values: readonly Sql[]): Sql => operation('listOf', ...values);
export const listJoin = (lists: readonly Sql[]): Sql => operation('listJoin', ...lists);
export const listMap = (values: Sql, element: Sql, change: Sql): Sql => operation('listMap', values, element, change);
export const someElement = (values: Sql, element: Sql, condition: Sql): Sql =>
  operation('someElement', values, element, condition);
export const listFirst = (values: Sql): Sql => operation('listFirst', values);
export const framePreceding = (ms: number): Sql => operation('framePreceding', sql`${ms}`);
export const frameOthersPreceding = (ms: number): Sql => operation('frameOthersPreceding', sql`${ms}`);
export const frameFollowing = (ms: number): Sql => operation('frameFollowing', sql`${ms}`);
export const notEmpty = (values: Sql): Sql => operation('notEmpty', values);
export const jsonMember = (json: Sql, key: string): Sql => operation('jsonMember', json, key);
export const jsonMembers = (json: Sql, keys: readonly string[]): Sql => operation('jsonMembers', json, keys);
export const listAt = (values: Sql, index: number): Sql => operation('listAt', values, sql`${index}`);
export const listsMeet = (one: Sql, other: Sql): Sql => operation('listsMeet', one, other);
export const aboutDistinct = (value: Sql): Sql => operation('aboutDistinct', value);
export const jsonNodes = (node: Sql, path: readonly string[]): Sql => operation('jsonNodes', node, path);
export const jsonTexts = (node: Sql, path: readonly string[]): Sql => operation('jsonTexts', node, path);
/** Half a character, which no engine takes, becomes the replacement character. */
const wellFormed = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '\ufffd') : value;

export type InlineType = 'text' | 'integer' | 'boolean';
/** Rows of plain values as a relation, many at a time; `VALUES` costs an expression for every cell. May be empty. */
export const inlineRows = <C extends string>(
  types: Readonly<Record<C, InlineType>>,
  rows: readonly Readonly<Record<C, string | number | boolean | null>>[],
): Sql => operation('inlineRows', types, JSON.stringify(rows, wellFormed));
export const urlDecoded = (text: Sql): Sql => operation('urlDecoded', text);
export const unnest = (values: Sql): Sql => operation('unnest', values);
export const readLines = (path: string, gzip: boolean): Sql => operation('readLines', path, gzip);
export const readSpool = (path: string): Sql => operation('readSpool', path);
export const readCsv = (path: string, columns: number, skip: number, gzip: boolean, delimiter: string): Sql =>
  operation('readCsv', path, columns, skip, gzip, delimiter);
export const readParquet = (path: string): Sql => operation('readParquet', path);
