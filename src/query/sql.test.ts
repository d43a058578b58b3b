// Queries as data: what is put into a template stays a value, a name or a query until a dialect prints it.
import { describe, expect, it } from 'vitest';
import { print } from './dialect.js';
import { duckdb } from './duckdb/dialect.js';
import { every, join, list, name, some, sql, table } from './sql.js';

const printed = (query: ReturnType<typeof sql>): string => print(query, duckdb);

describe('sql', () => {
  it('splices queries and quotes everything else', () => {
    const inner = sql`a = ${"o'brien"}`;
    expect(printed(sql`SELECT ${1}, ${true}, ${null}, ${12n} WHERE ${inner}`)).toBe(
      "SELECT 1, true, NULL, 12 WHERE a = 'o''brien'",
    );
  });

  it('never reads a value that looks like SQL as SQL', () => {
    expect(printed(sql`SELECT ${"'; DROP TABLE audit; --"}`)).toBe("SELECT '''; DROP TABLE audit; --'");
  });

  it('is frozen', () => {
    const query = sql`SELECT ${1}`;
    expect(Object.isFrozen(query)).toBe(true);
    expect(Object.isFrozen(query.parts)).toBe(true);
  });

  it('quotes names', () => {
    expect(printed(name('at'))).toBe('"at"');
    expect(printed(name('a"b'))).toBe('"a""b"');
  });

  it('refuses numbers that no engine can spell', () => {
    for (const n of [Number.NaN, Number.POSITIVE_INFINITY]) expect(() => printed(sql`${n}`)).toThrow(RangeError);
  });
});

describe('lists and conditions', () => {
  it('join puts a separator between', () => {
    expect(printed(join([]))).toBe('');
    expect(printed(join([sql`a`, sql`b`]))).toBe('a, b');
    expect(printed(join([sql`a`, sql`b`], ' + '))).toBe('a + b');
  });

  it('an empty list matches nothing', () => {
    expect(printed(list(['a', 'b']))).toBe("('a', 'b')");
    expect(printed(list([]))).toBe('(NULL)');
  });

  it('every and some keep each condition in brackets', () => {
    expect(printed(every([sql`a OR b`, sql`c`]))).toBe('(a OR b) AND (c)');
    expect(printed(every([]))).toBe('true');
    expect(printed(some([sql`a`, sql`b`]))).toBe('(a) OR (b)');
    expect(printed(some([]))).toBe('false');
  });

  it('table names its columns', () => {
    expect(
      printed(
        table(
          'r',
          ['family', 'first'],
          [
            [4, '1'],
            [6, null],
          ],
        ),
      ),
    ).toBe(`(VALUES (4, '1'), (6, NULL)) AS "r"("family", "first")`);
  });
});
