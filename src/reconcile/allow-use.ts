// What the allow file is used for: which accesses each entry fits, and what became of them. A sanction is a blind spot that
// somebody chose, so every use is counted and shown, an entry that has ended no longer counts, and a token that contradicts
// its sign-in or was issued by another tenant stays what it is.
import type { Database } from '../query/database.js';
import { countIf, epochMs, wideNumber } from '../query/operation.js';
import { join, type Sql, sql, table } from '../query/sql.js';
import { parseRange } from '../record/address.js';
import type { AllowUse } from '../record/told.js';
import { isoTime } from '../util/time.js';
import { type Allowed, endOf } from './allow.js';

interface Entry {
  readonly kind: AllowUse['kind'];
  readonly value: string;
  readonly mailbox: string | null;
  readonly reason: string;
  readonly until: string | undefined;
}

/** All entries in the order of the file; their places here are their numbers. */
const entriesOf = ({ applications, networks, delegates }: Allowed): Entry[] => [
  ...applications.map(({ id, reason, until }) => entry('application', id, reason, until)),
  ...networks.map(({ range, reason, until }) => entry('network', range, reason, until)),
  ...delegates.map(({ user, mailbox, reason, until }) => ({
    ...entry('delegate', user, reason, until),
    mailbox: mailbox ?? null,
  })),
];

const entry = (kind: Entry['kind'], value: string, reason: string, until: string | undefined): Entry => ({
  kind,
  value,
  mailbox: null,
  reason,
  until,
});

type Numbered = Entry & { readonly number: number };

function fitting(entries: readonly Numbered[]): Sql[] {
  const of = (kind: Entry['kind']): Numbered[] => entries.filter((each) => each.kind === kind);
  const applications = of('application').map(({ number, value }) => [number, value] as const);
  const people = of('delegate').map(({ number, value, mailbox }) => [number, value, mailbox] as const);
  const ranges = of('network').flatMap(({ number, value }) => {
    const range = parseRange(value);
    return range === null ? [] : [[number, range.family, String(range.first), String(range.last)] as const];
  });
  const queries: Sql[] = [];
  if (applications.length > 0)
    queries.push(
      sql`SELECT a.n, e.entry FROM access a JOIN ${table('e', ['entry', 'id'], applications)} ON a.application = e.id`,
    );
  if (people.length > 0)
    // The file's names may be old ones, as the records' may.
    queries.push(sql`SELECT a.n, e.entry FROM access a
      JOIN (SELECT d.entry, coalesce(u.person, d.delegate) AS delegate, coalesce(m.person, d.chief::VARCHAR) AS chief
        FROM ${table('d', ['entry', 'delegate', 'chief'], people)} LEFT JOIN alias u ON u.value = d.delegate LEFT JOIN alias m ON m.value = d.chief::VARCHAR) e
      ON a."user" = e.delegate AND a."user" <> a.mailbox AND (e.chief IS NULL OR e.chief = a.mailbox)`);
  if (ranges.length > 0)
    queries.push(sql`SELECT a.n, r.entry FROM access a JOIN (SELECT DISTINCT ip, family, number FROM address) p ON p.ip = a.ip
      JOIN ${table('r', ['entry', 'family', 'lowest', 'highest'], ranges)} ON p.family = r.family
        AND p.number BETWEEN ${wideNumber(sql`r.lowest`)} AND ${wideNumber(sql`r.highest`)}`);
  return queries;
}

/** Makes `allowedAccess`: which access fits which entry, and whether the entry still held at that time. */
export async function makeAllowed(database: Database, allowed: Allowed): Promise<void> {
  const entries = entriesOf(allowed).map((each, number) => ({ ...each, number }));
  const ends = entries.map(({ number, until }) => [number, endOf(until)] as const);
  const query =
    entries.length === 0
      ? sql`SELECT 0 AS n, 0 AS entry, true AS holds WHERE false`
      : sql`SELECT DISTINCT f.n, f.entry, t."endMs" IS NULL OR ${epochMs(sql`a."at"`)} < t."endMs"::BIGINT AS holds
        FROM (${join(fitting(entries), ' UNION ALL ')}) f JOIN access a USING (n) JOIN ${table('t', ['entry', 'endMs'], ends)} ON t.entry = f.entry`;
  await database.run(sql`CREATE OR REPLACE TEMP TABLE "allowedAccess" AS ${query}`);
}

interface Row {
  entry: number;
  uses: number;
  explained: number;
  kept: number;
  afterEnd: number;
  firstMs: number | null;
  lastMs: number | null;
}

const used = sql`holds AND class = 'background' AND reason = 'allowed'`;

/** What each entry was used for, over the accesses in scope, in the order of the file. Needs `judged`. */
export async function readAllowUses(database: Database, allowed: Allowed): Promise<AllowUse[]> {
  const entries = entriesOf(allowed);
  if (entries.length === 0) return [];
  const rows =
    await database.rows<Row>(sql`SELECT entry, ${countIf(used)} AS uses, ${countIf(sql`holds AND class = 'explained'`)} AS explained,
      ${countIf(sql`holds AND class IN ('unexplained', 'notAssessable')`)} AS kept, ${countIf(sql`NOT holds`)} AS "afterEnd",
      ${epochMs(sql`min("at") FILTER (WHERE ${used})`)} AS "firstMs", ${epochMs(sql`max("at") FILTER (WHERE ${used})`)} AS "lastMs"
    FROM "allowedAccess" JOIN judged USING (n) JOIN access USING (n) WHERE "inScope" GROUP BY entry`);
  const byEntry = new Map(rows.map((row) => [row.entry, row]));
  return entries.map(({ kind, value, mailbox, reason, until }, number) => {
    const row = byEntry.get(number);
    const { uses = 0, explained = 0, kept = 0, afterEnd = 0, firstMs = null, lastMs = null } = row ?? {};
    const times = { firstAt: isoTime(firstMs), lastAt: isoTime(lastMs) };
    return { kind, value, mailbox, reason, until: until ?? null, uses, explained, kept, afterEnd, ...times };
  });
}
