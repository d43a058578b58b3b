// After files were loaded: rows that are no records leave the tables, copies become one, addresses are read. Done once for
// all new files and in a transaction of its own: rows that are deleted in the transaction that brought them make the engine
// write all of that file's rows anew, which doubled the time of loading (measured).
import type { Database } from '../query/database.js';
import { type Sql, sql } from '../query/sql.js';
import { catalogues, type LogKind } from '../record/field.js';
import { addAddresses } from './addresses.js';
import { removeDuplicates } from './duplicates.js';
import { logTable } from './schema.js';

const unsettled: Sql = sql`SELECT number FROM input WHERE NOT settled`;

/** Brings the store into the state that questions rest on, whatever a killed run left behind. */
export async function settle(database: Database): Promise<void> {
  const files = await database.rows<{ number: number }>(unsettled);
  if (files.length === 0) return;
  await database.transaction(async () => {
    for (const log of Object.keys(catalogues) as LogKind[]) {
      await database.run(sql`DELETE FROM ${logTable(log)} WHERE problem IS NOT NULL`);
      await removeDuplicates(database, log, unsettled);
      await addAddresses(database, log, unsettled);
    }
    await database.run(sql`UPDATE input SET settled = true WHERE NOT settled`);
  });
}
