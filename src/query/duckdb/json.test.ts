// The operations that look into JSON and into token ids, on the live engine.
import fc from 'fast-check';
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

const value = async (expression: Sql): Promise<unknown> =>
  (await one<{ v: unknown }>(database, sql`SELECT ${expression} AS v`)).v;

describe('guidFromBase64Url (domain.md, fact 1)', () => {
  const id = '22608a25-1d9b-44b5-b0f2-cb94f06b2d00';

  it('reads the measured pairs', async () => {
    expect(await value(op.guidFromBase64Url(sql`${'JYpgIpsdtUSw8suU8GstAA'}`))).toBe(id);
    expect(await value(op.guidFromBase64Url(sql`${'3kVZRE8tFkinHtPA7_EFAA'}`))).toBe(
      '445945de-2d4f-4816-a71e-d3c0eff10500',
    );
  });

  it('reads back every 16 bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 16, maxLength: 16 }), async (list) => {
        const bytes = Buffer.from(list);
        const hex = Buffer.concat([
          Buffer.from(bytes.subarray(0, 4)).reverse(),
          Buffer.from(bytes.subarray(4, 6)).reverse(),
          Buffer.from(bytes.subarray(6, 8)).reverse(),
          bytes.subarray(8),
        ]).toString('hex');
        const guid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
        expect(await value(op.guidFromBase64Url(sql`${bytes.toString('base64url')}`))).toBe(guid);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    '',
    'JYpgIpsdtUSw8suU8GstA',
    'JYpgIpsdtUSw8suU8GstAAA',
    'JYpgIpsdtUSw8suU8Gst+A',
    id,
    'JYpgIpsdtUSw8suU8Gst==',
    '\0'.repeat(22),
  ])('gives null for %j', async (text) => expect(await value(op.guidFromBase64Url(sql`${text}`))).toBeNull());
});

describe('guidFromBase64Text', () => {
  const id = '088b4409-9e63-425d-b777-2c8c6c380b00';
  const encode = (text: string): string => Buffer.from(text).toString('base64');

  it('reads the form of 48 characters, in either case', async () => {
    expect(encode(id).startsWith('MDg4YjQ0MDkt')).toBe(true);
    expect(await value(op.guidFromBase64Text(sql`${encode(id)}`))).toBe(id);
    expect(await value(op.guidFromBase64Text(sql`${encode(id.toUpperCase())}`))).toBe(id);
  });

  it.each([encode('x'.repeat(36)), encode(id).slice(1), Buffer.alloc(36, 0xff).toString('base64'), ''])(
    'gives null for %j',
    async (text) => expect(await value(op.guidFromBase64Text(sql`${text}`))).toBeNull(),
  );
});

