// Context tier: a successful sign-in of the same user from the same place, by the same application where the access names
// one, at a time from which the token can stem. The same place is the same /24 or /64; or the same provider (AS number), if
// nobody can rent there and the user has been seen there before. It explains, but it never lowers suspicion.
import { type Database, one } from '../query/database.js';
import { name, type Sql, sql } from '../query/sql.js';

/** How two addresses are compared: by `network` or by `provider`. */
type Place = 'network' | 'provider';

const resource: Readonly<Record<Place, string>> = { network: 'resourceNetwork', provider: 'resourceProvider' };

// One sign-in per place and moment, so that the nearest is the same one in every run.
const origins = (
  place: Place,
  known: boolean,
): Sql => sql`SELECT tenant, principal, place, application, "at", min(id) AS "signIn" FROM (
    SELECT tenant, principal, ${name(place)} AS place, application, "at", id FROM issued WHERE success AND "outcomeKnown" = ${known}
    UNION ALL SELECT tenant, principal, ${name(resource[place])}, application, "at", id FROM issued WHERE success AND "outcomeKnown" = ${known})
  WHERE place IS NOT NULL GROUP BY ALL`;

/** Accesses that neither token nor session explains, with the span in which their sign-in would have to lie. */
const open = (place: Place): Sql => sql`SELECT a.n, a."signInTenant" AS tenant, a.principal, a.${name(place)} AS place,
    a."actingApplication" AS application,
    CASE WHEN a."issueTimePlausible" THEN a."tokenIssuedAt" ELSE a."at" END + INTERVAL 5 MINUTE AS latest,
    CASE WHEN a."issueTimePlausible" THEN a."tokenIssuedAt" - INTERVAL 5 MINUTE ELSE a."at" - INTERVAL 28 HOUR END AS earliest
  FROM access a LEFT JOIN "tokenMatch" t USING (n) LEFT JOIN "sessionMatch" s USING (n)
  WHERE t.n IS NULL AND s.n IS NULL AND a.${name(place)} IS NOT NULL AND a.principal IS NOT NULL AND NOT a.microsoft`;

const nearest = (
  place: Place,
  condition: Sql,
  relation: Sql,
  same: Sql,
): Sql => sql`SELECT a.*, o."signIn", o."at" AS "signInAt"
  FROM (SELECT * FROM (${open(place)}) WHERE ${condition}) a ASOF JOIN (${relation}) o
    ON a.tenant = o.tenant AND a.principal = o.principal AND a.place = o.place ${same} AND a.latest >= o."at"
  WHERE o."at" >= a.earliest`;

/** Per access the nearest sign-in from the same place. */
function fitting(place: Place, known: boolean): Sql {
  const all = origins(place, known);
  const anyApplication = sql`SELECT tenant, principal, place, "at", min("signIn") AS "signIn" FROM (${all}) GROUP BY ALL`;
  return sql`${nearest(place, sql`application IS NOT NULL`, all, sql`AND a.application = o.application`)}
    UNION ALL ${nearest(place, sql`application IS NULL`, anyApplication, sql``)}`;
}

/** When somebody was first seen at a provider, by what cannot be doubted: a password typed, or a token or session that is known. */
const past = sql`SELECT tenant, principal, provider, min("at") AS since FROM (
    SELECT tenant, principal, provider, "at" FROM issued WHERE success AND kind = 'interactive'
    UNION ALL SELECT a."signInTenant", a.principal, a.provider, a."at" FROM access a
      LEFT JOIN "tokenMatch" t ON t.n = a.n AND t.disagreement = '' LEFT JOIN "sessionMatch" s ON s.n = a.n
      WHERE t.n IS NOT NULL OR s.n IS NOT NULL)
  WHERE provider IS NOT NULL AND principal IS NOT NULL GROUP BY ALL`;

/** What is to be explained cannot be its own past: the user must have been there before the sign-in, not only since. */
const sameProvider = (known: boolean): Sql => sql`SELECT f.n, f."signIn" FROM (${fitting('provider', known)}) f
    JOIN (${past}) p ON p.tenant = f.tenant AND p.principal = f.principal AND p.provider = f.place AND p.since < f."signInAt"`;

/**
 * Makes `contextMatch`: per access, the nearest sign-in that fits; one from the same network before one from the same provider,
 * one that is known to have succeeded before one of which the export does not say (`known`).
 */
export async function matchContexts(database: Database): Promise<void> {
  const { unknown } = await one<{ unknown: number }>(
    database,
    sql`SELECT count(*) AS unknown FROM issued WHERE NOT "outcomeKnown"`,
  );
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "contextMatch" (n BIGINT, "signIn" VARCHAR, known BOOLEAN)`);
  for (const known of unknown === 0 ? [true] : [true, false]) {
    for (const found of [sql`SELECT n, "signIn" FROM (${fitting('network', known)})`, sameProvider(known)]) {
      await database.run(sql`INSERT INTO "contextMatch" SELECT n, "signIn", ${known} FROM (${found})
        WHERE n NOT IN (SELECT n FROM "contextMatch")`);
    }
  }
}
