// Access sessions as plain data, for those that matter.
import type { Database } from '../query/database.js';
import { epochMs, inlineRows, sortedSet } from '../query/operation.js';
import { type Sql, sql } from '../query/sql.js';
import type { AccessClass } from '../record/result.js';
import { readWhereabouts, type Whereabouts } from '../store/enrich/whereabouts.js';

export interface SessionRow {
  id: string;
  tenant: string;
  mailbox: string;
  user: string | null;
  application: string | null;
  via: string | null;
  clientInfo: string | null;
  addresses: string[];
  networks: string[];
  /** Without their version numbers. */
  clients: string[];
  tokens: string[];
  sessions: string[];
  firstMs: number;
  lastMs: number;
  accesses: number;
  bind: number;
  sync: number;
  explained: number;
  background: number;
  notAssessable: number;
  unexplained: number;
  inScope: boolean;
  class: AccessClass;
  tier: 'token' | 'session' | 'context' | null;
  reason: string | null;
  signIns: string[];
  comparable: number;
  matched: number;
  records: string[];
  messages: number;
}

/** Which sessions are read: all of them, or those named and those with an unexplained access. */
export interface Wanted {
  readonly all: boolean;
  readonly ids: readonly string[];
}

async function nameWanted(database: Database, { all, ids }: Wanted): Promise<void> {
  await database.run(sql`CREATE OR REPLACE TEMP TABLE wanted AS
    SELECT "sessionId" FROM "accessSession" WHERE ${all} OR unexplained > 0 UNION SELECT "sessionId" FROM ${named(ids)}`);
}

const named = (ids: readonly string[]): Sql =>
  inlineRows(
    { sessionId: 'text' },
    ids.map((sessionId) => ({ sessionId })),
  );

const messages = (which: Sql): Sql => sql`SELECT "sessionId", count(DISTINCT message) AS messages FROM (
    SELECT "sessionId", unnest(json_extract_string(l.folders, '$[*].FolderItems[*].InternetMessageId')) AS message
    FROM "sessionAccess" a JOIN audit l ON l.rowid = a.place
    WHERE "sessionId" IN (SELECT "sessionId" FROM ${which}) AND a.kind = 'bind')
  WHERE trim(message) <> '' GROUP BY "sessionId"`;

/** Sessions in the order of time and id. */
export async function readSessions(database: Database, wanted: Wanted): Promise<SessionRow[]> {
  await nameWanted(database, wanted);
  return rowsOf(database, sql`wanted`);
}

/** Sessions beside those that were read before, which they join for `readWhereaboutsOfSessions`. */
export async function readFurtherSessions(database: Database, ids: readonly string[]): Promise<SessionRow[]> {
  if (ids.length === 0) return [];
  await database.run(sql`CREATE OR REPLACE TEMP TABLE further AS SELECT "sessionId" FROM ${named(ids)}`);
  await database.run(sql`INSERT INTO wanted SELECT "sessionId" FROM further`);
  return rowsOf(database, sql`further`);
}

const rowsOf = (database: Database, which: Sql): Promise<SessionRow[]> =>
  database.manyRows<SessionRow>(sql`WITH member AS (
      SELECT "sessionId", list(id ORDER BY n) AS records,
        ${sortedSet(sql`"signIn"`)} AS "signIns", ${sortedSet(sql`ip`)} AS addresses, ${sortedSet(sql`network`)} AS networks,
        ${sortedSet(sql`client`)} AS clients,
        ${sortedSet(sql`"tokenIdText"`)} AS tokens, ${sortedSet(sql`session`)} AS sessions
      FROM "sessionAccess"
      WHERE "sessionId" IN (SELECT "sessionId" FROM ${which}) GROUP BY "sessionId")
    SELECT s."sessionId" AS id, s.tenant, s.mailbox, s."user", s.application, s.via, s."clientInfo", m.addresses, m.networks, m.clients, m.tokens,
      m.sessions, ${epochMs(sql`s."firstAt"`)} AS "firstMs", ${epochMs(sql`s."lastAt"`)} AS "lastMs", s.accesses, s.bind, s.sync,
      s.explained, s.background, s."notAssessable", s.unexplained, s."inScope", w.class, w.tier, w.reason,
      m."signIns", w.comparable, w.matched, m.records, coalesce(c.messages, 0) AS messages
    FROM "accessSession" s JOIN member m USING ("sessionId") JOIN judged w ON w.n = s.worst
      LEFT JOIN (${messages(which)}) c USING ("sessionId")
    ORDER BY s."firstAt", s."sessionId"`);

/** What is known of the addresses of the sessions that were read. */
export const readWhereaboutsOfSessions = (database: Database): Promise<Map<string, Whereabouts>> =>
  readWhereabouts(database, sql`SELECT ip FROM "sessionAccess" WHERE "sessionId" IN (SELECT "sessionId" FROM wanted)`);
