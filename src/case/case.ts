// Findings and access sessions of one actor become a case: what it is, how sure, since when, and what was read.
import type { Suspicion } from '../detect/weigh.js';
import { innocent, levelRank } from '../detect/weigh.js';
import { readDiverted } from '../exposure/diverted.js';
import { type BlindSpots, type CaseSpan, makeCaseAccesses, readExposure } from '../exposure/exposure.js';
import type { Database } from '../query/database.js';
import { epochMs } from '../query/operation.js';
import { sql } from '../query/sql.js';
import type { Case, Confidence, Exposure, Finding, Level } from '../record/result.js';
import { readSessions, type SessionRow } from '../session/read.js';
import { groupBy } from '../util/group.js';
import { idOf } from '../util/hash.js';
import { byText, sortedSet } from '../util/order.js';
import { hour, isoTime } from '../util/time.js';
import { drawIn } from './draw-in.js';
import { linkFindings, readShared, type Shared } from './link.js';
import { suspicionOf } from './suspicion.js';

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

/**
 * What a finding makes of its case. A rule's level is its author's word; `high` and above wake somebody, so they need evidence
 * that was weighed against ordinary life, or a rule whose author says that ordinary life never does this: `critical`.
 */
export function countedLevel({ level, rule }: Finding): Level {
  if (rule === null) return level;
  if (level === 'critical') return 'high';
  return levelRank(level) > levelRank('medium') ? 'medium' : level;
}

const highest = (list: readonly Finding[]): Finding =>
  list.reduce((best, item) => (levelRank(countedLevel(item)) > levelRank(countedLevel(best)) ? item : best));

/** Of a case in which nobody is known to have opened anything. */
const nothingExposed: Exposure = {
  named: { messages: 0, bytes: 0, items: [] },
  folders: [],
  unknown: [],
  diverted: [],
};

const confidences: readonly Confidence[] = ['low', 'moderate', 'high'];

function titleOf(findings: readonly Finding[], mailboxes: readonly string[]): string {
  const users = sortedSet(findings.flatMap((finding) => finding.users));
  const whose = mailboxes.length === 0 ? users : mailboxes;
  const places = whose.length === 1 ? (whose[0] ?? '') : `${whose.length} ${whose === users ? 'users' : 'mailboxes'}`;
  return `${highest(findings).title}: ${places}`;
}

async function spans(database: Database, groups: readonly Group[]): Promise<CaseSpan[]> {
  const rows = await database.rows<{ caseId: string; firstMs: number; lastMs: number }>(
    sql`SELECT "caseId", ${epochMs(sql`min("at")`)} AS "firstMs", ${epochMs(sql`max("at")`)} AS "lastMs"
      FROM "caseAccess" JOIN access USING (n) GROUP BY "caseId"`,
  );
  const byId = new Map(rows.map((row) => [row.caseId, row]));
  return groups.map(({ id, findings, members }) => ({
    caseId: id,
    tenant: findings[0]?.tenant ?? 'unknown',
    sessions: members.map((member) => member.session.id),
    mailboxes: sortedSet([...members.map((member) => member.session.mailbox), ...mailboxesOfRules(findings, members)]),
    firstMs: byId.get(id)?.firstMs ?? 0,
    lastMs: byId.get(id)?.lastMs ?? 0,
  }));
}

/** When the case would have stood at `high`, or at its level if that is lower: with the first finding that did. */
function detectableAt(findings: readonly Finding[], level: Level): string | null {
  const wanted = Math.min(levelRank(level), levelRank('high'));
  const moments = findings
    .filter((finding) => levelRank(countedLevel(finding)) >= wanted)
    .flatMap((finding) => finding.detectableAt ?? []);
  return moments.sort(byText)[0] ?? null;
}

interface Around {
  readonly begins: ReadonlyMap<string, number>;
  readonly detectedAt: string | null;
}

