// Findings and access sessions of one actor become a case: what it is, how sure, since when, and what was read.
import type { Suspicion } from '../detect/weigh.js';
import { levelRank } from '../detect/weigh.js';
import { type BlindSpots, type CaseSpan, makeCaseAccesses, readExposure } from '../exposure/exposure.js';
import type { Database } from '../query/database.js';
import { epochMs } from '../query/operation.js';
import { sql } from '../query/sql.js';
import type { Case, Confidence, Exposure, Finding, Level } from '../record/result.js';
import type { SessionRow } from '../session/read.js';
import { idOf } from '../util/hash.js';
import { byText, sortedSet } from '../util/order.js';
import { hour, isoTime } from '../util/time.js';
import { linkFindings, readShared } from './link.js';

export interface Judged {
  readonly session: SessionRow;
  readonly suspicion: Suspicion;
  readonly findings: readonly Finding[];
}

/** A first access this near to where the tenant's logs begin may not have been the first. */
const edgeMs = 48 * hour;

interface Group {
  readonly id: string;
  readonly findings: readonly Finding[];
  readonly members: readonly Judged[];
}

const highest = <T extends { readonly level: Level }>(list: readonly T[]): T =>
  list.reduce((best, item) => (levelRank(item.level) > levelRank(best.level) ? item : best));

const confidences: readonly Confidence[] = ['low', 'moderate', 'high'];

function titleOf(findings: readonly Finding[], mailboxes: readonly string[]): string {
  const places = mailboxes.length === 1 ? (mailboxes[0] ?? '') : `${mailboxes.length} mailboxes`;
  return `${highest(findings).title}: ${places}`;
}

async function spans(database: Database, groups: readonly Group[]): Promise<CaseSpan[]> {
  const rows = await database.rows<{ caseId: string; firstMs: number; lastMs: number }>(
    sql`SELECT "caseId", ${epochMs(sql`min("at")`)} AS "firstMs", ${epochMs(sql`max("at")`)} AS "lastMs"
      FROM "caseAccess" JOIN access USING (n) GROUP BY "caseId"`,
  );
  const byId = new Map(rows.map((row) => [row.caseId, row]));
  return groups.map(({ id, members }) => ({
    caseId: id,
    tenant: members[0]?.session.tenant ?? 'unknown',
    sessions: members.map((member) => member.session.id),
    mailboxes: sortedSet(members.map((member) => member.session.mailbox)),
    firstMs: byId.get(id)?.firstMs ?? 0,
    lastMs: byId.get(id)?.lastMs ?? 0,
  }));
}

/** When the case would have stood at `high`, or at its level if that is lower: with the first finding that did. */
function detectableAt(findings: readonly Finding[], level: Level): string | null {
  const wanted = Math.min(levelRank(level), levelRank('high'));
  const moments = findings
    .filter((finding) => levelRank(finding.level) >= wanted)
    .flatMap((finding) => finding.detectableAt ?? []);
  return moments.sort(byText)[0] ?? null;
}

interface Around {
  readonly begins: ReadonlyMap<string, number>;
  readonly detectedAt: string | null;
}

function caseOf(group: Group, span: CaseSpan, exposure: Exposure, around: Around): Case {
  const { findings, members } = group;
  const level = highest(findings).level;
  const strongest = findings.filter((finding) => finding.level === level);
  const confidence =
    confidences[Math.max(...strongest.map((finding) => confidences.indexOf(finding.confidence)))] ?? 'low';
  const begins = around.begins.get(span.tenant) ?? span.firstMs;
  return {
    id: group.id,
    tenant: span.tenant,
    title: titleOf(findings, span.mailboxes),
    level,
    confidence,
    users: sortedSet(findings.flatMap((finding) => finding.users)),
    mailboxes: [...span.mailboxes],
    addresses: sortedSet(members.flatMap((member) => member.session.addresses)),
    applications: sortedSet(findings.flatMap((finding) => finding.applications)),
    sessions: [...span.sessions],
    findings: findings.map((finding) => finding.id),
    dwell: {
      firstAccessAt: isoTime(span.firstMs),
      firstAccessIsFloor: span.firstMs - begins < edgeMs,
      detectableAt: detectableAt(findings, level),
      detectedAt: around.detectedAt,
      lastActivityAt: isoTime(span.lastMs),
    },
    exposure,
  };
}

function groupsOf(judged: readonly Judged[], shared: Awaited<ReturnType<typeof readShared>>): Group[] {
  const sessionOf = new Map(
    judged.flatMap((member) => member.findings.map((finding) => [finding.id, member.session] as const)),
  );
  const findings = judged.flatMap((member) => member.findings).filter((finding) => finding.level !== 'informational');
  return linkFindings(findings, sessionOf, shared).map((linked) => {
    const ids = new Set(linked.map((finding) => finding.id));
    const members = judged.filter((member) => member.findings.some((finding) => ids.has(finding.id)));
    const first = [...linked].sort((a, b) => byText(a.firstAt, b.firstAt) || byText(a.id, b.id))[0] as Finding;
    return { id: idOf('case', first.id), findings: linked, members };
  });
}

/** From when on each tenant's logs can show an intruder: both the access log and the sign-in logs have begun. */
async function readBegins(database: Database): Promise<Map<string, number>> {
  const rows = await database.rows<{ tenant: string; atMs: number }>(
    sql`SELECT tenant, greatest(a."atMs", coalesce(s."atMs", 0)) AS "atMs"
      FROM (SELECT tenant, ${epochMs(sql`min("at")`)} AS "atMs" FROM access GROUP BY tenant) a
        LEFT JOIN (SELECT tenant, ${epochMs(sql`min("at")`)} AS "atMs" FROM issued WHERE kind <> 'auditLog' GROUP BY tenant) s USING (tenant)`,
  );
  return new Map(rows.map((row) => [row.tenant, row.atMs]));
}

/** Cases, highest level first, then by first access and id. `judged`: sessions with findings, in the order of time. */
export async function buildCases(
  database: Database,
  judged: readonly Judged[],
  blindSpots: BlindSpots,
  detectedAt: string | null,
): Promise<Case[]> {
  const groups = groupsOf(judged, await readShared(database));
  await makeCaseAccesses(
    database,
    groups.map(({ id, members }) => ({ caseId: id, sessions: members.map((m) => m.session.id) })),
  );
  const all = await spans(database, groups);
  const exposure = await readExposure(database, all, blindSpots);
  const around = { begins: await readBegins(database), detectedAt };
  const cases = groups.map((group, i) => caseOf(group, all[i] as CaseSpan, exposure.get(group.id) as Exposure, around));
  return cases.sort(
    (a, b) =>
      levelRank(b.level) - levelRank(a.level) ||
      byText(a.dwell.firstAccessAt ?? '', b.dwell.firstAccessAt ?? '') ||
      byText(a.id, b.id),
  );
}
