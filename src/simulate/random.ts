// Where all chance in the simulation comes from: the small, fast generator sfc32, seeded by a hash of a text. A fork is
// seeded by its path alone, so a stream keeps its numbers when another part of the story is added or draws more often.
// Source of sfc32: PractRand (Chris Doty-Humphrey, public domain). Never Math.random, never the clock.

/** A stream of chance. Every draw moves this stream only; `fork` draws nothing. */
export interface Random {
  /** An independent stream; the same name always gives the same stream. */
  fork(name: string): Random;
  /** From 0 up to, but not including, 1. */
  next(): number;
  /** 32 bits. */
  word(): number;
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  /** Throws RangeError on an empty list. */
  pick<T>(list: readonly T[]): T;
  /** `digits` lower-case hexadecimal digits. */
  hex(digits: number): string;
}

const two32 = 0x1_0000_0000;
/** `00` to `ff`. */
export const hexOfByte: readonly string[] = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'));

export const hexOfWord = (word: number): string =>
  (hexOfByte[word >>> 24] as string) +
  hexOfByte[(word >>> 16) & 255] +
  hexOfByte[(word >>> 8) & 255] +
  hexOfByte[word & 255];

/** Starts a stream from a text. */
export const random = (seed: string): Random => new Stream(seed);

class Stream implements Random {
  readonly #seed: string;
  #a: number;
  #b: number;
  #c: number;
  #counter: number;

  constructor(seed: string) {
    this.#seed = seed;
    [this.#a, this.#b, this.#c, this.#counter] = hashOf(seed);
    for (let i = 0; i < 12; i++) this.word(); // the first numbers still show the seed
  }

  word(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  fork(name: string): Random {
    return new Stream(`${this.#seed}/${name}`);
  }

  next(): number {
    return this.word() / two32;
  }

  int(min: number, max: number): number {
    return min + Math.floor((this.word() / two32) * (max - min + 1));
  }

  chance(probability: number): boolean {
    return this.word() / two32 < probability;
  }

  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('cannot pick from an empty list');
    return list[this.int(0, list.length - 1)] as T;
  }

  hex(digits: number): string {
    let text = '';
    while (text.length < digits) text += hexOfWord(this.word());
    return text.slice(0, digits);
  }
}

type Words = [number, number, number, number];

// Four FNV-1a hashes with different bases, over UTF-16 code units.
function hashOf(text: string): Words {
  let [a, b, c, d] = [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x01000195);
    c = Math.imul(c ^ unit, 0x01000197);
    d = Math.imul(d ^ unit, 0x01000199);
  }
  return [a >>> 0, b >>> 0, c >>> 0, d >>> 0];
}

/** 32 bits out of a text, where a whole stream would be too much. */
export const hashWord = (text: string): number => mix(hashOf(text)[0], 0);

/** 32 well-mixed bits out of two numbers: for things that are looked up again and again instead of being kept. */
export function mix(a: number, b: number): number {
  let x = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 0x7f4a7c15, 0x85ebca77)) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}
