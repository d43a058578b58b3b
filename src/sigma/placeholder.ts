// Placeholders: `%name%` in a value under the modifier `expand` stands for values that only the place of use knows. They come
// from a file that the user gives. A rule whose placeholder has no values is refused, as the specification demands.
import type { At } from '../util/problem.js';
import { Refused } from './refused.js';

/** Values by name; Sigma's wildcards work in them. */
export type Placeholders = ReadonlyMap<string, readonly string[]>;

export const noPlaceholders: Placeholders = new Map();

const token = /\\%|%([A-Za-z0-9_.-]+)%/g;
const mostWays = 10_000;

/** All texts that a value with placeholders stands for. `\%` is a percent sign. */
export function expand(text: string, placeholders: Placeholders, at: At): string[] {
  let ways = [''];
  let from = 0;
  const add = (choices: readonly string[]): void => {
    if (ways.length * choices.length > mostWays)
      throw new Refused('placeholder', at, `the placeholders stand for more than ${mostWays} values`);
    ways = ways.flatMap((way) => choices.map((choice) => way + choice));
  };
  for (const hit of text.matchAll(token)) {
    add([text.slice(from, hit.index)]);
    from = hit.index + hit[0].length;
    const name = hit[1];
    const values = name === undefined ? ['%'] : placeholders.get(name);
    if (values === undefined || values.length === 0)
      throw new Refused(
        'placeholder',
        at,
        `%${name}% needs values: name them in a file and give it with --placeholders`,
      );
    add(values);
  }
  add([text.slice(from)]);
  return ways;
}
