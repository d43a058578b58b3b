// The names of numbers, held against the dated table of the field, and what becomes of a name that nobody knows.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { recordTypes } from './name.js';

it('the record types are those of the table that ships with the package', () => {
  const path = new URL('../../../knowledge/record-types.csv', import.meta.url);
  const rows = parse(readFileSync(path), { columns: true }) as { number: string; name: string }[];
  expect(recordTypes).toEqual(Object.fromEntries(rows.map(({ number, name }) => [name, Number(number)])));
});
