// Where people are, day by day, from their successful sign-ins and their own reading: the past against which a session's place
// is new or not. A /24 changes with every journey and every carrier's whim, so the network's provider counts beside it, except
// where anybody can rent an address.
import type { Database } from '../query/database.js';
import { list, name, type Sql, sql } from '../query/sql.js';
import { passingKinds, rentedKinds } from '../record/network-kind.js';
import { learningDays } from './newness.js';

/** Days on which a person was seen at a place, before that place is the person's own. */
export const ownDays = 2;

/** Whether the network of a row is one through which people pass. */
const isPassing = sql`coalesce("networkKind" IN ${list(passingKinds)}, false)`;
/** Whether the network of a row is one in which anybody can rent an address. */
export const isRented = sql`coalesce("networkKind" IN ${list(rentedKinds)}, false)`;

/** What cannot be told because logs were not given at all, not because of the access. */
const unasked = list(['noSignIns', 'signInKindNotExported']);

/**
 * A person's sign-ins, and reading that they explain. Where the logs that would explain it were not given, reading counts as it
 * is, if it carries ids as reading does and comes from no rented place; else each telephone would be a stranger there.
 */
const seen = sql`SELECT tenant, principal, "at", network, provider, "networkKind" FROM issued
    WHERE success AND kind IN ('interactive', 'nonInteractive', 'auditLog') AND network IS NOT NULL AND principal IS NOT NULL
  UNION ALL SELECT "signInTenant", principal, "at", network, provider, "networkKind" FROM "sessionAccess"
    WHERE "principalKind" = 'person' AND network IS NOT NULL AND NOT microsoft
      AND (tier IN ('token', 'session') OR (reason IN ${unasked} AND coalesce("tokenIdText", session) IS NOT NULL AND NOT ${isRented}))`;

/** Of the records at a place so many are told; a list of all of them took most of the time. */
const firstRecords = 50;

/** Whether a network is one where a person otherwise is, on days before or after. */
export const isFamiliarTo = (tenant: Sql, principal: Sql, network: Sql): Sql =>
  sql`EXISTS (SELECT * FROM familiar o WHERE o.tenant = ${tenant} AND o.principal = ${principal} AND o.network = ${network})`;
/** The same of an access `a`. */
export const isFamiliar = isFamiliarTo(sql`a."signInTenant"`, sql`a.principal`, sql`a.network`);

/**
 * Networks in which people read who otherwise are there, or with the same provider where that does not rent to anybody: telephones
 * change their /24 daily and their carrier hardly ever.
 */
const familiarNetworks = sql`WITH own AS (SELECT tenant, principal, network FROM "ownPlace" WHERE network IS NOT NULL),
    carrier AS (SELECT tenant, principal, provider FROM "ownPlace" WHERE provider IS NOT NULL),
    visited AS (SELECT DISTINCT "signInTenant" AS tenant, principal, network, provider FROM access WHERE "principalKind" = 'person' AND network IS NOT NULL)
  SELECT tenant, principal, network FROM visited SEMI JOIN own USING (tenant, principal, network)
  UNION SELECT tenant, principal, network FROM visited SEMI JOIN carrier USING (tenant, principal, provider)`;

/** The days of each principal at each place; the place is a network, or a provider. */
const daysAt = (
  place: 'network' | 'provider',
): Sql => sql`(SELECT tenant, principal, ${name(place)}, list(DISTINCT day) AS days FROM presence
  WHERE ${name(place)} IS NOT NULL GROUP BY tenant, principal, ${name(place)})`;

/** How many of them lie before the day of a session's first access. */
const daysBefore = (days: Sql): Sql =>
  sql`coalesce(len(list_filter(${days}, lambda day: day < date_trunc('day', s."firstAt"))), 0)`;

/**
 * Hours in which a person was surely at a network of his own: one of several days, and no carrier's, since a telephone keeps its
 * carrier wherever its owner goes.
 */
const ownHours = sql`SELECT DISTINCT s.tenant, s.principal, s.network, date_trunc('hour', s."at") AS hour FROM (${seen}) s
  JOIN "ownPlace" o ON o.tenant = s.tenant AND o.principal = s.principal AND o.network = s.network
  WHERE NOT ${isRented} AND NOT ${isPassing}`;

/** So many people make an office of a network, and a service of an application. */
const manyPeople = 5;