describe('JSON', () => {
  const record =
    '{"a":{"b":"x","n":5},"bag":[{"Name":"k","Value":"v"},{"Name":"k","Value":"later"}],"list":[1,{"c":2}]}';
  const structure = op.jsonStructure(sql`${record}`, {
    a: { b: 'VARCHAR', n: 'VARCHAR', none: 'VARCHAR' },
    bag: [{ Name: 'VARCHAR', Value: 'VARCHAR' }],
    list: 'JSON',
  });
  const field = (make: (s: Sql) => Sql): Promise<unknown> =>
    value(sql`(SELECT ${make(sql`s`)} FROM (SELECT ${structure} AS s))`);

  it('gives the fields of a specification', async () => {
    expect(await field((s) => op.member(s, ['a', 'b']))).toBe('x');
    expect(await field((s) => op.member(s, ['a', 'n']))).toBe('5');
    expect(await field((s) => op.member(s, ['a', 'none']))).toBeNull();
    expect(await field((s) => op.member(s, ['list']))).toBe('[1,{"c":2}]');
  });

  it('takes a member out of a record once, however often its texts are asked for', async () => {
    const texts = op.jsonTexts(op.jsonMember(sql`${record}`, 'list'), []);
    expect(print(texts, duckdb).split('json_extract(\'{"a"')).toHaveLength(2);
    expect(await value(texts)).toEqual(['[1,{"c":2}]', '1', '{"c":2}']);
    expect(await value(op.jsonTexts(op.jsonMember(sql`${record}`, 'none'), ['c']))).toEqual([]);
    expect(await value(op.jsonTexts(op.jsonMember(sql`${record}`, 'a'), ['b']))).toEqual(['x']);
  });

  it('gives the first value of a name in a bag', async () => {
    expect(await field((s) => op.bagValue(op.member(s, ['bag']), 'k'))).toBe('v');
    expect(await field((s) => op.bagValue(op.member(s, ['bag']), 'other'))).toBeNull();
  });

  it('gives nothing where a field is of another kind, and never fails', async () => {
    for (const text of [
      '{"a":"text","bag":"MailAccessType:Sync"}',
      '{"a":[1],"bag":{"Name":"k"}}',
      '{}',
      'null',
      '[]',
      '5',
    ]) {
      const other = op.jsonStructure(sql`${text}`, {
        a: { b: 'VARCHAR' },
        bag: [{ Name: 'VARCHAR', Value: 'VARCHAR' }],
      });
      const row = await one<object>(
        database,
        sql`SELECT ${op.member(sql`s`, ['a', 'b'])} AS b, ${op.bagValue(op.member(sql`s`, ['bag']), 'k')} AS k FROM (SELECT ${other} AS s)`,
      );
      expect(row, text).toEqual({ b: null, k: null });
    }
  });

  it('makes nothing of a text that is no JSON, and leaves its neighbours alone', async () => {
    const rows = op.inlineRows(
      { n: 'integer', json: 'text' },
      ['{"a":"x"}', '{"a":1', '', 'nope', '{"a":"\\ud800"}', '{"a":"y"} z', '{"a":"z"}'].map((json, n) => ({
        n,
        json,
      })),
    );
    const found = await database.rows<{ a: string | null }>(
      sql`SELECT ${op.member(op.jsonStructure(sql`json`, { a: 'VARCHAR' }), ['a'])} AS a FROM ${rows} ORDER BY n`,
    );
    expect(found.map(({ a }) => a)).toEqual(['x', null, null, null, null, null, 'z']);
  });

  it('takes rows of plain values as they are', async () => {
    const texts = ['', "it's", 'a\u0000b', '"\\\n', 'half \ud83d', '\ud83d\ude00', null];
    const rows = texts.map((text, n) => ({ n, text, yes: n % 2 === 0 }));
    const types = { n: 'integer', text: 'text', yes: 'boolean' } as const;
    const found = await database.rows(sql`SELECT n, text, yes FROM ${op.inlineRows(types, rows)} ORDER BY n`);
    expect(found).toEqual(rows.map((row) => ({ ...row, text: row.text === 'half \ud83d' ? 'half \ufffd' : row.text })));
    expect(await database.rows(sql`SELECT n FROM ${op.inlineRows(types, [])}`)).toEqual([]);
  });

  it('compacts to one text whatever the layout and the escapes', async () => {
    const compact = (text: string): Promise<unknown> => value(op.compactJson(sql`${text}`));
    const plain = await compact('{"a":"x/é","b":[1,2]}');
    expect(await compact('{\r\n  "a" :  "x\\/\\u00e9",\n\t"b": [ 1 , 2 ]\n}')).toBe(plain);
  });

  it('finds the text under any key', async () => {
    const key = fc
      .string({ unit: fc.constantFrom('a', '.', ' ', '"', '$', '[', '*', "'", 'é') })
      .filter((text) => text !== '' && text !== '*');
    await fc.assert(
      fc.asyncProperty(key, async (k) => {
        expect(await value(op.jsonText(sql`${JSON.stringify({ [k]: 'found' })}`, [k]))).toBe('found');
      }),
      { numRuns: 50 },
    );
  });

  // A quoted star is still a wildcard to the engine (duckdb/dialect.ts, path()); no column of any log is called so.
  it('finds the text under the key *', async () => {
    expect(await value(op.jsonText(sql`${'{"*":"found"}'}`, ['*']))).toBe('found');
  });

  it('makes an object that reads back', async () => {
    const object = (await value(op.jsonObject(['a b', "it's"], [sql`${'x"y'}`, sql`NULL::VARCHAR`]))) as string;
    expect(JSON.parse(object)).toEqual({ 'a b': 'x"y', "it's": null });
  });
});
