// The sign-ins with which the sessions of a case began, and the passwords that were refused from the same places before. Whether
// a sign-in is the intruder's own shows by where it came from: of a stolen session the owner's own sign-in is in the log.
import type { Database } from '../../query/database.js';
import { epochMs } from '../../query/operation.js';
import { sql } from '../../query/sql.js';
import type { StoryStep } from '../../record/story.js';
import { ownDays } from '../../session/presence.js';

export interface SignInRow {
  caseId: string;
  user: string | null;
  application: string | null;
  applicationName: string | null;
  client: string | null;
  manner: NonNullable<StoryStep['manner']>;
  own: boolean;
  ip: string | null;
  count: number;
  firstMs: number;
  lastMs: number;
  records: string[];
}

const manner = sql`CASE WHEN i.kind NOT IN ('interactive', 'nonInteractive', 'auditLog') THEN 'application'
  WHEN i.protocol = 'devicecode' OR i.transfer IN ('devicecodeflow', 'devicecode') THEN 'deviceCode'
  WHEN i.protocol = 'ropc' OR lower(i."userAgent") LIKE 'bav2ropc%' OR lower(i."clientApp") LIKE 'imap%' OR lower(i."clientApp") LIKE 'pop%' THEN 'password'
  WHEN i.kind = 'nonInteractive' THEN 'nonInteractive' ELSE 'interactive' END`;

/** Makes `caseSignIn`: per case the sign-ins of its sessions, those that explain its accesses among them. The log's copy goes before the audit log's. */
export async function makeCaseSignIns(database: Database): Promise<void> {
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "caseSignIn" AS
    WITH tied AS (SELECT c."caseId", s.n FROM "caseSession" c JOIN "sessionSignIn" s USING ("sessionId")
        UNION SELECT c."caseId", i.n FROM "caseAccess" c JOIN access a USING (n) JOIN judged j USING (n)
          JOIN issued i ON i.tenant = a."signInTenant" AND i.id = j."signIn" WHERE j.tier IS NOT NULL),
      known AS (SELECT t."caseId", i.* FROM tied t JOIN issued i USING (n) WHERE i.success
        QUALIFY row_number() OVER (PARTITION BY t."caseId", i.id ORDER BY i.kind = 'auditLog', i.n) = 1),
      begun AS (SELECT *, date_trunc('day', min("at") OVER (PARTITION BY "caseId", tenant, principal, network)) AS day FROM known)
    SELECT b.*, o.network IS NOT NULL OR (SELECT count(DISTINCT p.day) FROM presence p
        WHERE p.tenant = b.tenant AND p.principal = b.principal AND p.network = b.network AND p.day < b.day) >= ${ownDays} AS own
    FROM begun b LEFT JOIN office o ON o.tenant = b.tenant AND o.network = b.network`);
}

/** In the order of time. */
export const readSignIns = (database: Database): Promise<SignInRow[]> =>
  database.rows<SignInRow>(sql`SELECT i."caseId", i."user", i.application, min(s."applicationName") AS "applicationName", min(i."userAgent") AS client, ${manner} AS manner, i.own, i.ip,
      count(DISTINCT i.id) AS count, ${epochMs(sql`min(i."at")`)} AS "firstMs", ${epochMs(sql`max(i."at")`)} AS "lastMs", (list(DISTINCT i.id ORDER BY i.id))[1:50] AS records
    FROM "caseSignIn" i LEFT JOIN "signIn" s ON s.id = i.id
    GROUP BY i."caseId", i."user", i.application, manner, i.own, i.ip ORDER BY "firstMs", i."user", i.ip, i.application`);

export interface RefusalRow {
  caseId: string;
  ip: string;
  people: string[];
  count: number;
  firstMs: number;
  lastMs: number;
  records: string[];
}

/** Days before the first sign-in in which guesses belong to it. */
const guessingDays = 14;
/** Fewer are slips of the fingers. */
const fewestRefusals = 5;

/** Wrong, locked, expired and empty passwords from the networks of sign-ins that are not their person's own. */
export const readRefusals = (database: Database): Promise<RefusalRow[]> =>
  database.rows<RefusalRow>(sql`WITH place AS (SELECT "caseId", tenant, network, min("at") AS "firstAt", max("at") AS "lastAt" FROM "caseSignIn"
      WHERE NOT own AND network IS NOT NULL GROUP BY ALL)
    SELECT p."caseId", min(i.ip) AS ip, list(DISTINCT i.principal ORDER BY i.principal) AS people, count(DISTINCT i.id) AS count, ${epochMs(sql`min(i."at")`)} AS "firstMs", ${epochMs(sql`max(i."at")`)} AS "lastMs",
      (list(DISTINCT i.id ORDER BY i.id))[1:50] AS records
    FROM place p JOIN issued i ON i.tenant = p.tenant AND i.network = p.network AND i."at" BETWEEN p."firstAt" - to_days(${guessingDays}) AND p."lastAt"
    WHERE NOT i.success AND i."errorCode" IN (50126, 50053, 50055, 50056)
    GROUP BY p."caseId", p.network HAVING count(DISTINCT i.id) >= ${fewestRefusals} ORDER BY "firstMs", p."caseId", ip`);
