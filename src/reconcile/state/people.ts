// People by all of their names: the state knows which user principal names, addresses and ids are one person's.
import type { Database } from '../../query/database.js';
import { sql } from '../../query/sql.js';
import type { Result } from '../../record/result.js';
import { sortedSet } from '../../util/order.js';

export interface Person {
  /** User principal names, sorted; several where the name changed between two exports. */
  readonly users: readonly string[];
  readonly name: string | null;
  readonly objectId: string | null;
  readonly mailboxGuid: string | null;
  readonly addresses: readonly string[];
  readonly mailboxType: string | null;
}

interface Row {
  user: string;
  name: string | null;
  objectId: string | null;
  mailboxGuid: string | null;
  address: string | null;
  mailboxType: string | null;
}

const rows = sql`SELECT subject AS "user", min(name) AS name, "subjectId" AS "objectId", "mailboxGuid", address,
    CASE WHEN kind = 'mailbox' THEN type END AS "mailboxType" FROM state
  WHERE kind IN ('mailbox', 'user', 'licence') AND subject LIKE '%@%' GROUP BY ALL ORDER BY ALL`;

/** Rows that share a name or an id, as groups. */
function connected(all: readonly Row[]): Row[][] {
  const groups = new Map<string, Set<Row>>();
  for (const row of all) {
    const keys = [
      `user:${row.user}`,
      row.objectId && `id:${row.objectId}`,
      row.mailboxGuid && `guid:${row.mailboxGuid}`,
    ];
    const known = keys.flatMap((key) => (key ? (groups.get(key) ?? []) : []));
    const group = new Set([row, ...known.flatMap((set) => [...set])]);
    for (const key of keys) if (key) groups.set(key, group);
    for (const member of group) {
      for (const key of [`user:${member.user}`, `id:${member.objectId}`, `guid:${member.mailboxGuid}`])
        if (groups.has(key)) groups.set(key, group);
    }
  }
  return [...new Set(groups.values())].map((group) => [...group]);
}

const first = (values: readonly (string | null)[]): string | null =>
  sortedSet(values.filter((value) => value !== null))[0] ?? null;

/** Everybody of whom the state says something, in the order of their first user principal name. */
export async function readPeople(database: Database): Promise<Person[]> {
  const people = connected(await database.rows<Row>(rows)).map(
    (group): Person => ({
      users: sortedSet(group.map(({ user }) => user)),
      name: first(group.map(({ name }) => name)),
      objectId: first(group.map(({ objectId }) => objectId)),
      mailboxGuid: first(group.map(({ mailboxGuid }) => mailboxGuid)),
      addresses: sortedSet(group.flatMap(({ address }) => address ?? [])),
      mailboxType: first(group.map(({ mailboxType }) => mailboxType)),
    }),
  );
  return people.sort((a, b) => ((a.users[0] ?? '') < (b.users[0] ?? '') ? -1 : 1));
}

/** What the state knows of some users and mailboxes, in the order of their names; those it does not know are left out. */
export function peopleNamed(people: readonly Person[], names: Iterable<string>): Result['people'] {
  const byUser = new Map(people.flatMap((person) => person.users.map((user) => [user, person] as const)));
  return sortedSet(names).flatMap((user) => {
    const person = byUser.get(user);
    if (person === undefined) return [];
    const { name, objectId, users, mailboxType } = person;
    const otherNames = users.filter((other) => other !== user);
    return [{ user, name, objectId, otherNames, role: null, timeZone: null, mailboxType }];
  });
}
