// Progress is seen to go on while one step takes long, and is silent before the first second and after the end.
import { expect, it } from 'vitest';
import { showProgress } from './progress.js';

function shown(isTerminal: boolean) {
  let now = 0;
  const texts: string[] = [];
  const progress = showProgress({ write: (text) => texts.push(text), isTerminal, width: 80, clock: () => now });
  const wait = (ms: number): void => {
    for (const end = now + ms; now < end; ) {
      now += 500;
      progress.tick();
    }
  };
  return { progress, texts, wait };
}

it('tells on a terminal at least once a second that a step goes on', () => {
  const { progress, texts, wait } = shown(true);
  progress.phase('working', 4);
  wait(500);
  expect(texts).toEqual([]);
  wait(10_000);
  expect(texts.length).toBeGreaterThanOrEqual(10);
  expect(texts.at(-1)).toContain('working 0 % (10 s)');
  progress.done();
  const after = texts.length;
  wait(5000);
  expect(texts.length).toBe(after);
});

it('writes a line every five seconds elsewhere', () => {
  const { progress, texts, wait } = shown(false);
  progress.phase('reading', 100, 'bytes');
  progress.within(10, 'a\u001b.csv');
  wait(21_000);
  expect(texts.length).toBe(4);
  expect(texts[0]).toMatch(/^reading 10 % .*a\\u\{1b\}\.csv\n$/);
});
