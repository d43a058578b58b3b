// What the steps of containment need to know about one case, picked together once.
import type { Case, Finding, Result, Session } from '../../record/result.js';
import { groupBy } from '../../util/group.js';
import { sortedSet } from '../../util/order.js';
import { count, some } from '../../util/words.js';
import { findingsOf, restsOnTokens, sessionsOf } from '../case-view.js';
import { utc } from '../format.js';
import { isGuid } from './powershell.js';
import { type Topic, topicOf } from './topic.js';

export interface Known {
  readonly result: Result;
  readonly case: Case;
  readonly sessions: readonly Session[];
  /** People whose account was signed in to, or did something that a rule found. */
  readonly people: readonly string[];
  /** People in whose name only tokens without a sign-in were used. */
  readonly tokensOnly: readonly string[];
  /** Ids of applications that were let in, or that read by themselves; none of Microsoft's. */
  readonly applications: readonly string[];
  readonly forged: boolean;
  readonly about: (...topics: readonly Topic[]) => readonly Finding[];
}

const isPerson = (user: string): boolean => user.includes('@');
const readsByItself = ({ user }: Session): boolean => user === null || /^serviceprincipal_/i.test(user);

function applicationsOf(result: Result, each: Case, sessions: readonly Session[]): string[] {
  const microsofts = new Set(
    sessions.flatMap(({ application: { id, publisher } }) => (publisher === 'Microsoft' ? (id ?? []) : [])),
  );
  const granted = result.traits
    .filter((trait) => trait.case === each.id && trait.kind === 'application' && trait.about === 'granted')
    .map(({ value }) => value);
  // A forged token names the application that its maker likes.
  const readers = sessions
    .filter((session) => readsByItself(session) && session.explanation.class !== 'unexplained')
    .flatMap(({ application }) => application.id ?? []);
  return sortedSet([...granted, ...readers]).filter((id) => isGuid(id) && !microsofts.has(id));
}

export function knownOf(result: Result, each: Case): Known {
  const sessions = sessionsOf(result, each);
  const findings = findingsOf(result, each);
  const signedIn = new Set([
    ...sessions.filter(({ explanation }) => explanation.class !== 'unexplained').flatMap(({ user }) => user ?? []),
    ...findings.filter((finding) => topicOf(finding) !== null).flatMap(({ users }) => users),
  ]);
  const users = sortedSet(each.users.filter(isPerson));
  return {
    ...{ result, case: each, sessions },
    people: users.filter((user) => signedIn.has(user)),
    tokensOnly: users.filter((user) => !signedIn.has(user)),
    applications: applicationsOf(result, each, sessions),
    forged: restsOnTokens(sessions),
    about: (...topics) =>
      findings.filter((finding) => {
        const topic = topicOf(finding);
        return topic !== null && topics.includes(topic);
      }),
  };
}

function saidOnce(title: string, same: readonly Finding[]): string {
  const by = sortedSet(same.flatMap(({ users }) => users));
  const first = sortedSet(same.map(({ firstAt }) => firstAt))[0] ?? '';
  const times = same.length === 1 ? '' : `${count(same.length, 'time')}, first `;
  return `"${title}" (${times}${utc(first)}${by.length === 0 ? '' : ` by ${some(by, 2)}`})`;
}

/** What was found, with when and by whom: a whole sentence. */
export function foundText(findings: readonly Finding[]): string {
  const titles = groupBy(findings, ({ title }) => title);
  return `Found: ${some(
    [...titles].map(([title, same]) => saidOnce(title, same)),
    3,
  )}.`;
}

export const mailboxesOf = (findings: readonly Finding[]): string[] =>
  sortedSet(findings.flatMap(({ mailboxes }) => mailboxes));
export const targetsOf = (findings: readonly Finding[]): string[] =>
  sortedSet(findings.flatMap(({ targets }) => targets));
export const usersOf = (findings: readonly Finding[]): string[] =>
  sortedSet(findings.flatMap(({ users }) => users)).filter(isPerson);
