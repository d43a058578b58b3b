// Token tier: the access token's id is a successful sign-in's id, and everything else that both say agrees. A forger writes
// the claims of a token, so an id that is right while the rest is wrong is evidence, not an explanation.
import type { Database } from '../query/database.js';
import { list, type Sql, sql } from '../query/sql.js';
import type { Knowledge } from '../record/knowledge.js';

/** Clocks and the portal's rounding; the token's time of issue is set back by some minutes by the identity provider. */
const issueTolerance = sql`INTERVAL 10 MINUTE`;
/** The longest life of an access token, under continuous access evaluation. */
const longestLife = sql`INTERVAL 28 HOUR`;

const sameUser = sql`a."user" = s."user" OR a."tokenUserId" = s."userId"`;
const userKnown = sql`(a."user" LIKE '%@%' AND s."user" LIKE '%@%') OR (a."tokenUserId" IS NOT NULL AND s."userId" IS NOT NULL)`;

function disagreements(knowledge: Knowledge): readonly (readonly [string, Sql])[] {
  return [
    ['user', sql`a."principalKind" = 'person' AND (${userKnown}) AND NOT coalesce(${sameUser}, false)`],
    ['tenant', sql`s."resourceTenant" <> a."signInTenant"`],
    ['resource', sql`s.resource IN ${list(knowledge.otherResources)}`],
    ['application', sql`s.application <> a."actingApplication"`],
    ['time of issue', sql`a."tokenIssuedAt" NOT BETWEEN s."at" - ${issueTolerance} AND s."at" + ${issueTolerance}`],
    ['time', sql`a."at" < s."at" - ${issueTolerance} OR a."at" > s."at" + ${longestLife}`],
  ];
}

/** Makes `tokenMatch`: per access that names a sign-in, that sign-in, and in what the two disagree (empty: in nothing). */
export async function matchTokens(database: Database, knowledge: Knowledge): Promise<void> {
  const words = disagreements(knowledge).map(([word, wrong]) => sql`CASE WHEN ${wrong} THEN ${word} END`);
  const together = words.reduce((all, word) => sql`${all}, ${word}`);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "tokenMatch" AS
    SELECT n, arg_min("signIn", preference) AS "signIn", arg_min(disagreement, preference) AS disagreement FROM (
      SELECT a.n, s.id AS "signIn", concat_ws(', ', ${together}) AS disagreement,
        -- Agreement first; then the sign-in log before the audit log's copy; then the earliest.
        row(concat_ws(', ', ${together}) <> '', s.kind = 'auditLog', s.n) AS preference
      FROM (SELECT n, "tokenIdText" AS key FROM access WHERE "tokenIdText" IS NOT NULL
          UNION SELECT n, "tokenId" FROM access WHERE "tokenId" IS NOT NULL) k
        JOIN "issuedKey" i ON i.key = k.key JOIN issued s ON s.n = i.n JOIN access a ON a.n = k.n)
    GROUP BY n`);
}
