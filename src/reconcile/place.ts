// Where an address stands: its network, and whether it is Microsoft's own. Only ranges of the mail service itself count;
// Azure's are Microsoft's too, but anybody can rent there.
import type { Database } from '../query/database.js';
import { wideNumber } from '../query/operation.js';
import { type Sql, sql, table } from '../query/sql.js';
import type { Knowledge } from '../record/knowledge.js';

const wide = (column: Sql): Sql => wideNumber(column);

/** Makes `place`: one row per logged address. */
export async function makePlaces(database: Database, knowledge: Knowledge): Promise<void> {
  const ranges = knowledge.microsoftNetworks.map((r) => [r.family, String(r.first), String(r.last)] as const);
  // Exchange's own parts talk to each other over the loopback address.
  const loopback = [6, '1', '1'] as const;
  await database.run(sql`CREATE OR REPLACE TEMP TABLE place AS
    SELECT a.logged, a.ip, a.network, bool_or(r.family IS NOT NULL) AS microsoft
    FROM address a LEFT JOIN ${table('r', ['family', 'lowest', 'highest'], [loopback, ...ranges])}
      ON a.family = r.family AND a.number BETWEEN ${wide(sql`r.lowest`)} AND ${wide(sql`r.highest`)}
    GROUP BY ALL`);
}
