// The splitter must find the same elements wherever the chunks are cut.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitter } from './split.js';

function split(text: string, cuts: readonly number[] = []): { text: string; line: number }[] {
  const bytes = Buffer.from(text);
  const s = splitter();
  const places = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  const elements = places.slice(1).flatMap((to, i) => s.write(bytes.subarray(places[i], to)));
  return [...elements, ...s.end()].map((e) => ({ text: e.bytes.toString(), line: e.line }));
}

describe('splitter', () => {
  it.each([
    ['an array', '[{"a":1},\n {"b":[{"c":"}"}]}]', ['{"a":1}', '{"b":[{"c":"}"}]}'], [1, 2]],
    [
      'a page',
      '{"@odata.context":"x","value":[{"a":1},{"b":2}],"@odata.nextLink":"y{"}',
      ['{"a":1}', '{"b":2}'],
      [1, 1],
    ],
    ['pages one after another', '{"value":[{"a":1}]}\n{"value" : [\n{"b":2}]}', ['{"a":1}', '{"b":2}'], [1, 3]],
    ['arrays one after another', '[{"a":1}]\n\n[{"b":2}]', ['{"a":1}', '{"b":2}'], [1, 3]],
    ['objects one after another', '{"a":1}{"b":2}\n{"c":3}', ['{"a":1}', '{"b":2}', '{"c":3}'], [1, 1, 2]],
    ['a single object', '{\n "a": {"value": [1]}\n}', ['{\n "a": {"value": [1]}\n}'], [1]],
    ['the word value as a text', '{"a":"value","b":[1]}', ['{"a":"value","b":[1]}'], [1]],
    ['escaped quotes', '[{"a":"\\"}{\\\\"},{"b":1}]', ['{"a":"\\"}{\\\\"}', '{"b":1}'], [1, 1]],
    ['scalars, which are rows too', '[1, "x,]", null, {"a":1}]', ['1', '"x,]"', 'null', '{"a":1}'], [1, 1, 1, 1]],
    ['a cut end', '[{"a":1},{"b":"x', ['{"a":1}', '{"b":"x'], [1, 1]],
    ['nothing', '[]', [], []],
  ])('finds the elements of %s', (_, text, elements, lines) => {
    expect(split(text).map((e) => e.text)).toEqual(elements);
    expect(split(text).map((e) => e.line)).toEqual(lines);
  });

  it('finds the same elements however the bytes arrive', () => {
    const document = fc.oneof(
      fc.array(fc.object()).map((list) => JSON.stringify(list, null, 1)),
      fc.array(fc.object()).map((list) => JSON.stringify({ context: 'x', value: list, next: { value: [1] } })),
      fc.array(fc.object()).map((list) => list.map((o) => JSON.stringify(o)).join('\n')),
    );
    fc.assert(
      fc.property(document, fc.array(fc.nat()), (text, cuts) => {
        expect(split(text, cuts)).toEqual(split(text));
      }),
    );
  });

  it('gives back each object of an array', () => {
    const objects = fc.array(fc.object({ maxKeys: 4 }), { maxLength: 5 });
    fc.assert(
      fc.property(objects, (list) => {
        const found = split(JSON.stringify(list, null, 2)).map((e) => JSON.parse(e.text));
        expect(found).toEqual(JSON.parse(JSON.stringify(list)));
      }),
    );
  });
});