/**
 * Networks that are nobody's discovery: where several people were in the first week of their records. And the servers of mail
 * applications, which open everybody's mail from a data centre and never from a person's own device.
 */
const offices = sql`SELECT p.tenant, p.network FROM presence p JOIN "personSince" w USING (tenant, principal)
  WHERE NOT p.rented AND p.day < w.since + to_days(${learningDays}) GROUP BY ALL HAVING count(DISTINCT p.principal) >= ${manyPeople}`;
const servers = sql`SELECT tenant, application, network FROM (
    SELECT *, bool_and(away) OVER (PARTITION BY tenant, application) AS "alwaysAway" FROM (
      SELECT "signInTenant" AS tenant, application, network, count(DISTINCT principal) AS people, bool_and(${isRented}) AS away FROM "sessionAccess"
      WHERE "principalKind" = 'person' AND application IS NOT NULL AND network IS NOT NULL AND class <> 'background' GROUP BY ALL))
  WHERE "alwaysAway" AND people >= ${manyPeople}`;

const places = sql`SELECT "sessionId", "signInTenant" AS tenant, principal, mailbox, "user", network, min(provider) AS provider, min("networkKind") AS "networkKind", min(client) AS client, min(application) AS application,
    min("at") AS "firstAt", max("at") AS "lastAt", count(*) AS accesses, arg_min(id, n, ${firstRecords}) AS records
  FROM "sessionAccess"
  WHERE "principalKind" = 'person' AND class <> 'background' AND network IS NOT NULL AND NOT microsoft GROUP BY ALL`;

/**
 * Makes `presence` (person, network, day), `placeSince` and `personSince` (the first day of a person at a network, and at all), `ownPlace`
 * (networks and providers of more than two of a person's days), `familiar`, `office`, `ownHour`, and `sessionPlace`: per session of a
 * person and network in it, on how many earlier days the person was in that network (`daysHere`) or with that provider (`daysWithProvider`; null where it is unknown or
 * rents to anybody). `strangePlace`: those of them that are not the person's own, of people who were watched long enough to
 * have places of their own.
 */
export async function makePresence(database: Database): Promise<void> {
  await database.run(sql`CREATE OR REPLACE TEMP TABLE presence AS
    SELECT tenant, principal, network, min(provider) AS provider, min("networkKind") AS "networkKind", bool_or(${isRented}) AS rented,
      date_trunc('day', "at") AS day FROM (${seen}) GROUP BY tenant, principal, network, day`);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "placeSince" AS
    SELECT tenant, principal, network, min(day) AS since, bool_and(rented) AS rented FROM presence GROUP BY tenant, principal, network`);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "personSince" AS
    SELECT tenant, principal, min(since) AS since FROM "placeSince" GROUP BY tenant, principal`);
  const often = sql`HAVING count(DISTINCT day) > ${ownDays}`;
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "ownPlace" AS
    SELECT tenant, principal, network, NULL AS provider FROM presence GROUP BY ALL ${often}
    UNION ALL SELECT tenant, principal, NULL, provider FROM presence WHERE provider IS NOT NULL AND NOT rented GROUP BY ALL ${often}`);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE familiar AS ${familiarNetworks}`);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE office AS ${offices}`);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "sessionPlace" AS
    SELECT s.*, ${isRented} AS rented, ${isPassing} AS passing, ${daysBefore(sql`h.days`)} AS "daysHere",
      CASE WHEN s.provider IS NOT NULL THEN ${daysBefore(sql`p.days`)} END AS "daysWithProvider"
    FROM (${places}) s LEFT JOIN ${daysAt('network')} h ON h.tenant = s.tenant AND h.principal = s.principal AND h.network = s.network
      LEFT JOIN ${daysAt('provider')} p ON p.tenant = s.tenant AND p.principal = s.principal AND p.provider = s.provider`);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "strangePlace" AS
    SELECT s.* FROM "sessionPlace" s JOIN "personSince" w USING (tenant, principal)
      ANTI JOIN office o ON o.tenant = s.tenant AND o.network = s.network
      ANTI JOIN (${servers}) v ON v.tenant = s.tenant AND v.network = s.network AND v.application = s.application
    WHERE "daysHere" < ${ownDays} AND coalesce("daysWithProvider", 0) < ${ownDays} AND s."firstAt" >= w.since + to_days(${learningDays})`);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "ownHour" AS ${ownHours}`);
}
