// When the people signed in whose mail the cases are about: for pictures, so by the hour. Non-interactive sign-ins come every hour of a
// working day, so hours that follow each other become one span; where there would be too many, days or weeks are told.
import type { Database } from '../query/database.js';
import { countIf, epochMs } from '../query/operation.js';
import { list, type Sql, sql } from '../query/sql.js';
import { noSignInTimes, type SignInTimes } from '../record/sign-in-time.js';
import { groupBy } from '../util/group.js';
import { day, hour, isoTime } from '../util/time.js';

const units = { hour, day, week: 7 * day } as const;
type Unit = keyof typeof units;

interface Person {
  readonly tenant: string;
  readonly user: string;
}

interface Row extends Person {
  readonly atMs: number;
  readonly signIns: number;
}

/** A sign-in may stand in the audit log too, so of an hour the fuller log counts. Applications have no user. */
const hours = (users: readonly string[]): Sql => sql`CREATE OR REPLACE TEMP TABLE "signInHour" AS
  SELECT tenant, "user", date_trunc('hour', "at") AS "at", greatest(${countIf(sql`kind = 'auditLog'`)}, ${countIf(sql`kind <> 'auditLog'`)}) AS "signIns"
  FROM issued WHERE success AND "user" IN ${list(users)} GROUP BY ALL`;

const perUnit = (unit: Unit): Sql => sql`SELECT tenant, "user", ${epochMs(sql`date_trunc(${unit}, "at")`)} AS "atMs",
    sum("signIns")::BIGINT AS "signIns" FROM "signInHour" GROUP BY ALL ORDER BY tenant, "user", "atMs"`;

/** By the hour; by the day or week where there would be more rows than that. */
async function readRows(database: Database, users: readonly string[], most: number): Promise<[Unit, Row[]]> {
  await database.run(hours(users));
  for (const unit of ['hour', 'day'] as const) {
    const rows = await database.rows<Row>(sql`${perUnit(unit)} LIMIT ${most + 1}`);
    if (rows.length <= most) return [unit, rows];
  }
  return ['week', await database.rows<Row>(perUnit('week'))];
}

const spansOf = (rows: readonly Row[], unitMs: number): SignInTimes['people'][number]['spans'] => {
  const spans: { fromMs: number; toMs: number; signIns: number }[] = [];
  for (const { atMs, signIns } of rows) {
    const last = spans.at(-1);
    if (last?.toMs === atMs) {
      last.toMs += unitMs;
      last.signIns += signIns;
    } else spans.push({ fromMs: atMs, toMs: atMs + unitMs, signIns });
  }
  return spans.map(({ fromMs, toMs, signIns }) => ({ fromAt: isoTime(fromMs), toAt: isoTime(toMs), signIns }));
};

/** Of these people, in the order of tenant and user; `most`: hours of all of them together, beyond which days or weeks are told. */
export async function readSignInTimes(
  database: Database,
  people: readonly Person[],
  most = 20_000,
): Promise<SignInTimes> {
  const wanted = new Set(people.map(({ tenant, user }) => `${tenant} ${user}`));
  const users = [...new Set(people.map(({ user }) => user))].sort();
  if (users.length === 0) return noSignInTimes();
  const [per, rows] = await readRows(database, users, most);
  const byPerson = groupBy(
    rows.filter(({ tenant, user }) => wanted.has(`${tenant} ${user}`)),
    ({ tenant, user }) => `${tenant} ${user}`,
  );
  return {
    per,
    people: [...byPerson.values()].flatMap((own) => {
      const [first] = own;
      return first === undefined ? [] : [{ tenant: first.tenant, user: first.user, spans: spansOf(own, units[per]) }];
    }),
  };
}
