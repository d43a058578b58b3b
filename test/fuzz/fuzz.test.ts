// A few dozen mutants in every run; LETTERLOCK_FUZZ=10000 for the recorded figure in bench/RESULTS.md.
import { expect, it } from 'vitest';
import { fuzz } from './fuzz.js';

const files = Number(process.env.LETTERLOCK_FUZZ ?? 25);
const seed = Number(process.env.LETTERLOCK_FUZZ_SEED ?? 1);
if (files < 10_000)
  console.warn(`SKIPPED: 10,000 mutants; ${files} are tried. Set LETTERLOCK_FUZZ=10000 (some minutes)`);

it(`${files} mutants of files of all shapes: no crash, no silent loss, one ledger in any order`, async () => {
  const began = performance.now();
  const tell =
    files > 1000
      ? (done: { files: number; faults: readonly unknown[] }) =>
          console.log(
            `${done.files} files, ${done.faults.length} faults, ${Math.round((performance.now() - began) / 1000)} s`,
          )
      : () => {};
  const { faults, ...figures } = await fuzz(files, seed, tell);
  if (files > 25) console.log(figures);
  expect(faults.slice(0, 20)).toEqual([]);
  expect(figures.files).toBe(files);
  expect(figures.rejects).toBeGreaterThan(0);
  expect(figures.wholeContainers).toBeGreaterThan(files / 8);
}, 7_200_000);
