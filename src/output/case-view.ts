// What the readouts need to know about one case, picked together from the result's flat lists.
import { type Case, type Finding, type Level, levels, type Result, type Session } from '../record/result.js';
import { some, thousands } from '../util/words.js';

const rank = (level: Level) => levels.indexOf(level);

/** Cases from medium up are told in full; the others get one line. */
export const isTold = (each: Case) => rank(each.level) >= rank('medium');

/** An analyst has decided that it is benign, and nothing has come since. */
export const isClosed = ({ judgement }: Case) => judgement?.state === 'closed';

/** The case as sentences name it; its id may already say what it is. */
export const caseName = ({ id }: Case) => (/^case\b/.test(id) ? id : `case ${id}`);

export function sessionsOf(result: Result, each: Case): Session[] {
  const wanted = new Set(each.sessions);
  return result.sessions.filter((session) => wanted.has(session.id));
}

export function findingsOf(result: Result, each: Case): Finding[] {
  const wanted = new Set(each.findings);
  return result.findings.filter((finding) => wanted.has(finding.id));
}

/** Ids of the accesses of a case and of the evidence of its findings. */
export const recordsOf = (result: Result, each: Case): string[] => [
  ...new Set([
    ...sessionsOf(result, each).flatMap(({ records }) => records),
    ...findingsOf(result, each).flatMap(({ evidence }) => evidence),
  ]),
];

export interface SharedReason {
  readonly code: string;
  readonly message: string;
  readonly weight: number;
  /** In how many sessions of the case the reason stands. */
  readonly sessions: number;
}

/** The reasons of all sessions, one per code with its strongest wording, strongest first. Reasons for the owner are left out. */
export function sharedReasons(sessions: readonly Session[]): SharedReason[] {
  const byCode = new Map<string, SharedReason>();
  // Of equally strong wordings that of the largest session says most.
  const bySize = [...sessions].sort((a, b) => b.accesses - a.accesses);
  for (const reason of bySize.flatMap((session) => session.suspicion.reasons)) {
    if (reason.weight <= 0) continue;
    const known = byCode.get(reason.code);
    const strongest = known !== undefined && known.weight >= reason.weight ? known : reason;
    const { code, message, weight } = strongest;
    byCode.set(reason.code, { code, message, weight, sessions: (known?.sessions ?? 0) + 1 });
  }
  return [...byCode.values()].sort((a, b) => b.weight - a.weight || (a.code < b.code ? -1 : 1));
}

/** The largest control among the unexplained sessions: how often comparable tokens did find their sign-in. */
export function controlOf(sessions: readonly Session[]): { comparable: number; matched: number } | null {
  const controls = sessions.flatMap(({ explanation }) =>
    explanation.class === 'unexplained' && explanation.control !== null ? [explanation.control] : [],
  );
  return controls.sort((a, b) => b.comparable - a.comparable || b.matched - a.matched)[0] ?? null;
}

/** True when tokens without a sign-in carry the case: then changing passwords may not shut the reader out. */
export const restsOnTokens = (sessions: readonly Session[]) =>
  sessions.some((session) => session.explanation.class === 'unexplained');

export const namedMailboxes = (each: Case) => new Set(each.exposure.named.items.map((item) => item.mailbox)).size;

/** A mailbox with whose it is, where the user's own tables or the tenant's state say it, and whether its owner is watched. */
export function mailboxText(result: Result, mailbox: string): string {
  const person = result.people.find((it) => it.user === mailbox);
  const watch = result.watched.find((it) => it.users.includes(mailbox));
  const also = person === undefined || person.otherNames.length === 0 ? [] : [`also ${some(person.otherNames, 3)}`];
  const about = [person?.name ?? watch?.name, person?.role ?? watch?.role];
  const known = [
    ...about.filter((part) => part !== null && part !== undefined),
    ...(watch ? ['watched'] : []),
    ...also,
  ];
  return known.length === 0 ? mailbox : `${mailbox} (${known.join('; ')})`;
}

/** Why a case stands before others, to follow its number; nothing where it does not. */
export const watchedText = ({ watched }: Case): string =>
  watched.length === 0
    ? ''
    : watched.length === 1
      ? ', a watched person'
      : `, ${thousands(watched.length)} watched people`;

/** An application as people know it: the name, with the id only where there is no name, and what is unusual about it. */
function applicationText({ name, id, publisher, opensMail }: Session['application']): string {
  const text = name ?? id ?? 'an application without a name';
  const about = [
    ...(publisher === null || publisher === 'unknown' || text.includes(publisher) ? [] : [publisher]),
    ...(opensMail === 'no' ? ['does not ordinarily open mail'] : []),
  ];
  return about.length > 0 ? `${text} (${about.join('; ')})` : text;
}

/** The applications of a case as people know them. */
export function applicationNames(sessions: readonly Session[], each: Case): string[] {
  const names = sessions.map(({ application }) => applicationText(application));
  return [...new Set(names.length > 0 ? names : each.applications)];
}

/** When mailbox accesses began and ended over all mailboxes; null when there are none. */
export function accessSpan(result: Result): { firstAt: string; lastAt: string } | null {
  const firsts = result.coverage.mailboxes.map((mailbox) => mailbox.firstAt).sort();
  const lasts = result.coverage.mailboxes.map((mailbox) => mailbox.lastAt).sort();
  const [firstAt, lastAt] = [firsts[0], lasts.at(-1)];
  return firstAt === undefined || lastAt === undefined ? null : { firstAt, lastAt };
}

/** Reasons counted in the reconciliation, largest first; of one class, or those whose code is not known here (null). */
export function reasonCounts(result: Result, belongs: (code: string) => boolean): [string, number][] {
  return Object.entries(result.reconciliation.byReason)
    .filter(([code, value]) => value > 0 && belongs(code))
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
