// What an actor who was found did besides. Once somebody reads a person's mail from a strange place, further sessions of that person
// from there look ordinary to the detectors: signed in, known client, a place that has been seen before. They are his all the same,
// if the person never was in that place before he came.
import type { Database } from '../query/database.js';
import { join, sql } from '../query/sql.js';
import { learningDays } from '../session/newness.js';

export interface Held {
  readonly caseId: string;
  readonly sessionId: string;
}

/** Days before a found session's first access in which its actor may have come already. */
const before = 7;

/** Sessions that go with those held, which are of cases worth work; a session that is held already is none. */
export async function drawIn(database: Database, held: readonly Held[]): Promise<Held[]> {
  if (held.length === 0) return [];
  await database.run(sql`CREATE OR REPLACE TEMP TABLE held ("caseId" VARCHAR, "sessionId" VARCHAR)`);
  const pairs = held.map(({ caseId, sessionId }) => sql`(${caseId}, ${sessionId})`);
  for (let at = 0; at < pairs.length; at += 1000) {
    await database.run(sql`INSERT INTO held VALUES ${join(pairs.slice(at, at + 1000))}`);
  }
  return database.rows<Held>(sql`WITH entered AS (SELECT "sessionId", min(i."at") AS "at" FROM "sessionSignIn" JOIN issued i USING (n) GROUP BY "sessionId"),
    first AS (SELECT tenant, principal, network, min(day) AS day FROM presence GROUP BY ALL),
    own AS (SELECT s.tenant, s.mailbox, s.client, s.application, min(s."firstAt") AS since FROM "sessionPlace" s GROUP BY ALL),
    watched AS (SELECT tenant, principal, min(day) AS day FROM first GROUP BY ALL),
    -- Of somebody who was watched for a few days only nothing is known to be new.
    begun AS (SELECT h."caseId", p.*, greatest(least(p."firstAt", coalesce(e."at", p."firstAt")) - to_days(${before}), w.day + to_days(${learningDays})) AS since
      FROM held h JOIN "sessionPlace" p USING ("sessionId") JOIN watched w USING (tenant, principal) LEFT JOIN entered e USING ("sessionId")),
    hostile AS (SELECT b.* FROM begun b LEFT JOIN first f USING (tenant, principal, network) WHERE coalesce(f.day >= date_trunc('day', b.since), true)),
    strange AS (SELECT s.* FROM "sessionPlace" s LEFT JOIN first f USING (tenant, principal, network)
      WHERE "sessionId" NOT IN (SELECT "sessionId" FROM held)),
    found AS (
      -- From the same place, which this person never was in before.
      SELECT h."caseId", s."sessionId" FROM hostile h JOIN strange s ON s.tenant = h.tenant AND s.principal = h.principal AND s.network = h.network WHERE s."firstAt" >= h.since
      -- With the same client and application, which this mailbox never saw before, from further places of that kind.
      UNION ALL SELECT h."caseId", s."sessionId" FROM hostile h JOIN strange s ON s.tenant = h.tenant AND s.principal = h.principal AND s.mailbox = h.mailbox AND s.client = h.client
          AND s.application IS NOT DISTINCT FROM h.application
        JOIN own o ON o.tenant = s.tenant AND o.mailbox = s.mailbox AND o.client = s.client AND o.application IS NOT DISTINCT FROM s.application
        LEFT JOIN first f ON f.tenant = s.tenant AND f.principal = s.principal AND f.network = s.network
      WHERE o.since >= h.since AND s."firstAt" >= h.since AND f.day >= date_trunc('day', h.since))
    SELECT min("caseId") AS "caseId", "sessionId" FROM found GROUP BY "sessionId" ORDER BY "sessionId"`);
}
