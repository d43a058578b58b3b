// Quoting, proved on the live engine: logs are written partly by the adversary.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, one } from '../database.js';
import { join, list, name, sql, table } from '../sql.js';
import { openDuckdb } from './database.js';

let database: Database;
beforeAll(async () => {
  database = await openDuckdb(':memory:', { memoryBytes: 200_000_000, threads: 1, spillFolder: '' });
});
afterAll(() => database.close());

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom("'", '"', '\\', '\0', '\n', '\r', '-', ';', '$', '{', '%', 'é', '😀', 'a') }),
);

describe('texts', () => {
  it('come back as they went', async () => {
    const texts = fc.array(anyText, { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(texts, async (all) => {
        const row = await one<Record<string, string>>(
          database,
          sql`SELECT ${join(all.map((text, i) => sql`${text} AS ${name(`c${i}`)}`))}`,
        );
        expect(Object.values(row)).toEqual(all);
      }),
      { numRuns: 60 },
    );
  });

  it('come back through a table and match themselves in a list', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(anyText, { minLength: 1, maxLength: 20 }), async (all) => {
        const rows = await database.rows<{ text: string }>(
          sql`SELECT text FROM ${table(
            't',
            ['text'],
            all.map((text) => [text]),
          )} WHERE text IN ${list(all)}`,
        );
        expect(new Set(rows.map((row) => row.text))).toEqual(new Set(all));
      }),
      { numRuns: 40 },
    );
  });
});

describe('names', () => {
  it('come back as they went', async () => {
    // An engine's names hold no NUL, and it compares them without case; a JavaScript object has no own key __proto__.
    const names = fc.uniqueArray(
      anyText.map((text) => text.replaceAll('\0', '')).filter((text) => text !== '' && text !== '__proto__'),
      { minLength: 1, maxLength: 5, selector: (text) => text.toLowerCase() },
    );
    await fc.assert(
      fc.asyncProperty(names, async (all) => {
        const row = await one<object>(database, sql`SELECT ${join(all.map((text) => sql`1 AS ${name(text)}`))}`);
        expect(Object.keys(row).sort()).toEqual([...all].sort());
      }),
      { numRuns: 40 },
    );
  });
});

describe('numbers', () => {
  it('come back as they went', async () => {
    const numbers = fc.oneof(
      fc.maxSafeInteger(),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(numbers, { minLength: 1, maxLength: 20 }), async (all) => {
        const row = await one<Record<string, number>>(
          database,
          sql`SELECT ${join(all.map((n, i) => sql`(${n})::${Number.isInteger(n) ? sql`BIGINT` : sql`DOUBLE`} AS ${name(`c${i}`)}`))}`,
        );
        Object.values(row).forEach((n, i) => void expect(n).toBeCloseTo(all[i] as number, 6));
      }),
      { numRuns: 40 },
    );
  });

  it('of 128 bits keep every digit', async () => {
    const widest = 2n ** 128n - 1n;
    const row = await one<{ text: string }>(database, sql`SELECT (${String(widest)}::UHUGEINT)::VARCHAR AS text`);
    expect(row.text).toBe(String(widest));
  });

  // literal.ts prints -5 bare, so that a minus before it makes a comment of the rest of the line.
  it('below zero stay values behind a minus', async () => {
    expect(await one(database, sql`SELECT 1 -${-5} AS n`)).toEqual({ n: 6 });
  });
});