/** A rule that only hints is one finding for all that its administrator did; beside sessions it names no further mailbox. */
const mailboxesOfRules = (findings: readonly Finding[], members: readonly Judged[]): string[] =>
  findings
    .filter(({ rule, level }) => rule !== null && (members.length === 0 || levelRank(level) >= levelRank('medium')))
    .flatMap((finding) => finding.mailboxes);

function caseOf(group: Group, span: CaseSpan, exposure: Exposure, around: Around): Case {
  const { findings, members } = group;
  const ruled = findings.filter((finding) => finding.rule !== null);
  const suspicion = suspicionOf(
    members.map((member) => member.suspicion),
    ruled,
  );
  const told = countedLevel(highest(findings));
  const level = members.length > 0 && levelRank(suspicion.level) > levelRank(told) ? suspicion.level : told;
  const strongest = findings.filter((finding) => countedLevel(finding) === told);
  const accessed = members.length > 0;
  const confidence =
    confidences[Math.max(...strongest.map((finding) => confidences.indexOf(finding.confidence)))] ?? 'low';
  const begins = around.begins.get(span.tenant) ?? span.firstMs;
  return {
    id: group.id,
    tenant: span.tenant,
    title: titleOf(findings, span.mailboxes),
    level,
    confidence,
    suspicion: { score: suspicion.score, reasons: [...suspicion.reasons] },
    users: sortedSet(findings.flatMap((finding) => finding.users)),
    mailboxes: [...span.mailboxes],
    addresses: sortedSet([
      ...members.flatMap((member) => member.session.addresses),
      ...findings.flatMap((finding) => finding.addresses),
    ]),
    applications: sortedSet(findings.flatMap((finding) => finding.applications)),
    sessions: [...span.sessions],
    findings: findings.map((finding) => finding.id),
    dwell: {
      firstAccessAt: accessed ? isoTime(span.firstMs) : null,
      firstAccessIsFloor: accessed && span.firstMs - begins < edgeMs,
      detectableAt: level === told ? detectableAt(findings, level) : isoTime(suspicion.detectableMs ?? span.lastMs),
      detectedAt: around.detectedAt,
      lastActivityAt: accessed
        ? isoTime(span.lastMs)
        : (sortedSet(findings.map((finding) => finding.lastAt)).at(-1) ?? null),
    },
    exposure,
    watched: [],
    judgement: null,
  };
}

function groupsOf(judged: readonly Judged[], loose: readonly Finding[], shared: Shared): Group[] {
  const sessionOf = new Map(
    judged.flatMap((member) => member.findings.map((finding) => [finding.id, member.session] as const)),
  );
  const findings = [...judged.flatMap((member) => member.findings), ...loose].filter(
    (finding) => finding.level !== 'informational',
  );
  const linksOf = new Map(
    judged.flatMap((member) =>
      member.findings.map((finding) => {
        const evidence = member.suspicion.evidence.find(({ detection }) => detection === finding.detection);
        return [finding.id, evidence?.links ?? []] as const;
      }),
    ),
  );
  return linkFindings(findings, sessionOf, shared, linksOf).map((linked) => {
    const ids = new Set(linked.map((finding) => finding.id));
    const members = judged.filter((member) => member.findings.some((finding) => ids.has(finding.id)));
    const first = [...linked].sort((a, b) => byText(a.firstAt, b.firstAt) || byText(a.id, b.id))[0] as Finding;
    return { id: idOf('case', first.id), findings: linked, members };
  });
}

