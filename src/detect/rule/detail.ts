// What the records behind a match tell: whose mail, who gains by it, from where and with which application.
import type { Database } from '../../query/database.js';
import * as op from '../../query/operation.js';
import { type Sql, sql } from '../../query/sql.js';
import type { LogKind } from '../../record/field.js';
import { readableRaw } from '../../sigma/field-sql.js';
import { fieldOf, logTable } from '../../store/schema.js';

/** Parameters of administrators' commands that name who gains: forwarding, delegation, journaling, transport. */
const gaining = [
  ...['ForwardTo', 'RedirectTo', 'ForwardAsAttachmentTo', 'ForwardingSmtpAddress', 'ForwardingAddress'],
  ...['RedirectMessageTo', 'BlindCopyTo', 'CopyTo', 'JournalEmailAddress', 'GrantSendOnBehalfTo', 'User', 'Trustee'],
  ...['AddToRecipients', 'Member', 'App'],
];

const parameters = (names: readonly string[]): Sql =>
  op.listJoin(names.map((name) => op.jsonTexts(op.jsonMember(sql`raw`, 'Parameters'), [name])));

/** Names of mailboxes: the record's own, what a command was aimed at, for rules of a mailbox its user, and whose licence it is. */
const auditMailboxes = sql`list_filter(${op.listOf([
  sql`"mailboxOwner"`,
  sql`lower(${op.listFirst(parameters(['Mailbox']))})`,
  sql`CASE WHEN ${op.matches(sql`lower(operation)`, 'mailbox|inboxrule')} THEN lower(${op.listFirst(parameters(['Identity']))}) END`,
  sql`CASE WHEN ${op.matches(sql`lower(operation)`, 'inboxrule')} THEN "user" END`,
  sql`lower(${op.listFirst(parameters(['SentTo', 'Recipient']))})`,
  sql`CASE WHEN ${op.matches(sql`lower(operation)`, '^change user license')} THEN lower("objectId") END`,
])}, lambda m: contains(m, '@'))`;

/** Those named by commands, and by the actions of a rule that a mail client made. */
const gains = op.listJoin([
  parameters(gaining),
  op.jsonTexts(op.jsonMember(sql`raw`, 'OperationProperties'), ['RuleActions']),
]);

const none = sql`[]::VARCHAR[]`;

// Records of accesses hold neither parameters nor actions, and a case may have thousands of them: their raw text stays closed.
const isAccess = sql`operation = 'MailItemsAccessed'`;
const isOther = sql`operation <> 'MailItemsAccessed'`;

/** Records with their raw text as far as it is looked at. */
function opened(log: LogKind, places: Sql): Sql {
  const part = (where: Sql, raw: Sql): Sql =>
    sql`SELECT rowid AS place, * EXCLUDE (raw), ${raw} AS raw FROM ${logTable(log)} WHERE ${where} AND rowid IN (${places})`;
  const closed = sql`NULL::VARCHAR`;
  if (log !== 'audit') return part(sql`true`, closed);
  return sql`${part(isOther, readableRaw)} UNION ALL ${part(isAccess, closed)}`;
}

function detailSql(log: LogKind, places: readonly number[]): Sql {
  const audit = log === 'audit';
  const column = (key: string): Sql => fieldOf(log, key, 'VARCHAR');
  const wanted = op.inlineRows(
    { place: 'integer' },
    places.map((place) => ({ place })),
  );
  return sql`WITH wanted AS MATERIALIZED (SELECT place FROM ${wanted})
    SELECT id, place, ${log} AS log, ${audit ? sql`operation` : sql`NULL::VARCHAR`} AS operation,
      ${audit ? sql`coalesce("clientAppId", "appId")` : column('application')} AS application,
      (SELECT min(a.ip) FROM address a WHERE a.logged = ${column('addressText')}) AS ip,
      ${audit ? auditMailboxes : none} AS mailboxes, ${audit ? gains : none} AS targets
    FROM (${opened(log, sql`SELECT place FROM wanted`)}) l`;
}

export interface Detail {
  readonly id: string;
  readonly operation: string | null;
  readonly application: string | null;
  readonly ip: string | null;
  readonly mailboxes: readonly string[];
  readonly targets: readonly string[];
}

/** Details of records, by `log:place`. */
export async function readDetails(
  database: Database,
  records: readonly { readonly log: LogKind; readonly place: number }[],
): Promise<Map<string, Detail>> {
  const details = new Map<string, Detail>();
  for (const log of [...new Set(records.map((each) => each.log))].sort()) {
    const places = [...new Set(records.filter((each) => each.log === log).map((each) => each.place))];
    const rows = await database.rows<Detail & { place: number }>(detailSql(log, places));
    for (const { place, ...detail } of rows) details.set(`${log}:${place}`, detail);
  }
  return details;
}
