// Audit records of a few operations out of millions. The engine passes over what a column's equality with one text rules out;
// for lists and functions it unpacks the raw text of every record first (two seconds a million records). A log has few
// different operations, so each that is wanted is asked for by itself.
import type { Database } from '../query/database.js';
import { join, type Sql, sql } from '../query/sql.js';

/** A relation of the audit records whose `operation` meets the condition. */
export async function ofOperations(database: Database, condition: Sql): Promise<Sql> {
  const rows = await database.rows<{ operation: string }>(
    sql`SELECT operation FROM (SELECT DISTINCT operation FROM audit) WHERE ${condition} ORDER BY operation`,
  );
  if (rows.length === 0) return sql`(SELECT * FROM audit WHERE false)`;
  const each = rows.map(({ operation }) => sql`SELECT * FROM audit WHERE operation = ${operation}`);
  return sql`(${join(each, ' UNION ALL ')})`;
}
