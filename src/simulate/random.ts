// Where all chance in the simulation comes from: the small, fast generator sfc32, seeded by a hash of a text. A fork is
// seeded by its path alone, so a stream keeps its numbers when another part of the story is added or draws more often.
// Source of sfc32: PractRand (Chris Doty-Humphrey, public domain). Never Math.random, never the clock.

/** A stream of chance. Every draw moves this stream only; `fork` draws nothing. */
export interface Random {
  /** An independent stream; the same name always gives the same stream. */
  fork(name: string): Random;
  /** From 0 up to, but not including, 1. */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  /** Throws RangeError on an empty list. */
  pick<T>(list: readonly T[]): T;
  /** `digits` lower-case hexadecimal digits. */
  hex(digits: number): string;
}

/** Starts a stream from a text. */
export function random(seed: string): Random {
  const step = sfc32(hashOf(seed));
  const next = () => step() / 0x1_0000_0000;
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    fork: (name) => random(`${seed}/${name}`),
    next,
    int,
    chance: (probability) => next() < probability,
    pick<T>(list: readonly T[]): T {
      if (list.length === 0) throw new RangeError('cannot pick from an empty list');
      return list[int(0, list.length - 1)] as T;
    },
    hex: (digits) => Array.from({ length: digits }, () => int(0, 15).toString(16)).join(''),
  };
}

type Words = [number, number, number, number];

// Four FNV-1a hashes with different bases, over UTF-16 code units.
function hashOf(text: string): Words {
  const words: Words = [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b];
  for (let i = 0; i < text.length; i++) {
    for (let w = 0; w < 4; w++)
      words[w] = Math.imul((words[w] as number) ^ text.charCodeAt(i), 0x01000193 + 2 * w) >>> 0;
  }
  return words;
}

function sfc32([a, b, c, counter]: Words): () => number {
  const step = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) step(); // the first numbers still show the seed
  return step;
}
