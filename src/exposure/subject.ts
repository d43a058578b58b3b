// Subject and sender of the messages of the cases. Records of opened mail name messages by their id only; the message trace,
// and audit records of the same message being sent, moved, changed or deleted, know more. Only these few ids are looked for:
// first in the trace, then among the records of the same mailboxes, last among what anybody sent.
import type { Database } from '../query/database.js';
import { decodedJson, inlineRows, isJson, jsonText } from '../query/operation.js';
import { list, type Sql, sql } from '../query/sql.js';

export interface MessageName {
  readonly subject: string | null;
  readonly sender: string | null;
}

/** Ids are compared without the brackets of the header, and without case, which not every export keeps. */
export const messageKey = (id: string): string => id.trim().replace(/^<|>$/g, '').toLowerCase();
const keyOf = (id: Sql): Sql => sql`lower(trim(trim(${id}), '<>'))`;

const sending = ['send', 'sendas', 'sendonbehalf'];
const touching = [
  ...sending,
  'create',
  'update',
  'move',
  'copy',
  'movetodeleteditems',
  'softdelete',
  'harddelete',
  'recorddelete',
];

const traced = sql`SELECT ${keyOf(sql`t."messageId"`)} AS key, arg_min(t.subject, (t.subject IS NULL, t."at", t.subject)) AS subject,
    arg_min(t.sender, (t.sender IS NULL, t."at", t.sender)) AS sender
  FROM "messageTrace" t JOIN "wantedMessage" w ON w.key = ${keyOf(sql`t."messageId"`)} GROUP BY 1 ORDER BY 1`;

const within = (raw: Sql, member: string): Sql => decodedJson(sql`json_extract(${raw}, ${`$.${member}`})`);

/** `operations`: in lower case; `where`: which audit records are looked at. */
function recorded(operations: readonly string[], where: Sql): Sql {
  const raw = sql`raw::JSON`;
  const sender = sql`coalesce(${jsonText(raw, ['SendAsUserSmtp'])}, ${jsonText(raw, ['SendOnBehalfOfUserSmtp'])}, "mailboxOwner", "user")`;
  return sql`WITH touched AS (SELECT id, CASE WHEN lower(operation) IN ${list(sending)} THEN lower(${sender}) END AS sender,
        ${within(raw, 'Item')} AS item, ${within(raw, 'AffectedItems')} AS items
      FROM audit WHERE lower(operation) IN ${list(operations)} AND ${isJson(sql`raw`)} AND ${where}),
    part AS (SELECT id, sender, item::JSON AS item FROM touched WHERE item IS NOT NULL
      UNION ALL SELECT id, NULL, unnest(json_extract(items, '$[*]')) FROM touched WHERE items IS NOT NULL),
    named AS (SELECT id, sender, ${keyOf(jsonText(sql`item`, ['InternetMessageId']))} AS key,
        nullif(trim(${jsonText(sql`item`, ['Subject'])}), '') AS subject FROM part)
    SELECT n.key, arg_min(n.subject, (n.subject IS NULL, n.id)) AS subject, arg_min(n.sender, (n.sender IS NULL, n.id)) AS sender
    FROM named n JOIN "wantedMessage" w USING (key) GROUP BY n.key ORDER BY n.key`;
}

type Row = { key: string } & MessageName;

function add(names: Map<string, MessageName>, rows: readonly Row[]): void {
  for (const { key, subject, sender } of rows) {
    const known = names.get(key);
    names.set(key, { subject: known?.subject ?? subject, sender: known?.sender ?? sender });
  }
}

/** Keys that are handed over in one statement. */
const together = 20_000;

async function want(database: Database, keys: readonly string[]): Promise<void> {
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "wantedMessage" (key VARCHAR)`);
  for (let at = 0; at < keys.length; at += together) {
    const rows = inlineRows(
      { key: 'text' },
      keys.slice(at, at + together).map((key) => ({ key })),
    );
    await database.run(sql`INSERT INTO "wantedMessage" SELECT key FROM ${rows}`);
  }
}

/** By `messageKey`. `mailboxes`: those in which the messages were opened. */
export async function readMessageNames(
  database: Database,
  ids: readonly string[],
  mailboxes: readonly string[],
): Promise<ReadonlyMap<string, MessageName>> {
  const names = new Map<string, MessageName>();
  const all = [...new Set(ids.map(messageKey))];
  if (all.length === 0) return names;
  await want(database, all);
  add(names, await database.rows<Row>(traced));
  const nameless = (): string[] => all.filter((key) => !names.get(key)?.subject || !names.get(key)?.sender);
  const steps: readonly Sql[] = [
    recorded(touching, sql`"mailboxOwner" IN ${list(mailboxes)}`),
    recorded(sending, sql`true`),
  ];
  for (const step of steps) {
    const missing = nameless();
    if (missing.length === 0) break;
    await want(database, missing);
    add(names, await database.rows<Row>(step));
  }
  return names;
}
