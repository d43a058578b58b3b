// By which sign-ins an access session came to be: those of its Entra session, and those that explain its accesses. The audit
// log's own copies are left out where the sign-in log has the sign-in.
import type { Database } from '../query/database.js';
import { name, type Sql, sql } from '../query/sql.js';

/** Sign-ins that what the accesses say in one column leads to; few of an access session's accesses differ in it. */
const signInsBy = (
  column: 'session' | 'signIn',
  key: 'session' | 'id',
): Sql => sql`SELECT "sessionId", i.n, i.id, i.kind
  FROM (SELECT DISTINCT "sessionId", tenant, principal, ${name(column)} AS key FROM member WHERE ${name(column)} IS NOT NULL) r
    JOIN issued i ON i.tenant = r.tenant AND i.principal = r.principal AND i.${name(key)} = r.key`;

/** Makes `sessionSignIn`: per session of a person the numbers of its sign-ins in `issued`. */
export async function makeEntries(database: Database): Promise<void> {
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "sessionSignIn" AS
    WITH member AS MATERIALIZED (SELECT "sessionId", "signInTenant" AS tenant, principal, session, "signIn"
        FROM "sessionAccess" WHERE "principalKind" = 'person'),
      found AS MATERIALIZED (${signInsBy('session', 'session')} UNION ${signInsBy('signIn', 'id')}),
      logged AS (SELECT * FROM found WHERE kind <> 'auditLog')
    SELECT "sessionId", n FROM logged
    UNION ALL SELECT f."sessionId", f.n FROM (SELECT * FROM found WHERE kind = 'auditLog') f
      ANTI JOIN logged o ON o."sessionId" = f."sessionId" AND o.id = f.id`);
}
