// Each access ends in exactly one class. The order of the questions is the order of the settled points: a contradiction
// first, then what explains, then what belongs to the furniture, then whether the absence of a sign-in means anything.
import type { Database } from '../query/database.js';
import { countIf } from '../query/operation.js';
import { name, type Sql, sql } from '../query/sql.js';
import { fewestMatched } from './control.js';

/** Tenants with any Entra sign-in log; the audit log's own sign-ins are only a subset. */
const withLogs = sql`SELECT DISTINCT tenant FROM issued WHERE kind <> 'auditLog'`;

/** Whether the sign-in would stand in an hour or day that was lost from the export. */
function lostAt(unit: 'hour' | 'day'): Sql {
  const l = name(`lost ${unit}`);
  return sql`LEFT JOIN lost ${l} ON ${l}.unit = ${unit} AND ${l}.tenant = a."signInTenant" AND ${l}."principalKind" = a."principalKind"
    AND ${l}.microsoft = a.microsoft
    AND ${l}."time" = date_trunc(${unit}, CASE WHEN a."issueTimePlausible" THEN a."tokenIssuedAt" ELSE a."at" END)`;
}

const evidence = sql`SELECT a.n, t."signIn" AS "tokenSignIn", t.disagreement, s."signIn" AS "sessionSignIn",
    c."signIn" AS "contextSignIn", c.known AS "contextKnown", b.reason AS background, a."tokenIdText" IS NOT NULL AS "hasToken", a.session IS NOT NULL AS "hasSession",
    a."principalKind", a."tokenTenant" <> a.tenant AS "foreign", l.tenant IS NOT NULL AS "hasLogs",
    r.exported, r.within, r.whole, "lost hour"."time" IS NOT NULL OR "lost day"."time" IS NOT NULL AS lost,
    coalesce(f."byUser" AND p.principal IS NULL, f."byUser" = false AND q.application IS NULL, false) AS filtered,
    coalesce(own.comparable, pool.comparable, 0) AS comparable, coalesce(own.matched, pool.matched, 0) AS matched
  FROM access a LEFT JOIN "tokenMatch" t USING (n) LEFT JOIN "sessionMatch" s USING (n) LEFT JOIN "contextMatch" c USING (n)
    LEFT JOIN background b USING (n) LEFT JOIN reach r USING (n)
    LEFT JOIN (${withLogs}) l ON l.tenant = a."signInTenant"
    LEFT JOIN "signInFilter" f ON f.tenant = a."signInTenant"
    LEFT JOIN (SELECT DISTINCT tenant, principal FROM issued WHERE kind <> 'auditLog') p ON p.tenant = a."signInTenant" AND p.principal = a.principal
    LEFT JOIN (SELECT DISTINCT tenant, application FROM issued WHERE kind <> 'auditLog') q ON q.tenant = a."signInTenant" AND q.application = a."actingApplication"
    ${lostAt('hour')} ${lostAt('day')}
    LEFT JOIN control own ON own.tenant = a."signInTenant" AND own."principalKind" = a."principalKind" AND own.microsoft = a.microsoft
      AND own.application = coalesce(a."actingApplication", 'client:' || coalesce(a.protocol, ''))
    LEFT JOIN control pool ON pool.tenant = a."signInTenant" AND pool."principalKind" = a."principalKind"
      AND pool.microsoft = a.microsoft AND pool.application = ''`;

/** The first question that is answered decides; the text after it is the class and its reason. */
const decision = sql`CASE
  WHEN disagreement <> '' THEN 'unexplained signInDisagrees'
  WHEN disagreement = '' THEN 'explained token'
  WHEN "foreign" AND NOT "hasLogs" THEN 'notAssessable foreignTenantToken'
  WHEN "sessionSignIn" IS NOT NULL THEN 'explained session'
  WHEN background IS NOT NULL THEN 'background ' || background
  WHEN "contextKnown" THEN 'explained context'
  WHEN "contextSignIn" IS NOT NULL THEN 'notAssessable outcomeUnknown'
  WHEN NOT "hasLogs" THEN 'notAssessable noSignIns'
  WHEN NOT "hasToken" AND "hasSession" THEN 'notAssessable sessionNotSeen'
  WHEN NOT "hasToken" THEN 'notAssessable noIds'
  WHEN "principalKind" = 'system' THEN 'notAssessable serviceAccount'
  WHEN NOT coalesce(exported, false) THEN 'notAssessable signInKindNotExported'
  WHEN NOT within THEN 'notAssessable outsideSignInCoverage'
  WHEN NOT whole OR lost THEN 'notAssessable signInGap'
  WHEN filtered THEN 'notAssessable signInExportFiltered'
  WHEN matched < ${fewestMatched} OR matched * 2 < comparable THEN 'notAssessable noControl'
  ELSE 'unexplained noSignInForToken' END`;

/**
 * Makes `judged`: per access its class, tier or reason, the sign-in that explains it, in what a named sign-in disagrees, the
 * control figures, and `idMissing`: a token id that should have found its sign-in did not, whatever else explains the access.
 */
export async function classify(database: Database): Promise<void> {
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "accessClass" AS
    SELECT n, split_part(decision, ' ', 1) AS class,
      CASE WHEN decision LIKE 'explained %' THEN split_part(decision, ' ', 2) END AS tier,
      CASE WHEN decision NOT LIKE 'explained %' THEN split_part(decision, ' ', 2) END AS reason,
      CASE WHEN decision = 'explained session' THEN "sessionSignIn" WHEN decision = 'explained context' THEN "contextSignIn"
        ELSE "tokenSignIn" END AS "signIn", disagreement, comparable, matched,
      "hasToken" AND disagreement IS NULL AND coalesce(exported AND whole, false) AND NOT lost AND NOT filtered
        AND NOT coalesce("foreign", false) AND background IS NULL
        AND matched >= ${fewestMatched} AND matched * 2 >= comparable AS "idMissing"
    FROM (SELECT *, ${decision} AS decision FROM (${evidence}))`);
  await database.run(sql`CREATE OR REPLACE TEMP VIEW judged AS SELECT * FROM "accessClass"`);
}

export interface Tally {
  tenant: string;
  mailbox: string;
  total: number;
  explained: number;
  background: number;
  notAssessable: number;
  unexplained: number;
}

const ofClass = (name: string) => countIf(sql`class = ${name}`);

/** Classes per mailbox, in the order of tenant and mailbox. */
export const tallies = sql`SELECT tenant, mailbox, count(*) AS total, ${ofClass('explained')} AS explained, ${ofClass('background')} AS background,
    ${ofClass('notAssessable')} AS "notAssessable", ${ofClass('unexplained')} AS unexplained
  FROM access JOIN judged USING (n) WHERE "inScope" GROUP BY tenant, mailbox ORDER BY tenant, mailbox`;

export const reasons = sql`SELECT coalesce(tier, reason) AS name, tier IS NOT NULL AS "isTier", count(*) AS accesses
  FROM access JOIN judged USING (n) WHERE "inScope" GROUP BY ALL ORDER BY name`;
