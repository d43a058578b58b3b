// Where people are, day by day, from their successful sign-ins and their own reading: the past against which a session's place
// is new or not. A /24 changes with every journey and every carrier's whim, so the network's provider counts beside it, except
// where anybody can rent an address.
import type { Database } from '../query/database.js';
import { list, name, type Sql, sql } from '../query/sql.js';
import { rentedKinds } from '../record/network-kind.js';
import { learningDays } from './newness.js';

/** Days on which a person was seen at a place, before that place is the person's own. */
export const ownDays = 2;

const isRented = sql`coalesce("networkKind" IN ${list(rentedKinds)}, false)`;

const seen = sql`SELECT tenant, principal, "at", network, provider, "networkKind" FROM issued
    WHERE success AND kind IN ('interactive', 'nonInteractive', 'auditLog') AND network IS NOT NULL AND principal IS NOT NULL
  UNION ALL SELECT "signInTenant", principal, "at", network, provider, "networkKind" FROM access JOIN judged USING (n)
    WHERE "principalKind" = 'person' AND tier IN ('token', 'session') AND network IS NOT NULL AND NOT microsoft`;

/** Of the records at a place so many are told; a list of all of them took most of the time. */
const firstRecords = 50;

/** The days of each principal at each place; the place is a network, or a provider. */
const daysAt = (
  place: 'network' | 'provider',
): Sql => sql`(SELECT tenant, principal, ${name(place)}, list(DISTINCT day) AS days FROM presence
  WHERE ${name(place)} IS NOT NULL GROUP BY tenant, principal, ${name(place)})`;

/** How many of them lie before the day of a session's first access. */
const daysBefore = (days: Sql): Sql =>
  sql`coalesce(len(list_filter(${days}, lambda day: day < date_trunc('day', s."firstAt"))), 0)`;

const places = sql`SELECT "sessionId", "signInTenant" AS tenant, principal, mailbox, "user", network, min(provider) AS provider, min("networkKind") AS "networkKind", min(client) AS client,
    min("at") AS "firstAt", max("at") AS "lastAt", count(*) AS accesses, arg_min(id, n, ${firstRecords}) AS records
  FROM access JOIN judged USING (n) JOIN "accessInSession" USING (n)
  WHERE "principalKind" = 'person' AND class <> 'background' AND network IS NOT NULL AND NOT microsoft GROUP BY ALL`;

/**
 * Makes `presence` (person, network, day) and `sessionPlace`: per session of a person and network in it, on how many earlier
 * days the person was in that network (`daysHere`) or with that provider (`daysWithProvider`; null where it is unknown or
 * rents to anybody). `strangePlace`: those of them that are not the person's own, of people who were watched long enough to
 * have places of their own.
 */
export async function makePresence(database: Database): Promise<void> {
  await database.run(sql`CREATE OR REPLACE TEMP TABLE presence AS
    SELECT tenant, principal, network, min(provider) AS provider, min("networkKind") AS "networkKind", bool_or(${isRented}) AS rented,
      date_trunc('day', "at") AS day FROM (${seen}) GROUP BY tenant, principal, network, day`);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "sessionPlace" AS
    SELECT s.*, ${isRented} AS rented, ${daysBefore(sql`h.days`)} AS "daysHere",
      CASE WHEN s.provider IS NOT NULL THEN ${daysBefore(sql`p.days`)} END AS "daysWithProvider"
    FROM (${places}) s LEFT JOIN ${daysAt('network')} h ON h.tenant = s.tenant AND h.principal = s.principal AND h.network = s.network
      LEFT JOIN ${daysAt('provider')} p ON p.tenant = s.tenant AND p.principal = s.principal AND p.provider = s.provider`);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "strangePlace" AS
    SELECT s.* FROM "sessionPlace" s JOIN (SELECT tenant, principal, min(day) AS since FROM presence GROUP BY ALL) w USING (tenant, principal)
    WHERE "daysHere" < ${ownDays} AND coalesce("daysWithProvider", 0) < ${ownDays} AND s."firstAt" >= w.since + to_days(${learningDays})`);
}
