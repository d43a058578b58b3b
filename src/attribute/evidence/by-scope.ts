// How far it reaches, whether the logs can be trusted about it, and what is absent. An absence is evidence only where the thing
// would have been seen: in an export of nothing but mail access no rule could be.
import { levelRank } from '../../detect/weigh.js';
import type { Session } from '../../record/result.js';
import { count, some } from '../../util/words.js';
import type { Subject } from '../subject.js';
import { type Evidence, item } from './evidence.js';

function scope({ mailboxes, tenants, cases }: Subject): Evidence[] {
  const watched = [...new Set(cases.flatMap((each) => each.watched))].sort();
  return [
    ...(mailboxes.length === 1 ? [item('oneMailbox', null)] : []),
    ...(mailboxes.length >= 3 ? [item('severalMailboxes', count(mailboxes.length, 'mailbox', 'mailboxes'))] : []),
    ...(tenants.length > 1 ? [item('severalOrganisations', count(tenants.length, 'organisation'))] : []),
    ...(watched.length > 0 ? [item('watchedPeople', some(watched, 3))] : []),
  ];
}

/** What was weighed against ordinary life, before any verdict of an analyst: bench/RESULTS.md says how often it errs. */
function weight({ cases }: Subject): Evidence[] {
  const levels = cases.map(({ level, judgement }) => levelRank(judgement?.levelByLogs ?? level));
  const highest = Math.max(...levels);
  if (highest >= levelRank('high')) return [item('weighsHigh', null)];
  return [item(highest === levelRank('medium') ? 'weighsMedium' : 'weighsLow', null)];
}

/** Comparable tokens below which the control says nothing here. */
const fewest = 100;

/** The control of the sessions that rest on missing sign-ins: the one over most tokens. */
function control(sessions: readonly Session[], byFindings: ReadonlySet<string>): Evidence[] {
  if (!byFindings.has('tokenNotIssued')) return [];
  const known = sessions.flatMap(({ explanation }) => (explanation.control === null ? [] : [explanation.control]));
  const best = known.sort((a, b) => b.comparable - a.comparable || b.matched - a.matched)[0];
  if (best === undefined || best.comparable < fewest) return [];
  const share = best.matched / best.comparable;
  const detail = `${best.matched} of ${best.comparable}`;
  if (share >= 0.97) return [item('controlGood', detail)];
  return share < 0.9 ? [item('controlPoor', detail)] : [];
}

const changes = new Set([
  ...['moneyWords', 'mailHidden', 'mailDiverted', 'mailDivertedByAdministrator', 'sentInTheirName', 'loggingReduced'],
  ...['rightsGiven', 'consentGiven', 'applicationEmpowered', 'deviceAdded'],
]);
const entries = new Set([
  ...['tokenNotIssued', 'idsAbsent', 'foreignToken', 'oddIssuer', 'deviceCode', 'stolenSession', 'passwordGuessed'],
  ...['passwordAlone', 'consentGiven', 'applicationEmpowered', 'rightsGiven'],
]);

/** Limits of an answer in which a change might not have been seen. */
const blind = new Set([
  'auditExportFiltered',
  'auditExportFilteredToUsers',
  'probablyTruncated',
  'auditGap',
  'noAccessRecords',
]);

export const changesVisible = ({ coverage }: Subject): boolean => !coverage.limits.some(({ code }) => blind.has(code));

function absent(subject: Subject, seen: ReadonlySet<string>): Evidence[] {
  const { sessions } = subject;
  const alone = sessions.length > 0 && changesVisible(subject) && ![...changes].some((kind) => seen.has(kind));
  const all = sessions.reduce((sum, { classes }) => sum + classes.explained, 0);
  const accesses = sessions.reduce((sum, each) => sum + each.accesses - each.classes.background, 0);
  const ordinary = accesses > 0 && all === accesses && ![...entries].some((kind) => seen.has(kind));
  return [...(alone ? [item('readingAlone', null)] : []), ...(ordinary ? [item('ordinarySignIn', null)] : [])];
}

/** `seen`: kinds that findings gave. */
export const byScope = (subject: Subject, seen: ReadonlySet<string>): Evidence[] => [
  ...scope(subject),
  ...weight(subject),
  ...control(subject.sessions, seen),
  ...absent(subject, seen),
];
