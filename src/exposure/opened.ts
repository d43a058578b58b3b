// Messages that the log itself names as opened: for each, where it lay, how large it was, when it was opened and by which
// records. Attachment records name items only; they find their message through the records that name both.
import type { Database } from '../query/database.js';
import { epochMs } from '../query/operation.js';
import { type Sql, sql } from '../query/sql.js';

/**
 * One row per opened item of some accesses. `from`: a relation with `n`. Folders may be missing from a record, and items may
 * lack the message's id; nothing is dropped.
 */
export const openedItems = (from: Sql): Sql => sql`SELECT n, id, mailbox, "at",
    folder, nullif(trim(field[1]), '') AS "messageId", field[2] AS "itemId", field[3] AS subject, TRY_CAST(field[4] AS BIGINT) AS bytes
  FROM (SELECT n, id, mailbox, "at", json_extract_string(folder, '$.Path') AS folder,
      -- Several paths at once: the engine reads the text once.
      json_extract_string(unnest(json_extract(folder, '$.FolderItems[*]')), ['$.InternetMessageId', '$.Id', '$.Subject', '$.SizeInBytes']) AS field
    FROM (SELECT n, a.id, a.mailbox, a."at", unnest(json_extract(l.folders, '$[*]')) AS folder
      FROM access a JOIN ${from} USING (n) JOIN audit l ON l.rowid = a.place WHERE a.kind = 'bind' AND l.folders IS NOT NULL))`;

/** Items of attachment records. */
const attachmentItems = (
  from: Sql,
): Sql => sql`SELECT n, id, mailbox, "at", json_extract_string(message, '$.Path') AS folder,
    NULL AS "messageId", json_extract_string(message, '$.Id') AS "itemId", NULL AS subject, NULL::BIGINT AS bytes,
    coalesce(len(json_extract(message, '$.MessageItems[*]')), 0) AS attachments
  FROM (SELECT n, a.id, a.mailbox, a."at", unnest(json_extract(l.messages, '$[*]')) AS message
    FROM access a JOIN ${from} USING (n) JOIN audit l ON l.rowid = a.place WHERE a.kind = 'attachment' AND l.messages IS NOT NULL)`;

/** Messages that calls of Graph name by Graph's own item ids, which stand in no audit record. */
const graphItems = (
  from: Sql,
): Sql => sql`SELECT n, a.id, a.mailbox, a."at", NULL AS folder, NULL AS "messageId", c.item AS "itemId", NULL AS subject,
    NULL::BIGINT AS bytes, 0 AS attachments
  FROM access a JOIN ${from} USING (n) JOIN "graphCall" c ON c.place = a.place WHERE a.kind = 'graph' AND c.item IS NOT NULL`;

export interface OpenedMessage {
  caseId: string;
  mailbox: string;
  messageId: string | null;
  itemId: string | null;
  folder: string | null;
  subject: string | null;
  bytes: number | null;
  attachments: number;
  firstMs: number;
  lastMs: number;
  records: string[];
}

/** Whether some item of the cases lacks its message's id; most logs have no attachment records, and then no item does. */
async function hasNameless(database: Database): Promise<boolean> {
  const some = sql`SELECT 1 FROM "caseItem" WHERE "messageId" IS NULL AND "itemId" IS NOT NULL LIMIT 1`;
  return (await database.rows(some)).length > 0;
}

/** Records that may name the message of an item which a case knows only by its item: others of the same mailbox. */
const nearby = sql`(SELECT n FROM access WHERE mailbox IN (SELECT a.mailbox FROM access a JOIN "caseAccess" USING (n)
  WHERE a.kind = 'attachment'))`;

/** Makes `caseItem`: what the accesses of the cases name as opened, one row per item. */
async function makeItems(database: Database): Promise<void> {
  const all = sql`"caseAccess"`;
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "caseItem" AS
    SELECT *, 0 AS attachments FROM (${openedItems(all)}) UNION ALL BY NAME ${attachmentItems(all)} UNION ALL BY NAME ${graphItems(all)}`);
}

/** The messages that the accesses of each case opened, in the order of case, mailbox, first time and id. Leaves `caseItem`. */
export async function readOpened(database: Database): Promise<OpenedMessage[]> {
  await makeItems(database);
  const named = (await hasNameless(database)) ? openedItems(nearby) : sql`SELECT * FROM "caseItem" WHERE false`;
  return database.manyRows<OpenedMessage>(sql`WITH known AS (SELECT mailbox, "itemId", min("messageId") AS "messageId" FROM (${named})
      WHERE "messageId" IS NOT NULL GROUP BY ALL),
    resolved AS (SELECT i.* REPLACE (coalesce(i."messageId", k."messageId") AS "messageId")
      FROM "caseItem" i LEFT JOIN known k ON k.mailbox = i.mailbox AND k."itemId" = i."itemId")
    SELECT c."caseId", r.mailbox, r."messageId", min(r."itemId") AS "itemId",
      coalesce(arg_min(r.folder, row(r.n, r.folder)), min(r.folder)) AS folder, min(r.subject) AS subject, max(r.bytes) AS bytes, max(r.attachments) AS attachments,
      ${epochMs(sql`min(r."at")`)} AS "firstMs", ${epochMs(sql`max(r."at")`)} AS "lastMs", list(DISTINCT r.id ORDER BY r.id) AS records
    FROM resolved r JOIN "caseAccess" c USING (n)
    GROUP BY c."caseId", r.mailbox, r."messageId", CASE WHEN r."messageId" IS NULL THEN r."itemId" END
    ORDER BY c."caseId", r.mailbox, "firstMs", r."messageId", "itemId"`);
}
