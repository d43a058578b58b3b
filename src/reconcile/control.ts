// The control group: of comparable tokens in this tenant, how many do find their sign-in? Only where nearly all do is the
// absence of one sign-in a statement. Real exports miss sign-ins without any cause; that rate is measured here too.
import type { Database } from '../query/database.js';
import { list, type Sql, sql } from '../query/sql.js';
import type { Knowledge } from '../record/knowledge.js';

/** Tokens that must have found their sign-in before a missing one means anything. */
export const fewestMatched = 20;
/** Of an application's tokens, before they are compared among themselves rather than with all. */
const ownGroup = 20;
/**
 * Tokens of one hour or day, most of which miss their sign-in: that time was lost from the export. Only networks from which
 * other tokens do find theirs are asked, so that no intruder can make his own nights look lost.
 */
const lostTokens = 5;
/** And of so many people: an intruder behind an office's address reads few mailboxes at a time. */
const lostPeople = 3;

/** The kinds of sign-in in which a token of this reader would stand. */
const required = sql`SELECT 'person' AS "principalKind", 'interactive' AS kind UNION ALL SELECT 'person', 'nonInteractive'
  UNION ALL SELECT 'application', 'servicePrincipal' UNION ALL SELECT 'application', 'managedIdentity'
  UNION ALL SELECT 'application', 'microsoftServicePrincipal'`;

/** An application that is known to sign in as a service principal is no managed identity. */
const servicePrincipals = sql`SELECT DISTINCT tenant, application FROM issued WHERE kind = 'servicePrincipal'`;

/**
 * Microsoft's own programs sign in where no other log shows it (no id was found in both logs of one tenant, see
 * docs/decisions/0007-first-party-sign-ins.md): those that the log of theirs names, and those that the table of applications does.
 */
const firstParty = (
  knowledge: Knowledge,
): Sql => sql`SELECT tenant, application FROM issued WHERE kind = 'microsoftServicePrincipal'
  UNION SELECT DISTINCT "signInTenant", principal FROM access WHERE "principalKind" = 'application' AND principal IN ${list(
    [...knowledge.applications].filter(([, app]) => app.role === 'service').map(([id]) => id),
  )} EXCEPT ${servicePrincipals}`;

const needs = (knowledge: Knowledge): Sql => sql`SELECT a.n, a."signInTenant" AS tenant, r.kind,
    epoch_ms(CASE WHEN a."issueTimePlausible" THEN a."tokenIssuedAt" - INTERVAL 5 MINUTE ELSE a."at" - INTERVAL 28 HOUR END) AS "fromMs",
    epoch_ms(CASE WHEN a."issueTimePlausible" THEN a."tokenIssuedAt" + INTERVAL 5 MINUTE ELSE a."at" END) AS "toMs"
  FROM access a JOIN (${required}) r USING ("principalKind")
    LEFT JOIN (${servicePrincipals}) p ON p.tenant = a."signInTenant" AND p.application = a.principal
    LEFT JOIN (${firstParty(knowledge)}) m ON m.tenant = a."signInTenant" AND m.application = a.principal
  WHERE a."tokenIdText" IS NOT NULL AND NOT (r.kind = 'managedIdentity' AND p.application IS NOT NULL)
    AND (a."principalKind" <> 'application' OR (m.application IS NOT NULL) = (r.kind = 'microsoftServicePrincipal'))`;

/**
 * Makes `reach`: per access with a token id, whether every log in which its sign-in could stand was exported (`exported`),
 * reaches over that time (`within`), and has no gap there (`whole`).
 */
async function makeReach(database: Database, knowledge: Knowledge): Promise<void> {
  await database.run(sql`CREATE OR REPLACE TEMP TABLE reach AS
    WITH need AS (${needs(knowledge)}), log AS (SELECT tenant, kind, min("fromMs") AS "fromMs", max("toMs") AS "toMs" FROM covered GROUP BY ALL)
    SELECT need.n, bool_and(log.kind IS NOT NULL) AS exported,
      bool_and(coalesce(need."fromMs" >= log."fromMs" AND need."toMs" <= log."toMs", false)) AS within,
      bool_and(EXISTS (SELECT * FROM covered c WHERE c.tenant = need.tenant AND c.kind = need.kind
        AND c."fromMs" <= need."fromMs" AND c."toMs" >= need."toMs")) AS whole
    FROM need LEFT JOIN log ON log.tenant = need.tenant AND log.kind = need.kind GROUP BY need.n`);
}

/** Distinct tokens whose sign-in should stand in the export, and whether it does. */
const tokens = sql`SELECT a."signInTenant" AS tenant, a."principalKind", a.microsoft, a.network, min(a.principal) AS principal,
    coalesce(a."actingApplication", 'client:' || coalesce(a.protocol, '')) AS application, a."tokenIdText" AS token,
    date_trunc('hour', min(CASE WHEN a."issueTimePlausible" THEN a."tokenIssuedAt" ELSE a."at" END)) AS hour,
    bool_or(t.disagreement = '') AS matched, bool_or(s.n IS NOT NULL OR c.n IS NOT NULL) AS known
  FROM access a JOIN reach r USING (n) LEFT JOIN "tokenMatch" t USING (n) LEFT JOIN background b USING (n)
    LEFT JOIN "sessionMatch" s USING (n) LEFT JOIN "contextMatch" c USING (n)
  WHERE r.exported AND r.whole AND b.n IS NULL GROUP BY ALL`;

const group: Sql = sql`tenant, "principalKind", microsoft`;

/** Makes `reach`, `control` (figures per application and, under '', for all) and `lost`. */
export async function makeControl(database: Database, knowledge: Knowledge): Promise<void> {
  await makeReach(database, knowledge);
  // A network none of whose tokens found its sign-in is in question itself and no control, however few they are: an
  // intruder with many addresses must not be able to spoil the figures.
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "controlToken" AS WITH token AS (${tokens}),
      network AS (SELECT ${group}, network FROM token GROUP BY ALL HAVING NOT bool_or(coalesce(matched, known)))
    SELECT t.* REPLACE (coalesce(t.matched, false) AS matched),
      coalesce(bool_or(t.matched) OVER (PARTITION BY t.tenant, t."principalKind", t.microsoft, t.network), false) AS trusted FROM token t ANTI JOIN network q
      ON q.tenant = t.tenant AND q."principalKind" = t."principalKind" AND q.microsoft = t.microsoft AND q.network IS NOT DISTINCT FROM t.network`);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE control AS
    WITH own AS (SELECT ${group}, application, count(*) AS comparable, count(*) FILTER (WHERE matched) AS matched,
        count(*) FILTER (WHERE known) AS known FROM "controlToken" GROUP BY ALL)
    -- An application whose tokens never match while its sessions do is one whose tokens are not logged.
    SELECT * EXCLUDE (known) FROM own WHERE comparable >= ${ownGroup} AND (matched > 0 OR known * 2 >= comparable)
    UNION ALL SELECT ${group}, '', sum(comparable)::BIGINT, sum(matched)::BIGINT FROM own WHERE matched > 0 GROUP BY ALL`);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE lost AS ${lostTimes('hour')} UNION ALL ${lostTimes('day')}`);
}

const lostTimes = (
  unit: 'hour' | 'day',
): Sql => sql`SELECT ${group}, ${unit} AS unit, date_trunc(${unit}, hour) AS "time"
  FROM "controlToken" WHERE trusted GROUP BY ALL
  HAVING count(*) >= ${lostTokens} AND count(*) FILTER (WHERE matched) * 2 < count(*)
    AND count(DISTINCT principal) FILTER (WHERE NOT matched) >= ${lostPeople}`;
