// Names, tenants, applications and clients stand in a million accesses and are few. Each text is kept once and accesses carry its
// number, which takes a quarter of the memory. Questions see texts: the engine sorts and windows numbers of a large lexicon
// slower than texts (measured: six times for 300,000 words), those of a small one faster. Addresses are too many to gain by it.
import type { Database } from '../query/database.js';
import { makeWords, word } from '../query/operation.js';
import { join, name, type Sql, sql } from '../query/sql.js';

/** Tenants and kinds are few, whatever the tenants' size: they stay numbers for questions too. */
export type Lexicon = 'fewWords' | 'personWords' | 'clientWords';

/** Texts that the program itself puts into these columns. */
const own = [
  ...['unknown', 'person', 'application', 'system', 'bind', 'sync', 'attachment', 'graph', 'Graph'],
  ...['interactive', 'nonInteractive', 'servicePrincipal', 'managedIdentity', 'microsoftServicePrincipal', 'auditLog'],
];

/** Texts of these columns; each by itself, which the engine does with its own dictionaries. */
const textsOf = (from: Sql, columns: readonly Sql[]): Sql[] =>
  columns.map((column) => sql`SELECT DISTINCT ${column} AS text FROM ${from}`);

const columns = (...keys: readonly string[]): Sql[] => keys.map(name);

const few = (): Sql[] => [
  ...own.map((text) => sql`SELECT ${text} AS text`),
  ...textsOf(sql`audit`, columns('tenant', 'tokenTenant')),
  ...textsOf(sql`"signIn"`, [...columns('tenant', 'homeTenant', 'kind'), sql`'workspace:' || workspace`]),
  ...textsOf(sql`place`, columns('kind')),
];

const people = (): Sql[] => [
  sql`SELECT 'unknown' AS text`,
  ...textsOf(sql`audit`, [...columns('user', 'mailboxOwner', 'tokenUserId'), sql`'guid:' || "mailboxGuid"`]),
  ...textsOf(sql`alias`, columns('person')),
  ...textsOf(sql`state`, columns('subject')),
];

const clients = (): Sql[] => textsOf(sql`audit`, columns('clientAppId', 'appId', 'clientInfo'));

/** Makes the lexicons of all texts from which accesses are made, and of `more` (queries for a column `text`). */
export async function makeLexicons(database: Database, more: Readonly<Record<Lexicon, readonly Sql[]>>): Promise<void> {
  const known: Readonly<Record<Lexicon, readonly Sql[]>> = {
    fewWords: few(),
    personWords: people(),
    clientWords: clients(),
  };
  for (const lexicon of Object.keys(known) as Lexicon[]) {
    const texts = join([...known[lexicon], ...more[lexicon]], ' UNION ALL ');
    await database.run(makeWords(lexicon, sql`SELECT text FROM (${texts})`));
  }
}

/** Columns of a relation as words of a lexicon, to stand in its REPLACE. Fails for a text that is in none. */
export const asWords = (lexicon: Lexicon, keys: readonly string[]): Sql =>
  join(keys.map((key) => sql`${word(name(key), lexicon)} AS ${name(key)}`));

/** Columns of words as texts, to stand in a relation's REPLACE. */
export const asTexts = (keys: readonly string[]): Sql =>
  join(keys.map((key) => sql`${name(key)}::VARCHAR AS ${name(key)}`));
