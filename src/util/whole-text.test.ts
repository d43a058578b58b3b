import { expect, test } from 'vitest';
import { wholeText } from './whole-text.js';

test('what JSON leaves out is there', () => {
  const one = { map: new Map([['a', new Set([1])]]), pattern: /x/i, large: 1n };
  expect(wholeText(one)).not.toBe(wholeText({ ...one, map: new Map([['a', new Set([2])]]) }));
  expect(wholeText(one)).not.toBe(wholeText({ ...one, pattern: /x/ }));
  expect(wholeText(one)).toBe(wholeText({ map: new Map([['a', new Set([1])]]), pattern: /x/i, large: 1n }));
  expect(() => wholeText({ f: () => 1 })).toThrow(TypeError);
});
