// Whose accesses count: those of a case's sessions. A session may mix its owner and an intruder, who stole a token of it or copied
// its ids; then only what is the intruder's counts.
import type { Database } from '../query/database.js';
import { inlineRows } from '../query/operation.js';
import { type Sql, sql } from '../query/sql.js';
import { learningDays } from '../session/newness.js';

export interface CaseSessions {
  readonly caseId: string;
  readonly sessions: readonly string[];
}

/** What in a session marks the accesses that are not the owner's. */
const suspect: Sql = sql`"idMissing" OR disagreement <> '' OR reason IN ('noIds', 'foreignTenantToken')`;

/** When the first session of each person began that a case holds, with its sign-in. */
const begun: Sql = sql`SELECT "caseId", s.tenant, s.principal, least(min(s."firstAt"), min(i."at")) AS "begunAt" FROM "sessionPlace" s JOIN "caseSession" USING ("sessionId")
    LEFT JOIN "sessionSignIn" e USING ("sessionId") LEFT JOIN issued i ON i.n = e.n GROUP BY "caseId", s.tenant, s.principal`;

/**
 * Networks of a case's sessions where their person never was before it began, nor with that provider or that program. A token whose sign-in the
 * export lost marks one hour of an intruder's own session; what else was done in it, from other rented or borrowed places, is no owner's.
 */
const newcomers: Sql = sql`SELECT c."caseId", s."sessionId", s.network FROM "caseSession" c JOIN "sessionPlace" s USING ("sessionId") JOIN (${begun}) b USING ("caseId", tenant, principal) JOIN "personSince" w USING (tenant, principal)
    LEFT JOIN "placeSince" f USING (tenant, principal, network)
    LEFT JOIN (SELECT tenant, principal, provider, min(day) AS since FROM presence WHERE NOT rented GROUP BY ALL) q USING (tenant, principal, provider)
    LEFT JOIN (SELECT tenant, principal, client, application, min("firstAt") AS since FROM "sessionPlace" GROUP BY ALL) p USING (tenant, principal, client, application)
  WHERE b."begunAt" >= w.since + to_days(${learningDays}) AND coalesce(f.since >= date_trunc('day', b."begunAt"), true)
    AND (coalesce(q.since >= date_trunc('day', b."begunAt"), true) OR p.since >= b."begunAt")`;

/**
 * Makes `caseAccess`: the accesses of each case. Where some of a session's accesses are suspect, only those from the same
 * application, client and network count, and those from where its person never was.
 */
export async function makeCaseAccesses(database: Database, cases: readonly CaseSessions[]): Promise<void> {
  const pairs = cases.flatMap(({ caseId, sessions }) => sessions.map((sessionId) => ({ caseId, sessionId })));
  const rows = inlineRows({ caseId: 'text', sessionId: 'text' }, pairs);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "caseSession" AS SELECT * FROM ${rows}`);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "caseAccess" AS
    WITH member AS (SELECT c."caseId", "sessionId", application, client, network, n, coalesce(${suspect}, false) AS suspect
        FROM "caseSession" c JOIN "sessionAccess" USING ("sessionId")),
      marked AS (SELECT *, bool_or(suspect) OVER (PARTITION BY "caseId", "sessionId") AS mixed,
        bool_or(suspect) OVER (PARTITION BY "caseId", "sessionId", application, client, network) AS "inStrand" FROM member)
    SELECT "caseId", n FROM marked WHERE NOT mixed OR "inStrand" OR ("caseId", "sessionId", network) IN (${newcomers})`);
}
