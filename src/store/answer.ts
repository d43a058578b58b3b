// Answers that a kept workspace remembers, so that asking again what was asked before costs no second investigation. An
// answer is found only by everything it rests on: the ledger (and with it every input's hash), the question, and the program
// with its tables. It is kept in the transaction that keeps the record classes it belongs to, so a kill leaves the old or the new.
import { createHash } from 'node:crypto';
import { type Database, one } from '../query/database.js';
import { sha256 } from '../query/operation.js';
import { name, sql } from '../query/sql.js';
import { documentOf, linesOf, packed, unpacked } from '../util/json-lines.js';
import { answerTables } from './schema.js';
import type { Workspace } from './workspace.js';

/** Characters that go to the engine at once: one statement with all of an answer cost half a gigabyte. */
const partSize = 1_000_000;
/** Of one content and program; beyond that the oldest goes. */
const mostAnswers = 20;

export interface AnswerKey {
  /** What records, the program and its tables say of every record. */
  readonly content: string;
  /** The same with the question. */
  readonly question: string;
}

const hashOf = (parts: readonly string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** The ledger as one hash; the order in which files came does not matter. */
async function ledgerHash(database: Database): Promise<string> {
  const line = sql`concat_ws(chr(9), sha256, path, shape, bytes, "rows", rejects, complete, promised, warnings)`;
  const query = sql`SELECT coalesce(${sha256(sql`string_agg(${line}, chr(10) ORDER BY sha256, path)`)}, '') AS hash FROM input`;
  return (await one<{ hash: string }>(database, query)).hash;
}

/** `program`: what decides about records beside the ledger; `question`: what decides about the answer beside those. */
export async function answerKey(
  { database }: Workspace,
  program: readonly string[],
  question: string,
): Promise<AnswerKey> {
  const content = hashOf([await ledgerHash(database), ...program]);
  return { content, question: hashOf([content, question]) };
}

/** The answer that was given to this question, or null; null too where the record classes are those of another one. */
export async function readAnswer({ database }: Workspace, key: AnswerKey): Promise<unknown> {
  const rows = await database.rows<{ text: string }>(
    sql`SELECT p.text FROM "answerPart" p JOIN answer a USING (number)
      WHERE a.question = ${key.question} AND a.content = ${key.content} ORDER BY p.part`,
  );
  return rows.length === 0 ? null : documentOf(unpacked(rows.map(({ text }) => text)));
}

/** The answer of a number, part by part. */
async function write(database: Database, number: number, document: object): Promise<void> {
  let part = 0;
  for (const text of packed(linesOf(document as Readonly<Record<string, unknown>>), partSize)) {
    await database.run(sql`INSERT INTO "answerPart" SELECT ${number}, ${part}, ${text}`);
    part++;
  }
}

/**
 * Keeps an answer, and by `keepRecords` what it says of every record; all of other contents goes. Whatever goes wrong leaves
 * the workspace as it was: the answer itself is no less right.
 */
export async function keepAnswer(
  { database }: Workspace,
  key: AnswerKey,
  document: object,
  keepRecords: () => Promise<void>,
): Promise<void> {
  const keep = async (): Promise<void> => {
    const [same] = await database.rows(sql`SELECT 1 FROM answer WHERE content = ${key.content} LIMIT 1`);
    if (same === undefined) {
      for (const table of answerTables) await database.run(sql`DELETE FROM ${name(table)}`);
      await keepRecords();
    }
    const { number } = await one<{ number: number }>(
      database,
      sql`SELECT coalesce(max(number), 0) + 1 AS number FROM answer`,
    );
    for (const table of answerTables)
      await database.run(sql`DELETE FROM ${name(table)} WHERE number <= ${number - mostAnswers}`);
    await database.run(
      sql`INSERT INTO answer (number, content, question) VALUES (${number}, ${key.content}, ${key.question})`,
    );
    await write(database, number, document);
  };
  await database.transaction(keep).catch(() => {});
}
