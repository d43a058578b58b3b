// Normalised records, so that every sentence of the answer can be followed to its line.

import { epochMs } from '../query/operation.js';
import { every, join, list, type Sql, sql } from '../query/sql.js';
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
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

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

const audit = sql`SELECT 0 AS log, a.file, a.id, a.tenant, a."at", a.operation, a."recordType", a."user",
    coalesce(x.mailbox, a."mailboxOwner") AS mailbox, coalesce(p.ip, a."addressText") AS address,
    coalesce(a."clientAppId", a."appId", a."signInApplication") AS application, NULL AS "applicationName",
    CASE WHEN a."clientAppId" <> a."appId" THEN a."appId" END AS via, a."clientInfo" AS client, a."tokenIdText" AS "tokenId",
    coalesce(a."entraSessionId", a."exchangeSessionId", a."signInSessionId") AS "sessionId",
    j.class, coalesce(j.tier, j.reason) AS reason, a.raw
  FROM audit a LEFT JOIN access x ON x.kind <> 'graph' AND x.id = a.id AND x.tenant = coalesce(a.tenant, 'unknown') LEFT JOIN judged j USING (n)
    LEFT JOIN place p ON p.logged = a."addressText"`;

const signIns = sql`SELECT 1 AS log, s.file, s.id, i.tenant, s."at", 'SignIn:' || coalesce(i.kind, s.kind) AS operation, NULL AS "recordType", s."user",
    NULL AS mailbox, coalesce(p.ip, s."addressText") AS address, s.application, s."applicationName", NULL AS via,
    s."userAgent" AS client, s."tokenIdText" AS "tokenId", s."sessionId", NULL AS class, NULL AS reason, s.raw
  FROM "signIn" s LEFT JOIN (SELECT id, min(tenant) AS tenant, min(kind) AS kind FROM issued WHERE kind <> 'auditLog' GROUP BY id) i ON i.id = s.id
    LEFT JOIN place p ON p.logged = s."addressText"`;

const directory = sql`SELECT 2 AS log, d.file, d.id, coalesce(d.tenant, ${onlyTenant}) AS tenant, d."at", d.operation, NULL AS "recordType", d."user",
    NULL AS mailbox, coalesce(p.ip, d."addressText") AS address, d.application, d."applicationName", NULL AS via,
    d."userAgent" AS client, NULL AS "tokenId", NULL AS "sessionId", NULL AS class, NULL AS reason, d.raw
  FROM directory d LEFT JOIN place p ON p.logged = d."addressText"`;

const graphCalls = sql`SELECT 3 AS log, g.file, g.id, g.tenant, g."at", 'Graph:' || g.method AS operation, NULL AS "recordType",
    coalesce(c."user", g."userId", g."servicePrincipalId") AS "user", c.mailbox, coalesce(p.ip, g."addressText") AS address, g.application,
    NULL AS "applicationName", NULL AS via, g."userAgent" AS client, g."tokenIdText" AS "tokenId", g."sessionId", j.class,
    coalesce(j.tier, j.reason) AS reason, g.raw
  FROM "graphActivity" g LEFT JOIN "graphCall" c ON c.place = g.rowid LEFT JOIN access x ON x.kind = 'graph' AND x.place = g.rowid
    LEFT JOIN judged j USING (n) LEFT JOIN place p ON p.logged = g."addressText"`;

function condition(filter: RecordFilter): Sql {
  const conditions: Sql[] = [];
  if (filter.ids !== null) conditions.push(sql`id IN (SELECT id FROM "wantedRecord")`);
  if (filter.class !== null) conditions.push(sql`class = ${filter.class}`);
  if (filter.mailboxes.length > 0) conditions.push(sql`mailbox IN ${list(filter.mailboxes)}`);
  if (filter.users.length > 0) conditions.push(sql`"user" IN ${list(filter.users)}`);
  if (filter.tenants.length > 0) conditions.push(sql`tenant IN ${list(filter.tenants)}`);
  if (filter.fromMs !== null) conditions.push(sql`${epochMs(sql`"at"`)} >= ${filter.fromMs}`);
  if (filter.toMs !== null) conditions.push(sql`${epochMs(sql`"at"`)} < ${filter.toMs}`);
  return every(conditions);
}

function normalised(row: Row, knowledge: Knowledge) {
  const name = row.application === null ? null : (knowledge.applicationNames.get(row.application)?.name ?? null);
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
    application: { id: row.application, name: row.applicationName ?? name, viaId: row.via },
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
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "wantedRecord" (id VARCHAR)`);
  for (let at = 0; at < ids.length; at += 1000) {
    const rows = ids.slice(at, at + 1000).map((id) => sql`(${id})`);
    await database.run(sql`INSERT INTO "wantedRecord" VALUES ${join(rows)}`);
  }
}

/** Records in the order of time and id, as they come. Needs a reconciled store. */
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
