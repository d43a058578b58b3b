// Evidence by file, row and line. A result holds ids of records; where each stands is found by reading the files again, which needs the
// workspace. Without it the ids are named, and the command that finds the rows.
import type { Input, Result } from '../../../record/result.js';
import { groupBy } from '../../../util/group.js';
import { byText } from '../../../util/order.js';
import { count, thousands } from '../../../util/words.js';
import { caseCommand } from '../../command.js';
import { utcCell } from '../../format.js';
import type { Statement } from '../../statement/statement.js';
import { statementClasses } from '../../statement/statement.js';
import type { Block } from '../content.js';
import { number, table, value, words } from '../table.js';

/** Where a record stands. */
export interface RecordPlace {
  readonly id: string;
  readonly path: string;
  readonly row: number | null;
  readonly line: number | null;
  readonly time: string;
  readonly operation: string | null;
}

/** By id; null where only a result was given. A record may stand in several files. */
export type Places = ReadonlyMap<string, readonly RecordPlace[]> | null;

/** The same places under the names that the files have in another result of the same inputs, such as a redacted one. */
export function placesUnder(places: Places, before: readonly Input[], after: readonly Input[]): Places {
  if (places === null) return null;
  const names = new Map(before.map(({ path }, i) => [path, after[i]?.path ?? '']));
  return new Map([...places].map(([id, all]) => [id, all.map((it) => ({ ...it, path: names.get(it.path) ?? '' }))]));
}

/** Of these records alone, and in files that have a name. */
export function placesWithin(places: Places, ids: readonly string[], names: ReadonlyMap<string, string>): Places {
  if (places === null) return null;
  const named = (all: readonly RecordPlace[]): RecordPlace[] =>
    all.flatMap((it) => {
      const path = names.get(it.path);
      return path === undefined ? [] : [{ ...it, path }];
    });
  return new Map(ids.flatMap((id) => (places.has(id) ? [[id, named(places.get(id) ?? [])] as const] : [])));
}

const rangesShown = 12;
const idsShown = 6;
const annexRows = 1000;

/** 280–283, 290. */
export function ranges(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const parts: [number, number][] = [];
  for (const each of sorted) {
    const last = parts.at(-1);
    if (last !== undefined && last[1] === each - 1) last[1] = each;
    else parts.push([each, each]);
  }
  const texts = parts.slice(0, rangesShown).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
  const rest = parts.slice(rangesShown).reduce((sum, [from, to]) => sum + to - from + 1, 0);
  return `${texts.join(', ')}${rest > 0 ? ` and ${thousands(rest)} more` : ''}`;
}

/** The hash of a file; several files may have the same path when they came from different folders. */
const hashOf = (inputs: readonly Input[], path: string): string =>
  [...new Set(inputs.filter((input) => input.path === path).map(({ sha256 }) => sha256))].join(' or ') || 'unknown';

function fileText(inputs: readonly Input[], path: string, places: readonly RecordPlace[]): string {
  const rows = places.flatMap(({ row }) => row ?? []);
  const lines = places.flatMap(({ line }) => line ?? []);
  const lost = places.length - rows.length;
  const where = [
    ...(rows.length > 0 ? [`${rows.length === 1 ? 'row' : 'rows'} ${ranges(rows)}`] : []),
    ...(lines.length > 0 ? [`${lines.length === 1 ? 'line' : 'lines'} ${ranges(lines)}`] : []),
    ...(lost > 0 ? [`${count(lost, 'record')} whose row was not found again`] : []),
  ];
  return `${path}, SHA-256 ${hashOf(inputs, path)}: ${where.join('; ')}`;
}

/** What a statement rests on, in lines. */
export function restsOf({ inputs }: Result, { rests, records }: Statement, places: Places): string[] {
  if (records === undefined || records.length === 0) return [rests];
  if (places === null) {
    const rest = records.length - idsShown;
    const more = rest > 0 ? ` and ${thousands(rest)} more` : '';
    return [rests, `records ${records.slice(0, idsShown).join(', ')}${more}`];
  }
  const found = records.flatMap((id) => places.get(id) ?? []);
  const missing = records.filter((id) => !places.has(id)).length;
  const files = [...groupBy(found, ({ path }) => path)].sort((a, b) => byText(a[0], b[0]));
  return [
    rests,
    ...files.map(([path, list]) => fileText(inputs, path, list)),
    ...(missing > 0 ? [`${count(missing, 'record')} that the workspace no longer holds`] : []),
  ];
}

/** Ids of all records on which a statement rests. */
export const recordsOfStatements = (result: Result): string[] => [
  ...new Set(statementClasses(result).flatMap((each) => each.statements.flatMap(({ records }) => records ?? []))),
];

/** Every record on which a statement rests, in the order of time. */
export function annex(result: Result, places: Places): Block[] {
  if (places === null) return [];
  const all = [...places.values()].flat();
  const ordered = all.sort((a, b) => byText(a.time, b.time) || byText(a.id, b.id) || byText(a.path, b.path));
  const first = result.cases[0];
  return table(
    'Records on which the statements rest',
    ordered,
    [
      words('Time (UTC)', ({ time }) => utcCell(time)),
      value('Operation', ({ operation }) => operation ?? ''),
      value('File', ({ path }) => path),
      number('Row', ({ row }) => row),
      number('Line', ({ line }) => line),
      value('Record id', ({ id }) => id),
    ],
    { most: annexRows, rest: first === undefined ? 'letterlock records' : caseCommand(first.id) },
  );
}
