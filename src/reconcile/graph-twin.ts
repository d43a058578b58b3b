// One act, two records: what is read through Graph stands in Graph's own log as a call and in the audit log as
// MailItemsAccessed, which sums up calls within two minutes and does not repeat them within an hour. A call of which an access
// record tells is no access of its own, or it would count twice (docs/decisions/0008-graph-calls.md).
import type { Database } from '../query/database.js';
import { sql } from '../query/sql.js';

/** An access record stands for calls until it would be written again; clocks differ by some minutes. */
const told = sql`r."at" BETWEEN c."at" - INTERVAL 62 MINUTE AND c."at" + INTERVAL 5 MINUTE`;
const atOnce = sql`r."at" BETWEEN c."at" - INTERVAL 3 MINUTE AND c."at" + INTERVAL 3 MINUTE`;

const sameToken = sql`r."tokenIdText" = c."tokenIdText" OR r."tokenId" = c."tokenId"`;
/** Two token ids that differ are two tokens, whatever else is alike: one of them may be forged. */
const oneHasNone = sql`r."tokenIdText" IS NULL OR c."tokenIdText" IS NULL`;
const sameRest = sql`r."entraSession" = c.session OR (r.network = c.network AND NOT r.microsoft)`;
/** The record says neither token nor session nor a place of its own. */
const saysNothing = sql`r."tokenIdText" IS NULL AND r."entraSession" IS NULL AND (r.network IS NULL OR r.microsoft)`;

/**
 * Makes `graphTwin` (calls of which an access record tells) and `lentId` (records without ids, whose calls at that moment all
 * had one and the same token). Needs `auditAccess` and `graphCall`.
 */
export async function findTwins(database: Database): Promise<void> {
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "graphPair" AS
    SELECT c.place AS call, r.place AS record, coalesce(${sameToken}, false) OR ((${oneHasNone}) AND coalesce(${sameRest}, false)) AS sure,
      c."tokenIdText", c."tokenId", c.session, c."tokenIssuedAt"
    FROM "graphCall" c JOIN "auditAccess" r ON r.tenant = c.tenant AND r.mailbox = c.mailbox AND r.application = c.application
    WHERE r.kind IN ('bind', 'attachment') AND ${told}
      AND (${sameToken} OR ((${oneHasNone}) AND (${sameRest})) OR (${saysNothing} AND ${atOnce}))`);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "lentId" AS
    SELECT record, min("tokenIdText") AS "tokenIdText", min("tokenId") AS "tokenId", min(session) AS session,
      min("tokenIssuedAt") AS "tokenIssuedAt"
    FROM "graphPair" WHERE NOT sure GROUP BY record
    HAVING count(DISTINCT "tokenIdText") = 1 AND count("tokenIdText") = count(*)`);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "graphTwin" AS SELECT DISTINCT call FROM "graphPair"
    WHERE sure OR record IN (SELECT record FROM "lentId")`);
}
