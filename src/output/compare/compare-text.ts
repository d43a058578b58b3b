// A comparison in words, the same on the terminal and in the document.
import type { AccessChange, CaseChange, Comparison, ExposureChange, FieldChange } from '../../record/comparison.js';
import { count, some, thousands } from '../../util/words.js';
import { dayOf, utc } from '../format.js';
import { verdictWords } from '../words.js';

export const headlineWords: Readonly<Record<Comparison['headline']['code'], string>> = {
  worse: 'WORSE',
  withdrawn: 'WITHDRAWN',
  lower: 'LOWER',
  changed: 'CHANGED',
  nothingNew: 'NOTHING NEW',
};

export const changeWords: Readonly<Record<CaseChange['change'], string>> = {
  new: 'New',
  withdrawn: 'Withdrawn',
  changed: 'Changed',
  split: 'Split',
  merged: 'Merged',
  regrouped: 'Grouped otherwise',
};

export const classTitles = {
  E: 'Established',
  A: 'Assessed',
  N: 'Not established',
  C: 'Could not be assessed',
} as const;

type Side = Comparison['old'];

export const labelOf = ({ verdict: { code } }: Pick<Side, 'verdict'>): string =>
  (verdictWords as Readonly<Record<string, string>>)[code] ?? code;

export function sideText(side: Side): string {
  const { name, firstAt, lastAt, inputs, cases } = side;
  const when = firstAt === null || lastAt === null ? '' : `, accesses from ${dayOf(firstAt)} to ${dayOf(lastAt)}`;
  return `${name}: ${labelOf(side)}; ${count(cases, 'case')} from ${count(inputs, 'file')}${when}`;
}

const instant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const shown = (text: string | null): string => (text === null ? 'none' : instant.test(text) ? utc(text) : text);

/** Lists whose entries are ids or too long to read; how many there are says enough. */
const counted = new Set(['sessions', 'findings']);
const isTold = (text: string): boolean => !/^[{[]/.test(text);

function listText({ field, title, added, removed }: FieldChange, most: number): string {
  const part = (list: readonly string[], word: string): string[] => {
    if (list.length === 0) return [];
    return [
      `${thousands(list.length)} ${word}${counted.has(field) || !list.every(isTold) ? '' : ` (${some(list, most)})`}`,
    ];
  };
  return `${title}: ${[...part(added, 'more'), ...part(removed, 'fewer')].join(', ')}`;
}

/** `level: from high to critical`. */
export function fieldText(change: FieldChange, most = 3): string {
  const { title, from, to, added, removed } = change;
  return added.length + removed.length > 0 ? listText(change, most) : `${title}: from ${shown(from)} to ${shown(to)}`;
}

type Ref = CaseChange['old'][number];
const refText = ({ level, title, id, closed }: Ref): string =>
  `${level}${closed ? ', closed' : ''}, “${title}” (${id})`;

/** Which case it is; of several, which became which. */
export function caseText({ change, old, new: now }: CaseChange): string {
  const list = (refs: readonly Ref[]): string => some(refs.map(refText), 4);
  if (change === 'new') return list(now);
  if (change === 'withdrawn') return list(old);
  if (change === 'changed') return list(now);
  return `${list(old)} became ${list(now)}`;
}

const kindWords: Readonly<Record<ExposureChange['kind'], string>> = {
  messages: 'messages known to have been opened',
  folders: 'folders copied whole',
  unknown: 'periods when the log could not tell',
  diverted: 'ways by which mail is sent elsewhere',
};

/** How many more and fewer, without naming them. */
export function exposureText({ kind, from, to, added, removed, changed }: ExposureChange): string {
  const parts = [
    ...(added.length > 0 ? [`${thousands(added.length)} more`] : []),
    ...(removed.length > 0 ? [`${thousands(removed.length)} fewer`] : []),
    ...(changed.length > 0 ? [`${thousands(changed.length)} told otherwise`] : []),
  ];
  return `${kindWords[kind]}: from ${thousands(from)} to ${thousands(to)} (${parts.join(', ')})`;
}

const classWords = [
  ['explained', 'explained by a sign-in'],
  ['background', 'background service'],
  ['notAssessable', 'cannot be decided'],
  ['unexplained', 'unexplained'],
  ['total', 'total'],
] as const;

const none = { total: 0, explained: 0, background: 0, notAssessable: 0, unexplained: 0 };

/** The classes that grew or shrank. */
export function accessText({ from, to }: AccessChange): string {
  const [before, after] = [from ?? none, to ?? none];
  return classWords
    .filter(([name]) => before[name] !== after[name])
    .map(([name, words]) => `${words} from ${thousands(before[name])} to ${thousands(after[name])}`)
    .join(', ');
}

/** Changes of one reason together, so that it is said once. */
export function byReason<T extends { readonly reason: { readonly statement: string } }>(
  list: readonly T[],
): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const each of list) groups.set(each.reason.statement, [...(groups.get(each.reason.statement) ?? []), each]);
  return [...groups];
}

export const statementCounts = ({ statements }: Comparison): string => {
  const of = (change: string): number => statements.filter((each) => each.change === change).length;
  return `${thousands(of('new'))} new, ${thousands(of('changed'))} changed, ${thousands(of('withdrawn'))} withdrawn`;
};
