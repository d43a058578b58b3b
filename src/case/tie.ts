// What ties a finding that rests on no access to those that do: the Entra session in which a rule was made or a code was typed in.
import type { Database } from '../query/database.js';
import { inlineRows, sortedSet } from '../query/operation.js';
import { sql } from '../query/sql.js';
import type { Finding } from '../record/result.js';

/** The Entra sessions of a finding's records, by the finding's id; findings without any are left out. */
export async function readTies(database: Database, findings: readonly Finding[]): Promise<Map<string, string[]>> {
  const pairs = findings.flatMap(({ id, tenant, evidence }) =>
    evidence.map((record) => ({ finding: id, tenant, record })),
  );
  if (pairs.length === 0) return new Map();
  const rows = inlineRows({ finding: 'text', tenant: 'text', record: 'text' }, pairs);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "loose" AS SELECT * FROM ${rows}`);
  const tied = await database.rows<{ finding: string; sessions: string[] }>(
    sql`SELECT finding, ${sortedSet(sql`lower(session)`)} AS sessions FROM (
        SELECT f.finding, coalesce(a."entraSessionId", a."signInSessionId") AS session FROM loose f JOIN audit a ON a.id = f.record
          AND coalesce(a.tenant, 'unknown') = f.tenant
        UNION ALL SELECT f.finding, i.session FROM loose f JOIN issued i ON i.id = f.record AND i.tenant = f.tenant)
      WHERE session IS NOT NULL GROUP BY finding ORDER BY finding`,
  );
  return new Map(tied.map(({ finding, sessions }) => [finding, sessions]));
}
