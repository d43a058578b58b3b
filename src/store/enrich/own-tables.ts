// The user's own tables of applications and people: names for ids. What they change stands in the result's `run.tables`.
import type { Database } from '../../query/database.js';
import { join, sql } from '../../query/sql.js';
import type { ApplicationName, Knowledge, OpensMail, Table } from '../../record/knowledge.js';
import type { Input, Person } from '../../record/result.js';
import { groupBy } from '../../util/group.js';
import { byText, sortedSet } from '../../util/order.js';
import { count } from '../../util/words.js';

interface ApplicationRow {
  application: string;
  name: string | null;
  publisher: string | null;
  opensMail: string | null;
}

const known: readonly (string | null)[] = ['yes', 'no', 'unknown'];
const opensMail = (said: string | null): OpensMail | null => (known.includes(said) ? (said as OpensMail) : null);

/** The user's names before the shipped ones; what the user's table leaves open the shipped one fills in. */
async function applicationNames(database: Database, knowledge: Knowledge): Promise<Map<string, ApplicationName>> {
  const rows = await database.rows<ApplicationRow>(
    sql`SELECT application, name, publisher, "opensMail" FROM application ORDER BY application, id DESC`,
  );
  const names = new Map<string, ApplicationName>(knowledge.applicationNames);
  for (const row of rows) {
    const shipped = names.get(row.application);
    names.set(row.application, {
      name: row.name ?? shipped?.name ?? null,
      publisher: row.publisher ?? shipped?.publisher ?? null,
      opensMail: opensMail(row.opensMail) ?? shipped?.opensMail ?? null,
    });
  }
  return names;
}

/** The knowledge with the user's own names in it. */
export const withOwnNames = async (database: Database, knowledge: Knowledge): Promise<Knowledge> => ({
  ...knowledge,
  applicationNames: await applicationNames(database, knowledge),
});

const own: Readonly<Record<string, string>> = {
  networks: 'your own networks',
  ownApplications: 'your own applications',
  ownPeople: 'your own people',
};

/** The user's tables as the result names them; they have no date of their own. */
export const ownTables = (inputs: readonly Input[]): Table[] =>
  inputs.flatMap(({ shape, path, records }) => {
    const name = own[shape];
    return name === undefined ? [] : [{ name, date: '', source: `${path}: ${count(records, 'row')}` }];
  });

interface PersonRow extends Omit<Person, 'otherNames' | 'mailboxType'> {
  aliases: string | null;
  watched: string | null;
}

const readPeople = (database: Database): Promise<PersonRow[]> =>
  database.rows<PersonRow>(
    sql`SELECT "user", name, role, watched, "objectId", "timeZone", aliases FROM person ORDER BY "user", id`,
  );

const otherNames = ({ aliases }: PersonRow): string[] =>
  sortedSet((aliases ?? '').split(/[;,|\s]+/)).filter((alias) => alias !== '');

/** A name that belongs to two people, or is somebody's main one, says nothing about who is meant. */
function aliasesOf(people: readonly PersonRow[]): [string, string][] {
  const main = new Set(people.map((person) => person.user));
  const all = people.flatMap((person) =>
    [...otherNames(person), person.objectId ?? '']
      .filter((alias) => alias !== '' && !main.has(alias))
      .map((alias) => [alias, person.user] as [string, string]),
  );
  return [...groupBy(all, ([alias]) => alias)]
    .map(([alias, owners]): [string, string[]] => [alias, sortedSet(owners.map(([, user]) => user))])
    .flatMap(([alias, users]): [string, string][] => (users.length === 1 ? [[alias, users[0] as string]] : []))
    .sort(([a], [b]) => byText(a, b));
}

/** Makes `alias`: `value`, another name or the object id of a person, and `person`, the user principal name. */
export async function makeAliases(database: Database): Promise<void> {
  const aliases = aliasesOf(await readPeople(database));
  await database.run(sql`CREATE OR REPLACE TEMP TABLE alias (value VARCHAR, person VARCHAR)`);
  for (let at = 0; at < aliases.length; at += 1000) {
    const rows = aliases.slice(at, at + 1000).map(([value, person]) => sql`(${value}, ${person})`);
    await database.run(sql`INSERT INTO alias VALUES ${join(rows)}`);
  }
}

const no = /^(no|n|false|0|-)?$/i;
const yes = /^(yes|y|true|1|x|vip|watched)$/i;
/** What the column of watched people says beside yes or no is why. */
const whyWatched = (said: string | null): string | null =>
  said === null || no.test(said) || yes.test(said) ? null : said;

/** Of the user's people those whose cases are to come first. */
export async function readOwnWatched(database: Database) {
  const people = (await readPeople(database)).filter(({ watched }) => watched !== null && !no.test(watched.trim()));
  return [...groupBy(people, (person) => person.user).values()].map(([person]) => {
    const { user, name, role, watched } = person as PersonRow;
    return { given: user, name, role: role ?? whyWatched(watched), aliases: otherNames(person as PersonRow) };
  });
}

/**
 * Of the user's people those that the answer names, before what else is known of them; of two rows for one the first. In the
 * order of their names in the log. `others`: what the tenant's state knows.
 */
export async function withOwnPeople(
  database: Database,
  mentioned: readonly string[],
  others: readonly Person[],
): Promise<Person[]> {
  const wanted = new Set(mentioned);
  const known = new Map(others.map((person) => [person.user, person]));
  for (const row of (await readPeople(database)).reverse()) {
    if (!wanted.has(row.user)) continue;
    const { aliases, watched, ...own } = row;
    const other = known.get(row.user);
    known.set(row.user, {
      ...own,
      role: own.role ?? whyWatched(watched),
      name: own.name ?? other?.name ?? null,
      objectId: own.objectId ?? other?.objectId ?? null,
      mailboxType: other?.mailboxType ?? null,
      otherNames: sortedSet([...otherNames(row), ...(other?.otherNames ?? [])]),
    });
  }
  return [...known.values()].sort((a, b) => byText(a.user, b.user));
}
