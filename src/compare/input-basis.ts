// Which files came and which went between two answers, by their contents: the same content under another path is the same input.

import type { Basis, BasisKind } from '../record/comparison.js';
import type { LogKind } from '../record/field.js';
import type { Input, Result } from '../record/result.js';
import { sources } from '../source/recognise.js';
import { groupBy } from '../util/group.js';
import { byText, sortedSet } from '../util/order.js';
import { count, some, thousands } from '../util/words.js';

export type Difference = Omit<Basis, 'id'>;

const kindOfLog: Readonly<Record<LogKind, BasisKind>> = {
  audit: 'auditLogs',
  signIn: 'signInLogs',
  directory: 'otherLogs',
  graphActivity: 'otherLogs',
  messageTrace: 'otherLogs',
  state: 'state',
  network: 'ownTables',
  application: 'ownTables',
  person: 'ownTables',
};

const shapes = new Map(sources.flatMap((source) => source.shapes.map((shape) => [shape.name, shape] as const)));

/** A file that may hold rows of several logs is named by one of them. */
function kindOf({ shape }: Input): BasisKind {
  const known = shapes.get(shape);
  if (known === undefined || known.only !== undefined || /^(sentinelTable|azureMonitor)$/.test(shape))
    return 'mixedLogs';
  return kindOfLog[known.log];
}

const kindWords: Readonly<Partial<Record<BasisKind, readonly [one: string, many: string]>>> = {
  auditLogs: ['file of the audit log', 'files of the audit log'],
  signInLogs: ['file of sign-ins', 'files of sign-ins'],
  otherLogs: ['file of another log', 'files of other logs'],
  mixedLogs: ['file of several or unknown logs', 'files of several or unknown logs'],
  state: ["file of the tenant's state", "files of the tenant's state"],
  ownTables: ['table of your own', 'tables of your own'],
};

/** How a difference begins, whatever differs. */
export const came = { added: 'new', removed: 'gone', changed: 'changed' } as const;

const ends = (inputs: readonly Input[]) => ({
  firstAt: sortedSet(inputs.flatMap(({ firstAt }) => firstAt ?? []))[0] ?? null,
  lastAt: sortedSet(inputs.flatMap(({ lastAt }) => lastAt ?? [])).at(-1) ?? null,
});

function difference(kind: BasisKind, change: Difference['change'], inputs: readonly Input[]): Difference {
  const names = sortedSet(inputs.map(({ path }) => path));
  const [one, many] = kindWords[kind] ?? ['file', 'files'];
  const { firstAt, lastAt } = ends(inputs);
  const rows = inputs.reduce((sum, input) => sum + input.rows, 0);
  const when = firstAt === null || lastAt === null ? '' : `, ${firstAt.slice(0, 10)} to ${lastAt.slice(0, 10)}`;
  const size = change === 'changed' ? '' : `, ${count(rows, 'row')}`;
  return {
    kind,
    change,
    statement: `${came[change]}: ${count(names.length, one, many)}${size}${when} (${some(names, 3)})`,
    names,
    firstAt,
    lastAt,
  };
}

/** A file that could not be opened has no hash. */
const keyOf = ({ sha256, path }: Input): string => (sha256 === '' ? `path ${path}` : sha256);

const unread = ({ warnings }: Input): string => sortedSet(warnings.map(({ code }) => code)).join(' ');

/** The same file, read to another end. What is a record and what a duplicate depends on other files, and is no difference. */
function readOtherwise(old: readonly Input[], now: ReadonlyMap<string, Input>): Difference[] {
  return old.flatMap((before) => {
    const after = now.get(keyOf(before));
    const same =
      after === undefined ||
      (after.rows === before.rows && after.rejects === before.rejects && unread(after) === unread(before));
    if (same) return [];
    const change = after.rows > before.rows ? 'added' : after.rows < before.rows ? 'removed' : 'changed';
    const statement = `${after.path} was read differently: ${thousands(before.rows)} rows before, ${count(after.rows, 'row')} now`;
    return [
      {
        kind: 'partlyRead' as const,
        change: change as Difference['change'],
        statement,
        names: [after.path],
        ...ends([before, after]),
      },
    ];
  });
}

/** Added, removed and changed files, grouped by what they hold. */
export function inputDifferences(old: Result, now: Result): Difference[] {
  const [before, after] = [old, now].map(({ inputs }) => new Map(inputs.map((input) => [keyOf(input), input]))) as [
    Map<string, Input>,
    Map<string, Input>,
  ];
  const gone = [...before.values()].filter((input) => !after.has(keyOf(input)));
  const come = [...after.values()].filter((input) => !before.has(keyOf(input)));
  const place = (input: Input): string => `${kindOf(input)} ${input.path}`;
  const [gonePlaces, comePlaces] = [new Set(gone.map(place)), new Set(come.map(place))];
  const changed = [...come, ...gone].filter((input) => gonePlaces.has(place(input)) && comePlaces.has(place(input)));
  const moved = new Set(changed.map(place));
  const groups = [
    ...groupBy(
      come.filter((input) => !moved.has(place(input))),
      (input) => `added ${kindOf(input)}`,
    ),
    ...groupBy(
      gone.filter((input) => !moved.has(place(input))),
      (input) => `removed ${kindOf(input)}`,
    ),
    ...groupBy(changed, (input) => `changed ${kindOf(input)}`),
  ];
  const told = groups.map(([key, inputs]) => {
    const [change, kind] = key.split(' ') as [Difference['change'], BasisKind];
    return difference(kind, change, inputs);
  });
  const again = readOtherwise(
    [...before.values()].sort((a, b) => byText(a.path, b.path)),
    after,
  );
  return [...told, ...again];
}
