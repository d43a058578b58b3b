// What a case holds, as marks by which it is known again in another answer: the accesses of its sessions and the evidence of its
// findings. Its id is that of its first finding, and changes when an earlier one comes in.
import type { Case, Finding, Result, Session } from '../record/result.js';

export interface Held {
  readonly item: Case;
  readonly sessions: readonly Session[];
  readonly findings: readonly Finding[];
  readonly marks: ReadonlySet<string>;
}

const keyOf = ({ detection, rule }: Finding): string => (rule === null ? detection : `rule ${rule.id}`);

/** Records of different organisations may have the same id, and a record can be evidence of findings in two cases. */
function marksOf(sessions: readonly Session[], findings: readonly Finding[]): Set<string> {
  return new Set([
    ...sessions.flatMap(({ id, tenant, records }) => [
      `session ${tenant} ${id}`,
      ...records.map((record) => `access ${tenant} ${record}`),
    ]),
    ...findings.flatMap((finding) => [
      `finding ${finding.tenant} ${finding.id}`,
      ...finding.evidence.map((record) => `${keyOf(finding)} ${finding.tenant} ${record}`),
    ]),
  ]);
}

export function heldBy(result: Result): Held[] {
  const sessions = new Map(result.sessions.map((session) => [session.id, session]));
  const findings = new Map(result.findings.map((finding) => [finding.id, finding]));
  return result.cases.map((item) => {
    const own = item.sessions.flatMap((id) => sessions.get(id) ?? []);
    const found = item.findings.flatMap((id) => findings.get(id) ?? []);
    return { item, sessions: own, findings: found, marks: marksOf(own, found) };
  });
}
