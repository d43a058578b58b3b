// Cases that hold no hostile record: false alarms, told with everything that made them, so that they can be worked on.
import type { Level, Reason, Result } from '../../record/result.js';
import type { Truth } from '../truth-schema.js';
import type { Known } from './agreement.js';
import type { Match } from './match.js';
import { highestScore, weightiest } from './reason.js';

export interface FalseCase {
  readonly id: string;
  readonly tenant: string;
  readonly level: Level;
  readonly score: number | null;
  readonly title: string;
  readonly mailboxes: readonly string[];
  readonly users: readonly string[];
  readonly applications: readonly string[];
  readonly addresses: readonly string[];
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  /** Of its records, who really made them; empty where the truth's accesses were not given. */
  readonly actors: Readonly<Record<string, number>>;
  /** One of its mailboxes was really intruded upon, by somebody else than this case says. */
  readonly inVictim: boolean;
  /** Each kind of reason once, with the weightiest of its sentences. */
  readonly reasons: readonly Reason[];
  readonly findings: readonly { readonly detection: string; readonly level: Level; readonly reason: string }[];
  /** Its first record ids, to begin with. */
  readonly records: readonly string[];
}

const shown = 5;

function actorsOf(records: ReadonlySet<string>, known: Known | null): Record<string, number> {
  const actors: Record<string, number> = {};
  for (const id of known === null ? [] : records) {
    const actor = known?.get(id)?.actor ?? 'notAnAccess';
    actors[actor] = (actors[actor] ?? 0) + 1;
  }
  return actors;
}

function tell(
  match: Match,
  truth: Truth,
  result: Pick<Result, 'sessions' | 'findings'>,
  known: Known | null,
): FalseCase {
  const { case: item, records } = match;
  const sessions = result.sessions.filter((session) => item.sessions.includes(session.id));
  const victims = new Set(truth.intrusions.flatMap((intrusion) => intrusion.mailboxes));
  return {
    id: item.id,
    tenant: item.tenant,
    level: item.level,
    score: highestScore(sessions),
    title: item.title,
    mailboxes: item.mailboxes,
    users: item.users,
    applications: item.applications,
    addresses: item.addresses,
    firstAt: item.dwell.firstAccessAt,
    lastAt: item.dwell.lastActivityAt,
    actors: actorsOf(records, known),
    inVictim: item.mailboxes.some((mailbox) => victims.has(mailbox)),
    reasons: weightiest(sessions),
    findings: result.findings
      .filter((finding) => item.findings.includes(finding.id))
      .map(({ detection, level, reason }) => ({ detection, level, reason })),
    records: [...records].slice(0, shown),
  };
}

/** In the order of the result: highest level first. */
export const listFalseCases = (
  matches: readonly Match[],
  truth: Truth,
  result: Pick<Result, 'sessions' | 'findings'>,
  known: Known | null,
): FalseCase[] =>
  matches.filter((match) => match.intrusions.length === 0).map((match) => tell(match, truth, result, known));
