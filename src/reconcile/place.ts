// Where an address stands: its network, who runs that, and whether it is Microsoft's own. Only ranges of the mail service
// itself count as Microsoft's; Azure's are too, but anybody can rent there. Who runs a network is what the user's own table
// says, the narrowest range first.
import type { Database } from '../query/database.js';
import { wideNumber } from '../query/operation.js';
import { type Sql, sql, table, type Value } from '../query/sql.js';
import { parseRange } from '../record/address.js';
import type { Knowledge } from '../record/knowledge.js';

const between = (r: Sql): Sql =>
  sql`a.family = ${r}.family AND a.number BETWEEN ${wideNumber(sql`${r}.lowest`)} AND ${wideNumber(sql`${r}.highest`)}`;

interface NetworkRow {
  range: string;
  asn: number | null;
  organisation: string | null;
  country: string | null;
  kind: string | null;
}

const columns = ['family', 'lowest', 'highest', 'size', 'asn', 'organisation', 'country', 'kind'];

/** The user's networks as ranges; texts that are no range are passed over. */
async function readNetworks(database: Database): Promise<Value[][]> {
  const rows = await database.rows<NetworkRow>(
    sql`SELECT range, asn, organisation, country, kind FROM network ORDER BY range, organisation, id`,
  );
  return rows.flatMap((row) => {
    const range = parseRange(row.range);
    if (range === null) return [];
    const { family, first, last } = range;
    const size = (last - first).toString(2).length;
    return [[family, String(first), String(last), size, row.asn, row.organisation, row.country, row.kind]];
  });
}

/** Makes `place`: one row per logged address. */
export async function makePlaces(database: Database, knowledge: Knowledge): Promise<void> {
  const ranges = knowledge.microsoftNetworks.map((r) => [r.family, String(r.first), String(r.last)] as const);
  // Exchange's own parts talk to each other over the loopback address.
  const loopback = [6, '1', '1'] as const;
  const own = await readNetworks(database);
  const nowhere: Value[] = [0, '0', '0', 0, null, null, null, null];
  const known = table('k', columns, own.length === 0 ? [nowhere] : own);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE place AS
    WITH microsoft AS (SELECT a.logged, bool_or(r.family IS NOT NULL) AS microsoft
        FROM address a LEFT JOIN ${table('r', ['family', 'lowest', 'highest'], [loopback, ...ranges])} ON ${between(sql`r`)}
        GROUP BY a.logged),
      named AS (SELECT a.logged, k.*, row_number() OVER (PARTITION BY a.logged ORDER BY k.size, k.organisation, k.kind, k.asn) AS rank
        FROM address a JOIN ${known} ON ${between(sql`k`)})
    SELECT a.logged, a.ip, a.network, m.microsoft, n.asn::BIGINT AS asn, n.organisation, n.country, n.kind AS "networkKind"
    FROM address a JOIN microsoft m USING (logged) LEFT JOIN named n ON n.logged = a.logged AND n.rank = 1`);
}

export interface Whereabouts {
  readonly asn: number | null;
  readonly organisation: string | null;
  readonly country: string | null;
}

/** Who runs the network of an address, by its canonical text; addresses of which nothing is known are left out. */
export async function readWhereabouts(database: Database): Promise<Map<string, Whereabouts>> {
  const rows = await database.rows<Whereabouts & { ip: string }>(
    sql`SELECT DISTINCT ip, asn, organisation, country FROM place WHERE organisation IS NOT NULL OR asn IS NOT NULL OR country IS NOT NULL`,
  );
  return new Map(rows.map(({ ip, ...rest }) => [ip, rest]));
}
