// From matrix.json to single worlds. Development and evaluation seeds are different ranges, checked here: whoever chooses a
// weight looks at development worlds only. What is the truth of a scenario stands in that file and nowhere in src/.
import { readFileSync } from 'node:fs';

export const matrix = JSON.parse(readFileSync(new URL('matrix.json', import.meta.url), 'utf8'));

/** A number from a name, so that worlds keep their seeds when others are added (FNV-1a). */
function hash(text) {
  let value = 0x811c9dc5;
  for (const letter of text) value = Math.imul(value ^ letter.codePointAt(0), 0x01000193) >>> 0;
  return value;
}

/** Worlds of a phase, each with seed, scenario and options. */
export function worldsOf(phase) {
  const [from, to] = matrix.seeds[phase];
  return matrix.worlds.flatMap(({ scenario, seeds, options = {} }) => {
    const name = `${scenario ?? 'quiet'} ${JSON.stringify(options)}`;
    const first = from + (hash(name) % (to - from - 1000));
    return Array.from({ length: seeds }, (_, i) => {
      const seed = first + i;
      if (!(seed >= from && seed < to)) throw new Error(`${name}: seed ${seed} is no ${phase} seed`);
      return { phase, scenario, seed, options: { ...matrix.options, ...options } };
    });
  });
}

/** Of which kinds the truth is: several where a scenario does not say what its intruder is after. */
export const kindsOf = (scenario) => matrix.kinds[scenario.split(':')[0]];
