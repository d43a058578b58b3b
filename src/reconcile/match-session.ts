// Session tier: the access belongs to an Entra session that a successful sign-in of the same user and tenant opened.
import type { Database } from '../query/database.js';
import { sql } from '../query/sql.js';

/** Makes `sessionMatch`: per access, the first sign-in of its session. */
export async function matchSessions(database: Database): Promise<void> {
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "sessionMatch" AS
    WITH opened AS (SELECT session, tenant, "user", "userId", min("at") AS "at", arg_min(id, n) AS "signIn", min(n) AS first
      FROM issued WHERE success AND session IS NOT NULL GROUP BY ALL)
    SELECT n, arg_min("signIn", first) AS "signIn" FROM (
      SELECT a.n, o."signIn", o.first
      FROM (SELECT n, "entraSession" AS session FROM access WHERE "entraSession" IS NOT NULL
          UNION SELECT n, "exchangeSession" FROM access WHERE "exchangeSession" IS NOT NULL) k
        JOIN opened o ON o.session = k.session JOIN access a ON a.n = k.n
      WHERE o.tenant = a."signInTenant" AND (o."user" = a."user" OR (o."userId" = a."tokenUserId" AND (NOT coalesce(o."user" LIKE '%@%' AND a."user" LIKE '%@%', false)
          OR EXISTS (SELECT * FROM issued i WHERE i."user" = a."user" AND i."userId" = o."userId"))))
        AND o."at" <= a."at" + INTERVAL 5 MINUTE)
    GROUP BY n`);
}
