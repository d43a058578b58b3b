// What the accesses and sign-ins of each case show, straight from the engine: where from, with which application and client, by
// whose issuer, in which hours. Only accesses that the case holds: a stolen session's owner leaves no trait.
import type { Database } from '../query/database.js';
import { epochMs, extract, inlineRows, listOf, unnest } from '../query/operation.js';
import { type Sql, sql } from '../query/sql.js';
import { groupBy } from '../util/group.js';
import { dayNames } from '../util/time.js';
import type { Had } from './member.js';

/** Before ordinary life was asked who else has it. */
export interface RawTrait extends Omit<Had, 'people'> {
  readonly caseId: string;
  readonly part: number;
}

const span = sql`${epochMs(sql`min("at")`)} AS "firstMs", ${epochMs(sql`max("at")`)} AS "lastMs"`;
const accesses = sql`"partAccess"`;

/** Makes `partAccess`: the accesses of each part of a case, of which every trait is asked. */
async function gatherAccesses(database: Database): Promise<void> {
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "partAccess" AS SELECT c."caseId", p.part, a.*
    FROM "caseAccess" c JOIN "sessionAccess" a USING (n)
      JOIN "casePart" p ON p."caseId" = c."caseId" AND p."sessionId" = a."sessionId"`);
}

/** Sign-ins of sessions that are the actor's alone: where a session is shared with its owner, so are its sign-ins. */
const entries = sql`(SELECT c."caseId", c.part, i.* FROM "casePart" c JOIN "sessionSignIn" s USING ("sessionId") JOIN issued i ON i.n = s.n
  WHERE c."sessionId" NOT IN (SELECT "sessionId" FROM "accessInSession" m JOIN "casePart" USING ("sessionId")
    ANTI JOIN "caseAccess" h ON h.n = m.n))`;

const column = (kind: string, value: Sql, from: Sql, where: Sql): Sql =>
  sql`SELECT "caseId", part, ${kind} AS kind, ${value} AS value, NULL::VARCHAR AS about, NULL::VARCHAR AS network, ${span}
    FROM ${from} WHERE ${value} IS NOT NULL AND ${where} GROUP BY "caseId", part, ${value}`;

const place = (from: Sql, where: Sql): Sql =>
  sql`SELECT "caseId", part, 'address' AS kind, ip AS value, min("networkKind") AS about, min(network) AS network, ${span}
    FROM ${from} WHERE ip IS NOT NULL AND ${where} GROUP BY "caseId", part, ip`;

const inSignIn = (key: string): Sql => extract(sql`raw`, `(?i)"${key}"\\s*:\\s*"([^"]{8,200})"`);
const keys = listOf([inSignIn('servicePrincipalCredentialKeyId'), inSignIn('servicePrincipalCredentialThumbprint')]);

/** Certificates and secrets by which an application signed in; Graph names them, the catalogue of columns does not. */
const credentials = sql`SELECT "caseId", part, 'credential' AS kind, lower(value) AS value, NULL::VARCHAR AS about, NULL::VARCHAR AS network, ${span}
  FROM (SELECT c."caseId", c.part, ${unnest(keys)} AS value, l."at"
    FROM "signIn" l JOIN (SELECT DISTINCT a."caseId", a.part, a."signIn" FROM ${accesses} a
      WHERE a."principalKind" = 'application' AND a."signIn" IS NOT NULL) c ON c."signIn" = l.id)
  WHERE value <> '' GROUP BY "caseId", part, lower(value)`;

/** Addresses that findings name beside the accesses, such as a rule's. */
export interface NamedAddress {
  readonly caseId: string;
  readonly part: number;
  readonly ip: string;
  readonly firstMs: number;
  readonly lastMs: number;
}

const named = (rows: readonly NamedAddress[]): Sql =>
  sql`SELECT r."caseId", r.part, 'address' AS kind, r.ip AS value, min(p.kind) AS about, min(p.network) AS network,
      min(r."firstMs") AS "firstMs", max(r."lastMs") AS "lastMs"
    FROM ${inlineRows({ caseId: 'text', part: 'integer', ip: 'text', firstMs: 'integer', lastMs: 'integer' }, rows)} r
      JOIN place p ON p.ip = r.ip WHERE NOT coalesce(p.microsoft, false) GROUP BY r."caseId", r.part, r.ip`;

/** Traits of the cases of `caseAccess`, in the order of case, part, kind and value. */
export async function readAccessTraits(database: Database, addresses: readonly NamedAddress[]): Promise<RawTrait[]> {
  await gatherAccesses(database);
  const always = sql`true`;
  const parts = [
    place(accesses, sql`NOT microsoft`),
    place(entries, sql`success`),
    named(addresses),
    column('application', sql`application`, accesses, always),
    column('token', sql`"tokenIdText"`, accesses, always),
    column('session', sql`session`, accesses, always),
    column('client', sql`client`, accesses, sql`client <> ''`),
    column('tokenTenant', sql`"tokenTenant"`, accesses, sql`"tokenTenant" <> tenant`),
    column('issuer', sql`"tokenIssuerName"`, entries, sql`success AND "tokenIssuerName" <> ''`),
    credentials,
  ];
  const all = parts.reduce((rest, part) => sql`${rest} UNION ALL ${part}`);
  return database.manyRows<RawTrait>(
    sql`SELECT "caseId", part, kind, value, min(about) AS about, min(network) AS network, min("firstMs") AS "firstMs", max("lastMs") AS "lastMs"
      FROM (${all}) GROUP BY "caseId", part, kind, value ORDER BY "caseId", part, kind, value`,
  );
}

/** Hours in which somebody worked, at least so many, before they are a habit. */
const fewestHours = 6;

interface Worked {
  readonly caseId: string;
  readonly part: number;
  readonly firstMs: number;
  readonly lastMs: number;
}

/** `00 01 02 / Mon Tue`: hours (UTC) and weekdays in which the case's accesses lie. */
function rhythmOf(rows: readonly Worked[]): RawTrait[] {
  const [first] = rows;
  if (first === undefined || rows.length < fewestHours) return [];
  const { caseId, part } = first;
  const dates = rows.map((row) => new Date(row.firstMs));
  const hours = [...new Set(dates.map((date) => date.getUTCHours()))].sort((a, b) => a - b);
  const days = [...new Set(dates.map((date) => date.getUTCDay()))].sort((a, b) => a - b);
  const value = `${hours.map((hour) => String(hour).padStart(2, '0')).join(' ')} / ${days.map((day) => dayNames[day]).join(' ')}`;
  const firstMs = Math.min(...rows.map((row) => row.firstMs));
  const lastMs = Math.max(...rows.map((row) => row.lastMs));
  return [{ caseId, part, kind: 'rhythm', value, about: null, network: null, firstMs, lastMs }];
}

/** Needs `partAccess`. */
export async function readRhythms(database: Database): Promise<RawTrait[]> {
  const rows = await database.manyRows<Worked>(
    sql`SELECT "caseId", part, ${span} FROM ${accesses} GROUP BY "caseId", part, date_trunc('hour', "at") ORDER BY "caseId", part, 3`,
  );
  return [...groupBy(rows, (row) => `${row.caseId} ${row.part}`).values()].flatMap(rhythmOf);
}
