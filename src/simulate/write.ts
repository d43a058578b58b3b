// Puts a simulation on disk: the exports into a folder, the truth beside it, never inside, so that nobody who reads the
// folder reads the answer with it.
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Progress, silent } from '../util/progress.js';
import type { Sink } from './export/book.js';
import type { SimulateOptions } from './option.js';
import { simulate } from './simulate.js';
import type { Truth } from './truth-schema.js';

/**
 * Writes `<dir>/<files>`, `<dir>.truth.json` and `<dir>.truth-accesses.jsonl`; existing files of these names are replaced.
 * Returns the truth.
 */
export function writeSimulation(dir: string, options: SimulateOptions, progress: Progress = silent): Truth {
  const base = resolve(dir);
  mkdirSync(base, { recursive: true });
  const accesses = folder(dirname(base)).open(`${base.slice(dirname(base).length + 1)}.truth-accesses.jsonl`);
  let lines: string[] = [];
  const flush = () => {
    accesses.write(Buffer.from(lines.join('')));
    lines = [];
  };
  const tellAccess = (line: string) => {
    if (lines.push(line) > 2000) flush();
  };
  const truth = simulate(options, { exports: folder(base), tellAccess }, progress);
  flush();
  accesses.close();
  writeFileSync(`${base}.truth.json`, truthText(truth));
  return truth;
}

const folder = (base: string): Sink => ({
  open(path) {
    const full = join(base, path);
    mkdirSync(dirname(full), { recursive: true });
    const file = openSync(full, 'w');
    return { write: (bytes) => void writeSync(file, bytes), close: () => closeSync(file) };
  },
});

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
