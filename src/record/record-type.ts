// The record types that have a name here. Microsoft's own list is incomplete (a tenant saw a quarter of its live types missing
// from it), so an unknown number is news, never a reason to drop a record.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';

const path = fileURLToPath(new URL('../../knowledge/record-types.csv', import.meta.url));
let known: ReadonlySet<number> | null = null;

/** Their numbers, ascending; out of knowledge/record-types.csv. */
export function knownRecordTypes(): ReadonlySet<number> {
  known ??= new Set(
    (parse(readFileSync(path), { columns: true }) as { number: string }[]).map((row) => Number(row.number)),
  );
  return known;
}
