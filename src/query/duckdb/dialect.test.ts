// DuckDB's spelling of each operation: the expected text, and what the live engine makes of it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, one } from '../database.js';
import { print } from '../dialect.js';
import * as op from '../operation.js';
import { type Sql, sql } from '../sql.js';
import { openDuckdb } from './database.js';
import { duckdb } from './dialect.js';

let database: Database;
beforeAll(async () => {
  database = await openDuckdb(':memory:', { memoryBytes: 200_000_000, threads: 1, spillFolder: '' });
});
afterAll(() => database.close());

const a = sql`a`;
const value = async (expression: Sql): Promise<unknown> =>
  (await one<{ v: unknown }>(database, sql`SELECT ${expression} AS v`)).v;

describe('spelling', () => {
  const cases: readonly (readonly [string, Sql, string])[] = [
    ['countIf', op.countIf(sql`a > ${1}`), 'count(*) FILTER (WHERE a > 1)'],
    ['argMin', op.argMin(a, sql`b`), 'arg_min(a, b)'],
    ['argMax', op.argMax(a, sql`b`), 'arg_max(a, b)'],
    ['sortedSet', op.sortedSet(a), 'list_sort(coalesce(list(DISTINCT a) FILTER (WHERE a IS NOT NULL), []))'],
    ['epochMs', op.epochMs(a), 'epoch_ms(a)'],
    ['instant', op.instant(1500), 'make_timestamp((1500)::BIGINT * 1000)'],
    ['shift', op.shift(a, -5), '(a + to_milliseconds((-5)))'],
    ['parseInteger', op.parseInteger(a), 'TRY_CAST(a AS BIGINT)'],
    ['wideNumber', op.wideNumber(a), 'a::UHUGEINT'],
    ['wideOf', op.wideOf(a, sql`b`), '(a::UHUGEINT * 18446744073709551616::UHUGEINT + b)'],
    ['readParquet', op.readParquet("o'[x].parquet"), "read_parquet('o''[[]x].parquet')"],
    ['sha256', op.sha256(a), 'sha256(a)'],
    ['quickHash', op.quickHash(a), 'hash(a)'],
    ['isJson', op.isJson(a), 'json_valid(a)'],
    ['compactJson', op.compactJson(a), 'TRY(json(a))::VARCHAR'],
    ['jsonStructure', op.jsonStructure(a, { Id: 'VARCHAR' }), `TRY(json_transform(a, '{"Id":"VARCHAR"}'))`],
    [
      'inlineRows',
      op.inlineRows({ n: 'integer' }, [{ n: 1 }]),
      `(SELECT unnest(from_json('[{"n":1}]', '[{"n":"BIGINT"}]'), max_depth := 2))`,
    ],
    ['jsonText', op.jsonText(a, ['b', 'c d']), `TRY(json_extract_string(a, '$."b"."c d"'))`],
    ['jsonElements', op.jsonElements(a), `json_extract(a, '$[*]')`],
    ['jsonObject', op.jsonObject(['k'], [a]), `json_object('k', a)::VARCHAR`],
    ['jsonLaidOver', op.jsonLaidOver(a, [sql`b`]), `TRY(json_merge_patch(a, b))::VARCHAR`],
    ['bound', op.bound(a, 'x', sql`f(x)`), `list_transform([a], lambda x: f(x))[1]`],
    ['replaced', op.replaced(a, 'b', 'c'), `replace(a, 'b', 'c')`],
    [
      'jsonBags',
      op.jsonBags(['Name', 'Value'], [a, sql`b`]),
      `CASE WHEN len(a) = len(b) THEN to_json(list_transform(list_zip(a, b), lambda zipped: {"Name": zipped[1], "Value": zipped[2]})) END`,
    ],
    ['member', op.member(a, ['b', 'c']), 'a."b"."c"'],
    ['bagValue', op.bagValue(a, "it's"), `list_filter(a, lambda entry: entry."Name" = 'it''s')[1]."Value"`],
    ['extract', op.extract(a, '^x(.)'), `regexp_extract(a, '^x(.)', 1)`],
    ['matches', op.matches(a, 'x'), `regexp_matches(a, 'x')`],
    ['unnest', op.unnest(a), 'unnest(a)'],
  ];
  it.each(cases)('%s', (_, query, text) => expect(print(query, duckdb)).toBe(text));

  it('file readers name every option and quote the path', () => {
    expect(print(op.readLines("o'x.jsonl", true), duckdb)).toContain(
      "read_csv('o''x.jsonl', columns={'json':'VARCHAR'}",
    );
    expect(print(op.readLines('x', true), duckdb)).toContain("compression='gzip'");
    expect(print(op.readSpool('x'), duckdb)).toContain("columns={'line':'VARCHAR', 'json':'VARCHAR'}");
    const csv = print(op.readCsv('x', 2, 3, false, ';'), duckdb);
    for (const part of ["'c0':'VARCHAR', 'c1':'VARCHAR'", "delim=';'", 'skip=3', "compression='none'", 'header=false'])
      expect(csv).toContain(part);
  });
});

