// What an actor sets up leaves his taste in names: rules and where they send mail, applications that were agreed to, keys that
// were put on them. Names are the adversary's to choose, so a short or usual one says nothing.

import { readChanges } from '../exposure/diverted.js';
import type { RuleChange } from '../exposure/rule-change.js';
import type { Database } from '../query/database.js';
import { epochMs, inlineRows } from '../query/operation.js';
import { sql } from '../query/sql.js';
import type { Case, Finding } from '../record/result.js';
import { groupBy } from '../util/group.js';
import { sortedSet } from '../util/order.js';
import type { RawTrait } from './access-trait.js';

interface Evidence {
  readonly caseId: string;
  readonly part: number;
  readonly id: string;
}

interface ChangeRow extends Evidence {
  readonly atMs: number;
  readonly operation: string;
  readonly raw: string;
}

const ruleOperation = /inboxrule|transportrule|journalrule|^set-mailbox$/;
const grantOperation =
  /consent to application|add service principal|permission grant|app role assignment|certificates and secrets|update application/;

const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** Where consents and new applications name them; the record's own `AppId` is the program in which it was done. */
const applicationNamed = new RegExp(
  `"(?:Name|displayName)"\\s*:\\s*"(?:TargetId\\.ServicePrincipalNames|AppId|ServicePrincipal\\.AppId)"[^}]{0,400}?(${guid})`,
  'gi',
);
const keyIdentifier = new RegExp(`KeyIdentifier=(${guid})`, 'gi');

/** Mail providers at which anybody has an address. */
const publicProviders =
  /(^|\.)(gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|aol|icloud|me|mac|proton|protonmail|pm|gmx|web|mail|yandex|qq|163|126|tutanota|tuta|zoho|fastmail|hushmail|onmicrosoft)\.[a-z.]+$/;

/** A name that nobody chooses twice by accident: letters enough, and not what mail programs or everybody calls a rule. */
export const isTelling = (name: string): boolean => {
  const letters = name.replace(/[^\p{L}\p{N}]/gu, '');
  return letters.length >= 5 && !usual.test(letters) && !/^\d+$/.test(letters);
};
const usual =
  /^(inbox|inboxrule\d*|rule\d*|newrule|myrule|forward(ing|all|mail)?|redirect|archive|junk(mail|email)?|spam|delete(d)?|move|copy|invoice(s)?|payment(s)?|bank|admin|test\d*|newsletter(s)?|rssfeeds|conversationhistory)$/i;

const changeTrait =
  ({ caseId, part }: Evidence, atMs: number) =>
  (kind: string, value: string): RawTrait => ({
    ...{ caseId, part, kind, value, about: null, network: null, firstMs: atMs, lastMs: atMs },
  });

