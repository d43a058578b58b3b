// What another export would show: the sign-ins that should stand behind tokens, and kinds of sign-in that were not given. Entra keeps
// sign-ins for 30 days (Microsoft, reports on data retention; 7 without a premium licence), so a question can be too late.
import type { Case, Question, Result, Session } from '../../record/result.js';
import { byText, sortedSet } from '../../util/order.js';
import { day, hour, isoTime } from '../../util/time.js';
import { some, thousands } from '../../util/words.js';

const named = 2;
const keptMs = 30 * day;
/** The longest life of an access token: its sign-in may lie that long before. */
const tokenMs = 28 * hour;

interface Days {
  readonly fromMs: number;
  readonly toMs: number;
}

const dayText = (ms: number): string => isoTime(ms).slice(0, 10);

function daysOf(sessions: readonly Session[]): Days {
  const firsts = sessions.map(({ firstAt }) => Date.parse(firstAt));
  return { fromMs: Math.min(...firsts) - tokenMs, toMs: Math.max(...sessions.map(({ lastAt }) => Date.parse(lastAt))) };
}

/** Whether Entra still had those sign-ins when these logs ended. */
function keptText({ fromMs, toMs }: Days, { story }: Case): string {
  const endMs = Date.parse(story.logsEndAt ?? isoTime(toMs));
  const oldest = endMs - keptMs;
  if (toMs < oldest)
    return `Entra keeps them for 30 days, so they were gone before these logs end: look in a SIEM or archive.`;
  if (fromMs < oldest)
    return `Entra keeps them for 30 days: when these logs end, those before ${dayText(oldest)} are in a SIEM or archive only.`;
  return `Entra keeps them for 30 days: those of the first day until ${dayText(fromMs + keptMs)}.`;
}

const peopleOf = (sessions: readonly Session[]): string[] => sortedSet(sessions.flatMap(({ user }) => user ?? []));
const spanText = ({ fromMs, toMs }: Days): string => `from ${dayText(fromMs)} to ${dayText(toMs)}`;

/** Tokens without a sign-in: one export that has it would explain them. */
function tokenQuestion(item: Case, sessions: readonly Session[]): Question[] {
  const without = sessions.filter(
    ({ explanation, tokenIds }) => explanation.reason === 'noSignInForToken' && tokenIds.length > 0,
  );
  const [first] = without.toSorted((a, b) => byText(a.firstAt, b.firstAt) || byText(a.id, b.id));
  if (first === undefined) return [];
  const days = daysOf(without);
  const tokens = sortedSet(without.flatMap(({ tokenIds }) => tokenIds));
  const kind = first.user?.startsWith('serviceprincipal')
    ? 'service principal sign-ins'
    : 'sign-ins, interactive and non-interactive,';
  const more = tokens.length === 1 ? '' : `, and ${thousands(tokens.length - 1)} more of the case`;
  return [
    {
      code: 'exportSignIns',
      to: 'log',
      ask: `Export the ${kind} of ${some(peopleOf(without), named)} ${spanText(days)} again, without a filter, and look for the token id ${first.tokenIds[0]}${more}. ${keptText(days, item)}`,
      all: tokens,
      confirms: 'they are not there either, while other tokens’ are: ask Microsoft who issued them',
      refutes: 'they are there: the first export had lost them',
    },
  ];
}

const kindWords = { interactive: 'interactive', nonInteractive: 'non-interactive' } as const;

/** Sessions of people that could not be decided for want of a kind of log. */
function kindQuestions(item: Case, sessions: readonly Session[], { coverage }: Result): Question[] {
  const people = sessions.filter(
    ({ user, classes }) => user?.includes('@') === true && (classes.notAssessable > 0 || classes.explained > 0),
  );
  if (people.length === 0) return [];
  const given = new Set(coverage.signIns.filter(({ tenant }) => tenant === item.tenant).map(({ kind }) => kind));
  const missing = (Object.keys(kindWords) as (keyof typeof kindWords)[]).filter((kind) => !given.has(kind));
  if (missing.length === 0) return [];
  const days = daysOf(people);
  return [
    {
      code: 'exportMissingKind',
      to: 'log',
      ask: `Export the ${missing.map((kind) => kindWords[kind]).join(' and ')} sign-ins of ${some(peopleOf(people), named)} ${spanText(days)}. ${keptText(days, item)}`,
      all: peopleOf(people),
      confirms: 'tokens that were issued to the places of this case, or none where there should be some',
      refutes: 'the person’s own sign-ins, from places and devices of their own, stand behind these accesses',
    },
  ];
}

export const logQuestions = (item: Case, sessions: readonly Session[], result: Result): Question[] => [
  ...tokenQuestion(item, sessions),
  ...kindQuestions(item, sessions, result),
];
