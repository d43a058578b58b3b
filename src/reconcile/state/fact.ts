// What the tenant's state says of mailboxes, people, accounts and the organisation, put together from its exports. Where two
// exports of different days disagree, the one that records less counts: absence of a record must not look like peace.
import type { Database } from '../../query/database.js';
import { epochMs } from '../../query/operation.js';
import { sql } from '../../query/sql.js';

/** What is known of one mailbox or person; null where no export says it. */
export interface MailboxFact {
  /** User principal name, or what else the export calls it. */
  readonly mailbox: string;
  readonly isMailbox: boolean;
  readonly objectId: string | null;
  readonly mailboxGuid: string | null;
  readonly address: string | null;
  readonly name: string | null;
  readonly type: string | null;
  readonly enabled: boolean | null;
  readonly organisationAudits: boolean | null;
  /** Whether opening mail is among the audited actions of its reader: the owner, or of a shared mailbox the delegates. */
  readonly openings: boolean | null;
  /** That reader's actions follow the service's own list. */
  readonly byDefault: boolean | null;
  /** The licence includes Audit (Premium). */
  readonly advancedAudit: boolean | null;
  readonly keptForDays: number | null;
}

export interface BypassFact {
  /** The account, by its user principal name where another export knows it. */
  readonly account: string;
  readonly path: string;
}

export interface TenantFacts {
  readonly mailboxes: readonly MailboxFact[];
  readonly bypassed: readonly BypassFact[];
  /** Files by which the organisation audits no mailbox, or writes no unified audit log. */
  readonly notAuditing: readonly string[];
  readonly unifiedOff: readonly string[];
  /** Of the audit log; null without one. */
  readonly log: { readonly fromMs: number; readonly toMs: number } | null;
}

export const noFacts: TenantFacts = { mailboxes: [], bypassed: [], notAuditing: [], unifiedOff: [], log: null };

// A setting of the organisation holds for the mailboxes exported beside it; in a folder of one tenant, for all.
const facts = sql`WITH tenants AS (SELECT count(DISTINCT tenant) AS n FROM access),
  fact AS (SELECT s.*, regexp_replace(i.path, '[^/]*$', '') AS folder FROM state s JOIN input i ON i.number = s.file),
  organisation AS (SELECT folder, bool_and("organisationAudits") AS audits FROM fact WHERE kind = 'organisation' GROUP BY folder),
  everywhere AS (SELECT bool_and(audits) AS audits FROM organisation),
  placed AS (SELECT f.*, CASE WHEN t.n <= 1 THEN e.audits ELSE o.audits END AS around
    FROM fact f CROSS JOIN tenants t CROSS JOIN everywhere e LEFT JOIN organisation o USING (folder))
  SELECT subject AS mailbox, bool_or(kind = 'mailbox') AS "isMailbox", min("subjectId") AS "objectId", min("mailboxGuid") AS "mailboxGuid",
    min(address) AS address, min(name) AS name, min(type) FILTER (WHERE kind = 'mailbox') AS type,
    bool_and(enabled) FILTER (WHERE kind = 'mailbox') AS enabled,
    bool_and(coalesce("organisationAudits", true) AND coalesce(around, true))
      FILTER (WHERE "organisationAudits" IS NOT NULL OR around IS NOT NULL) AS "organisationAudits",
    bool_and(contains(lower(CASE WHEN type = 'SharedMailbox' THEN "auditDelegate" ELSE "auditOwner" END), 'mailitemsaccessed')) AS openings,
    bool_and(contains(lower("defaultAuditSet"), CASE WHEN type = 'SharedMailbox' THEN 'delegate' ELSE 'owner' END)) AS "byDefault", bool_or("advancedAudit") AS "advancedAudit",
    min(TRY_CAST(nullif(regexp_extract("keptFor", '(?:^|"Days"\\s*:\\s*)([0-9]+)(?:\\.|,|}|$)', 1), '') AS INTEGER)) AS "keptForDays"
  FROM placed WHERE subject IS NOT NULL AND kind IN ('mailbox', 'user', 'licence') GROUP BY subject ORDER BY subject`;

const bypasses = sql`SELECT s.subject, s."subjectId" AS "objectId", lower(s.name) AS name, min(i.path) AS path
  FROM state s JOIN input i ON i.number = s.file WHERE s.bypassed GROUP BY ALL ORDER BY ALL`;

const switches = sql`SELECT i.path, bool_and("organisationAudits") AS audits, bool_and("unifiedAudit") AS unified
  FROM state s JOIN input i ON i.number = s.file GROUP BY i.path ORDER BY i.path`;

type BypassRow = { subject: string | null; objectId: string | null; name: string | null; path: string };

/** The export of bypasses names accounts as the directory does; people know them by their user principal name. */
function accountOf(row: BypassRow, mailboxes: readonly MailboxFact[]): string {
  const known = mailboxes.find(
    ({ mailbox, objectId, address, name }) =>
      mailbox === row.subject ||
      address === row.subject ||
      (objectId !== null && (objectId === row.objectId || objectId === row.subject || objectId === row.name)) ||
      (name !== null && name.toLowerCase() === row.name),
  );
  return known?.mailbox ?? row.subject ?? row.objectId ?? row.name ?? '';
}

/** Needs `access`. */
export async function readTenantFacts(database: Database): Promise<TenantFacts> {
  const [any] = await database.rows<{ n: number }>(sql`SELECT count(*) AS n FROM state`);
  if ((any?.n ?? 0) === 0) return noFacts;
  const mailboxes = await database.rows<MailboxFact>(facts);
  const rows = await database.rows<BypassRow>(bypasses);
  const files = await database.rows<{ path: string; audits: boolean | null; unified: boolean | null }>(switches);
  const [log] = await database.rows<{ fromMs: number | null; toMs: number | null }>(
    sql`SELECT ${epochMs(sql`min("at")`)} AS "fromMs", ${epochMs(sql`max("at")`)} AS "toMs" FROM audit`,
  );
  const paths = (wanted: (file: (typeof files)[number]) => boolean): string[] =>
    files.filter(wanted).map((file) => file.path);
  const span = log === undefined || log.fromMs === null || log.toMs === null ? null : log;
  return {
    mailboxes,
    bypassed: rows.map((row) => ({ account: accountOf(row, mailboxes), path: row.path })),
    notAuditing: paths((file) => file.audits === false),
    unifiedOff: paths((file) => file.unified === false),
    log: span as TenantFacts['log'],
  };
}
