// The sums of several organisations apart: accesses, tiers, reasons, and which file holds whose records. One workspace may hold the logs
// of many organisations, and none of them may be told anything of another.
import type { Database } from '../query/database.js';
import { countIf, epochMs } from '../query/operation.js';
import { join, sql } from '../query/sql.js';
import { catalogues, type LogKind } from '../record/field.js';
import type { AccessCounts, Organisation } from '../record/organisation.js';
import type { Result } from '../record/result.js';
import { fieldOf, logTable } from '../store/schema.js';
import { groupBy } from '../util/group.js';
import { sortedSet } from '../util/order.js';
import { isoTime } from '../util/time.js';
import { namedMessages } from './total.js';

type Sums = AccessCounts & { readonly tenant: string };

const kinds = sql`SELECT tenant, count(*) AS records, ${countIf(sql`kind = 'bind'`)} AS bind, ${countIf(sql`kind = 'sync'`)} AS sync,
    ${countIf(sql`kind = 'attachment'`)} AS attachment, ${countIf(sql`kind = 'graph'`)} AS graph, ${countIf(sql`throttled`)} AS throttled
  FROM access WHERE "inScope" GROUP BY tenant`;
const messages = sql`SELECT tenant, count(*) AS messages, count(DISTINCT "messageId") AS "messageIds" FROM (
    SELECT DISTINCT tenant, mailbox, trim("messageId") AS "messageId" FROM (${namedMessages}) WHERE trim("messageId") <> '') GROUP BY tenant`;
const sums = sql`SELECT k.*, coalesce(m.messages, 0) AS messages, coalesce(m."messageIds", 0) AS "messageIds"
  FROM (${kinds}) k LEFT JOIN (${messages}) m USING (tenant) ORDER BY tenant`;

const reasons = sql`SELECT tenant, coalesce(tier, reason) AS name, tier IS NOT NULL AS "isTier", count(*) AS accesses
  FROM access JOIN judged USING (n) WHERE "inScope" GROUP BY ALL ORDER BY tenant, name`;

const logs = (Object.keys(catalogues) as LogKind[]).filter((log) => 'tenant' in catalogues[log]);
const held = join(
  logs.map(
    (log) =>
      sql`SELECT file, tenant, ${fieldOf(log, 'at', 'TIMESTAMP')} AS "at" FROM ${logTable(log)} WHERE tenant IS NOT NULL`,
  ),
  ' UNION ALL ',
);
const files = sql`SELECT k.tenant, i.path, i.sha256, k.records, k."firstMs", k."lastMs" FROM (
    SELECT file, tenant, count(*) AS records, ${epochMs(sql`min("at")`)} AS "firstMs", ${epochMs(sql`max("at")`)} AS "lastMs"
    FROM (${held}) GROUP BY file, tenant) k JOIN input i ON i.number = k.file ORDER BY k.tenant, i.path, i.sha256`;

interface ReasonRow {
  readonly tenant: string;
  readonly name: string;
  readonly isTier: boolean;
  readonly accesses: number;
}

interface FileRow {
  readonly tenant: string;
  readonly path: string;
  readonly sha256: string;
  readonly records: number;
  readonly firstMs: number | null;
  readonly lastMs: number | null;
}

const nothing: AccessCounts = {
  ...{ records: 0, bind: 0, sync: 0, attachment: 0, graph: 0, throttled: 0, messages: 0, messageIds: 0 },
};

const inputOf = ({ path, sha256, records, firstMs, lastMs }: FileRow): Organisation['inputs'][number] => ({
  ...{ path, sha256, records },
  firstAt: firstMs === null ? null : isoTime(firstMs),
  lastAt: lastMs === null ? null : isoTime(lastMs),
});

/** After the accesses were judged; in the order of the tenants. One alone has the sums of all. */
export async function readOrganisations(
  database: Database,
  { accesses, reconciliation }: Pick<Result, 'accesses' | 'reconciliation'>,
): Promise<Organisation[]> {
  const byTenant = groupBy(await database.rows<FileRow>(files), ({ tenant }) => tenant);
  const reading = sortedSet(reconciliation.byMailbox.map(({ tenant }) => tenant));
  const tenants = sortedSet([...reading, ...byTenant.keys()]);
  const inputs = (tenant: string) => (byTenant.get(tenant) ?? []).map(inputOf);
  if (tenants.length === 1) {
    const { byTier, byReason } = reconciliation;
    return tenants.map((tenant) => ({ tenant, accesses, byTier, byReason, inputs: inputs(tenant) }));
  }
  const own = new Map((await database.rows<Sums>(sums)).map(({ tenant, ...counts }) => [tenant, counts]));
  const named = groupBy(await database.rows<ReasonRow>(reasons), ({ tenant }) => tenant);
  return tenants.map((tenant) => {
    const rows = named.get(tenant) ?? [];
    const tier = (name: string): number => rows.find((row) => row.isTier && row.name === name)?.accesses ?? 0;
    return {
      tenant,
      accesses: own.get(tenant) ?? nothing,
      byTier: { token: tier('token'), session: tier('session'), context: tier('context') },
      byReason: Object.fromEntries(rows.filter((row) => !row.isTier).map((row) => [row.name, row.accesses])),
      inputs: inputs(tenant),
    };
  });
}
