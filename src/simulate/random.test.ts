import { expect, test } from 'vitest';
import { random } from './random.js';

const draw = (seed: string, count = 5) => {
  const stream = random(seed);
  return Array.from({ length: count }, () => stream.int(0, 999));
};

test('the same seed gives the same numbers, another seed others', () => {
  expect(draw('a')).toEqual(draw('a'));
  expect(draw('a')).not.toEqual(draw('b'));
});

test('a fork does not depend on what its parent drew, nor on its siblings', () => {
  const fresh = random('a').fork('x').hex(16);
  const used = random('a');
  used.next();
  used.fork('y').next();
  expect(used.fork('x').hex(16)).toBe(fresh);
});

test('numbers fill their range evenly enough', () => {
  const counts = [0, 0, 0, 0];
  const stream = random('even');
  for (let i = 0; i < 8000; i++) {
    const drawn = stream.int(0, 3);
    counts[drawn] = (counts[drawn] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200);
});

test('the numbers themselves stay what they are, since the sample hangs on them', () => {
  expect(draw('letterlock')).toMatchInlineSnapshot(`
    [
      755,
      105,
      222,
      710,
      715,
    ]
  `);
});
