// A large result in parts: `result.json` with everything but the long lists, and each long list as JSON lines beside it.
// result.json is taken away first and put in place last, so where it stands, all its parts are whole and of the same run.
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Result } from '../record/result.js';
import { LetterlockError } from '../util/error.js';
import { makeFolder } from '../util/folder.js';
import { entriesInOrder, keys, valueInOrder } from './json.js';

/** The lists that become files of their own, `<name>.jsonl`. */
export const parts = ['inputs', 'rejects', 'sessions', 'findings', 'cases', 'campaigns'] as const;

async function writeWhole(path: string, chunks: Iterable<string>): Promise<void> {
  const unfinished = `${path}.unfinished`;
  try {
    await pipeline(Readable.from(chunks), createWriteStream(unfinished));
    await rename(unfinished, path);
  } finally {
    await rm(unfinished, { force: true });
  }
}

function* lines(list: Iterable<unknown>): Generator<string> {
  for (const item of list) yield `${JSON.stringify(item)}\n`;
}

async function writeAll(result: Result, dir: string): Promise<void> {
  makeFolder(dir);
  const main = join(dir, 'result.json');
  await rm(main, { force: true });
  for (const name of parts) await writeWhole(join(dir, `${name}.jsonl`), lines(entriesInOrder(name, result[name])));
  const rest = keys.filter((key) => !(parts as readonly string[]).includes(key));
  const values = rest.map((key) => [key, valueInOrder(key, result[key])]);
  const list = parts.map((name) => [name, { file: `${name}.jsonl`, count: result[name].length }]);
  const document = { ...Object.fromEntries(values), parts: Object.fromEntries(list) };
  await writeWhole(main, [`${JSON.stringify(document, null, 2)}\n`]);
}

/** Writes the result into `dir`, which is made if need be. Throws `outputNotWritten` when the disk or its rights refuse. */
export async function writeParts(result: Result, dir: string): Promise<void> {
  try {
    await writeAll(result, dir);
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    throw new LetterlockError({
      code: 'outputNotWritten',
      message: `The result could not be written to ${dir}: ${cause.message}`,
      hint: 'Give a folder that may be written to and has room.',
      cause,
    });
  }
}
