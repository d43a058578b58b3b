// Paths into records of unknown build: lists on the way are passed through, lists of {Name, Value} are entered by the names of
// their entries, and text that holds JSON is opened, since connectors store lists as text (domain.md, Sentinel's columns).
import { textLiteral } from './literal.js';

// A JSON pointer, since a quoted star in a JSON path is still a wildcard.
const pointer = (key: string): string => textLiteral(`/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);

const nothing = 'CAST([] AS JSON[])';

/** Text that holds an object or a list, opened. */
const opened = (node: string): string =>
  `CASE WHEN json_type(${node}) = 'VARCHAR' AND regexp_matches(${node} ->> '$', '^\\s*[\\[{]') AND json_valid(${node} ->> '$') ` +
  `THEN (${node} ->> '$')::JSON ELSE ${node} END`;

const names = ['Name', 'name', 'displayName', 'DisplayName', 'key', 'Key'];
const values = ['Value', 'value', 'NewValue', 'newValue'];
const firstOf = (node: string, keys: readonly string[], get: (key: string) => string): string =>
  `coalesce(${keys.map((key) => `json_extract${get(key)}`).join(', ')})`.replaceAll('NODE', node);

/** Entries of a list whose name is the key; their value, and where the path goes on the entry itself too. */
function entries(list: string, key: string, goesOn: boolean): string {
  const named = firstOf('x', names, (name) => `_string(NODE, ${pointer(name)})`);
  const found = `list_filter(json_extract(${list}, '$[*]'), lambda x: lower(${named}) = lower(${textLiteral(key)}))`;
  const value = firstOf('x', values, (name) => `(NODE, ${pointer(name)})`);
  const folded = `list_transform(${found}, lambda x: ${value})`;
  return goesOn ? `list_concat(${found}, ${folded})` : folded;
}

/** The values under a key of some values. */
function step(nodes: string, key: string, goesOn: boolean): string {
  const member = `list_transform(json_extract(n, '$[*]'), lambda x: json_extract(x, ${pointer(key)}))`;
  const inner = `CASE json_type(n) WHEN 'OBJECT' THEN [json_extract(n, ${pointer(key)})]
    WHEN 'ARRAY' THEN list_concat(${member}, ${entries('n', key, goesOn)}) ELSE ${nothing} END`;
  return `list_filter(flatten(list_transform(list_transform(${nodes}, lambda n: ${opened('n')}), lambda n: ${inner})), lambda n: n IS NOT NULL)`;
}

export const jsonMember = (json: string, key: string): string => `json_extract(${json}, ${pointer(key)})`;

export const jsonMembers = (json: string, keys: readonly string[]): string =>
  `json_extract(${json}, [${keys.map(pointer).join(', ')}])`;

const steps = (node: string, path: readonly string[]): string =>
  path.reduce((nodes, key, i) => step(nodes, key, i < path.length - 1), `[${node}]`);

/** Holds where a key cannot be in a value: its letters are nowhere in the text. Only for keys that JSON writes as they are. */
const lacks = (node: string, key: string): string =>
  /^[A-Za-z0-9_. -]+$/.test(key) ? ` OR NOT contains(lower(${node}::VARCHAR), ${textLiteral(key.toLowerCase())})` : '';

// Most records lack most fields: the guard keeps the work for those that may have it (measured: most of the time).
function guarded(node: string, path: readonly string[], list: string, type: string): string {
  const last = path.at(-1);
  const empty = `${node} IS NULL${last === undefined ? '' : lacks(node, last)}`;
  return `CASE WHEN ${empty} THEN CAST([] AS ${type}) ELSE ${list} END`;
}

/**
 * What is made of a value, which stands in it many times over. An expression is worked out each time, and the engine keeps what
 * every one of its readings of JSON has taken until the query ends: 40,000 sign-ins took more than 1.3 GB (measured).
 */
const bound = (node: string, make: (node: string) => string): string =>
  /^[\w."[\]]+$/.test(node) ? make(node) : `list_transform([${node}], lambda m: ${make('m')})[1]`;

export const jsonNodes = (json: string, path: readonly string[]): string =>
  bound(json, (node) => guarded(node, path, steps(node, path), 'JSON[]'));

const textsOf = (node: string): string => `CASE json_type(${node}) WHEN 'NULL' THEN CAST([] AS VARCHAR[]) WHEN 'ARRAY'
    THEN list_concat([${node}::VARCHAR], list_filter(json_extract_string(${node}, '$[*]'), lambda x: x IS NOT NULL)) ELSE [${node} ->> '$'] END`;

const textsAt = (node: string, path: readonly string[]): string =>
  path.length === 0 ? textsOf(node) : `flatten(list_transform(${steps(node, path)}, lambda n: ${textsOf('n')}))`;

export const jsonTexts = (json: string, path: readonly string[]): string =>
  bound(json, (node) => guarded(node, path, textsAt(node, path), 'VARCHAR[]'));
