// Every sign-in that any log tells of, in one relation: the Entra sign-in logs, and the audit log's own UserLoggedIn and
// UserLoginFailed records, which are only a subset but carry the same request ids.
import type { Database } from '../query/database.js';
import { matches } from '../query/operation.js';
import { type Sql, sql } from '../query/sql.js';
import { asWords } from './lexicon.js';
import { tokenGuid } from './token-id.js';

/**
 * Interactive and non-interactive portal exports look alike, and so do those of service principals and managed identities;
 * where the row does not say, the name that the portal gave the file does. Graph lists interactive ones unless asked.
 * Microsoft's own service principals stand in a log of their own and in no other, so that log is a kind by itself.
 */
const kind = sql`CASE WHEN s."firstParty" THEN 'microsoftServicePrincipal' WHEN s.kind = 'servicePrincipal' AND ${matches(sql`f.path`, '(^|/)MSI')} THEN 'managedIdentity'
  WHEN s.kind IS NOT NULL THEN s.kind
  WHEN ${matches(sql`lower(f.path)`, 'non[-_ ]?interactive')} THEN 'nonInteractive' ELSE 'interactive' END`;

// Where the export lost the outcome a sign-in counts as a success: ids are compared with it, but it makes no context.
const fromLogs = sql`SELECT s.id, ${kind} AS kind, s."at", s.tenant AS "resourceTenant", s."homeTenant", s."userId", s."user",
    s.application, s.resource, s."errorCode" IS NULL OR s."errorCode" = 0 AS success, s."errorCode" IS NOT NULL AS "outcomeKnown", lower(s."sessionId") AS session,
    s."tokenIdText", s."originalRequestId", s."addressText", s."resourceAddressText", s."servicePrincipalId",
    s."userAgent", s."clientApp", lower(s."authenticationProtocol") AS protocol,
    lower(s."originalTransferMethod") AS transfer, s."deviceId", s."tokenIssuerType", s."tokenIssuerName", s."errorCode", s.workspace, s.file
  FROM "signIn" s JOIN input f ON f.number = s.file`;

// A sign-in's ResultStatus says Success even where it failed: the operation and the error number tell.
const fromAudit = sql`SELECT id, 'auditLog' AS kind, "at", tenant AS "resourceTenant", NULL AS "homeTenant", "userKey" AS "userId",
    "user", "signInApplication" AS application, lower("objectId") AS resource,
    lower(operation) = 'userloggedin' AND coalesce("signInError", 0) = 0 AS success, true AS "outcomeKnown", lower("signInSessionId") AS session,
    NULL AS "tokenIdText", NULL AS "originalRequestId", "addressText", NULL AS "resourceAddressText", NULL AS "servicePrincipalId",
    "userAgent", NULL AS "clientApp", NULL AS protocol,
    CASE WHEN "requestType" = 'Cmsi:Cmsi' THEN 'devicecodeflow' END AS transfer, NULL AS "deviceId", NULL AS "tokenIssuerType", NULL AS "tokenIssuerName", "signInError" AS "errorCode", NULL AS workspace, NULL AS file
  FROM audit WHERE lower(operation) IN ('userloggedin', 'userloginfailed')`;

/** Tenants of the audit log, and the domains that only one of them uses. */
const domains = sql`SELECT domain, min(tenant) AS tenant FROM (SELECT DISTINCT split_part("user", '@', 2) AS domain, tenant FROM audit
    WHERE "user" LIKE '%@%' AND tenant IS NOT NULL) GROUP BY domain HAVING count(*) = 1`;

/**
 * Whose log a sign-in stands in. Graph v1.0, older portal exports and some tables of a workspace do not say: then it is the only tenant there is, or
 * the one whose people have that domain.
 */
const tenant: Sql = sql`CASE WHEN s."resourceTenant" IN (SELECT tenant FROM known) THEN s."resourceTenant"
  WHEN s."homeTenant" IN (SELECT tenant FROM known) THEN s."homeTenant"
  ELSE coalesce(s."resourceTenant", s."homeTenant", d.tenant, (SELECT min(tenant) FROM known HAVING count(*) = 1), 'workspace:' || s.workspace, 'unknown') END`;

/** Columns that are compared with those of accesses. */
const fewWords = ['kind', 'tenant', 'resourceTenant', 'homeTenant', 'networkKind'];

/** Makes `issued` (every sign-in) and `issuedKey` (the ids by which an access may name a successful one). */
export async function makeSignIns(database: Database): Promise<void> {
  await database.run(sql`CREATE OR REPLACE TEMP TABLE issued AS SELECT * REPLACE (${asWords('fewWords', fewWords)}) FROM (
    WITH known AS (SELECT DISTINCT tenant FROM audit WHERE tenant IS NOT NULL), domain AS (${domains})
    SELECT s.* EXCLUDE ("addressText", "resourceAddressText"), ${tenant} AS tenant, p.ip, p.network, q.network AS "resourceNetwork",
      p.kind AS "networkKind", p.provider, q.provider AS "resourceProvider",
      CASE WHEN s.kind IN ('servicePrincipal', 'managedIdentity', 'microsoftServicePrincipal') THEN s.application ELSE s."user" END AS principal,
      row_number() OVER (ORDER BY s."at", s.id, s.kind) AS n
    FROM (SELECT l.* REPLACE (coalesce(u.person, i.person, l."user") AS "user") FROM (${fromLogs} UNION ALL ${fromAudit}) l
        LEFT JOIN alias u ON u.value = l."user" LEFT JOIN alias i ON i.value = l."userId") s
      LEFT JOIN domain d ON d.domain = split_part(s."user", '@', 2)
      LEFT JOIN place p ON p.logged = s."addressText" LEFT JOIN place q ON q.logged = s."resourceAddressText")`);
  // Most token ids are only another spelling of the sign-in's id, and most chains have one request.
  const key = (text: Sql): Sql =>
    sql`SELECT key, n FROM (SELECT ${text} AS key, lower(id) AS own, n FROM issued WHERE success) WHERE key <> own`;
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "issuedKey" AS
    SELECT lower(id) AS key, n FROM issued WHERE success UNION ALL ${key(sql`"tokenIdText"`)}
    UNION ALL ${key(tokenGuid(sql`"tokenIdText"`))} UNION ALL ${key(sql`lower("originalRequestId")`)}`);
}
