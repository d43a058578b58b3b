// DuckDB's spelling of the operations.
import type { Dialect } from '../dialect.js';
import { jsonMember, jsonMembers, jsonNodes, jsonTexts } from './json-path.js';
import { identifier, literal, textLiteral } from './literal.js';

const text = textLiteral;
// In a JSON path even a quoted star is a wildcard; a JSON pointer has none.
const pointer = (keys: readonly string[]): string =>
  text(keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''));
const jsonPath = (keys: readonly string[]): string =>
  keys.some((key) => key.includes('*')) ? pointer(keys) : path(keys);
const path = (keys: readonly string[]): string =>
  text(`$${keys.map((key) => `."${key.replaceAll('"', '\\"')}"`).join('')}`);

// One line may hold a whole record of a busy mailbox; records of more than 32 MB go through the slow lane.
const lineLimit = 32_000_000;
const csvCommon = `header=false, auto_detect=false, max_line_size=${lineLimit}, encoding='utf-8'`;
const gzipOption = (gzip: boolean): string => `compression=${gzip ? "'gzip'" : "'none'"}`;
const columns = (names: readonly string[]): string => `columns={${names.map((n) => `'${n}':'VARCHAR'`).join(', ')}}`;

// The engine takes a path for a pattern; a character in brackets stands for itself.
const globless = (file: string): string => file.replace(/[*?[]/g, '[$&]');

// hex() of the 16 bytes, then the first three groups turned round: .NET writes them little-endian.
const guidOfHex = (hex: string): string =>
  `regexp_replace(${hex}, '^(..)(..)(..)(..)(..)(..)(..)(..)', '\\4\\3\\2\\1\\6\\5\\8\\7')::UUID::VARCHAR`;

const inlineTypes: Readonly<Record<string, string>> = { text: 'VARCHAR', integer: 'BIGINT', boolean: 'BOOLEAN' };

const decoded = (json: string): string => `json_extract_string(${json}, '$')`;
// A text that cannot be decoded stays, and is found wanting where it is read.
const once = (t: string): string =>
  `CASE WHEN starts_with(${t}, '"') AND json_valid(${t}) THEN ${decoded(t)} ELSE ${t} END`;
const unwrapped = (t: string): string => `CASE WHEN starts_with(${t}, '"') THEN ${once(`(${once(t)})`)} ELSE ${t} END`;
/** An expression over unwrapped JSON text that is written once, however often the expression names it. */
const named = (t: string, expression: (json: string) => string): string =>
  `list_transform([${t}], lambda wrapped: list_transform([${unwrapped('wrapped')}], lambda json: ${expression('json')})[1])[1]`;

export const duckdb: Dialect = {
  name: 'duckdb',
  identifier,
  literal,
  operations: {
    countIf: (condition) => `count(*) FILTER (WHERE ${condition})`,
    argMin: (value, key) => `arg_min(${value}, ${key})`,
    argMax: (value, key) => `arg_max(${value}, ${key})`,
    sortedSet: (value) => `list_sort(coalesce(list(DISTINCT ${value}) FILTER (WHERE ${value} IS NOT NULL), []))`,
    epochMs: (instant) => `epoch_ms(${instant})`,
    instant: (ms) => `make_timestamp((${ms})::BIGINT * 1000)`,
    shift: (instant, ms) => `(${instant} + to_milliseconds(${ms}))`,
    // TIMESTAMPTZ understands offsets; the session's zone is UTC, so text without one is UTC too.
    // Minutes without seconds are ISO too, which the engine does not know. Nearly all texts have seconds and no offset, which the type
    // without a zone reads four times faster; it would overlook an offset.
    parseInstant: (t) =>
      `CASE WHEN ${t} LIKE '____-__-__T__:__:__' OR ${t} LIKE '____-__-__T__:__:__Z' THEN TRY_CAST(${t} AS TIMESTAMP) ELSE coalesce(TRY_CAST(${t} AS TIMESTAMPTZ), TRY_CAST(regexp_replace(${t}, '^(.{10}T\\d\\d:\\d\\d)(Z|[+-].*)$', '\\1:00\\2') AS TIMESTAMPTZ))::TIMESTAMP END`,
    // Newer cultures put a narrow no-break space before AM, older ones marks of direction around it.
    parseNamedMonth: (t) =>
      `try_strptime(replace(trim(${t}), ',', ''), ['%b %d %Y %I:%M:%S %p', '%b %d %Y %I:%M:%S.%f %p', '%b %d %Y %H:%M:%S'])`,
    dateParts: (t) =>
      `regexp_extract(regexp_replace(trim(${t}), '[\\x{a0}\\x{202f}\\x{200e}\\x{200f}]', ' ', 'g'), ` +
      `'^([0-9]{1,4})([^0-9]{1,3}?)([0-9]{1,2})[^0-9]{1,3}?([0-9]{1,4})([^0-9]+)([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2}))?(?:[.,][0-9]+)?([^0-9]*)$', ` +
      `['a', 'separator', 'b', 'c', 'between', 'hour', 'minute', 'second', 'after'])`,
    makeInstant: (year, month, day, hour, minute, second) =>
      `TRY(make_timestamp(${year}, ${month}, ${day}, ${hour}, ${minute}, ${second}::DOUBLE))`,
    parseInteger: (t) => `TRY_CAST(${t} AS BIGINT)`,
    wideNumber: (t) => `${t}::UHUGEINT`,
    wideOf: (high, low) => `(${high}::UHUGEINT * 18446744073709551616::UHUGEINT + ${low})`,
    sha256: (t) => `sha256(${t})`,
    guidFromBase64Url: (t) => {
      const form = `nullif(regexp_extract(${t}, '^[A-Za-z0-9_-]{22}$'), '')`;
      return guidOfHex(`hex(from_base64(replace(replace(${form}, '-', '+'), '_', '/') || '=='))`);
    },
    guidFromBase64Text: (t) =>
      `CASE WHEN regexp_full_match(${t}, '[A-Za-z0-9+/]{48}') THEN lower(nullif(regexp_extract(` +
      `TRY(decode(from_base64(${t}))), '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'), '')) END`,
    // The order of the values is the order of the type, so they are sorted as texts are.
    makeWords: ([type], texts) =>
      `CREATE OR REPLACE TEMP TYPE ${identifier(type as string)} AS ENUM (SELECT DISTINCT w FROM (${texts}) t(w) WHERE w IS NOT NULL ORDER BY w)`,
    word: (t, [type]) => `CAST(${t} AS ${identifier(type as string)})`,
    quickHash: (t) => `hash(${t})`,
    // Whole pairs are set aside with a character that JSON cannot contain, the rest is replaced, the pairs are put back.
    replaceLoneSurrogates: (json) =>
      `replace(regexp_replace(regexp_replace(${json}, '(?i)\\\\u(d[89ab][0-9a-f]{2})\\\\u(d[c-f][0-9a-f]{2})', '\x02\\1\x02\\2', 'g'), ` +
      `'(?i)\\\\ud[89a-f][0-9a-f]{2}', '\\\\ufffd', 'g'), '\x02', '\\u')`,
    isJson: (t) => `json_valid(${t})`,
    compactJson: (t) => `TRY(json(${t}))::VARCHAR`,
    // The engine has no structure without members; the text stands for it. Asking json_valid first would parse every
    // text twice.
    jsonStructure: (json, specification) =>
      Object.keys(specification).length === 0
        ? `CASE WHEN json_valid(${json}) THEN ${json}::VARCHAR END`
        : `TRY(json_transform(${json}, ${text(JSON.stringify(specification))}))`,
    // One row that was cut must not cost its file.
    jsonText: (json, keys) => `TRY(json_extract_string(${json}, ${jsonPath(keys)}))`,
    jsonElements: (json) => `json_extract(${json}, '$[*]')`,
    jsonObject: (keys, ...values) =>
      `json_object(${keys.map((k, i) => `${text(k)}, ${values[i]}`).join(', ')})::VARCHAR`,
    member: (structure, keys) => `${structure}${keys.map((key) => `.${identifier(key)}`).join('')}`,
    bagValue: (bag, key) => `list_filter(${bag}, lambda entry: entry."Name" = ${key})[1]."Value"`,
    innerText: (t, keys) =>
      named(t, (json) => `CASE WHEN json_valid(${json}) THEN json_extract_string(${json}, ${jsonPath(keys)}) END`),
    innerBagValue: (t, keys) =>
      named(
        t,
        (json) =>
          `CASE WHEN NOT coalesce(json_valid(${json}), false) THEN NULL WHEN json_type(${json}) = 'ARRAY' THEN ` +
          `list_filter(json_transform(${json}, '[{"Name":"VARCHAR","Value":"VARCHAR"}]'), lambda entry: entry."Name" = ${text(keys[0])})[1]."Value" ` +
          `ELSE json_extract_string(${json}, ${jsonPath(keys)}) END`,
      ),
    unwrapped,
    listed: (t) =>
      `CASE WHEN starts_with(${t}, '[') AND json_valid(${t}) THEN TRY(from_json(${t}, '["VARCHAR"]')) ELSE string_split(${t}, chr(10)) END`,
    paired: (keys, values, key) => `(${values})[list_position(${keys}, ${key})]`,
    jsonObjects: (keys, values) =>
      `to_json(list_transform(${values}, lambda entry: json_object(${text(keys[0])}, entry)))`,
    jsonLaidOver: (json, ...objects) => `TRY(json_merge_patch(${[json, ...objects].join(', ')}))::VARCHAR`,
    jsonBags: (keys, ...lists) => {
      const entry = keys.map((key, i) => `${identifier(key)}: zipped[${i + 1}]`).join(', ');
      return `CASE WHEN len(${lists[0]}) = len(${lists[1]}) THEN to_json(list_transform(list_zip(${lists.join(', ')}), lambda zipped: {${entry}})) END`;
    },
    jsonEntries: (json, prefix) => {
      const keys = `list_filter(json_keys(${json}), lambda k: starts_with(k, ${text(prefix)}))`;
      const pointer = `'/' || replace(replace(k, '~', '~0'), '/', '~1')`;
      const entry = `{"Name": substr(k, ${prefix.length + 1}), "Value": json_extract_string(${json}, ${pointer})}`;
      return `CASE WHEN json_type(${json}) = 'OBJECT' THEN to_json(nullif(list_transform(${keys}, lambda k: ${entry}), [])) END`;
    },
    bound: (value, variable, expression) => `list_transform([${value}], lambda ${variable}: ${expression})[1]`,
    replaced: (t, part, by) => `replace(${t}, ${part}, ${by})`,
    decodedJson: (json) =>
      `CASE WHEN NOT starts_with(${json}::VARCHAR, '"') THEN ${json}::VARCHAR ` +
      `WHEN json_valid(${decoded(json)}) THEN ${unwrapped(decoded(json))} END`,
    extract: (t, pattern) => `regexp_extract(${t}, ${pattern}, 1)`,
    matches: (t, pattern) => `regexp_matches(${t}, ${pattern})`,
    contains: (t, part) => `contains(${t}, ${part})`,
    startsWith: (t, part) => `starts_with(${t}, ${part})`,
    endsWith: (t, part) => `suffix(${t}, ${part})`,
    like: (t, pattern) => `${t} LIKE ${pattern} ESCAPE '\\'`,
    parseNumber: (t) => `TRY_CAST(${t} AS DOUBLE)`,
    timePart: (part, at) => `date_part(${part}, ${at})`,
    listOf: (...values) => `[${values.join(', ')}]`,
    listJoin: (...lists) => (lists.length === 1 ? (lists[0] as string) : `list_concat(${lists.join(', ')})`),
    listMap: (values, element, change) => `list_transform(${values}, lambda ${element}: ${change})`,
    someElement: (values, element, condition) =>
      `coalesce(len(list_filter(${values}, lambda ${element}: ${condition})) > 0, false)`,
    listFirst: (values) => `(${values})[1]`,
    framePreceding: (ms) => `RANGE BETWEEN to_milliseconds(${ms}) PRECEDING AND CURRENT ROW`,
    frameOthersPreceding: (ms) => `RANGE BETWEEN to_milliseconds(${ms}) PRECEDING AND CURRENT ROW EXCLUDE CURRENT ROW`,
    frameFollowing: (ms) => `RANGE BETWEEN CURRENT ROW AND to_milliseconds(${ms}) FOLLOWING`,
    notEmpty: (values) => `coalesce(len(list_filter(${values}, lambda v: v IS NOT NULL)) > 0, false)`,
    listAt: (values, index) => `(${values})[${index}]`,
    listsMeet: (one, other) => `list_has_any(${one}, ${other})`,
    aboutDistinct: (value) => `approx_count_distinct(${value})`,
    jsonMember,
    jsonMembers,
    jsonNodes,
    jsonTexts,
    inlineRows: (types, rows) => {
      const structure = Object.fromEntries(Object.entries(types).map(([key, type]) => [key, inlineTypes[type]]));
      return `(SELECT unnest(from_json(${text(rows)}, ${text(JSON.stringify([structure]))}), max_depth := 2))`;
    },
    urlDecoded: (t) => `coalesce(TRY(url_decode(${t})), ${t})`,
    unnest: (values) => `unnest(${values})`,
    // A delimiter that valid JSON cannot contain makes each line one column; without strict mode mixed line ends pass.
    readLines: (file, gzip) =>
      `read_csv(${text(file)}, ${columns(['json'])}, delim='\x01', quote='', escape='', strict_mode=false, ` +
      `${gzipOption(gzip)}, ${csvCommon})`,
    readSpool: (file) =>
      `read_csv(${text(file)}, ${columns(['line', 'json'])}, delim='\x01', quote='', escape='', strict_mode=false, ${csvCommon})`,
    readCsv: (file, count, skip, gzip, delimiter) =>
      `read_csv(${text(file)}, ${columns(Array.from({ length: count }, (_, i) => `c${i}`))}, delim=${text(delimiter)}, ` +
      `quote='"', escape='"', skip=${skip}, ${gzipOption(gzip)}, ${csvCommon})`,
    readParquet: (file) => `read_parquet(${text(globless(file))})`,
  },
};
