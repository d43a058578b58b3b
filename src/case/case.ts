// Findings and access sessions of one actor become a case: what it is, how sure, since when, and what was read.
import { levelRank } from '../detect/weigh.js';
import { makeCaseAccesses } from '../exposure/case-access.js';
import { readDiverted } from '../exposure/diverted.js';
import { type BlindSpots, type CaseSpan, readExposure } from '../exposure/exposure.js';
import { readSilenced } from '../exposure/silenced.js';
import { toldWindow, type UnknownWindow } from '../exposure/unknown.js';
import type { Database } from '../query/database.js';
import { epochMs } from '../query/operation.js';
import { sql } from '../query/sql.js';
import type { Knowledge } from '../record/knowledge.js';
import type { Case, Confidence, Exposure, Finding, Level } from '../record/result.js';
import { noStory } from '../record/story.js';
import { byText, sortedSet } from '../util/order.js';
import { hour, isoTime } from '../util/time.js';
import { drawIn } from './draw-in.js';
import { type Group, groupsOf, type Judged } from './group.js';
import { readShared } from './link.js';
import { withStories } from './story/story.js';
import { suspicionOf } from './suspicion.js';
import { readTies } from './tie.js';

/** A first access this near to where the tenant's logs begin may not have been the first. */
const edgeMs = 48 * hour;

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

/** `silenced`: by case, the times in which it made the log blind. */
async function spans(
  database: Database,
  groups: readonly Group[],
  silenced: ReadonlyMap<string, readonly UnknownWindow[]>,
): Promise<CaseSpan[]> {
  const rows = await database.rows<{ caseId: string; firstMs: number; lastMs: number }>(
    sql`SELECT "caseId", ${epochMs(sql`min("at")`)} AS "firstMs", ${epochMs(sql`max("at")`)} AS "lastMs"
      FROM "caseAccess" JOIN access USING (n) GROUP BY "caseId"`,
  );
  const byId = new Map(rows.map((row) => [row.caseId, row]));
  return groups.map(({ id, findings, members }) => ({
    caseId: id,
    tenant: findings[0]?.tenant ?? 'unknown',
    sessions: members.map((member) => member.session.id),
    mailboxes: sortedSet([
      ...members.map((member) => member.session.mailbox),
      ...mailboxesOfRules(findings, members),
      ...(silenced.get(id) ?? []).map(({ mailbox }) => mailbox),
    ]),
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

const isRuleAbove = ({ rule, level }: Finding): boolean => rule !== null && levelRank(level) >= levelRank('medium');

/** A rule that only hints is one finding for all that its administrator ever did; beside anything surer it names no further mailbox. */
function mailboxesOfRules(findings: readonly Finding[], members: readonly Judged[]): string[] {
  const sure = findings.filter(isRuleAbove);
  const named = members.length > 0 || sure.length > 0 ? sure : findings.filter(({ rule }) => rule !== null);
  return named.flatMap(({ mailboxes }) => mailboxes);
}

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
    story: noStory,
    questions: [],
    watched: [],
    judgements: [],
    judgement: null,
  };
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

export interface Material {
  /** Sessions that matter, in the order of time. */
  readonly judged: readonly Judged[];
  /** Judges sessions beside those. */
  further(ids: readonly string[]): Promise<Judged[]>;
  /** Findings that rest on no access session, such as a rule's. */
  readonly loose: readonly Finding[];
  readonly blindSpots: BlindSpots;
  readonly detectedAt: string | null;
  readonly knowledge: Knowledge;
}

/** Cases, highest level first, then by first access and id; and the sessions that were drawn into them beside those judged. */
export async function buildCases(database: Database, material: Material): Promise<{ cases: Case[]; drawn: Judged[] }> {
  const { judged, loose, detectedAt } = material;
  const linked = groupsOf(judged, loose, await readShared(database), await readTies(database, loose));
  const { groups, drawn } = await drawIn(database, linked, judged, material.further);
  await makeCaseAccesses(
    database,
    groups.map(({ id, members }) => ({ caseId: id, sessions: members.map((m) => m.session.id) })),
  );
  const ruled = groups.map(({ id, findings }) => ({
    caseId: id,
    records: findings.filter((finding) => finding.rule !== null).flatMap((finding) => finding.evidence),
  }));
  const silenced = await readSilenced(database, ruled);
  const all = await spans(database, groups, silenced);
  const accessed = all.filter((span) => span.sessions.length > 0);
  const exposure = await readExposure(database, accessed, material.blindSpots);
  const diverted = await readDiverted(database, ruled);
  const exposureOf = (id: string): Exposure => {
    const read = exposure.get(id) ?? nothingExposed;
    const unknown = [...read.unknown, ...(silenced.get(id) ?? []).map(toldWindow)];
    return { ...read, unknown, diverted: diverted.get(id) ?? [] };
  };
  const around = { begins: await readBegins(database), detectedAt };
  const cases = groups.map((group, i) => caseOf(group, all[i] as CaseSpan, exposureOf(group.id), around));
  cases.sort(
    (a, b) =>
      levelRank(b.level) - levelRank(a.level) ||
      byText(a.dwell.firstAccessAt ?? '', b.dwell.firstAccessAt ?? '') ||
      byText(a.id, b.id),
  );
  const found = new Map(groups.map(({ id, findings }) => [id, findings]));
  return { cases: await withStories(database, material.knowledge, cases, found), drawn };
}
