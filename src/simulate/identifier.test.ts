import { expect, test } from 'vitest';
import { inventedId, kind, recordId, signInId, signInIdOf, tokenIdOf } from './identifier.js';
import { random } from './random.js';

test('a token id is the sign-in id in .NET byte order: the pair measured on a real row', () => {
  expect(tokenIdOf('22608a25-1d9b-44b5-b0f2-cb94f06b2d00')).toBe('JYpgIpsdtUSw8suU8GstAA');
  expect(signInIdOf('JYpgIpsdtUSw8suU8GstAA')).toBe('22608a25-1d9b-44b5-b0f2-cb94f06b2d00');
});

test('encoding and decoding undo each other', () => {
  const stream = random('round trip');
  for (let i = 0; i < 200; i++) {
    const id = i % 2 ? signInId(stream) : recordId(stream);
    expect(tokenIdOf(id)).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(signInIdOf(tokenIdOf(id))).toBe(id);
  }
});

test('ids have the form they should have', () => {
  expect(signInId(random('a'))).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{10}00$/);
  expect(inventedId(kind.mailbox, 12)).toBe('00000000-0000-4000-a000-00020000000c');
});
