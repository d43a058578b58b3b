// A kept document must come back as it went, wherever its text is cut.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentOf, linesOf, packed, unpacked } from './json-lines.js';

/** Whether a text holds no half of a character. */
const isWhole = (text: string): boolean => !/\p{Surrogate}/u.test(text);

test('a document comes back as it went, wherever its text is cut', () => {
  const key = fc.string({ minLength: 1 }).filter((text) => text !== '__proto__');
  const document = fc.dictionary(
    key,
    fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue()), fc.string({ unit: 'binary' })),
  );
  fc.assert(
    fc.property(document, fc.integer({ min: 1, max: 50 }), (value, size) => {
      const texts = [...packed(linesOf(value), size)];
      expect(texts.every((text) => text.length <= size + 1 && isWhole(text))).toBe(true);
      expect(documentOf(unpacked(texts))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('an empty list stays a list', () => {
  const value = { a: [], b: { c: [1] }, d: ['x\ny', '😀'] };
  expect(documentOf(unpacked(packed(linesOf(value), 3)))).toEqual(value);
});
