// Which records fit a published indicator as a whole: accesses, sign-ins, changes in the audit log and the directory. All that a
// conjunction asks for must stand in one record, and nothing that it excludes.
import type { Indicator } from '../../intel/indicator.js';
import type { Database } from '../../query/database.js';
import { epochMs, inlineRows } from '../../query/operation.js';
import { join, type Sql, sql } from '../../query/sql.js';
import { onlyTenant } from '../../reconcile/other-log.js';
import { makeFits } from './fit.js';

type Surface = 'access' | 'signIn' | 'audit' | 'directory';

const surfaces: Readonly<Record<Surface, Sql>> = {
  access: sql`SELECT n AS key, id, tenant, "at", "user", ip, application, via, "clientInfo" AS agent, true AS success FROM access`,
  signIn: sql`SELECT n AS key, id, tenant, "at", "user", ip, application, NULL::VARCHAR AS via, "userAgent" AS agent, success FROM issued`,
  audit: sql`SELECT a.rowid AS key, a.id, coalesce(a.tenant, 'unknown') AS tenant, a."at", coalesce(u.person, a."user") AS "user", p.ip,
      coalesce(a."clientAppId", a."appId") AS application, NULL::VARCHAR AS via, coalesce(a."userAgent", a."clientInfo") AS agent, true AS success
    FROM audit a LEFT JOIN place p ON p.logged = a."addressText" LEFT JOIN alias u ON u.value = a."user"
    WHERE lower(a.operation) NOT IN ('mailitemsaccessed', 'attachmentaccess', 'userloggedin', 'userloginfailed')`,
  directory: sql`SELECT d.rowid AS key, d.id, coalesce(d.tenant, ${onlyTenant}, 'unknown') AS tenant, d."at", coalesce(u.person, d."user") AS "user", p.ip,
      d.application, NULL::VARCHAR AS via, d."userAgent" AS agent, true AS success
    FROM directory d LEFT JOIN place p ON p.logged = d."addressText" LEFT JOIN alias u ON u.value = d."user"`,
};

const columns: readonly (readonly [column: string, place: string])[] = [
  ['ip', 'ip'],
  ['application', 'application'],
  ['via', 'application'],
  ['agent', 'agent'],
  ['"user"', 'user'],
];
const columnOf: Readonly<Record<string, Sql>> = {
  ip: sql`s.ip`,
  application: sql`s.application`,
  via: sql`s.via`,
  agent: sql`s.agent`,
  '"user"': sql`s."user"`,
};

/** Records of one surface that meet a conjunction. Users that the log spells otherwise were compared as logged. */
function meeting(surface: Surface): Sql {
  const hits = columns.map(
    ([column, place]) => sql`SELECT s.key, f.indicator, f.conjunction, f.literal, f.negated FROM surface s JOIN fit f
      ON f.place = ${place} AND f.stands = ${columnOf[column] as Sql}`,
  );
  const said = sql`SELECT t.key, f.indicator, f.conjunction, f.literal, f.negated FROM "saidText" t JOIN fit f
      ON f.place = 'said' AND f.stands = t.said WHERE t.surface = ${surface}`;
  return sql`WITH surface AS (${surfaces[surface]}),
      hit AS (${join([...hits, ...(surface === 'audit' || surface === 'directory' ? [said] : [])], ' UNION ALL ')}),
      met AS (SELECT key, indicator, conjunction FROM hit JOIN needed USING (conjunction) GROUP BY key, indicator, conjunction, needed
        HAVING bool_and(NOT negated) AND count(DISTINCT literal) = needed)
    SELECT ${surface} AS surface, s.key, s.id, s.tenant, s."at", s."user", s.ip, s.application, s.agent, s.success, m.indicator, m.conjunction
    FROM met m JOIN surface s USING (key)`;
}

/** Makes `indicated`: a record, the indicator and conjunction that it meets, and whether that was `within` the indicator's dates. */
export async function makeIndicated(database: Database, indicators: readonly Indicator[]): Promise<void> {
  await makeFits(database, indicators);
  const dates = inlineRows(
    { indicator: 'integer', fromMs: 'integer', untilMs: 'integer' },
    indicators.map(({ validFromMs: fromMs, validUntilMs: untilMs }, indicator) => ({ indicator, fromMs, untilMs })),
  );
  await database.run(sql`CREATE OR REPLACE TEMP TABLE needed AS
    SELECT conjunction, count(DISTINCT literal) AS needed FROM asked WHERE NOT negated GROUP BY conjunction`);
  const queries = (Object.keys(surfaces) as Surface[]).map((surface) => sql`SELECT * FROM (${meeting(surface)})`);
  const at = epochMs(sql`m."at"`);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE indicated AS
    SELECT m.*, (d."fromMs" IS NULL OR ${at} >= d."fromMs") AND (d."untilMs" IS NULL OR ${at} < d."untilMs") AS within
    FROM (${join(queries, ' UNION ALL ')}) m JOIN ${dates} d USING (indicator)`);
}
