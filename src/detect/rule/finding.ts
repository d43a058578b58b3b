// Matches -> findings: one for each rule and user, one for each correlation and group. A rule's level is its author's word; what
// it makes of a case is decided there.
import type { Database } from '../../query/database.js';
import { epochMs } from '../../query/operation.js';
import { list, sql } from '../../query/sql.js';
import type { Finding, Level } from '../../record/result.js';
import type { Correlation, Rule } from '../../sigma/rule.js';
import { ruleKey } from '../../sigma/rule-set.js';
import { idOf } from '../../util/hash.js';
import { byText, sortedSet } from '../../util/order.js';
import { cleanTargets } from '../../util/recipient.js';
import { isoTime } from '../../util/time.js';
import { count, some } from '../../util/words.js';
import type { Correlated, Hit } from './correlate.js';
import { type Detail, readDetails } from './detail.js';
import type { Scanned } from './scan.js';
import { techniquesOf } from './technique.js';

/** What a rule without a level is taken for. */
export const levelWithout: Level = 'low';

/** So many records are named; the sentence counts all of them. */
const recordsNamed = 1000;

interface Group {
  readonly rule: Rule | Correlation;
  readonly tenant: string;
  /** What sets it apart from the rule's other findings. */
  readonly key: readonly string[];
  readonly hits: readonly Hit[];
  readonly detectableMs: number;
}

/** A rule's file, the same wherever it lies. */
export const sourceOf = (rule: Rule | Correlation): string => rule.at.path.split(/[\\/]/).slice(-2).join('/');

const present = (values: readonly (string | null)[]): string[] => sortedSet(values.flatMap((value) => value ?? []));

function reasonOf({ rule, hits }: Group, details: readonly Detail[]): string {
  const operations = sortedSet(details.flatMap(({ operation }) => operation ?? []));
  const what = operations.length === 0 ? '' : ` (${some(operations, 3)})`;
  return `${count(hits.length, 'record')} ${hits.length === 1 ? 'matches' : 'match'} the rule "${rule.title}"${what}`;
}

function findingOf(group: Group, known: ReadonlyMap<string, Detail>): Finding {
  const { rule, tenant, key, hits } = group;
  const details = hits.flatMap(({ log, place }) => known.get(`${log}:${place}`) ?? []);
  const times = hits.map((hit) => hit.atMs);
  return {
    id: idOf('finding', 'rule', ruleKey(rule), tenant, ...key),
    detection: rule.kind === 'rule' ? 'rule' : 'correlation',
    rule: { id: ruleKey(rule), source: sourceOf(rule) },
    title: rule.title,
    level: rule.level ?? levelWithout,
    confidence: rule.status === 'stable' || rule.status === 'test' ? 'moderate' : 'low',
    tenant,
    users: present(hits.map((hit) => hit.user)),
    targets: sortedSet(cleanTargets(details.flatMap((detail) => detail.targets))),
    mailboxes: sortedSet(details.flatMap((detail) => detail.mailboxes)),
    applications: present(details.map((detail) => detail.application)),
    addresses: present(details.map((detail) => detail.ip)),
    firstAt: isoTime(times.reduce((a, b) => Math.min(a, b))),
    lastAt: isoTime(times.reduce((a, b) => Math.max(a, b))),
    detectableAt: isoTime(group.detectableMs),
    techniques: techniquesOf(rule.tags),
    evidence: hits.slice(0, recordsNamed).map((hit) => hit.id),
    reason: reasonOf(group, details),
  };
}

async function ruleGroups(database: Database, scanned: readonly Scanned[]): Promise<Group[]> {
  const numbers = scanned.map((each) => each.number);
  const rows = await database.rows<
    Hit & { rule: number; tenant: string }
  >(sql`SELECT rule, tenant, "user", id, log, place,
      coalesce(${epochMs(sql`"at"`)}, 0) AS "atMs" FROM "ruleMatch" WHERE rule IN ${list(numbers)}
      ORDER BY rule, tenant, "user" NULLS FIRST, "at", id`);
  const groups = new Map<string, Group & { hits: Hit[] }>();
  const rules = new Map(scanned.map((each) => [each.number, each.rule]));
  for (const row of rows) {
    const rule = rules.get(row.rule) as Rule;
    const key = JSON.stringify([row.rule, row.tenant, row.user]);
    const known = groups.get(key);
    if (known !== undefined) known.hits.push(row);
    else groups.set(key, { rule, tenant: row.tenant, key: [row.user ?? ''], hits: [row], detectableMs: row.atMs });
  }
  return [...groups.values()];
}

function correlationGroups(correlated: readonly Correlated[]): Group[] {
  return correlated.flatMap(({ correlation, episodes }) => {
    const byGroup = new Map<string, Group & { hits: Hit[] }>();
    for (const { tenant, group, records, detectableMs } of episodes) {
      const key = JSON.stringify([tenant, group]);
      const known = byGroup.get(key);
      if (known !== undefined) for (const record of records) known.hits.push(record);
      else byGroup.set(key, { rule: correlation, tenant, key: group, hits: [...records], detectableMs });
    }
    return [...byGroup.values()];
  });
}

/** Findings of the rules that stand for themselves, and of the correlations; in the order of time and id. */
export async function ruleFindings(
  database: Database,
  standing: readonly Scanned[],
  correlated: readonly Correlated[],
): Promise<Finding[]> {
  const groups = [...(await ruleGroups(database, standing)), ...correlationGroups(correlated)];
  const named = groups.flatMap((group) => group.hits.slice(0, recordsNamed));
  const details = await readDetails(database, named);
  return groups
    .map((group) => findingOf(group, details))
    .sort((a, b) => byText(a.firstAt, b.firstAt) || byText(a.id, b.id));
}
