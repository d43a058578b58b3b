// A case as a list of things that can be told of it, so that two can be laid side by side. Whatever a case holds is in it: a key that is
// new to the contract is compared too, if only as a whole.
import { levelRank } from '../detect/weigh.js';
import type { Direction } from '../record/comparison.js';
import type { Case, Level } from '../record/result.js';
import { idOf } from '../util/hash.js';
import { byText } from '../util/order.js';
import { thousands } from '../util/words.js';
import type { Held } from './held.js';

export interface Value {
  readonly field: string;
  readonly title: string;
  /** One text, or several of which some come and some go. */
  readonly one: string | null;
  readonly many: readonly string[] | null;
  /** What it means when it changes from one text to another, or when some come. */
  readonly grave: (from: string | null, to: string | null) => Direction;
}

const mild = (): Direction => 'other';
const upward =
  (rank: (text: string | null) => number) =>
  (from: string | null, to: string | null): Direction =>
    rank(to) > rank(from) ? 'worse' : rank(to) < rank(from) ? 'lower' : 'other';
const figure = (text: string | null): number => Number((text ?? '0').replaceAll(',', ''));

const one = (field: string, title: string, text: string | null, grave: Value['grave'] = mild): Value => ({
  field,
  title,
  one: text,
  many: null,
  grave,
});
const number = (field: string, title: string, value: number): Value =>
  one(field, title, thousands(value), upward(figure));
const many = (field: string, title: string, texts: readonly string[], grave: Value['grave'] = mild): Value => ({
  field,
  title,
  one: null,
  many: texts,
  grave,
});
/** More of these is worse. */
const more = upward((text) => (text === null ? 0 : 1));

const states = ['closed', 'none', 'reopened', 'confirmed'];
const longest = 200;

/** Keys in order: an answer that was read back from a file has them in another. */
const ordered = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort((a, b) => byText(a[0], b[0])))
    : value;

/** Text by which a value of unknown shape is told from another. */
function plain(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value, ordered);
  return text.length <= longest ? text : `${text.slice(0, longest)}… (${idOf('text', text)})`;
}

function unknownKey(key: string, value: unknown): Value {
  if (Array.isArray(value)) return many(key, key, value.map(plain));
  return one(key, key, value === null || value === undefined ? null : plain(value));
}

function exposureValues({ exposure: { named, folders, unknown, diverted } }: Case): Value[] {
  return [
    number('exposure.messages', 'messages known to have been opened', named.messages),
    one('exposure.bytes', 'their size in bytes, where logged', thousands(named.bytes)),
    number('exposure.folders', 'folders copied whole', folders.length),
    number('exposure.unknown', 'periods in which the log could not tell', unknown.length),
    number('exposure.diverted', 'ways by which mail is sent elsewhere', diverted.length),
  ];
}

/** By the logs and, where an analyst judged, by that. */
export const logLevel = ({ level, judgement }: Case): Level => judgement?.levelByLogs ?? level;
const rank = (text: string | null): number => levelRank((text ?? 'informational') as Level);

function judgementValues({ judgement, level }: Case): Value[] {
  const state = judgement?.state ?? 'none';
  const said =
    judgement === null
      ? []
      : [
          `${judgement.verdict} by ${judgement.by ?? 'an analyst'}: ${judgement.because} (${judgement.verdictId}, ${judgement.at})`,
        ];
  return [
    one('level', 'level', level, upward(rank)),
    one('levelByLogs', 'level by the logs alone', judgement === null ? level : judgement.levelByLogs),
    one(
      'judgement.state',
      "the analyst's verdict",
      state,
      upward((text) => states.indexOf(text ?? 'none')),
    ),
    many('judgement', 'what the analyst said', said),
    many('judgement.reopened', 'what the verdict did not cover', judgement?.reopened ?? []),
  ];
}

