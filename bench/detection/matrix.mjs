// From the matrix (matrix.json) to single worlds. Seeds for development and for evaluation are different ranges, checked here:
// whoever tunes a detector looks at development worlds only.
import { readFileSync } from 'node:fs';
import { scenarios } from '../../dist/simulate/intrusion/scenario.js';

const file = new URL('matrix.json', import.meta.url);

/** Every scenario that this build offers, once for each of its variants; `each` is a list of names, or `*`. */
function offered(each, except = []) {
  const wanted = [...scenarios.values()].filter(({ name }) => each === '*' || each.includes(name));
  return wanted
    .filter(({ name }) => !except.includes(name))
    .flatMap(({ name, variants }) =>
      variants.length === 0 ? [name] : variants.map((variant) => `${name}:variant=${variant}`),
    );
}

/** A number from a name, so that worlds of different scenarios differ and keep their seeds when others are added (FNV-1a). */
function hash(text) {
  let value = 0x811c9dc5;
  for (const letter of text) value = Math.imul(value ^ letter.codePointAt(0), 0x01000193) >>> 0;
  return value;
}

/** Seeds are a list, `{ first, count }`, or a number of them, which begin where the name says. */
function seedsOf(seeds, [from, to], name) {
  if (Array.isArray(seeds)) return seeds;
  const block = 100;
  const first = seeds.first ?? from + 99_999 + block * (hash(name) % Math.floor((to - from - 200_000) / block));
  return Array.from({ length: seeds.count ?? seeds }, (_, i) => first + i);
}

function optionsFor(entry, index) {
  const varied = Object.entries(entry.vary ?? {}).map(([name, values]) => [name, values[index % values.length]]);
  return { ...entry.options, ...Object.fromEntries(varied) };
}

function checkSeed(seed, phase, [from, to], name) {
  if (!(seed >= from && seed < to)) throw new Error(`matrix.json: ${name}: seed ${seed} is no ${phase} seed`);
}

/** The worlds in an order drawn by `draw`: whatever is left out at the end is left out by chance, and the same each time. */
export function drawn(worlds, draw) {
  const lot = (world) => hash(`${draw} ${hash(`${world.seed} ${world.name} ${world.scenarios} ${draw}`)}`);
  return worlds.toSorted((a, b) => lot(a) - lot(b) || a.seed - b.seed);
}

/** All worlds of a set (`small`, `full`), each with name, phase, seed, scenarios and options; `most` seeds of each. */
export function worldsOf(set, most, matrix = JSON.parse(readFileSync(file, 'utf8'))) {
  return matrix.worlds.flatMap((entry) => {
    const casts =
      entry.each === undefined ? [entry.scenarios] : offered(entry.each, entry.except).map((name) => [name]);
    return casts.flatMap((cast) =>
      Object.entries(entry[set] ?? {}).flatMap(([phase, seeds]) =>
        seedsOf(seeds, matrix.seeds[phase], `${entry.name} ${cast}`)
          .slice(0, most)
          .map((seed, index) => {
            checkSeed(seed, phase, matrix.seeds[phase], entry.name);
            return { name: entry.name, phase, seed, scenarios: cast, options: optionsFor(entry, index) };
          }),
      ),
    );
  });
}
