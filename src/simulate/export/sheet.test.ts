// The bytes are those that splitting, joining and JSON.stringify would give, whatever stands in the text.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Sheet } from './sheet.js';

const written = (write: (sheet: Sheet) => void): string => {
  const sheet = new Sheet();
  sheet.plain('é,');
  write(sheet);
  sheet.plain('\n');
  return sheet.take().toString();
};
const texts = fc.string({ unit: fc.constantFrom('"', '\\', 'a', 'é', '☃', '😀', ',') });

test('a CSV field has its quotes doubled', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(written((sheet) => sheet.quoted(text))).toBe(`é,"${text.replaceAll('"', '""')}"\n`);
    }),
  );
});

test('JSON in JSON is what JSON.stringify makes of it', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      const compact = JSON.stringify(JSON.parse(json));
      expect(written((sheet) => sheet.embedded(compact))).toBe(`é,${JSON.stringify(compact)}\n`);
    }),
  );
});

test('it grows beyond its first size, and begins anew when taken', () => {
  const long = '"'.repeat(1_000_000);
  const sheet = new Sheet();
  sheet.quoted(long);
  expect(sheet.full).toBe(true);
  expect(sheet.take().length).toBe(2_000_002);
  sheet.plain('x');
  expect(sheet.take().toString()).toBe('x');
  expect(sheet.full).toBe(false);
});
