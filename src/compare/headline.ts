// The difference in one sentence, the most important first: what got worse, then what was withdrawn, then the rest.
import { levelRank } from '../detect/weigh.js';
import type { CaseChange, Comparison, ExposureChange, FieldChange } from '../record/comparison.js';
import { count, thousands } from '../util/words.js';
import { directionOf } from './case-change.js';

type Told = Pick<Comparison, 'verdict' | 'cases' | 'exposure' | 'accesses' | 'statements'>;

const mostParts = 3;

const fieldOf = ({ fields }: CaseChange, name: string): FieldChange | undefined =>
  fields.find(({ field }) => field === name);

const titled = (list: readonly CaseChange[], side: 'old' | 'new'): string => {
  const [first] = list;
  const title = first?.[side][0]?.title ?? first?.old[0]?.title;
  return list.length === 1 && title !== undefined ? `, “${title}”` : '';
};

function byLevel(list: readonly CaseChange[], side: 'old' | 'new'): CaseChange[] {
  const rank = (each: CaseChange): number => Math.max(...each[side].map(({ level }) => levelRank(level)));
  return [...list].sort((a, b) => rank(b) - rank(a));
}

/** `1 new case (critical), “…”`, a part for each level. */
function movedParts(list: readonly CaseChange[], side: 'old' | 'new', one: string, many: string): string[] {
  const levels = [...new Set(byLevel(list, side).map((each) => each[side][0]?.level ?? 'informational'))];
  return levels.map((level) => {
    const same = list.filter((each) => each[side][0]?.level === level);
    return `${count(same.length, one, many)} (${level})${titled(same, side)}`;
  });
}

function levelParts(cases: readonly CaseChange[], up: boolean): string[] {
  return cases.flatMap((each) => {
    const change = fieldOf(each, 'level');
    if (change === undefined || change.direction !== (up ? 'worse' : 'lower') || isJudged(each)) return [];
    return [`a case ${up ? 'rose' : 'fell'} from ${change.from} to ${change.to}, “${each.new[0]?.title ?? ''}”`];
  });
}

const isJudged = (each: CaseChange): boolean => fieldOf(each, 'judgement.state') !== undefined;

const stateWords: Readonly<Record<string, readonly [string, string]>> = {
  closed: ['case is closed as benign by an analyst', 'cases are closed as benign by an analyst'],
  confirmed: ['case is confirmed as hostile by an analyst', 'cases are confirmed as hostile by an analyst'],
  reopened: ['closed case is open again', 'closed cases are open again'],
  none: ['case is without its verdict again', 'cases are without their verdict again'],
};

function judgedParts(cases: readonly CaseChange[], direction: 'worse' | 'lower'): string[] {
  return Object.entries(stateWords).flatMap(([state, [one, many]]) => {
    const list = cases.filter((each) => {
      const change = fieldOf(each, 'judgement.state');
      return change?.to === state && change.direction === direction;
    });
    return list.length === 0 ? [] : [`${count(list.length, one, many)}${titled(list, 'new')}`];
  });
}

const exposed: readonly (readonly [kind: ExposureChange['kind'], one: string, many: string])[] = [
  ['messages', 'message known to have been opened', 'messages known to have been opened'],
  ['folders', 'folder copied whole', 'folders copied whole'],
  ['unknown', 'period when the log could not tell', 'periods when the log could not tell'],
  ['diverted', 'way by which mail is sent elsewhere', 'ways by which mail is sent elsewhere'],
];

/** Of cases that nobody need look at today, exposure is no headline. */
const isGrave = ({ level }: ExposureChange): boolean => levelRank(level) >= levelRank('medium');

function exposureParts(exposure: readonly ExposureChange[], key: 'added' | 'removed', grave: boolean): string[] {
  return exposed.flatMap(([kind, one, many]) => {
    const list = exposure.filter((each) => each.kind === kind && each[key].length > 0 && isGrave(each) === grave);
    const sum = list.reduce((all, each) => all + each[key].length, 0);
    if (sum === 0) return [];
    const word = key === 'added' ? 'more' : 'fewer';
    return [`${thousands(sum)} ${word} ${sum === 1 ? one : many}, in ${count(list.length, 'mailbox', 'mailboxes')}`];
  });
}

