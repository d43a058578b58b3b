// What the check accepts must run on the engine; what needs backtracking must be refused, with the place.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../query/database.js';
import { openDuckdb } from '../query/duckdb/database.js';
import { matches } from '../query/operation.js';
import { join, sql } from '../query/sql.js';
import { regexFault } from './regex.js';

let database: Database;
beforeAll(async () => {
  database = await openDuckdb(':memory:', { memoryBytes: 200_000_000, threads: 1, spillFolder: '' });
});
afterAll(() => database.close());

const runs = (pattern: string): Promise<boolean> =>
  database.rows(sql`SELECT ${matches(sql`'text'`, pattern)}`).then(
    () => true,
    () => false,
  );

describe('regular expressions', () => {
  it.each([
    ['a(?=b)', 1, 'look-around'],
    ['a(?!b)', 1, 'look-around'],
    ['(?<=a)b', 0, 'look-around'],
    ['(?<!a)b', 0, 'look-around'],
    ['(a)\\1', 3, 'back reference'],
    ['(?<name>a)\\k<name>', 0, 'named groups'],
    ['(?>a)', 0, 'this kind of group'],
    ['a*+', 1, 'possessive'],
    ['a{1001}', 1, 'more than 1000'],
    ['((a{100}){100}){100}', 1, 'nested repetitions'],
    ['[z-a]', 1, 'range'],
    ['[abc', 0, 'never closed'],
    ['(abc', 0, 'never closed'],
    ['abc)', 3, 'without its ('],
    ['*a', 0, 'nothing that * could repeat'],
    ['a**', 2, 'repetition of a repetition'],
    ['\\', 0, 'backslash ends'],
    ['\\p{L}', 0, 'not supported'],
    ['\\Q', 0, 'not supported'],
    ['a{3,2}', 1, 'backwards'],
    ['a'.repeat(5000), 0, '5000 characters'],
    ['('.repeat(200), 101, 'too deep'],
  ])('%s is refused', (pattern, offset, message) => {
    const fault = regexFault(pattern);
    expect(fault?.message).toContain(message);
    expect(fault?.offset).toBe(offset);
  });

  it.each([
    '^a|b$',
    '(a+)+$',
    '[^\\]a-z]+',
    '\\d{1,3}(\\.\\d{1,3}){3}',
    '(?i)abc',
    '(?:a|b)*?',
    '[]a]',
    '\\x41\\x{1F600}',
    'a{,3}',
    'é+😀?',
  ])('%s is accepted and runs', async (pattern) => {
    expect(regexFault(pattern)).toBeNull();
    expect(await runs(pattern)).toBe(true);
  });

  it('what is accepted runs', async () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        'é',
        '.',
        '\\d',
        '\\.',
        '\\b',
        '[a-c]',
        '[^x]',
        '[\\w-]',
        '[[:alpha:]]',
        '(',
        ')',
        '(?:',
        '(?i)',
        '|',
        '*',
        '+',
        '?',
      ],
      ...[
        '{2}',
        '{1,3}',
        '{,2}',
        '{',
        '}',
        '^',
        '$',
        '\\',
        '[',
        ']',
        '-',
        '\\x41',
        '\\n',
        '(?=',
        '\\1',
        '*?',
        '\\z',
        '😀',
      ],
    );
    const accepted: string[] = [];
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const pattern = pieces.join('');
        if (regexFault(pattern) === null) accepted.push(pattern);
      }),
      { numRuns: 3000 },
    );
    expect(accepted.length).toBeGreaterThan(150);
    const all = join(accepted.map((pattern) => sql`${matches(sql`'text'`, pattern)}`));
    const wrong = (await database.rows(sql`SELECT ${all}`).then(
      () => true,
      () => false,
    ))
      ? []
      : accepted;
    const refused: string[] = [];
    for (const pattern of wrong) if (!(await runs(pattern))) refused.push(pattern);
    expect(refused).toEqual([]);
  });

  it('a hostile expression is quick', async () => {
    const long = 'a'.repeat(50_000);
    await database.rows(sql`SELECT ${matches(sql`${`${long}!`}`, '^(a+)+$')}, ${matches(sql`${long}`, '(a|aa)*b')}`);
  }, 5_000);
});
