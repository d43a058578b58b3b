// How the reading of a case grew: which mailbox when, and its busiest day; how many of its sessions lead to a sign-in; and where the
// logs end.
import type { Database } from '../../query/database.js';
import { epochMs } from '../../query/operation.js';
import { sql } from '../../query/sql.js';

export interface MailboxRow {
  caseId: string;
  mailbox: string;
  users: string[];
  count: number;
  firstMs: number;
  lastMs: number;
  records: string[];
  /** Its last record. */
  last: string;
}

/** In the order in which they were first opened. */
export const readCaseMailboxes = (database: Database): Promise<MailboxRow[]> =>
  database.rows<MailboxRow>(sql`SELECT c."caseId", a.mailbox, list(DISTINCT a."user" ORDER BY a."user") FILTER (WHERE a."user" IS NOT NULL) AS users, count(*) AS count,
      ${epochMs(sql`min(a."at")`)} AS "firstMs", ${epochMs(sql`max(a."at")`)} AS "lastMs", (list(a.id ORDER BY a.n))[1:50] AS records, arg_max(a.id, a.n) AS last
    FROM "caseAccess" c JOIN access a USING (n) GROUP BY c."caseId", a.mailbox ORDER BY "firstMs", c."caseId", a.mailbox`);

export interface PeakRow {
  caseId: string;
  mailboxes: string[];
  days: number;
  count: number;
  firstMs: number;
  lastMs: number;
  records: string[];
}

/** The busiest day of each case, the first of equals, and on how many days there was any reading. */
export const readPeaks = (database: Database): Promise<PeakRow[]> =>
  database.rows<PeakRow>(sql`WITH day AS (SELECT c."caseId", date_trunc('day', a."at") AS day, count(*) AS count, list(DISTINCT a.mailbox ORDER BY a.mailbox) AS mailboxes,
        min(a."at") AS "firstAt", max(a."at") AS "lastAt", (list(a.id ORDER BY a.n))[1:50] AS records
      FROM "caseAccess" c JOIN access a USING (n) GROUP BY ALL)
    SELECT "caseId", mailboxes, days, count, ${epochMs(sql`"firstAt"`)} AS "firstMs", ${epochMs(sql`"lastAt"`)} AS "lastMs", records
    FROM (SELECT *, count(*) OVER (PARTITION BY "caseId") AS days FROM day)
    QUALIFY row_number() OVER (PARTITION BY "caseId" ORDER BY count DESC, day) = 1 ORDER BY "caseId"`);

export interface ReachRow {
  caseId: string;
  sessions: number;
  /** Those that lead to the sign-in with which they began. */
  tied: number;
  /** Run by an application. */
  applications: number;
  /** In a mailbox that is not the user's. */
  others: number;
  /** Other organisations that issued its tokens. */
  tokenTenants: string[] | null;
  logsEndMs: number;
}

export const readReach = (database: Database): Promise<ReachRow[]> =>
  database.rows<ReachRow>(sql`WITH ended AS (SELECT tenant, max("at") AS "at" FROM access GROUP BY tenant),
      explained AS (SELECT DISTINCT i."sessionId" FROM "caseAccess" c JOIN "accessInSession" i USING (n) JOIN judged j USING (n) WHERE j.tier IS NOT NULL),
      issuer AS (SELECT c."caseId", list(DISTINCT a."tokenTenant" ORDER BY a."tokenTenant") AS "tokenTenants" FROM "caseAccess" c JOIN access a USING (n)
        WHERE a."tokenTenant" <> a.tenant GROUP BY c."caseId")
    SELECT c."caseId", count(*) AS sessions,
      count(*) FILTER (WHERE c."sessionId" IN (SELECT "sessionId" FROM "sessionSignIn") OR c."sessionId" IN (SELECT "sessionId" FROM explained)) AS tied,
      count(*) FILTER (WHERE s."principalKind" = 'application') AS applications,
      count(*) FILTER (WHERE s."user" IS NOT NULL AND s."user" <> s.mailbox) AS others, any_value(o."tokenTenants") AS "tokenTenants",
      ${epochMs(sql`any_value(e."at")`)} AS "logsEndMs"
    FROM "caseSession" c JOIN "accessSession" s USING ("sessionId") JOIN ended e USING (tenant) LEFT JOIN issuer o USING ("caseId") GROUP BY c."caseId" ORDER BY c."caseId"`);
