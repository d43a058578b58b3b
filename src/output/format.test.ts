import { expect, it } from 'vitest';
import { count, some, thousands } from '../util/words.js';
import { bytes, duration, humanised, span, utc } from './format.js';
import { widthOf } from './text.js';
import { reasonWords } from './words.js';

const hour = 3_600_000;

it.each([
  [0, '0'],
  [999, '999'],
  [12345, '12,345'],
  [1234567, '1,234,567'],
])('thousands %d', (value, text) => expect(thousands(value)).toBe(text));
it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999_949, '999.9 kB'],
  [999_950, '1.0 MB'],
  [38_214_553, '38.2 MB'],
])('bytes %d', (value, text) => expect(bytes(value)).toBe(text));
it.each([
  [25 * 60_000, '25 min'],
  [14 * hour, '14 h'],
  [47 * hour, '47 h'],
  [32.4 * 24 * hour, '32 days'],
  [10, 'under 1 min'],
])('duration %d', (ms, text) => expect(duration(ms)).toBe(text));
it('shows times in UTC and leaves what is no time', () => {
  expect(utc('2023-05-15T01:04:59+01:00')).toBe('2023-05-15 00:04 UTC');
  expect(utc('yesterday')).toBe('yesterday');
  expect(span('2023-05-15T01:04:00Z', '2023-05-15T03:04:00Z')).toBe('2023-05-15 01:04 to 03:04 UTC');
});
it('counts and lists', () => {
  expect(count(1, 'mailbox', 'mailboxes')).toBe('1 mailbox');
  expect(some(['a', 'b', 'c'], 3)).toBe('a, b and c');
  expect(some(['a', 'b', 'c'], 2)).toBe('a, b and 1 more');
});
it('makes readable words of names that it does not know', () => {
  expect(humanised('tokenFromTheFuture')).toBe('token from the future');
  expect(reasonWords('some-new-code')).toBe('some new code');
  expect(reasonWords('constructor')).toBe('constructor');
});
it('counts columns, not characters', () => {
  expect(['abc', '漢字', 'e\u0301', '🙂', '👩‍👩‍👧'].map(widthOf)).toEqual([3, 4, 1, 2, 2]);
});
