// One tenant's way to disk, the same in whatever thread it is played: the exports into the folder, the lines about its
// accesses into a part of their own, which is joined to the others' when all are done.
import { closeSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '../util/folder.js';
import type { Sink } from './export/book.js';
import type { Settled } from './option.js';
import { playTenant } from './tenant.js';
import type { TenantTruth } from './truth/teller.js';

/** A folder as the place for files. */
export const folder = (base: string): Sink => ({
  open(path) {
    const full = join(base, path);
    makeFolder(dirname(full));
    const file = openSync(full, 'w');
    return { write: (bytes) => void writeSync(file, bytes), close: () => closeSync(file) };
  },
});

const accessesOf = (base: string): string => `${base}.truth-accesses.jsonl`;
const partOf = (base: string, number: number): string => `${accessesOf(base)}.part-${number}`;
const linesAtOnce = 2000;

/** Plays the `number`th tenant into `<base>/` and a part of `<base>.truth-accesses.jsonl`. */
export function tenantToDisk(
  base: string,
  number: number,
  options: Settled,
  dayOver: (domain: string) => void,
): TenantTruth {
  const part = partOf(base, number);
  const accesses = folder(dirname(part)).open(basename(part));
  let lines: string[] = [];
  const flush = () => {
    accesses.write(Buffer.from(lines.join('')));
    lines = [];
  };
  const tellAccess = (line: string) => {
    if (lines.push(line) > linesAtOnce) flush();
  };
  const truth = playTenant(number, options, { exports: folder(base), tellAccess }, dayOver);
  flush();
  accesses.close();
  return truth;
}

/** Puts the parts about accesses into one file, in the order of the tenants. */
export function joinAccesses(base: string, numbers: readonly number[]): void {
  const [first = 1, ...others] = numbers;
  renameSync(partOf(base, first), accessesOf(base));
  const whole = openSync(accessesOf(base), 'a');
  const piece = Buffer.allocUnsafe(1 << 20);
  for (const number of others) {
    const part = openSync(partOf(base, number), 'r');
    for (let read = readSync(part, piece); read > 0; read = readSync(part, piece)) writeSync(whole, piece, 0, read);
    closeSync(part);
    rmSync(partOf(base, number));
  }
  closeSync(whole);
}