/** The groups with what else their actors did, and those sessions by themselves where they were not among the judged. */
async function withDrawn(
  database: Database,
  groups: readonly Group[],
  judged: readonly Judged[],
): Promise<{ groups: Group[]; drawn: Judged[] }> {
  const held = groups.flatMap(({ id, members }) => {
    const whole = suspicionOf(
      members.map((member) => member.suspicion),
      [],
    );
    // A hint gains nothing by more of the same, and whose it is stays open.
    if (levelRank(whole.level) < levelRank('high')) return [];
    return members.map((member) => ({ caseId: id, sessionId: member.session.id }));
  });
  const found = await drawIn(database, held);
  if (found.length === 0) return { groups: [...groups], drawn: [] };
  const known = new Map(judged.map((member) => [member.session.id, member]));
  const ids = found.map(({ sessionId }) => sessionId).filter((id) => !known.has(id));
  const wanted = new Set(ids);
  const rows = ids.length === 0 ? [] : await readSessions(database, { all: false, ids });
  const drawn = rows
    .filter((row) => wanted.has(row.id))
    .map((session) => ({ session, suspicion: innocent, findings: [] }));
  for (const member of drawn) known.set(member.session.id, member);
  const byCase = groupBy(found, ({ caseId }) => caseId);
  const all = groups.map((group) => ({
    ...group,
    members: [...group.members, ...(byCase.get(group.id) ?? []).flatMap(({ sessionId }) => known.get(sessionId) ?? [])],
  }));
  // A case all of whose sessions belong to a larger one is no case of its own.
  const taken = new Set(found.map(({ sessionId }) => sessionId));
  return { groups: mergeTaken(all, taken), drawn };
}

/** Sessions that were drawn into a case leave the hint of a case that they made by themselves, with their findings. */
function mergeTaken(groups: readonly Group[], taken: ReadonlySet<string>): Group[] {
  const ownerOf = new Map(
    groups.flatMap((group) =>
      group.members
        .filter((m) => taken.has(m.session.id) && group.findings.every((f) => !m.findings.includes(f)))
        .map((m) => [m.session.id, group.id] as const),
    ),
  );
  const given = new Map<string, Finding[]>();
  const kept = groups.filter((group) => {
    const owners = new Set(group.members.map((member) => ownerOf.get(member.session.id)));
    const [owner] = owners;
    if (group.members.length === 0 || owners.size !== 1 || owner === undefined || owner === group.id) return true;
    given.set(owner, [...(given.get(owner) ?? []), ...group.findings]);
    return false;
  });
  return kept.map((group) => ({ ...group, findings: [...group.findings, ...(given.get(group.id) ?? [])] }));
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

/**
 * Cases, highest level first, then by first access and id, and the sessions that were drawn into them without being judged. `judged`: sessions in the order of time; `loose`:
 * findings that rest on no access session, such as a rule's.
 */
export async function buildCases(
  database: Database,
  judged: readonly Judged[],
  loose: readonly Finding[],
  blindSpots: BlindSpots,
  detectedAt: string | null,
): Promise<{ cases: Case[]; drawn: Judged[] }> {
  const linked = groupsOf(
    judged.filter((item) => item.findings.length > 0),
    loose,
    await readShared(database),
  );
  const { groups, drawn } = await withDrawn(database, linked, judged);
  await makeCaseAccesses(
    database,
    groups.map(({ id, members }) => ({ caseId: id, sessions: members.map((m) => m.session.id) })),
  );
  const all = await spans(database, groups);
  const accessed = all.filter((span) => span.sessions.length > 0);
  const exposure = await readExposure(database, accessed, blindSpots);
  const ruled = groups.map(({ id, findings }) => ({
    caseId: id,
    records: findings.filter((finding) => finding.rule !== null).flatMap((finding) => finding.evidence),
  }));
  const diverted = await readDiverted(database, ruled);
  const exposureOf = (id: string): Exposure => ({
    ...(exposure.get(id) ?? nothingExposed),
    diverted: diverted.get(id) ?? [],
  });
  const around = { begins: await readBegins(database), detectedAt };
  const cases = groups.map((group, i) => caseOf(group, all[i] as CaseSpan, exposureOf(group.id), around));
  cases.sort(
    (a, b) =>
      levelRank(b.level) - levelRank(a.level) ||
      byText(a.dwell.firstAccessAt ?? '', b.dwell.firstAccessAt ?? '') ||
      byText(a.id, b.id),
  );
  return { cases, drawn };
}
