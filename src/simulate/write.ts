// Puts a simulation on disk: the exports into a folder, the truth beside it, never inside, so that nobody who reads the
// folder reads the answer with it.
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SimulateOptions } from './option.js';
import { simulate } from './simulate.js';
import type { Truth } from './truth.js';

/** Writes `<dir>/<files>` and `<dir>.truth.json`; existing files of these names are replaced. Returns the truth. */
export function writeSimulation(dir: string, options: SimulateOptions): Truth {
  const { files, truth } = simulate(options);
  mkdirSync(dir, { recursive: true });
  for (const { path, chunks } of files) {
    const file = openSync(join(dir, path), 'w');
    try {
      for (const chunk of chunks) writeSync(file, chunk);
    } finally {
      closeSync(file);
    }
  }
  writeFileSync(`${resolve(dir)}.truth.json`, truthText(truth));
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