/** Cases whose title and number changed together: no alarm by themselves, and nobody would find them again untold. */
const regroupParts = (cases: readonly CaseChange[]): string[] =>
  (['merged', 'split', 'regrouped'] as const).flatMap((change) => {
    const list = cases.filter((each) => each.change === change);
    const old = list.reduce((sum, each) => sum + each.old.length, 0);
    const now = list.reduce((sum, each) => sum + each.new.length, 0);
    return list.length === 0 ? [] : [`${count(old, 'case')} became ${thousands(now)} (${change})`];
  });

const verdictRank = (code: string): number => ['nothingFound', 'notAssessable', 'suspicion', 'intrusion'].indexOf(code);

function verdictDirection({ verdict }: Told): 'worse' | 'lower' | 'other' {
  if (verdict === null || [verdict.from.code, verdict.to.code].includes('notAssessable')) return 'other';
  const rise = verdictRank(verdict.to.code) - verdictRank(verdict.from.code);
  return rise > 0 ? 'worse' : rise < 0 ? 'lower' : 'other';
}

function partsOf({ cases, exposure }: Told): { worse: string[]; gone: string[]; other: string[] } {
  const of = (change: CaseChange['change'], grave: boolean): CaseChange[] =>
    cases.filter((each) => each.change === change && (each.direction !== 'other') === grave);
  return {
    worse: [
      ...movedParts(of('new', true), 'new', 'new case', 'new cases'),
      ...levelParts(cases, true),
      ...judgedParts(cases, 'worse'),
      ...exposureParts(exposure, 'added', true),
    ],
    gone: [
      ...movedParts(of('withdrawn', true), 'old', 'case is withdrawn', 'cases are withdrawn'),
      ...judgedParts(cases, 'lower'),
      ...levelParts(cases, false),
      ...exposureParts(exposure, 'removed', true),
    ],
    other: [
      ...regroupParts(cases),
      ...movedParts(of('new', false), 'new', 'new case', 'new cases'),
      ...movedParts(of('withdrawn', false), 'old', 'case is withdrawn', 'cases are withdrawn'),
      ...exposureParts(exposure, 'added', false),
      ...exposureParts(exposure, 'removed', false),
    ],
  };
}

/** What is left to tell where no case and no exposure moved. */
function restParts({ verdict, cases, accesses, statements }: Told): string[] {
  const changed = cases.filter(({ change }) => change === 'changed').length;
  return [
    ...(verdict === null ? [] : ['the answer in one sentence is another']),
    ...(changed > 0 ? [`${count(changed, 'case')} changed in ${changed === 1 ? 'a detail' : 'details'}`] : []),
    ...(accesses.length > 0 ? ['accesses moved between the classes'] : []),
    ...(statements.length > 0
      ? [`${count(statements.length, 'statement is', 'statements are')} new, changed or withdrawn`]
      : []),
  ];
}

const first = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function codeOf(told: Told, gone: readonly string[]): Comparison['headline']['code'] {
  const { cases, exposure, accesses, statements, verdict } = told;
  const grown = exposure.some((each) => each.added.length > 0 && isGrave(each));
  const direction = directionOf([
    ...cases.map((each) => each.direction),
    verdictDirection(told),
    ...(grown ? (['worse'] as const) : []),
  ]);
  if (direction === 'worse' || direction === 'mixed') return 'worse';
  if (cases.some((each) => each.change === 'withdrawn' && each.direction === 'lower')) return 'withdrawn';
  if (direction === 'lower' || gone.length > 0) return 'lower';
  return cases.length + exposure.length + accesses.length + statements.length > 0 || verdict !== null
    ? 'changed'
    : 'nothingNew';
}

/** `less`: the new answer was made from less; what is gone from it is then no relief. */
export function headlineOf(told: Told, less: boolean): Comparison['headline'] {
  const { worse, gone, other } = partsOf(told);
  const code = codeOf(told, gone);
  if (code === 'nothingNew') {
    return { code, sentence: 'The same verdict, cases, exposure, sums and statements.' };
  }
  const parts = [...worse, ...gone, ...other];
  const all = parts.length > 0 ? parts : restParts(told);
  const rest = all.length - mostParts;
  const more = rest > 0 ? [`and ${count(rest, 'further change')}`] : [];
  const sentence = `${first([...all.slice(0, mostParts), ...more].join('; '))}.`;
  return { code, sentence: `${sentence}${less && gone.length > 0 ? ' The new answer was made from less.' : ''}` };
}
