// What the result says of an address beside its text: from the tables, and what the sign-in log itself claims.
import type { Database } from '../../query/database.js';
import { type Sql, sql } from '../../query/sql.js';

export interface Whereabouts {
  readonly asn: number | null;
  readonly organisation: string | null;
  readonly country: string | null;
  /** What kind of network it is: see src/record/network-kind.ts. */
  readonly kind: string | null;
  /** The country that most sign-ins from there claim; the first by the alphabet where several are claimed as often. */
  readonly loggedCountry: string | null;
}

/** By the canonical text of the address. `ips`: a query that gives the addresses asked for, in column `ip`. */
export async function readWhereabouts(database: Database, ips: Sql): Promise<Map<string, Whereabouts>> {
  const rows = await database.rows<Whereabouts & { ip: string }>(sql`WITH asked AS (SELECT DISTINCT ip FROM (${ips})),
      claim AS (SELECT p.ip, s.country, row_number() OVER (PARTITION BY p.ip ORDER BY count(*) DESC, s.country) AS rank
        FROM "signIn" s JOIN place p ON p.logged = s."addressText"
        WHERE s.country IS NOT NULL AND p.ip IN (SELECT ip FROM asked) GROUP BY p.ip, s.country)
    SELECT DISTINCT p.ip, p.asn, p.organisation, p.country, p.kind, c.country AS "loggedCountry"
    FROM place p JOIN asked USING (ip) LEFT JOIN claim c ON c.ip = p.ip AND c.rank = 1`);
  return new Map(rows.map(({ ip, ...rest }) => [ip, rest]));
}
