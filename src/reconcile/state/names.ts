// Names of applications beyond our own table: what the tenant's state and its sign-ins call them. Whoever registers an
// application chooses its name, so a name here proves nothing, and our own table goes first.
import type { Database } from '../../query/database.js';
import { sql } from '../../query/sql.js';
import type { ApplicationName, Knowledge } from '../../record/knowledge.js';

// The state's own lists before the grants, and these before the sign-ins; then the name that most rows give.
const names = sql`SELECT id, arg_min(name, (place, -n, name)) AS name FROM (
    SELECT id, name, place, count(*) AS n FROM (
      SELECT subject AS id, name, CASE WHEN kind = 'grant' THEN 1 ELSE 0 END AS place FROM state
        WHERE kind IN ('servicePrincipal', 'application', 'grant')
      UNION ALL SELECT application, "applicationName", 2 FROM "signIn")
    WHERE id IS NOT NULL AND trim(name) <> '' GROUP BY ALL) GROUP BY id ORDER BY id`;

const unheardOf = { publisher: null, opensMail: null } as const;

/** The knowledge with the tenant's names of applications added; for naming only, not for judging. */
export async function withTenantNames(database: Database, knowledge: Knowledge): Promise<Knowledge> {
  const found = await database.rows<{ id: string; name: string }>(names);
  const applicationNames = new Map<string, ApplicationName>(knowledge.applicationNames);
  for (const { id, name } of found) if (!applicationNames.has(id)) applicationNames.set(id, { ...unheardOf, name });
  return { ...knowledge, applicationNames };
}
