// Normalised records, so that every sentence of the answer can be followed to its line.

import type { Database } from '../query/database.js';
import { epochMs, inlineRows } from '../query/operation.js';
import { every, list, name, type Sql, sql } from '../query/sql.js';
import type { Knowledge } from '../record/knowledge.js';
import { findRows } from '../store/locate.js';
import type { Workspace } from '../store/workspace.js';
import { groupBy } from '../util/group.js';
import { isoTime } from '../util/time.js';
import { onlyTenant } from './other-log.js';

export interface RecordFilter {
  /** Ids of records; null for all. */
  readonly ids: readonly string[] | null;
  readonly class: string | null;
  readonly mailboxes: readonly string[];
  readonly users: readonly string[];
  readonly tenants: readonly string[];
  /** What an intruder leaves elsewhere too; each as the record carries it. */
  readonly traces?: RecordTraces;
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

export interface RecordTraces {
  readonly addresses: readonly string[];
  readonly applications: readonly string[];
  readonly tokens: readonly string[];
}

export const noTraces: RecordTraces = { addresses: [], applications: [], tokens: [] };

interface Row {
  sha256: string;
  path: string;
  id: string;
  tenant: string | null;
  atMs: number;
  operation: string | null;
  recordType: number | null;
  user: string | null;
  mailbox: string | null;
  address: string | null;
  application: string | null;
  applicationName: string | null;
  via: string | null;
  client: string | null;
  tokenId: string | null;
  sessionId: string | null;
  class: string | null;
  reason: string | null;
  raw: string;
}

/**
 * Makes what every record is called by the answer: `recordClass`, `recordCall`, `recordPlace`, `recordSignIn`. `lasting`: they stay in the
 * workspace, for questions that come when the reconciliation is long over.
 */
export async function makeRecordClasses(database: Database, lasting: boolean): Promise<void> {
  const make = (table: string, query: Sql): Promise<number> =>
    database.run(sql`CREATE OR REPLACE ${lasting ? sql`TABLE` : sql`TEMP VIEW`} ${name(table)} AS ${query}`);
  await make(
    'recordClass',
    sql`SELECT x.tenant, x.id, x.mailbox, j.class, coalesce(j.tier, j.reason) AS reason FROM access x JOIN judged j USING (n)
      WHERE x.kind <> 'graph'`,
  );
  await make(
    'recordCall',
    sql`SELECT g.id, g.tenant, c."user", c.mailbox, j.class, coalesce(j.tier, j.reason) AS reason
      FROM "graphActivity" g LEFT JOIN "graphCall" c ON c.place = g.rowid LEFT JOIN access x ON x.kind = 'graph' AND x.place = g.rowid
        LEFT JOIN judged j USING (n)`,
  );
  await make('recordPlace', sql`SELECT logged, ip FROM place`);
  await make(
    'recordSignIn',
    sql`SELECT id, min(tenant) AS tenant, min(kind) AS kind FROM issued WHERE kind <> 'auditLog' GROUP BY id`,
  );
}

const audit = sql`SELECT 0 AS log, a.file, a.id, a.tenant, a."at", a.operation, a."recordType", a."user",
    coalesce(c.mailbox, a."mailboxOwner") AS mailbox, coalesce(p.ip, a."addressText") AS address,
    coalesce(a."clientAppId", a."appId", a."signInApplication") AS application, NULL AS "applicationName",
    CASE WHEN a."clientAppId" <> a."appId" THEN a."appId" END AS via, a."clientInfo" AS client, a."tokenIdText" AS "tokenId",
    coalesce(a."entraSessionId", a."exchangeSessionId", a."signInSessionId") AS "sessionId",
    c.class, c.reason, a.raw
  FROM audit a LEFT JOIN "recordClass" c ON c.id = a.id AND c.tenant = coalesce(a.tenant, 'unknown')
    LEFT JOIN "recordPlace" p ON p.logged = a."addressText"`;

const signIns = sql`SELECT 1 AS log, s.file, s.id, i.tenant, s."at", 'SignIn:' || coalesce(i.kind, s.kind) AS operation, NULL AS "recordType", s."user",
    NULL AS mailbox, coalesce(p.ip, s."addressText") AS address, s.application, s."applicationName", NULL AS via,
    s."userAgent" AS client, s."tokenIdText" AS "tokenId", s."sessionId", NULL AS class, NULL AS reason, s.raw
  FROM "signIn" s LEFT JOIN "recordSignIn" i ON i.id = s.id
    LEFT JOIN "recordPlace" p ON p.logged = s."addressText"`;

const directory = sql`SELECT 2 AS log, d.file, d.id, coalesce(d.tenant, ${onlyTenant}) AS tenant, d."at", d.operation, NULL AS "recordType", d."user",
    NULL AS mailbox, coalesce(p.ip, d."addressText") AS address, d.application, d."applicationName", NULL AS via,
    d."userAgent" AS client, NULL AS "tokenId", NULL AS "sessionId", NULL AS class, NULL AS reason, d.raw
  FROM directory d LEFT JOIN "recordPlace" p ON p.logged = d."addressText"`;

const graphCalls = sql`SELECT 3 AS log, g.file, g.id, g.tenant, g."at", 'Graph:' || g.method AS operation, NULL AS "recordType",
    coalesce(c."user", g."userId", g."servicePrincipalId") AS "user", c.mailbox, coalesce(p.ip, g."addressText") AS address, g.application,
    NULL AS "applicationName", NULL AS via, g."userAgent" AS client, g."tokenIdText" AS "tokenId", g."sessionId", c.class, c.reason, g.raw
  FROM "graphActivity" g LEFT JOIN "recordCall" c ON c.id = g.id AND c.tenant IS NOT DISTINCT FROM g.tenant
    LEFT JOIN "recordPlace" p ON p.logged = g."addressText"`;

function condition(filter: RecordFilter): Sql {
  const conditions: Sql[] = [];
  if (filter.ids !== null) conditions.push(sql`id IN (SELECT id FROM "wantedRecord")`);
  if (filter.class !== null) conditions.push(sql`class = ${filter.class}`);
  if (filter.mailboxes.length > 0) conditions.push(sql`mailbox IN ${list(filter.mailboxes)}`);
  if (filter.users.length > 0) conditions.push(sql`"user" IN ${list(filter.users)}`);
  if (filter.tenants.length > 0) conditions.push(sql`tenant IN ${list(filter.tenants)}`);
  const { addresses, applications, tokens } = filter.traces ?? noTraces;
  if (addresses.length > 0) conditions.push(sql`address IN ${list(addresses)}`);
  if (applications.length > 0) conditions.push(sql`application IN ${list(applications)}`);
  if (tokens.length > 0) conditions.push(sql`"tokenId" IN ${list(tokens)}`);
  if (filter.fromMs !== null) conditions.push(sql`${epochMs(sql`"at"`)} >= ${filter.fromMs}`);
  if (filter.toMs !== null) conditions.push(sql`${epochMs(sql`"at"`)} < ${filter.toMs}`);
  return every(conditions);
}

function normalised(row: Row, knowledge: Knowledge) {
  const known = row.application === null ? null : (knowledge.applicationNames.get(row.application)?.name ?? null);
  return {
    path: row.path,
    id: row.id,
    tenant: row.tenant,
    time: isoTime(row.atMs),
    operation: row.operation,
    recordType: row.recordType,
    user: row.user,
    mailbox: row.mailbox,
    address: row.address,
    application: { id: row.application, name: row.applicationName ?? known, viaId: row.via },
    client: row.client,
    tokenId: row.tokenId,
    sessionId: row.sessionId,
    class: row.class,
    reason: row.reason,
  };
}

export type NormalisedRecord = ReturnType<typeof normalised> & {
  row?: number | null;
  line?: number | null;
  raw?: string;
};

export interface RecordDetail {
  /** Add `row` and `line`, found by reading the files again. */
  readonly rows: boolean;
  readonly raw: boolean;
}

async function withDetail(
  workspace: Workspace,
  knowledge: Knowledge,
  batch: readonly Row[],
  detail: RecordDetail,
): Promise<NormalisedRecord[]> {
  const places = new Map<string, { row: number; line: number | null }>();
  for (const [sha256, rows] of detail.rows ? groupBy(batch, (row) => row.sha256) : []) {
    const found = await findRows(
      workspace,
      sha256,
      rows.map((row) => row.id),
    );
    for (const [id, place] of found) places.set(`${sha256} ${id}`, place);
  }
  return batch.map((row) => {
    const place = places.get(`${row.sha256} ${row.id}`);
    return {
      ...normalised(row, knowledge),
      ...(detail.rows ? { row: place?.row ?? null, line: place?.line ?? null } : {}),
      ...(detail.raw ? { raw: row.raw } : {}),
    };
  });
}

const batchSize = 20_000;

async function nameWanted({ database }: Workspace, ids: readonly string[]): Promise<void> {
  const rows = inlineRows(
    { id: 'text' },
    ids.map((id) => ({ id })),
  );
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "wantedRecord" AS SELECT id FROM ${rows}`);
}

/** Records in the order of time and id, as they come. Needs `makeRecordClasses`, now or when the answer was kept. */
export async function* readRecords(
  workspace: Workspace,
  knowledge: Knowledge,
  filter: RecordFilter,
  detail: RecordDetail,
): AsyncIterable<NormalisedRecord> {
  await nameWanted(workspace, filter.ids ?? []);
  const rows = workspace.database.stream<Row>(sql`SELECT r.*, ${epochMs(sql`r."at"`)} AS "atMs", f.path, f.sha256
    FROM (SELECT * FROM (${audit} UNION ALL ${signIns} UNION ALL ${directory} UNION ALL ${graphCalls}) WHERE ${condition(filter)}) r JOIN input f ON f.number = r.file
    ORDER BY r."at", r.id, r.log`);
  let batch: Row[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < batchSize) continue;
    yield* await withDetail(workspace, knowledge, batch, detail);
    batch = [];
  }
  yield* await withDetail(workspace, knowledge, batch, detail);
}
