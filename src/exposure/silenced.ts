// Times in which a case's own changes made the log blind. What was read then has left no record, so the mailboxes that could be
// read are named, from the change until it was taken back or until there are records again.
import type { Database } from '../query/database.js';
import { epochMs, inlineRows, instant, shift } from '../query/operation.js';
import { list, type Sql, sql } from '../query/sql.js';
import { readMailboxRights } from '../reconcile/state/right.js';
import { ofOperations } from '../store/of-operation.js';
import { groupBy } from '../util/group.js';
import { sortedSet } from '../util/order.js';
import { hour } from '../util/time.js';
import { type ChangeRow, pairsOf, readFields } from './change-record.js';
import type { CaseEvidence } from './diverted.js';
import { readSilencing, type Silencing, silencingOperations } from './silencing.js';
import type { UnknownWindow } from './unknown.js';

/** What was under way when the change was made may still be written down. */
const settling = hour;

// Set-Mailbox is most of a tenant's administration.
const speaksOfIt: Sql = sql`lower(operation) <> 'set-mailbox' OR raw LIKE '%AuditEnabled%'`;

async function changes(database: Database, operations: readonly string[]): Promise<(ChangeRow & { raw: string })[]> {
  const those = await ofOperations(database, sql`lower(trim(operation)) IN ${list(operations)}`);
  return database.rows(
    sql`SELECT id, coalesce(tenant, 'unknown') AS tenant, ${epochMs(sql`"at"`)} AS "atMs", "user", raw FROM ${those}
      WHERE (${speaksOfIt}) AND "at" IS NOT NULL ORDER BY "at", id`,
  );
}

/** By account: mailboxes that it was given the right to open, in the log or in the state, and those that it has opened. */
async function readReach(database: Database): Promise<Map<string, string[]>> {
  const rows = await changes(database, ['add-mailboxpermission']);
  const given = rows.map(({ raw }) => {
    const parameters = pairsOf(readFields(raw)?.Parameters);
    return { account: parameters.get('User') ?? '', mailbox: parameters.get('Identity') ?? '' };
  });
  const stated = (await readMailboxRights(database)).flatMap(({ mailbox, grantee }) =>
    grantee.split(';').map((account) => ({ account, mailbox })),
  );
  const opened = await database.rows<{ account: string; mailbox: string }>(
    sql`SELECT DISTINCT "user" AS account, mailbox FROM access WHERE "user" <> mailbox ORDER BY ALL`,
  );
  const named = [...given, ...stated, ...opened]
    .map(({ account, mailbox }) => ({ account: account.trim().toLowerCase(), mailbox: mailbox.trim().toLowerCase() }))
    .filter(({ mailbox }) => mailbox.includes('@'));
  const reach = groupBy(named, ({ account }) => account);
  return new Map([...reach].map(([account, own]) => [account, sortedSet(own.map(({ mailbox }) => mailbox))]));
}

interface Blind {
  readonly caseId: string;
  readonly by: Silencing;
  readonly mailbox: string;
  /** The change that took it back. */
  readonly endMs: number | null;
}

/** Until there are records again: in a mailbox, or of the account in it; else until the audit log ends. */
async function windowsOf(database: Database, blind: readonly Blind[]): Promise<Map<string, UnknownWindow[]>> {
  const rows = inlineRows(
    { i: 'integer', tenant: 'text', mailbox: 'text', account: 'text', fromMs: 'integer' },
    blind.map(({ by, mailbox }, i) => ({
      ...{ i, tenant: by.tenant, mailbox, fromMs: by.atMs },
      account: by.reason === 'auditBypassed' ? by.whose : null,
    })),
  );
  const ends = await database.rows<{ againMs: number | null; endMs: number }>(
    sql`SELECT ${epochMs(sql`min(a."at")`)} AS "againMs", ${epochMs(sql`max(e."at")`)} AS "endMs" FROM ${rows} w
      LEFT JOIN access a ON a.tenant = w.tenant AND a.mailbox = w.mailbox AND a."at" > ${shift(instant(sql`w."fromMs"`), settling)}
        AND (w.account IS NULL OR a."user" = w.account)
      LEFT JOIN (SELECT coalesce(tenant, 'unknown') AS tenant, max("at") AS "at" FROM audit GROUP BY ALL) e ON e.tenant = w.tenant
      GROUP BY w.i ORDER BY w.i`,
  );
  const windows = blind.map(({ caseId, by, mailbox, endMs }, i) => {
    const until = [endMs, ends[i]?.againMs ?? null, ends[i]?.endMs ?? null].flatMap((ms) => ms ?? []);
    const { tenant, atMs, reason } = by;
    return { caseId, window: { tenant, mailbox, fromMs: atMs, toMs: Math.max(atMs, Math.min(...until)), reason } };
  });
  const byCase = groupBy(windows, ({ caseId }) => caseId);
  return new Map([...byCase].map(([caseId, own]) => [caseId, own.map(({ window }) => window)]));
}

/** By case, in the order of the changes and of mailboxes. A case without any is not in it. */
export async function readSilenced(
  database: Database,
  cases: readonly CaseEvidence[],
): Promise<Map<string, UnknownWindow[]>> {
  if (cases.every(({ records }) => records.length === 0)) return new Map();
  const known = (await changes(database, silencingOperations)).flatMap(
    ({ raw, ...row }) => readSilencing(row, raw) ?? [],
  );
  const made = cases.flatMap(({ caseId, records }) => {
    const wanted = new Set(records);
    return known.filter(({ id, blind }) => blind && wanted.has(id)).map((by) => ({ caseId, by }));
  });
  if (made.length === 0) return new Map();
  const reach = await readReach(database);
  return windowsOf(
    database,
    made.flatMap(({ caseId, by }) => {
      const end = known.find(
        (other) =>
          !other.blind &&
          other.reason === by.reason &&
          other.whose === by.whose &&
          other.tenant === by.tenant &&
          other.atMs > by.atMs,
      );
      const others = by.reason === 'auditBypassed' ? (reach.get(by.whose) ?? []) : [];
      return sortedSet([by.whose, ...others]).map(
        (mailbox): Blind => ({ caseId, by, mailbox, endMs: end?.atMs ?? null }),
      );
    }),
  );
}
