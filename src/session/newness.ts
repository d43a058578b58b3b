// What is new to a mailbox: an application, a client or a network that never opened it before. A mailbox must have been
// watched for a learning period first; what many mailboxes take up within days is a roll-out.
import type { Database } from '../query/database.js';
import { name, type Sql, sql } from '../query/sql.js';
import { count } from '../util/words.js';

/** Days of a mailbox's accesses before anything can be new to it. */
export const learningDays = 7;
/** Below this a past is thin: who says that something is new says so. */
const thinDays = 2 * learningDays;

/** For how long somebody or something was seen before, to follow "seen here for". */
export const seenFor = (days: number): string => `${count(days, 'day')}${days < thinDays ? ' only' : ''}`;

/** A roll-out: so many mailboxes, and this share of all, take it up within this many days of each other. */
const rollOut = { mailboxes: 5, share: 0.3, days: 14 };

export type Trait = 'application' | 'client' | 'network';

/** When each reader first used each value of a trait on each mailbox, and in which session. */
const firstUse = (
  trait: Trait,
): Sql => sql`SELECT a.tenant, a.mailbox, a.principal, a."principalKind", ${trait} AS trait, a.${name(trait)} AS value,
    min(n) AS n, min(a."at") AS "firstAt", arg_min("sessionId", n) AS "sessionId"
  FROM "sessionAccess" a
  WHERE a.${name(trait)} IS NOT NULL AND class <> 'background' GROUP BY ALL`;

/**
 * When each mailbox first saw each value. What a person brings along from another mailbox, most often his own, is no news about the
 * person: that somebody else reads is told by the rights he was given.
 */
const firstSeen = (
  uses: Sql,
): Sql => sql`SELECT tenant, mailbox, trait, value, min("firstAt") AS "firstAt", arg_min("sessionId", n) AS "sessionId",
    arg_min("principalKind" = 'person' AND trait <> 'application' AND "usedFirst" < n, n) AS brought
  FROM (SELECT *, min(n) OVER (PARTITION BY tenant, principal, trait, value) AS "usedFirst" FROM (${uses})) GROUP BY tenant, mailbox, trait, value`;

/**
 * Makes `newTrait`: what is new in which session, after how many days of the mailbox, how many mailboxes had it before, whether a roll-out
 * explains it, and whether its reader brought it along.
 */
export async function findNewTraits(database: Database): Promise<void> {
  const all = firstSeen(
    sql`${firstUse('application')} UNION ALL ${firstUse('client')} UNION ALL ${firstUse('network')}`,
  );
  const near = sql`RANGE BETWEEN to_days(${rollOut.days}) PRECEDING AND to_days(${rollOut.days}) FOLLOWING`;
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "newTrait" AS
    WITH watched AS (SELECT tenant, mailbox, min("at") AS since FROM access GROUP BY ALL),
      size AS (SELECT tenant, count(*) AS mailboxes FROM watched GROUP BY tenant),
      seen AS (SELECT *, rank() OVER (PARTITION BY tenant, trait, value ORDER BY "firstAt") - 1 AS "hadBefore",
        count(*) OVER (PARTITION BY tenant, trait, value ORDER BY "firstAt" ${near}) AS together FROM (${all}))
    SELECT f.*, z.mailboxes, together >= ${rollOut.mailboxes} AND together >= ${rollOut.share} * mailboxes AS "rollOut",
      date_diff('day', w.since, f."firstAt") AS "daysSeen"
    FROM seen f JOIN watched w USING (tenant, mailbox) JOIN size z USING (tenant)
    WHERE f."firstAt" >= w.since + to_days(${learningDays})`);
}
