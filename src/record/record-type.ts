// The record types that have a name here. Microsoft's own list is incomplete (a tenant saw a quarter of its live types missing
// from it), so an unknown number is news, never a reason to drop a record.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';

const path = fileURLToPath(new URL('../../knowledge/record-types.csv', import.meta.url));
let numbers: ReadonlyMap<string, number> | null = null;
let known: ReadonlySet<number> | null = null;

/** Numbers by name, as Microsoft spells it, in the order of the numbers; out of knowledge/record-types.csv. */
export function recordTypes(): ReadonlyMap<string, number> {
  const rows = (): { number: string; name: string }[] => parse(readFileSync(path), { columns: true });
  numbers ??= new Map(rows().map(({ number, name }) => [name, Number(number)]));
  return numbers;
}

/** All numbers that have a name. */
export function knownRecordTypes(): ReadonlySet<number> {
  known ??= new Set(recordTypes().values());
  return known;
}
