import { expect, test } from 'vitest';
import { isWorkday, portalDate, withZ, zoneless } from './clock.js';

test('times are written as each log writes them', () => {
  const at = Date.UTC(2023, 4, 1, 7, 2, 3);
  expect(zoneless(at)).toBe('2023-05-01T07:02:03');
  expect(withZ(at)).toBe('2023-05-01T07:02:03Z');
  expect(portalDate(at)).toBe('5/1/2023 7:02:03 AM');
  expect(portalDate(Date.UTC(2023, 11, 31, 0, 0, 0))).toBe('12/31/2023 12:00:00 AM');
  expect(portalDate(Date.UTC(2023, 11, 31, 12, 5, 0))).toBe('12/31/2023 12:05:00 PM');
});

test('the working week is Monday to Friday', () => {
  expect([1, 5, 6, 7].map((day) => isWorkday(Date.UTC(2023, 4, day)))).toEqual([true, true, false, false]);
});
