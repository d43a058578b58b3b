// Puts a simulation on disk: the exports into a folder, the truth beside it, never inside, so that nobody who reads the
// folder reads the answer with it.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { makeFolder } from '../util/folder.js';
import { type Progress, silent } from '../util/progress.js';
import { folder, joinAccesses, tenantToDisk } from './disk.js';
import { type SimulateOptions, settled } from './option.js';
import { playInThreads } from './side-by-side.js';
import { tenantNumbers, writeNetworks } from './simulate.js';
import { truthOf } from './truth/teller.js';
import type { Truth } from './truth-schema.js';

/**
 * Writes `<dir>/<files>`, `<dir>.truth.json` and `<dir>.truth-accesses.jsonl`; existing files of these names are replaced.
 * The bytes do not depend on `threads`; 0 means in this one. Returns the truth.
 */
export async function writeSimulation(
  dir: string,
  asked: SimulateOptions,
  threads = 0,
  progress: Progress = silent,
): Promise<Truth> {
  const options = settled(asked);
  const base = resolve(dir);
  makeFolder(base);
  progress.phase('simulating', options.tenants * options.days, 'steps');
  const dayOver = (domain: string) => progress.advance(1, domain);
  const numbers = tenantNumbers(options);
  const parts =
    threads === 0
      ? numbers.map((number) => tenantToDisk(base, number, options, dayOver))
      : await playInThreads({ base, options }, numbers, threads, dayOver);
  joinAccesses(base, numbers);
  writeNetworks(options, folder(base));
  const truth = truthOf(options, parts);
  writeFileSync(`${base}.truth.json`, truthText(truth));
  progress.done();
  return truth;
}

/** JSON with whatever fits on one line kept on one line, so that a difference shows where it is. */
export const truthText = (truth: Truth): string => `${unfold(truth, '')}\n`;

const lineLength = 240;

function unfold(value: unknown, indent: string): string {
  const flat = JSON.stringify(value);
  if (flat.length <= lineLength || typeof value !== 'object' || value === null) return flat;
  const deeper = `${indent} `;
  if (Array.isArray(value)) {
    return `[\n${value.map((item) => `${deeper}${unfold(item, deeper)}`).join(',\n')}\n${indent}]`;
  }
  const members = Object.entries(value).map(
    ([key, member]) => `${deeper}${JSON.stringify(key)}: ${unfold(member, deeper)}`,
  );
  return `{\n${members.join(',\n')}\n${indent}}`;
}
