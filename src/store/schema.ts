// The tables of a workspace: one per kind of log, made from the field catalogue, and the ledger. Raw text is kept beside the
// fields, so that whatever no field holds stays answerable.
import type { Database } from '../query/database.js';
import { join, name, type Sql, sql } from '../query/sql.js';
import { type Catalogue, catalogues, type FieldType, type LogKind } from '../record/field.js';

/** Raised whenever a table changes in a way that older workspaces do not have. */
export const storeFormat = 3;

const columnTypes: Record<FieldType, Sql> = {
  text: sql`VARCHAR`,
  json: sql`VARCHAR USING COMPRESSION zstd`,
  time: sql`TIMESTAMP`,
  integer: sql`BIGINT`,
  boolean: sql`BOOLEAN`,
};

/** A field of a log's table, or null of that type where the log has no such field. */
export const fieldOf = (log: LogKind, key: string, type: 'VARCHAR' | 'TIMESTAMP'): Sql =>
  key in catalogues[log] ? name(key) : type === 'VARCHAR' ? sql`NULL::VARCHAR` : sql`NULL::TIMESTAMP`;

/** The table of a kind of log. */
export const logTable = (log: LogKind): Sql => name(log);

function createLog(log: LogKind): Sql {
  const catalogue: Catalogue = catalogues[log];
  const columns = Object.entries(catalogue).map(([key, field]) => sql`${name(key)} ${columnTypes[field.type]}`);
  return sql`CREATE TABLE IF NOT EXISTS ${logTable(log)} (${join(columns)},
    derived BOOLEAN, richness INTEGER, problem VARCHAR, raw VARCHAR USING COMPRESSION zstd, fingerprint UBIGINT, file INTEGER)`;
}

/** The answers that were given, and their texts. */
export const answerTables = ['answer', 'answerPart'] as const;

const ledger = [
  sql`CREATE TABLE IF NOT EXISTS store (format INTEGER)`,
  sql`CREATE TABLE IF NOT EXISTS input (number INTEGER, path VARCHAR, location VARCHAR, sha256 VARCHAR, bytes BIGINT, shape VARCHAR, log VARCHAR,
    "rows" BIGINT, rejects BIGINT, complete BOOLEAN, "firstAt" TIMESTAMP, "lastAt" TIMESTAMP, promised BIGINT, warnings VARCHAR,
    settled BOOLEAN)`,
  sql`CREATE TABLE IF NOT EXISTS answer (number BIGINT, content VARCHAR, question VARCHAR)`,
  sql`CREATE TABLE IF NOT EXISTS "answerPart" (number BIGINT, part INTEGER, text VARCHAR USING COMPRESSION zstd)`,
  sql`CREATE TABLE IF NOT EXISTS seen (location VARCHAR, path VARCHAR, stamp VARCHAR)`,
  sql`CREATE TABLE IF NOT EXISTS reject (file INTEGER, "row" BIGINT, line BIGINT, code VARCHAR, id VARCHAR, "at" TIMESTAMP,
    operation VARCHAR, "user" VARCHAR, raw VARCHAR USING COMPRESSION zstd)`,
  sql`CREATE TABLE IF NOT EXISTS shift (one VARCHAR, other VARCHAR, ms BIGINT)`,
  sql`CREATE TABLE IF NOT EXISTS address (logged VARCHAR, ip VARCHAR, family INTEGER, number UHUGEINT, network VARCHAR)`,
];

export async function createSchema(database: Database): Promise<void> {
  await database.transaction(async () => {
    for (const statement of ledger) await database.run(statement);
    for (const log of Object.keys(catalogues) as LogKind[]) await database.run(createLog(log));
    await database.run(sql`INSERT INTO store SELECT ${storeFormat} WHERE NOT EXISTS (SELECT * FROM store)`);
  });
}
