// What the access sessions of a case say: who read, with what, from where, how much. Shares of sessions decide, so that one odd
// session among many makes no item; what the result does not know of a session is nothing, not a no.
import { rentedKinds } from '../../record/network-kind.js';
import type { Session } from '../../record/result.js';
import { count, some } from '../../util/words.js';
import type { Subject } from '../subject.js';
import type { KindCode } from './catalogue.js';
import { type Evidence, item } from './evidence.js';

/** From this share of the sessions on it is the way of the case. */
const most = 0.7;

type Test = (session: Session) => boolean;

const has = (session: Session, code: string): boolean =>
  session.suspicion.reasons.some((reason) => reason.code === code);
const kindsOf = (session: Session): string[] => session.addresses.flatMap(({ kind }) => kind ?? []);
/** Every address that is known is of these kinds, and at least one is known. */
const allOf =
  (...kinds: readonly string[]): Test =>
  (session) =>
    kindsOf(session).length > 0 && kindsOf(session).every((kind) => kinds.includes(kind));
const strange: Test = (session) =>
  ['strangePlace', 'strangeClient', 'sharedStranger', 'stolenSession', 'ownerElsewhere'].some((code) =>
    has(session, code),
  );
const isPerson = (name: string | null): name is string => name?.includes('@') === true;

const ordinaryClients = /^Client=(MSExchangeRPC|OutlookService|ActiveSync|OWA)\b/i;
/** The application was new to nearly every mailbox, or is known not to open mail. */
const isTool: Test = ({ application, suspicion }) =>
  application.opensMail === 'no' ||
  suspicion.reasons.some(({ code, message }) => code === 'newReader' && /application [^;]*\(0 of/.test(message));

const tests: readonly (readonly [KindCode, Test])[] = [
  ['readerIsOwner', (s) => isPerson(s.user) && s.user === s.mailbox],
  ['readerIsColleague', (s) => isPerson(s.user) && s.user !== s.mailbox],
  ['readerIsApplication', (s) => !isPerson(s.user)],
  ['strangeTool', isTool],
  ['ordinaryClient', (s) => !isTool(s) && (s.application.opensMail === 'yes' || ordinaryClients.test(s.client ?? ''))],
  ['rentedPlace', allOf(...rentedKinds)],
  ['microsoftPlace', allOf('microsoft')],
  ['homePlace', (s) => strange(s) && allOf('home', 'mobile', 'hotel', 'carrierGradeNat')(s)],
  ['ownPlace', (s) => !strange(s) && allOf('office', 'home', 'mobile', 'sharedEgress', 'private')(s)],
  ['cannotTell', (s) => s.classes.notAssessable > (s.accesses - s.classes.background) / 2],
];

function detailOf(kind: KindCode, sessions: readonly Session[]): string {
  const share = count(sessions.length, 'session');
  if (kind === 'rentedPlace' || kind === 'microsoftPlace' || kind === 'homePlace') {
    const names = [
      ...new Set(sessions.flatMap((s) => s.addresses.map(({ organisation, ip }) => organisation ?? ip))),
    ].sort();
    return `${share}; ${some(names, 3)}`;
  }
  if (kind === 'strangeTool' || kind === 'ordinaryClient') {
    const names = [
      ...new Set(sessions.map(({ application, client }) => application.name ?? application.id ?? client ?? 'unnamed')),
    ];
    return `${share}; ${some(names.sort(), 3)}`;
  }
  return share;
}

function ofMost({ sessions }: Subject): Evidence[] {
  return tests.flatMap(([kind, test]) => {
    const fitting = sessions.filter(test);
    if (fitting.length === 0 || fitting.length < most * sessions.length) return [];
    return [item(kind, detailOf(kind, fitting), { sessions: fitting.map(({ id }) => id) })];
  });
}

/** Said of one session it says something of the case. */
function ofSome({ sessions }: Subject): Evidence[] {
  const elsewhere = sessions.filter((session) => has(session, 'ownerElsewhere'));
  if (elsewhere.length === 0) return [];
  const basis = { sessions: elsewhere.map(({ id }) => id) };
  return [item('ownerElsewhere', count(elsewhere.length, 'session'), basis)];
}

/** Messages a day from which on taking is more than reading; folders synchronised count as much. */
const manyInADay = 150;
const fewDays = 5;
const few = 15;

function taking({ sessions, cases }: Subject): Evidence[] {
  const byDay = new Map<string, number>();
  for (const { firstAt, messages } of sessions)
    byDay.set(firstAt.slice(0, 10), (byDay.get(firstAt.slice(0, 10)) ?? 0) + messages);
  const days = [...byDay.values()];
  const folders = cases.reduce((sum, each) => sum + each.exposure.folders.length, 0);
  const top = Math.max(0, ...days);
  if (sessions.length === 0) return [item('nothingRead', null)];
  const basis = { sessions: sessions.map(({ id }) => id) };
  if (folders > 0 || top >= manyInADay) {
    const what = folders > 0 ? count(folders, 'whole folder') : `${count(top, 'message')} on one day`;
    return [item('takenWhole', what, basis)];
  }
  if (days.length >= fewDays && days.reduce((a, b) => a + b, 0) <= few * days.length)
    return [item('littleAtATime', `on ${count(days.length, 'day')}, ${count(top, 'message')} at most on one`, basis)];
  return [];
}

export const bySession = (subject: Subject): Evidence[] => [...ofMost(subject), ...ofSome(subject), ...taking(subject)];