const known = new Set<string>([
  ...['id', 'tenant', 'title', 'level', 'confidence', 'suspicion', 'users', 'mailboxes', 'addresses', 'applications'],
  ...['sessions', 'findings', 'dwell', 'exposure', 'watched', 'judgements', 'judgement', 'story', 'questions'],
]);

function classesOf({ sessions }: Held): Value[] {
  const sum = (name: keyof Held['sessions'][number]['classes']): number =>
    sessions.reduce((all, it) => all + it.classes[name], 0);
  return [
    number('accesses.unexplained', 'unexplained accesses', sum('unexplained')),
    ...(
      [
        ['notAssessable', 'accesses that cannot be decided'],
        ['explained', 'explained accesses'],
        ['background', 'accesses of background services'],
      ] as const
    ).map(([name, title]) => one(`accesses.${name}`, title, thousands(sum(name)))),
  ];
}

function whoValues({ judgements }: Case): Value[] {
  return judgements.map(({ question, statement, confidence }) =>
    one(
      `judgements.${question}`,
      question === 'kind' ? 'what kind of thing it is' : 'whose work it is',
      `${statement} ${confidence.statement}`,
    ),
  );
}

/** Until when the logs reach is no part of what happened: every later export would change every case. */
function storyValues({ story, questions }: Case): Value[] {
  const steps = story.steps.map(({ stage, kind, title, firstAt, lastAt, count, mailboxes }) => {
    const when = firstAt === lastAt ? firstAt : `${firstAt} to ${lastAt}`;
    return `${stage}: ${title ?? kind}, ${when}, ${thousands(count)} records${mailboxes.length === 0 ? '' : `, ${mailboxes.join(', ')}`}`;
  });
  return [
    one(
      'story.way',
      'how they came in',
      story.way.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
    ),
    one(
      'story.goesOn',
      'may go on',
      story.goesOn ? 'yes' : 'no',
      upward((text) => (text === 'yes' ? 1 : 0)),
    ),
    one('story.sessionsWithSignIn', 'sessions that lead to a sign-in', thousands(story.sessionsWithSignIn)),
    many('story.steps', 'steps of the story', steps),
    many(
      'questions',
      'questions that would settle it',
      questions.map(({ ask }) => ask),
    ),
  ];
}

/** Everything that can be told of a case, the gravest first. */
export function valuesOf(held: Held): Value[] {
  const { item } = held;
  const { dwell, suspicion } = item;
  return [
    ...judgementValues(item),
    one('confidence', 'confidence', item.confidence),
    one('title', 'title', item.title),
    many('mailboxes', 'mailboxes', item.mailboxes, more),
    ...exposureValues(item),
    ...classesOf(held),
    one('dwell.firstAccessAt', 'first access', dwell.firstAccessAt),
    one('dwell.firstAccessIsFloor', 'may have begun before the logs', dwell.firstAccessIsFloor ? 'yes' : 'no'),
    one('dwell.detectableAt', 'detectable since', dwell.detectableAt),
    one('dwell.detectedAt', 'detected', dwell.detectedAt),
    one('dwell.lastActivityAt', 'last activity', dwell.lastActivityAt),
    many('users', 'in whose name', item.users),
    many('addresses', 'addresses', item.addresses),
    many('applications', 'applications', item.applications),
    many('sessions', 'access sessions', item.sessions),
    many('findings', 'findings', item.findings),
    many(
      'suspicion.reasons',
      'reasons',
      suspicion.reasons.map(({ message }) => message),
    ),
    one('suspicion.score', 'weight of the evidence', suspicion.score.toFixed(1)),
    ...whoValues(item),
    ...storyValues(item),
    many('watched', 'watched people', item.watched),
    one('id', 'id', item.id),
    ...Object.entries(item)
      .filter(([key]) => !known.has(key))
      .sort((a, b) => byText(a[0], b[0]))
      .map(([key, value]) => unknownKey(key, value)),
  ];
}
