// UTF-8 must be judged alike however its bytes arrive.
import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8Watch } from './text.js';

const watch = (bytes: Buffer, size: number): boolean => {
  const w = utf8Watch();
  for (let at = 0; at < bytes.length; at += size) w.write(bytes.subarray(at, at + size));
  return w.valid();
};

describe('utf8Watch', () => {
  it('agrees with the whole', () => {
    const bytes = fc.oneof(
      fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
      fc.uint8Array().map((list) => Buffer.from(list)),
    );
    fc.assert(fc.property(bytes, fc.integer({ min: 1, max: 7 }), (b, size) => watch(b, size) === isUtf8(b)));
  });

  it('knows an end in the middle of a character', () => {
    expect(watch(Buffer.from('é').subarray(0, 1), 10)).toBe(false);
  });
});
