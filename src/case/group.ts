// Findings that are linked, with the access sessions on which they rest: what becomes a case.
import type { Suspicion } from '../detect/weigh.js';
import type { Finding } from '../record/result.js';
import type { SessionRow } from '../session/read.js';
import { idOf } from '../util/hash.js';
import { byText } from '../util/order.js';
import { linkFindings, type Shared } from './link.js';

export interface Judged {
  readonly session: SessionRow;
  readonly suspicion: Suspicion;
  readonly findings: readonly Finding[];
}

export interface Group {
  /** Of the case that it becomes. */
  readonly id: string;
  readonly findings: readonly Finding[];
  readonly members: readonly Judged[];
}

/** `judged`: sessions; `loose`: findings that rest on none, and what `ties` them to Entra sessions. */
export function groupsOf(
  judged: readonly Judged[],
  loose: readonly Finding[],
  shared: Shared,
  ties: ReadonlyMap<string, readonly string[]>,
): Group[] {
  const sessionOf = new Map(
    judged.flatMap((member) => member.findings.map((finding) => [finding.id, member.session] as const)),
  );
  const findings = [...judged.flatMap((member) => member.findings), ...loose].filter(
    (finding) => finding.level !== 'informational',
  );
  const linksOf = new Map(ties);
  for (const { findings, suspicion } of judged)
    for (const { id, detection } of findings)
      linksOf.set(id, suspicion.evidence.find((evidence) => evidence.detection === detection)?.links ?? []);
  return linkFindings(findings, sessionOf, shared, linksOf).map((linked) => {
    const ids = new Set(linked.map((finding) => finding.id));
    const members = judged.filter((member) => member.findings.some((finding) => ids.has(finding.id)));
    const first = [...linked].sort((a, b) => byText(a.firstAt, b.firstAt) || byText(a.id, b.id))[0] as Finding;
    return { id: idOf('case', first.id), findings: linked, members };
  });
}
