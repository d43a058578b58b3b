// Every logged address once, in canonical form, as a number and with its network. Addresses are spelled in a dozen ways, and
// there are few of them beside the records, so each is read here once instead of in every query.
import type { Database } from '../query/database.js';
import { inlineRows, wideNumber } from '../query/operation.js';
import { join, name, type Sql, sql } from '../query/sql.js';
import { parseAddress } from '../record/address.js';
import type { LogKind } from '../record/field.js';
import { logTable } from './schema.js';

const columns: Readonly<Record<LogKind, readonly string[]>> = {
  audit: ['addressText', 'actorAddressText'],
  signIn: ['addressText', 'resourceAddressText'],
  directory: ['addressText'],
  graphActivity: ['addressText'],
  network: [],
  application: [],
  person: [],
  state: [],
  messageTrace: [],
};

const types = { logged: 'text', ip: 'text', family: 'integer', number: 'text', network: 'text' } as const;

/** Adds the addresses of newly loaded files. Texts that are no address get none. */
export async function addAddresses(database: Database, log: LogKind, files: Sql): Promise<void> {
  if (columns[log].length === 0) return;
  const texts = columns[log].map(
    (column) => sql`SELECT ${name(column)} AS logged FROM ${logTable(log)} WHERE file IN (${files})`,
  );
  const logged = await database.rows<{ logged: string }>(sql`SELECT DISTINCT logged FROM (${join(texts, ' UNION ')})
    WHERE logged IS NOT NULL AND logged NOT IN (SELECT logged FROM address)`);
  const rows = logged.map(({ logged: text }) => {
    const address = parseAddress(text);
    const { ip, family, number, network } = address ?? { ip: null, family: null, number: null, network: null };
    return { logged: text, ip, family, number: number === null ? null : String(number), network };
  });
  await database.run(
    sql`INSERT INTO address SELECT logged, ip, family, ${wideNumber(sql`number`)}, network FROM ${inlineRows(types, rows)}`,
  );
}
