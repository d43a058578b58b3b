// What is this address? One relation answers it for every room: who runs it, where it is, what kind of network that is, and
// whether it can stand for somebody at all. The user's own table speaks first, then what belongs to Microsoft or to nobody,
// then the shipped tables. It is made anew for each question, since tables may come later than the addresses.
import type { Database } from '../../query/database.js';
import { readParquet, wideOf } from '../../query/operation.js';
import { list, type Sql, sql, table } from '../../query/sql.js';
import type { Knowledge, NetworkTables } from '../../record/knowledge.js';
import { rentedKinds } from '../../record/network-kind.js';
import { knownRanges, ownRanges } from './named-ranges.js';
import { makeStretches } from './stretches.js';

interface Family {
  /** The address as the number that the table is sorted by. */
  readonly number: Sql;
  /** The part of the table in which it lies: a /16 or a /24, of which each stands for itself. */
  readonly block: Sql;
  readonly table: (tables: NetworkTables) => Sql;
}

/** The engine joins narrow numbers several times faster than wide ones, so each family has its own table and join. */
const families: Readonly<Record<4 | 6, Family>> = {
  4: {
    number: sql`a.number::UBIGINT`,
    block: sql`(a.number::UBIGINT >> 16)`,
    table: ({ ipv4 }) =>
      sql`SELECT first >> 16 AS block, first::UBIGINT AS first, asn, country FROM ${readParquet(ipv4)}`,
  },
  6: {
    number: sql`a.number`,
    block: sql`(a.number >> 104)::UBIGINT`,
    table: ({ ipv6 }) =>
      sql`SELECT high >> 40 AS block, ${wideOf(sql`high`, sql`low`)} AS first, asn, country FROM ${readParquet(ipv6)}`,
  },
};

/** Makes `shippedPlace`: what the shipped tables say of each address that stands on the Internet. */
async function lookUp(database: Database, tables: NetworkTables): Promise<void> {
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "shippedPlace" (ip VARCHAR, asn BIGINT, country VARCHAR)`);
  for (const [key, family] of Object.entries(families)) {
    await database.run(sql`CREATE OR REPLACE TEMP TABLE sought AS
      SELECT DISTINCT a.ip, ${family.number} AS number, ${family.block} AS block FROM address a
      ASOF LEFT JOIN "knownNetwork" k ON a.family = k.family AND a.number >= k.first
      WHERE a.family = ${Number(key)} AND (k.kind IS NULL OR k.kind = 'microsoft')`);
    // Most of the table is never looked at: only the blocks in which an address lies are joined.
    await database.run(sql`INSERT INTO "shippedPlace" SELECT w.ip, s.asn, s.country
      FROM sought w ASOF JOIN (SELECT * FROM (${family.table(tables)}) WHERE block IN (SELECT block FROM sought)) s
        ON w.block = s.block AND w.number >= s.first`);
  }
  await database.run(sql`DROP TABLE IF EXISTS sought`);
}

function kinds(knowledge: Knowledge): Sql {
  const rows = [...knowledge.networkKinds].map(([asn, kind]) => [asn, kind] as const);
  return table('kind', ['asn', 'kind'], rows);
}

/**
 * Makes `place`, one row per logged address: `ip`, `network` (/24 or /64), `asn`, `organisation`, `country`, `kind`,
 * `microsoft` (the mail service itself), and `provider`: the AS number where it can stand for a person's own network, null
 * where anybody can rent or come out, where it is Microsoft, and where it is not known.
 */
export async function makePlaces(database: Database, knowledge: Knowledge): Promise<void> {
  await makeStretches(database, 'ownNetwork', await ownRanges(database));
  await makeStretches(database, 'knownNetwork', knownRanges(knowledge));
  await lookUp(database, knowledge.networkTables);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE place AS
    WITH said AS (SELECT a.logged, a.ip, a.family, a.number, a.network, coalesce(k.microsoft, false) AS microsoft,
        coalesce(o.asn, s.asn) AS asn, o.organisation, coalesce(o.country, s.country) AS country, coalesce(o.kind, k.kind) AS kind
      FROM address a ASOF LEFT JOIN "ownNetwork" o ON a.family = o.family AND a.number >= o.first
        ASOF LEFT JOIN "knownNetwork" k ON a.family = k.family AND a.number >= k.first
        LEFT JOIN "shippedPlace" s ON s.ip = a.ip),
      runner AS (SELECT asn, organisation FROM ${readParquet(knowledge.networkTables.organisations)}
        WHERE asn IN (SELECT asn FROM said WHERE organisation IS NULL))
    SELECT logged, ip, family, number, network, microsoft, asn, organisation, country, kind,
      CASE WHEN NOT microsoft AND kind IS DISTINCT FROM 'microsoft' AND coalesce(kind, '') NOT IN ${list(rentedKinds)} THEN asn END AS provider
    FROM (SELECT said.* REPLACE (coalesce(said.organisation, r.organisation) AS organisation, coalesce(said.kind, kind.kind) AS kind)
      FROM said LEFT JOIN runner r ON r.asn = said.asn LEFT JOIN ${kinds(knowledge)} ON kind.asn = said.asn)`);
}
