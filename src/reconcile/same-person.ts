// One person under several names: spelled in other ways (`SMTP:`, blanks, decomposed letters, a guest's #EXT# form), or renamed
// while the mailbox, or the account, stayed the same. Names from logs are partly the adversary's, so two names are one person
// only if the spelling alone says so, or if the one ends before the other begins and neither belongs to anything else.
import type { Database } from '../query/database.js';
import { epochMs } from '../query/operation.js';
import { join, sql } from '../query/sql.js';
import { groupBy } from '../util/group.js';
import { byText, sortedSet } from '../util/order.js';
import { day } from '../util/time.js';

/** A name as it is compared: of a guest, the address at home that Entra wrote into it. */
export function canonicalName(name: string): string {
  const plain = name
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/^(smtp|sip|mailto):/, '');
  const guest = /^(.+)_([^_@]+)#ext#@/.exec(plain);
  return guest === null ? plain : `${guest[1]}@${guest[2]}`;
}

interface Use {
  /** What stayed the same: a mailbox or an account, with its tenant. */
  key: string;
  user: string;
  fromMs: number;
  toMs: number;
}

const spans = sql`SELECT key, "user", ${epochMs(sql`min("at")`)} AS "fromMs", ${epochMs(sql`max("at")`)} AS "toMs" FROM (
    SELECT coalesce(tenant, '') || ' mailbox ' || "mailboxGuid" AS key, "mailboxOwner" AS "user", "at" FROM audit WHERE "mailboxGuid" IS NOT NULL
    UNION ALL SELECT coalesce("homeTenant", tenant, '') || ' account ' || "userId", "user", "at" FROM "signIn" WHERE "userId" IS NOT NULL)
  WHERE "user" LIKE '%@%' GROUP BY ALL ORDER BY ALL`;

export interface Rename {
  readonly old: string;
  readonly current: string;
  readonly atMs: number;
}

/** Logs of two services may disagree for a while about when a name changed. */
const overlapMs = day;

/** Old names with the current one, in the order of the old names. */
export function renamesOf(uses: readonly Use[]): Rename[] {
  const canonical = uses.map((use) => ({ ...use, user: canonicalName(use.user) }));
  const byKey = groupBy(canonical, (use) => use.key);
  const keysOf = new Map(
    [...groupBy(canonical, (use) => use.user)].map(([user, list]) => [user, list.map((use) => use.key)]),
  );
  const kind = (key: string): string => key.split(' ')[1] as string;
  // A name that was one mailbox's and then another's is not one person.
  const single = (user: string): boolean => {
    const keys = sortedSet(keysOf.get(user) ?? []);
    return new Set(keys.map(kind)).size === keys.length;
  };
  const renames = new Map<string, Rename>();
  for (const uses of byKey.values()) {
    const merged = [...groupBy(uses, (use) => use.user)].map(([user, list]) => ({
      user,
      fromMs: Math.min(...list.map((use) => use.fromMs)),
      toMs: Math.max(...list.map((use) => use.toMs)),
    }));
    const inTime = merged.sort((a, b) => a.fromMs - b.fromMs || byText(a.user, b.user));
    const last = inTime.at(-1);
    if (last === undefined || inTime.length < 2) continue;
    const apart = inTime.every((use, i) => i === 0 || use.fromMs >= (inTime[i - 1]?.toMs ?? 0) - overlapMs);
    if (!apart || !inTime.every((use) => single(use.user))) continue;
    for (const use of inTime.slice(0, -1))
      renames.set(use.user, { old: use.user, current: last.user, atMs: last.fromMs });
  }
  return [...renames.values()].sort((a, b) => byText(a.old, b.old));
}

const names = sql`SELECT DISTINCT "user" FROM (SELECT "user" FROM audit UNION SELECT "mailboxOwner" FROM audit UNION SELECT "user" FROM "signIn")
  WHERE "user" LIKE '%@%' OR "user" LIKE '%#ext#%' ORDER BY ALL`;

/** Adds to `alias` what the logs themselves say of names; the user's own table goes before it. Makes `renamed`. */
export async function joinNames(database: Database): Promise<void> {
  const renames = renamesOf(await database.rows<Use>(spans));
  const current = new Map(renames.map((rename) => [rename.old, rename.current]));
  const all = await database.rows<{ user: string }>(names);
  const rows = all.flatMap(({ user }) => {
    const canonical = canonicalName(user);
    const person = current.get(canonical) ?? canonical;
    return person === user ? [] : [sql`(${user}, ${person})`];
  });
  for (let at = 0; at < rows.length; at += 1000) {
    await database.run(sql`INSERT INTO alias SELECT * FROM (VALUES ${join(rows.slice(at, at + 1000))}) v(value, person)
      WHERE value NOT IN (SELECT value FROM alias)`);
  }
  const told = renames.map(({ old, current: person, atMs }) => sql`(${old}, ${person}, ${atMs}::BIGINT)`);
  await database.run(sql`CREATE OR REPLACE TEMP TABLE renamed (old VARCHAR, person VARCHAR, "atMs" BIGINT)`);
  if (told.length > 0) await database.run(sql`INSERT INTO renamed VALUES ${join(told)}`);
}
