// The parts of a case. A case may hold two actors, since both read the same minister: that they have a victim in common says
// nothing of them. So what links cases is asked of each part: access sessions that share a network, an Entra session, a token or a
// rare application. A common one says nothing, though an actor of many networks falls to pieces by it: regroup.ts.
import type { Database } from '../query/database.js';
import { inlineRows, sortedSet } from '../query/operation.js';
import { sql } from '../query/sql.js';
import { parseAddress } from '../record/address.js';
import type { Knowledge } from '../record/knowledge.js';
import { isExit, isSharedNetwork } from '../record/network-kind.js';
import type { Finding } from '../record/result.js';
import { groupBy } from '../util/group.js';
import { joinByKeys } from '../util/join.js';

interface Strand {
  readonly caseId: string;
  readonly sessionId: string;
  readonly ip: string | null;
  readonly network: string | null;
  readonly networkKind: string | null;
  readonly application: string | null;
  readonly ids: readonly string[];
  readonly records: readonly string[];
}

/** Of one case. */
export interface Parts {
  readonly count: number;
  /** By `session|…`, `record|…`, `ip|…` and `application|…`. */
  readonly of: ReadonlyMap<string, number>;
}

const strands = sql`SELECT c."caseId", a."sessionId", a.ip, min(a.network) AS network, min(a."networkKind") AS "networkKind", a.application,
    ${sortedSet(sql`a."tokenIdText"`)} AS tokens, ${sortedSet(sql`a.session`)} AS sessions, list(a.id ORDER BY a.n) AS records, min(a.n) AS first
  FROM "caseAccess" c JOIN "sessionAccess" a USING (n)
  GROUP BY c."caseId", a."sessionId", a.ip, a.application ORDER BY c."caseId", first, a."sessionId"`;

/** What ties a strand to others of its case. Where many come out, only the very address does. */
function keysOf({ sessionId, ip, network, networkKind, application, ids }: Strand, knowledge: Knowledge): string[] {
  const place = isSharedNetwork(networkKind) ? null : isExit(networkKind) ? ip : network;
  const common = application === null || knowledge.applications.has(application);
  return [
    `session|${sessionId}`,
    ...ids.map((id) => `id|${id}`),
    ...(place === null ? [] : [`place|${place}`]),
    ...(common ? [] : [`program|${application}`]),
  ];
}

/** Numbered from 0 in the order in which the parts first occur. */
function partsOf(own: readonly Strand[], knowledge: Knowledge): Parts {
  const parts = joinByKeys(own, (strand) => keysOf(strand, knowledge));
  const of = new Map<string, number>();
  for (const [part, strands] of parts.entries())
    for (const { sessionId, ip, application, records } of strands)
      for (const key of [
        ...[`session|${sessionId}`, `ip|${ip}`, `application|${application}`],
        ...records.map((id) => `record|${id}`),
      ])
        if (!of.has(key)) of.set(key, part);
  return { count: parts.length, of };
}

/** By case; makes `casePart`: the part of each access session of a case. */
export async function readParts(database: Database, knowledge: Knowledge): Promise<Map<string, Parts>> {
  const rows = await database.manyRows<Omit<Strand, 'ids'> & { tokens: string[]; sessions: string[] }>(strands);
  const all = rows.map(({ tokens, sessions, ...rest }): Strand => ({ ...rest, ids: [...tokens, ...sessions] }));
  const parts = new Map([...groupBy(all, (row) => row.caseId)].map(([id, own]) => [id, partsOf(own, knowledge)]));
  const pairs = [...parts].flatMap(([caseId, { of }]) =>
    [...of].flatMap(([key, part]) =>
      key.startsWith('session|') ? [{ caseId, sessionId: key.slice('session|'.length), part }] : [],
    ),
  );
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "casePart" AS
    SELECT * FROM ${inlineRows({ caseId: 'text', sessionId: 'text', part: 'integer' }, pairs)}`);
  return parts;
}

/** Where a finding belongs: with its accesses, else with its address or application; else beside all parts. */
export function partOf(finding: Finding, parts: Parts | undefined): number {
  if (parts === undefined) return 0;
  const keys = [
    ...finding.evidence.map((id) => `record|${id}`),
    ...finding.addresses.map((logged) => `ip|${parseAddress(logged)?.ip ?? logged}`),
    ...finding.applications.map((id) => `application|${id.toLowerCase()}`),
  ];
  for (const key of keys) {
    const part = parts.of.get(key);
    if (part !== undefined) return part;
  }
  return parts.count === 1 ? 0 : parts.count;
}