/** The name stands in the record's parameters, as `Name` or within `Identity`. */
const nameOf = (by: string): string => /^[^"]* "([\s\S]*)"$/.exec(by)?.[1]?.trim() ?? '';

const domainOf = (address: string): string => address.split('@')[1] ?? '';

async function readEvidence(database: Database, evidence: readonly Evidence[]): Promise<ChangeRow[]> {
  const rows = inlineRows({ caseId: 'text', part: 'integer', id: 'text' }, evidence);
  return database.rows<ChangeRow>(
    sql`SELECT e."caseId", e.part, e.id, ${epochMs(sql`l."at"`)} AS "atMs", lower(l.operation) AS operation, l.raw
      FROM ${rows} e JOIN (SELECT id, "at", operation, raw FROM audit WHERE lower(operation) NOT IN ('mailitemsaccessed', 'attachmentaccess')
        UNION ALL SELECT id, "at", operation, raw FROM directory) l ON l.id = e.id
      WHERE l."at" IS NOT NULL ORDER BY e."caseId", l."at", l.id, e.part`,
  );
}

/** An application to which the case gave rights, and keys that it put on one, by its own record. */
function granted(row: ChangeRow, applications: readonly string[]): RawTrait[] {
  if (!grantOperation.test(row.operation)) return [];
  const text = row.raw.toLowerCase();
  const named = [...text.matchAll(applicationNamed)].map((found) => found[1] ?? '');
  const make = changeTrait(row, row.atMs);
  return [
    ...sortedSet([...named, ...applications.filter((id) => text.includes(id))]).map((id) => ({
      ...make('application', id),
      about: 'granted',
    })),
    ...[...row.raw.matchAll(keyIdentifier)].map((found) => make('credential', (found[1] ?? '').toLowerCase())),
  ];
}

interface Usual {
  /** Of the organisations' own mailboxes. */
  readonly own: ReadonlySet<string>;
  readonly to: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  readonly domains: ReadonlySet<string>;
}

/** What also people outside the cases call their rules, and where they send their mail, is nobody's mark. */
function usualOf(changes: readonly RuleChange[], hostile: ReadonlySet<string>, own: readonly string[]): Usual {
  const others = changes.filter((change) => !hostile.has(change.id));
  const to = new Set(others.flatMap((change) => change.to));
  return {
    own: new Set(own),
    to,
    names: new Set(others.map((change) => nameOf(change.by).toLowerCase())),
    domains: new Set([...[...to].map(domainOf), ...own]),
  };
}

function ofRule(change: RuleChange, evidence: Evidence, usual: Usual): RawTrait[] {
  const make = changeTrait(evidence, change.atMs);
  const name = nameOf(change.by);
  const to = change.to.filter((address) => address.includes('@') && !usual.to.has(address));
  const domains = sortedSet(to.map(domainOf)).filter((each) => !usual.domains.has(each));
  return [
    ...to.filter((address) => !usual.own.has(domainOf(address))).map((address) => make('forwardTarget', address)),
    ...domains.filter((each) => !publicProviders.test(each)).map((domain) => make('forwardDomain', domain)),
    ...(isTelling(name) && !usual.names.has(name.toLowerCase()) ? [make('ruleName', name)] : []),
  ];
}

/** Domains of the tenants' own mailboxes. */
async function readOwnDomains(database: Database): Promise<string[]> {
  const rows = await database.rows<{ domain: string }>(
    sql`SELECT DISTINCT split_part(mailbox, '@', 2) AS domain FROM access WHERE mailbox LIKE '%@%'`,
  );
  return rows.map((row) => row.domain);
}

export interface RuleEvidence {
  readonly case: Case;
  /** Of rules, with the part of the case to which each belongs. */
  readonly findings: readonly { readonly finding: Finding; readonly part: number }[];
}

const evidenceOf = ({ case: item, findings }: RuleEvidence): Evidence[] => [
  ...new Map(
    findings.flatMap(({ finding, part }) =>
      finding.evidence.map((id) => [`${id} ${part}`, { caseId: item.id, part, id }] as const),
    ),
  ).values(),
];

export async function readChangeTraits(database: Database, ruled: readonly RuleEvidence[]): Promise<RawTrait[]> {
  const evidence = ruled.flatMap(evidenceOf);
  if (evidence.length === 0) return [];
  const rows = await readEvidence(database, evidence);
  const applications = new Map(
    ruled.map((each) => [each.case.id, each.case.applications.map((id) => id.toLowerCase())]),
  );
  const grants = rows.flatMap((row) => granted(row, applications.get(row.caseId) ?? []));
  if (!rows.some((row) => ruleOperation.test(row.operation))) return grants;
  const changes = await readChanges(database);
  const hostile = groupBy(evidence, (each) => each.id);
  const usual = usualOf(changes, new Set(hostile.keys()), await readOwnDomains(database));
  const rules = changes.flatMap((change) =>
    (hostile.get(change.id) ?? []).flatMap((each) => ofRule(change, each, usual)),
  );
  return [...grants, ...rules];
}
