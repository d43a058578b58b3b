import { describe, expect, it } from 'vitest';
import { logTail } from './chance.js';

describe('logTail', () => {
  it('is the chance of at least so many misses', () => {
    expect(logTail(1, 1, 0.02)).toBeCloseTo(Math.log(0.02));
    expect(logTail(3, 3, 0.1)).toBeCloseTo(Math.log(0.001));
    expect(logTail(2, 1, 0.5)).toBeCloseTo(Math.log(0.75));
    expect(logTail(10, 0, 0.5)).toBe(0);
  });
  it('stays a number where the chances become very small', () => {
    expect(logTail(500, 500, 0.01)).toBeCloseTo(500 * Math.log(0.01));
    expect(logTail(500, 3, 0.01)).toBeGreaterThan(-0.2);
  });
});
