// By which sign-ins an access session came to be: those of its Entra session, and those that explain its accesses. The audit
// log's own copies are left out where the sign-in log has the sign-in.
import type { Database } from '../query/database.js';
import { sql } from '../query/sql.js';

/** Makes `sessionSignIn`: per session of a person the numbers of its sign-ins in `issued`. */
export async function makeEntries(database: Database): Promise<void> {
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "sessionSignIn" AS
    WITH reader AS (SELECT DISTINCT "sessionId", "signInTenant" AS tenant, principal, session, j."signIn"
        FROM access JOIN judged j USING (n) JOIN "accessInSession" USING (n) WHERE "principalKind" = 'person'),
      found AS (SELECT "sessionId", i.n, i.id, i.kind FROM reader r JOIN issued i ON i.tenant = r.tenant AND i.principal = r.principal AND i.session = r.session
        UNION SELECT "sessionId", i.n, i.id, i.kind FROM reader r JOIN issued i ON i.tenant = r.tenant AND i.principal = r.principal AND i.id = r."signIn")
    SELECT "sessionId", n FROM found f
    WHERE kind <> 'auditLog' OR NOT EXISTS (SELECT * FROM found o WHERE o."sessionId" = f."sessionId" AND o.id = f.id AND o.kind <> 'auditLog')`);
}
