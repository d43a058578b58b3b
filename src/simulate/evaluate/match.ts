// Which case is about which intrusion. The rule: a case is about every intrusion of which it holds a hostile record, in its
// sessions or in its findings' evidence; one that holds none is false; one that holds those of several mixes them up.
import { type Case, type Level, levels, type Result } from '../../record/result.js';
import type { IntrusionTruth } from '../truth-schema.js';

export const rank = (level: Level | null): number => (level === null ? -1 : levels.indexOf(level));
export const reaches = (level: Level | null, least: Level): boolean => rank(level) >= rank(least);

export interface Match {
  readonly case: Case;
  /** Everything that the case holds: ids of its sessions' accesses and of its findings' evidence. */
  readonly records: ReadonlySet<string>;
  /** Ids of intrusions, the one with most of its records first. */
  readonly intrusions: readonly string[];
  /** How many of its records belong to no intrusion. */
  readonly ordinary: number;
}

function recordsOf(item: Case, sessions: Map<string, readonly string[]>, findings: Map<string, readonly string[]>) {
  const records = new Set<string>();
  for (const id of item.sessions) for (const record of sessions.get(id) ?? []) records.add(record);
  for (const id of item.findings) for (const record of findings.get(id) ?? []) records.add(record);
  return records;
}

export function matchCases(
  intrusions: readonly IntrusionTruth[],
  result: Pick<Result, 'cases' | 'sessions' | 'findings'>,
): Match[] {
  const owners = new Map<string, string[]>();
  for (const intrusion of intrusions) {
    for (const record of intrusion.records) owners.set(record, [...(owners.get(record) ?? []), intrusion.id]);
  }
  const sessions = new Map(result.sessions.map((session) => [session.id, session.records]));
  const findings = new Map(result.findings.map((finding) => [finding.id, finding.evidence]));
  return result.cases.map((item) => {
    const records = recordsOf(item, sessions, findings);
    const shared = new Map<string, number>();
    let ordinary = 0;
    for (const record of records) {
      const ids = owners.get(record) ?? [];
      if (ids.length === 0) ordinary += 1;
      for (const id of ids) shared.set(id, (shared.get(id) ?? 0) + 1);
    }
    const ids = [...shared].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([id]) => id);
    return { case: item, records, intrusions: ids, ordinary };
  });
}
