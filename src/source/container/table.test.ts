// Rows of tables must come out the same wherever the chunks are cut, with every digit and with their line.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTables, tableSplitter } from './table.js';

function split(text: string, cuts: readonly number[] = []): { text: string; line: number }[] {
  const bytes = Buffer.from(text);
  const s = tableSplitter();
  const places = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  const elements = places.slice(1).flatMap((to, i) => s.write(bytes.subarray(places[i], to)));
  return [...elements, ...s.end()].map((e) => ({ text: e.bytes.toString(), line: e.line }));
}

const columns = '"columns":[{"name":"A","type":"string"},{"name":"rows","type":"long"}]';

describe('tables', () => {
  it.each([
    [
      'one',
      `{"tables":[{"name":"x",${columns},"rows":[["a",12345678901234567890],\n["[\\"]",null]]}]}`,
      ['{"A":"a","rows":12345678901234567890}', '{"A":"[\\"]","rows":null}'],
      [1, 2],
    ],
    [
      'two',
      `{"tables":[{${columns},"rows":[["a",1]]},{"columns":[{"name":"B"}],"rows":[[{"c":[1,2]}]]}]}`,
      ['{"A":"a","rows":1}', '{"B":{"c":[1,2]}}'],
      [1, 1],
    ],
    ['with capitals', '{"Tables":[{"Columns":[{"ColumnName":"A"}],"Rows":[["a"]]}]}', ['{"A":"a"}'], [1]],
    ['more values than columns', `{${columns},"rows":[["a",1,2]]}`, ['{"A":"a","rows":1,"extra 1":2}'], [1]],
    ['empty', `{"tables":[{${columns},"rows":[]}]}`, [], []],
    ['cut', `{"tables":[{${columns},"rows":[["a",1],["b`, ['{"A":"a","rows":1}', '["b'], [1, 1]],
  ])('%s', (_, text, rows, lines) => {
    expect(isTables(text)).toBe(true);
    expect(split(text).map((e) => e.text)).toEqual(rows);
    expect(split(text).map((e) => e.line)).toEqual(lines);
  });

  it('come out the same however the bytes arrive', () => {
    const table = fc
      .array(fc.array(fc.jsonValue(), { minLength: 2, maxLength: 2 }))
      .map((rows) => `{"tables":[{${columns},"rows":${JSON.stringify(rows, null, 1)}}]}`);
    fc.assert(
      fc.property(table, fc.array(fc.nat()), (text, cuts) => {
        expect(split(text, cuts)).toEqual(split(text));
      }),
    );
  });

  it('give back each value', () => {
    const values = fc.array(fc.array(fc.jsonValue(), { minLength: 2, maxLength: 2 }), { maxLength: 5 });
    fc.assert(
      fc.property(values, (rows) => {
        const found = split(`{${columns},"rows":${JSON.stringify(rows)}}`).map((e) => JSON.parse(e.text));
        expect(found).toEqual(rows.map(([a, b]) => JSON.parse(JSON.stringify({ A: a, rows: b }))));
      }),
    );
  });
});
