// Watched people: whose cases come first. The file may know a person by another name than the logs do, so each is looked up
// by all names that the logs, the user's table of people and the tenant's state join. A person who is nowhere in the logs is
// said to be: a slip of the pen must not read as "nothing happened to the minister".
import type { Database } from '../query/database.js';
import { inlineRows } from '../query/operation.js';
import { sql } from '../query/sql.js';
import { canonicalName } from '../reconcile/same-person.js';
import type { Person } from '../reconcile/state/people.js';
import type { Case } from '../record/result.js';
import type { WatchedPerson } from '../record/told.js';
import { readOwnWatched } from '../store/enrich/own-tables.js';
import { byText, sortedSet } from '../util/order.js';
import type { WatchedEntry } from './watched-file.js';

interface Named {
  given: string;
  user: string;
  seen: boolean;
}

/** The people of the file, then those that the user's own table marks. */
async function entriesOf(database: Database, told: readonly WatchedEntry[]): Promise<WatchedEntry[]> {
  const own = await readOwnWatched(database);
  const given = new Set(told.map((entry) => entry.given));
  return [...told, ...own.filter((entry) => !given.has(entry.given))];
}

/** Every name that a person may go by, before the logs are asked. */
function namesOf(entry: WatchedEntry, state: readonly Person[]): string[] {
  const own = [entry.given, ...entry.aliases].map(canonicalName);
  const known = state.filter((person) =>
    [...person.users, ...person.addresses, person.objectId ?? ''].some((name) => own.includes(canonicalName(name))),
  );
  return sortedSet([...own, ...known.flatMap((person) => [...person.users])]);
}

async function usersOf(database: Database, names: readonly { given: string; name: string }[]): Promise<Named[]> {
  const rows = inlineRows({ given: 'text', name: 'text' }, names);
  return database.rows<Named>(sql`WITH told AS (SELECT DISTINCT given, name FROM ${rows}),
      named AS (SELECT t.given, coalesce(a.person, t.name) AS "user" FROM told t LEFT JOIN alias a ON a.value = t.name
        UNION SELECT t.given, i."user" FROM told t JOIN issued i ON i."userId" = t.name WHERE i."user" LIKE '%@%'),
      logged AS (SELECT mailbox AS "user" FROM access UNION SELECT "user" FROM access UNION SELECT "user" FROM issued
        UNION SELECT coalesce(u.person, l."user") FROM audit l LEFT JOIN alias u ON u.value = l."user")
    SELECT n.given, n."user", n."user" IN (SELECT "user" FROM logged WHERE "user" IS NOT NULL) AS seen FROM named n ORDER BY ALL`);
}

/** Who is watched, in the order in which they were told; `cases` is filled by `watchedFirst`. Needs the reconciliation. */
export async function readWatched(
  database: Database,
  told: readonly WatchedEntry[],
  state: readonly Person[],
): Promise<WatchedPerson[]> {
  const entries = await entriesOf(database, told);
  if (entries.length === 0) return [];
  const names = entries.flatMap((entry) => namesOf(entry, state).map((name) => ({ given: entry.given, name })));
  const found = await usersOf(database, names);
  return entries.map(({ given, name, role }) => {
    const own = found.filter((row) => row.given === given);
    const seen = own.filter((row) => row.seen);
    const users = sortedSet((seen.length > 0 ? seen : own).map((row) => row.user));
    return { given, name, role, users, seen: seen.length > 0, cases: [] };
  });
}

const among = (item: Case, users: readonly string[]): string[] =>
  users.filter((user) => item.mailboxes.includes(user) || item.users.includes(user));

/** The cases with their watched people, those that have any first, else in the order in which they came; and the people with their cases. */
export function watchedFirst(
  cases: readonly Case[],
  people: readonly WatchedPerson[],
): { cases: Case[]; watched: WatchedPerson[] } {
  const users = sortedSet(people.flatMap((person) => person.users));
  const marked = cases.map((item) => ({ ...item, watched: among(item, users) }));
  const rank = (item: Case): number => (item.watched.length > 0 ? 0 : 1);
  return {
    cases: [...marked].sort((a, b) => rank(a) - rank(b)),
    watched: people.map((person) => ({
      ...person,
      cases: marked
        .filter((item) => among(item, person.users).length > 0)
        .map((item) => item.id)
        .sort(byText),
    })),
  };
}
