// Token tier: the access token's id is a successful sign-in's id, and everything else that both say agrees. A forger writes
// the claims of a token, so an id that is right while the rest is wrong is evidence, not an explanation.
import type { Database } from '../query/database.js';
import { join, list, name, type Sql, sql } from '../query/sql.js';
import type { Knowledge } from '../record/knowledge.js';

/** Clocks and the portal's rounding; the token's time of issue is set back by some minutes by the identity provider. */
const issueTolerance = sql`INTERVAL 10 MINUTE`;
/** The longest life of an access token, under continuous access evaluation. */
const longestLife = sql`INTERVAL 28 HOUR`;

/**
 * Whether both sides name different people: by object id, or by name where no sign-in shows that the name is that id's. A
 * name that was changed is not another person; an id copied together with its owner's object id is.
 */
const otherUser = sql`a."tokenUserId" <> s."userId" OR (a."user" LIKE '%@%' AND s."user" LIKE '%@%' AND a."user" <> s."user"
  AND NOT EXISTS (SELECT * FROM issued i WHERE i."user" = a."user" AND i."userId" = s."userId"))`;

function disagreements(knowledge: Knowledge): readonly (readonly [string, Sql])[] {
  return [
    ['user', sql`a."principalKind" = 'person' AND (${otherUser})`],
    ['tenant', sql`s."resourceTenant" <> a."signInTenant"`],
    ['resource', sql`s.resource IN ${list(knowledge.otherResources)}`],
    ['application', sql`s.application <> a."actingApplication"`],
    ['time of issue', sql`a."tokenIssuedAt" NOT BETWEEN s."at" - ${issueTolerance} AND s."at" + ${issueTolerance}`],
    ['time', sql`a."at" < s."at" - ${issueTolerance} OR a."at" > s."at" + ${longestLife}`],
  ];
}

/**
 * In some tenants a field never agrees (an application that signs in through a broker, a clock in another zone). Where it
 * never agrees for most people it says nothing about one of them. Victims' own reading agrees, so that no forger can switch
 * a field off by disagreeing often.
 */
const fewestPeople = 3;

async function reliable(database: Database, pairs: Sql, fields: ReturnType<typeof disagreements>) {
  const columns = fields.map(([, wrong], i) => sql`bool_and(coalesce(${wrong}, false)) AS ${name(`f${i}`)}`);
  const sums = fields.map((_, i) => sql`count(*) FILTER (WHERE ${name(`f${i}`)}) AS ${name(`f${i}`)}`);
  const [row] = await database.rows<Record<string, number>>(sql`SELECT count(*) AS people, ${join(sums)}
    FROM (SELECT a.tenant, a.principal, ${join(columns)} ${pairs} GROUP BY ALL)`);
  const people = row?.people ?? 0;
  return fields.filter((_, i) => people < fewestPeople || (row?.[`f${i}`] ?? 0) * 2 < people);
}

/**
 * Makes `tokenMatch`: per access that names a sign-in, that sign-in, and in what the two disagree (empty: in nothing).
 * Returns the fields that could not be compared in this data.
 */
export async function matchTokens(database: Database, knowledge: Knowledge): Promise<string[]> {
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "tokenPair" AS SELECT DISTINCT k.n, i.n AS s
    FROM (SELECT n, "tokenIdText" AS key FROM access WHERE "tokenIdText" IS NOT NULL
        UNION SELECT n, "tokenId" FROM access WHERE "tokenId" IS NOT NULL) k
      JOIN "issuedKey" i ON i.key = k.key`);
  const pairs = sql`FROM "tokenPair" k JOIN issued s ON s.n = k.s JOIN access a ON a.n = k.n`;
  const all = disagreements(knowledge);
  const fields = await reliable(database, pairs, all);
  const words = join([sql`NULL::VARCHAR`, ...fields.map(([word, wrong]) => sql`CASE WHEN ${wrong} THEN ${word} END`)]);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "tokenMatch" AS
    SELECT n, arg_min("signIn", preference) AS "signIn", arg_min(disagreement, preference) AS disagreement FROM (
      SELECT n, "signIn", disagreement,
        -- Agreement first; then the sign-in log before the audit log's copy; then the earliest.
        row(disagreement <> '', kind = 'auditLog', s) AS preference
      FROM (SELECT a.n, s.n AS s, s.kind, s.id AS "signIn", concat_ws(', ', ${words}) AS disagreement ${pairs})
      -- The audit log's own sign-ins are a subset with fewer fields: they explain, but they convict nobody.
      WHERE disagreement = '' OR kind <> 'auditLog')
    GROUP BY n`);
  return all.filter((field) => !fields.includes(field)).map(([word]) => word);
}