describe('parseInstant', () => {
  const noon = Date.UTC(2024, 1, 1, 12);
  it.each([
    ['2024-02-01T12:00:00', noon],
    ['2024-02-01T12:00:00Z', noon],
    ['2024-02-01T12:00:00.0000000Z', noon],
    ['2024-02-01T12:00:00.123Z', noon + 123],
    ['2024-02-01T12:00:00.6195833Z', noon + 619],
    ['2024-02-01 12:00:00', noon],
    ['2024-02-01T14:00:00+02:00', noon],
    ['2024-02-01T07:00:00-05:00', noon],
    // As long as one with seconds and without an offset.
    ['2024-02-01T14:00+02', noon],
    ['2024-02-01 14:00:00+02', noon],
    ['2024-02-01T12:00:00.0000000Z ', noon],
    ['2024-02-01T12:00', noon],
  ])('%s', async (text, ms) => expect(await value(op.epochMs(op.parseInstant(sql`${text}`)))).toBe(ms));

  it.each([
    '',
    ' ',
    'null',
    'yesterday',
    '2024-13-01T00:00:00',
    '2024-02-30T00:00:00Z',
    '18.05.2021 21:13:33',
    '1706788800',
  ])('%s is none', async (text) => expect(await value(op.parseInstant(sql`${text}`))).toBeNull());
});

describe('numbers and sets', () => {
  it('parseInteger', async () => {
    for (const [text, n] of [
      ['50', 50],
      ['-1', -1],
      ['0', 0],
      ['', null],
      ['x', null],
      ['9'.repeat(30), null],
    ] as const)
      expect(await value(op.parseInteger(sql`${text}`)), text).toBe(n);
  });

  it('sortedSet leaves nulls and doubles out, and is empty rather than null', async () => {
    const over = (rows: Sql): Promise<unknown> => value(sql`(SELECT ${op.sortedSet(sql`x`)} FROM (${rows}))`);
    expect(await over(sql`SELECT unnest(['b', NULL, 'a', 'b']) AS x`)).toEqual(['a', 'b']);
    expect(await over(sql`SELECT NULL::VARCHAR AS x`)).toEqual([]);
    expect(await over(sql`SELECT 'x' AS x WHERE false`)).toEqual([]);
  });

  it('instant and shift count milliseconds', async () => {
    expect(await value(op.epochMs(op.shift(op.instant(1_706_788_800_123), 877)))).toBe(1_706_788_801_000);
  });
});

describe('words', () => {
  it('compare, sort and print like the texts that they stand for', async () => {
    await database.run(op.makeWords('someWords', sql`SELECT unnest(['b', 'a', NULL, 'B', 'a', 'ä', '']) AS text`));
    const rows = sql`(SELECT ${op.word(sql`text`, 'someWords')} AS w FROM (SELECT unnest(['b', 'ä', NULL, 'a', 'B', '']) AS text))`;
    const [row] =
      await database.rows<object>(sql`SELECT list(w ORDER BY w NULLS LAST) AS sorted, min(w) AS least, count(*) FILTER (WHERE w = 'no word') AS other,
      count(*) FILTER (WHERE w > 'a') AS above, count(*) FILTER (WHERE w LIKE '%a%') AS alike, max(w || '!') AS joined FROM ${rows}`);
    expect(row).toEqual({
      ...{ sorted: ['', 'B', 'a', 'b', 'ä', null], least: '' },
      ...{ other: 0, above: 2, alike: 1, joined: 'ä!' },
    });
  });

  it('are refused where the text is none of them', async () => {
    await database.run(op.makeWords('fewer', sql`SELECT 'a' AS text`));
    await expect(database.rows(sql`SELECT ${op.word(sql`'b'`, 'fewer')} AS w`)).rejects.toThrow(/convert/i);
  });
});
