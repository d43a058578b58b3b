// Calls of Microsoft Graph that read mail: a GET that was answered and whose path names a mailbox and its messages. The path
// names the mailbox by user principal name or object id, or as `me`; the message by Graph's item id, which is none of the ids
// in audit records. What asks for anything else (folders, calendars, searches over all, a count) is context and no access.
import type { Database } from '../query/database.js';
import { extract, matches, urlDecoded } from '../query/operation.js';
import { type Sql, sql } from '../query/sql.js';
import { tokenGuid } from './token-id.js';

const key = `(?:/[^/]+|\\('[^']*'\\))`;
const owner = `(me|users${key})`;
const messages = `(?:mailfolders${key}/(?:childfolders${key}/)*)?messages`;
const pathOf = (pattern: string): string => `(?i)^(?:https?://[^/]+)?/+(?:v1\\.0|beta)/+${pattern}`;

/** `me`, `users/x` or `users('x')`; empty where no messages are asked for. */
const ownerOf = (path: Sql): Sql => extract(path, pathOf(`${owner}/${messages}(?:$|[/(])`));
/** What stands behind `messages`: an item's id, or the name of something that can be asked of all messages. */
const itemOf = (path: Sql): Sql => extract(path, pathOf(`${owner.replace('(', '(?:')}/${messages}(?:/|\\(')([^/')]+)`));
const nameOf = (owner: Sql): Sql => extract(owner, `(?i)^users(?:/|\\(')([^/']+)`);

/** Whose object ids are known, with the name that was seen last: from sign-ins, from the audit log, from lists of people. */
const people = sql`SELECT id, arg_max("user", row(coalesce("at", TIMESTAMP '1970-01-01'), "user")) AS "user" FROM (
    SELECT "userId" AS id, "user", "at" FROM "signIn" UNION ALL SELECT "tokenUserId", "user", "at" FROM audit
    UNION ALL SELECT lower("userKey"), "user", "at" FROM audit WHERE lower(operation) = 'userloggedin'
    UNION ALL SELECT "subjectId", subject, NULL FROM state WHERE kind IN ('user', 'mailbox'))
  WHERE id IS NOT NULL AND "user" LIKE '%@%' GROUP BY id`;

const reads = sql`SELECT g.*, g.rowid AS place, split_part(g.uri, '?', 1) AS path FROM "graphActivity" g
  WHERE upper(g.method) = 'GET' AND g.status BETWEEN 200 AND 299 AND ${matches(sql`g.uri`, '(?i)/messages')}`;

/** Functions of the collection that give messages, and names behind `messages` that give none. */
const isList = (item: Sql): Sql => sql`${item} = '' OR ${matches(item, '(?i)^(microsoft\\.graph\\.)?delta')}`;
const isNone = (item: Sql): Sql => sql`coalesce(${matches(item, '^\\$')}, false)`;

/**
 * Makes `graphCall`: per read of mail who asked, whose mail, with which token, and the `item` that is named (null for a list).
 * False where there is none.
 */
export async function makeGraphCalls(database: Database): Promise<boolean> {
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "graphCall" AS
    WITH person AS (${people}),
      call AS (SELECT *, ${ownerOf(sql`path`)} AS owner, ${itemOf(sql`path`)} AS named FROM (${reads})),
      mail AS (SELECT *, lower(${urlDecoded(nameOf(sql`owner`))}) AS name FROM call WHERE owner <> '' AND NOT ${isNone(sql`named`)})
    SELECT c.id, coalesce(c.tenant, 'unknown') AS tenant, c."at", c.file, c.place,
      coalesce(u."user", 'oid:' || c."userId", 'serviceprincipal_' || c."servicePrincipalId") AS "user",
      CASE WHEN c."userId" IS NULL THEN 'application' ELSE 'person' END AS "principalKind",
      coalesce(CASE WHEN lower(c.owner) = 'me' THEN coalesce(u."user", 'oid:' || c."userId")
        WHEN c.name LIKE '%@%' THEN c.name ELSE coalesce(m."user", 'oid:' || c.name) END, 'unknown') AS mailbox,
      c.application, c."userAgent", p.ip, p.network, coalesce(p.microsoft, false) AS microsoft,
      c."tokenIdText", ${tokenGuid(sql`c."tokenIdText"`)} AS "tokenId", lower(c."sessionId") AS session, c."tokenIssuedAt", c."userId",
      CASE WHEN NOT (${isList(sql`c.named`)}) THEN ${urlDecoded(sql`c.named`)} END AS item
    FROM mail c LEFT JOIN person u ON u.id = c."userId" LEFT JOIN person m ON m.id = c.name
      LEFT JOIN place p ON p.logged = c."addressText"`);
  const [row] = await database.rows<{ calls: number }>(sql`SELECT count(*) AS calls FROM "graphCall"`);
  return (row?.calls ?? 0) > 0;
}
