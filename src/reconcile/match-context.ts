// Context tier: a successful sign-in of the same user from the same network, by the same application where the access names
// one, at a time from which the token can stem. It explains, but it never lowers suspicion.
import type { Database } from '../query/database.js';
import { type Sql, sql } from '../query/sql.js';

// One sign-in per place and moment, so that the nearest is the same one in every run.
const origins = sql`SELECT tenant, principal, network, application, "at", min(id) AS "signIn" FROM (
    SELECT tenant, principal, network, application, "at", id FROM issued WHERE success AND network IS NOT NULL
    UNION ALL SELECT tenant, principal, "resourceNetwork", application, "at", id FROM issued WHERE success AND "resourceNetwork" IS NOT NULL)
  GROUP BY ALL`;

/** Accesses that neither token nor session explains, with the span in which their sign-in would have to lie. */
const open = sql`SELECT a.n, a."signInTenant" AS tenant, a.principal, a.network, a."actingApplication" AS application,
    CASE WHEN a."issueTimePlausible" THEN a."tokenIssuedAt" ELSE a."at" END + INTERVAL 5 MINUTE AS latest,
    CASE WHEN a."issueTimePlausible" THEN a."tokenIssuedAt" - INTERVAL 5 MINUTE ELSE a."at" - INTERVAL 28 HOUR END AS earliest
  FROM access a LEFT JOIN "tokenMatch" t USING (n) LEFT JOIN "sessionMatch" s USING (n)
  WHERE t.n IS NULL AND s.n IS NULL AND a.network IS NOT NULL AND a.principal IS NOT NULL AND NOT a.microsoft`;

const nearest = (condition: Sql, relation: Sql, same: Sql): Sql => sql`SELECT a.n, o."signIn"
  FROM (SELECT * FROM (${open}) WHERE ${condition}) a ASOF JOIN (${relation}) o
    ON a.tenant = o.tenant AND a.principal = o.principal AND a.network = o.network ${same} AND a.latest >= o."at"
  WHERE o."at" >= a.earliest`;

/** Makes `contextMatch`: per access, the nearest sign-in that fits. */
export async function matchContexts(database: Database): Promise<void> {
  const anyApplication = sql`SELECT tenant, principal, network, "at", min("signIn") AS "signIn" FROM (${origins}) GROUP BY ALL`;
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "contextMatch" AS
    ${nearest(sql`application IS NOT NULL`, origins, sql`AND a.application = o.application`)}
    UNION ALL ${nearest(sql`application IS NULL`, anyApplication, sql``)}`);
}
