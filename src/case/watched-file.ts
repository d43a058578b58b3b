// The file of --vip: people whose cases come first. One address a line, or a table with names and roles. It changes the order
// of the answer and nothing in it, so a wrong line costs attention, not truth; it is refused all the same.
import { columnName, type Refuse, readTold, refusing, type ToldRow, tableRows } from '../util/told-file.js';

export interface WatchedEntry {
  /** As it was written, lower-case. */
  readonly given: string;
  readonly name: string | null;
  readonly role: string | null;
  readonly aliases: readonly string[];
}

const mostBytes = 5_000_000;
const columns = {
  given: [
    'user',
    'userprincipalname',
    'upn',
    'address',
    'mail',
    'email',
    'emailaddress',
    'mailbox',
    'primarysmtpaddress',
    'objectid',
    'id',
  ],
  name: ['name', 'displayname', 'fullname'],
  role: ['role', 'why', 'reason', 'title', 'jobtitle', 'function', 'vip', 'watched'],
  aliases: ['aliases', 'otheraddresses', 'otheraddress', 'alias'],
} as const;

const isPerson = (text: string): boolean =>
  /^[^\s@,;<>]+@[^\s@,;<>]+$/.test(text) || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

const fail: Refuse = refusing(
  'vipFile',
  'write one address a line, or a table with the columns user, name, role (docs/people-and-known-things.md)',
);

interface Layout {
  readonly given: number;
  readonly name: number;
  readonly role: number;
  readonly aliases: number;
}

/** Where what stands; without a header: address, name, role. */
function layoutOf(path: string, first: ToldRow): { layout: Layout; hasHeader: boolean } {
  if (isPerson(first.cells[0] ?? '')) return { layout: { given: 0, name: 1, role: 2, aliases: 3 }, hasHeader: false };
  const header = first.cells.map(columnName);
  const at = (names: readonly string[]): number => names.map((name) => header.indexOf(name)).find((i) => i >= 0) ?? -1;
  const layout = {
    given: at(columns.given),
    name: at(columns.name),
    role: at(columns.role),
    aliases: at(columns.aliases),
  };
  if (layout.given < 0)
    fail(
      path,
      first.cells.length === 1
        ? `"${first.cells[0]}" is no address`
        : `no column holds addresses; there are: ${first.cells.join(', ')}`,
      first.line,
    );
  return { layout, hasHeader: true };
}

function entryOf(path: string, { given, name, role, aliases }: Layout, { line, cells }: ToldRow): WatchedEntry {
  const cell = (at: number): string | null => cells[at]?.trim() || null;
  const written = (cell(given) ?? '').toLowerCase().replace(/^(smtp|mailto):/, '');
  if (!isPerson(written)) fail(path, written === '' ? 'the address is missing' : `"${written}" is no address`, line);
  const others = (cell(aliases) ?? '')
    .toLowerCase()
    .split(/[;,|\s]+/)
    .filter((other) => other !== '');
  return { given: written, name: cell(name), role: cell(role), aliases: others };
}

/** Of two rows for one person the first; what it leaves open the other fills in. */
function merged(entries: readonly WatchedEntry[]): WatchedEntry[] {
  const byPerson = new Map<string, WatchedEntry>();
  for (const entry of entries) {
    const known = byPerson.get(entry.given);
    const { name = null, role = null, aliases = [] } = known ?? {};
    byPerson.set(entry.given, {
      given: entry.given,
      name: name ?? entry.name,
      role: role ?? entry.role,
      aliases: [...new Set([...aliases, ...entry.aliases])],
    });
  }
  return [...byPerson.values()];
}

/** Reads a file of watched people, each once, in the order of the file. Throws `vipFile` with the line of the first mistake. */
export async function readWatchedFile(path: string): Promise<WatchedEntry[]> {
  const file = await readTold(path, mostBytes);
  if (typeof file === 'string') return fail(path, file);
  const rows = tableRows(path, file.text, fail);
  const [first] = rows;
  if (first === undefined) return fail(path, 'it names nobody');
  const { layout, hasHeader } = layoutOf(path, first);
  const people = hasHeader ? rows.slice(1) : rows;
  if (people.length === 0) return fail(path, 'it names nobody');
  return merged(people.map((row) => entryOf(path, layout, row)));
}
