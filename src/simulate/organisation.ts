// An invented organisation: a tenant and its people, each with one mailbox. Domains are under RFC 2606's `.example`.
// A person has the four names by which the logs know him: UPN, object id, PUID (`UserKey`) and Windows SID. What is
// unverified in reality, or differs between real tenants, is drawn here once per tenant (`profile`).
import { inventedId, kind } from './identifier.js';
import { organisationName, personName } from './name.js';
import type { Random } from './random.js';
import { type Role, roles } from './role.js';
import { type Entry, type Habit, twelve } from './roster.js';

export interface Person extends Entry {
  /** From 1. */
  readonly number: number;
  /** Different for every person of every tenant. */
  readonly key: number;
  readonly upn: string;
  readonly objectId: string;
  readonly puid: string;
  readonly sid: string;
  readonly site: number;
  readonly senior: boolean;
  readonly weekend: number;
  /** Messages on a working day. */
  readonly mail: number;
  /** Nobody's own: several people read it. */
  readonly shared: boolean;
}

export interface Profile {
  /** Genuine Bind records of people without any ids. */
  readonly idsLost: number;
  /** Bind records with a SessionId. */
  readonly bindSession: number;
  /** Sync records whose SessionId is the Entra session. */
  readonly syncSession: number;
  /** Sync records with `Not Available` for a path. */
  readonly noPath: number;
  readonly appsUsed: ReadonlySet<string>;
  readonly language: 'en' | 'fr' | 'de';
  readonly filtered: boolean;
  /** A failed sign-in's ResultStatus is `Failed`, not `Success`: both were measured. */
  readonly failedSays: boolean;
  /** AttachmentAccess is recorded, as in 2025. */
  readonly attachments: boolean;
  /** Sync records name their folder in `Folders[]`, with this record type; 0: in `Item.ParentFolder`, type 2. */
  readonly syncFolders: 0 | 2 | 50;
  /** Reads of the service under an application's own token, whose sign-in no export of Graph holds. */
  readonly serviceTokens: number;
  /** A function of the organisation's own reads mail with a managed identity. */
  readonly automation: boolean;
  /** Hours in which an export lacks most non-interactive sign-ins: unverified, so it differs between tenants. */
  readonly lossBursts: number;
  /** Tokens that Outlook on the web gets for other resources are recorded (record type 275). */
  readonly owaAuth: boolean;
}

export interface Organisation {
  /** From 1. */
  readonly number: number;
  readonly name: string;
  readonly tenant: string;
  readonly domain: string;
  /** Hours that each site is ahead of UTC. */
  readonly offsets: readonly number[];
  readonly people: readonly Person[];
  readonly profile: Profile;
}

export function organisation(number: number, count: number, random: Random): Organisation {
  const name = organisationName(number);
  const domain = `${name}.example`;
  const first = number === 1 ? 2 : random.int(-8, 10);
  const offsets = count < 30 ? [first] : [first, first, first + random.int(-7, 7)].map(withinDay);
  const people = Array.from({ length: count }, (_, i) =>
    person(number, i + 1, domain, offsets.length, count <= twelve.length, random.fork(`person/${i + 1}`)),
  );
  const profile = profileOf(number, count, random.fork('profile'));
  return { number, name, tenant: inventedId(kind.tenant, number), domain, offsets, people, profile };
}

const withinDay = (offset: number): number => Math.max(-10, Math.min(12, offset));
const between = (random: Random, [least, most]: readonly [number, number]): number =>
  least + (most - least) * random.next();

const apps = ['backup', 'archive', 'customers', 'discovery', 'security', 'rollOut'] as const;

function profileOf(number: number, count: number, random: Random): Profile {
  const small = number === 1 && count <= twelve.length;
  const used = apps.filter((app) => (small ? app === 'backup' : random.chance(app === 'rollOut' ? 0.4 : 0.6)));
  return {
    idsLost: small ? 0.06 : between(random, [0.02, 0.12]),
    bindSession: between(random, [0.1, 0.4]),
    syncSession: between(random, [0.55, 0.9]),
    noPath: random.chance(0.5) ? 0 : 0.7,
    appsUsed: new Set(used),
    language: number === 1 ? 'en' : random.pick(['en', 'en', 'fr', 'de'] as const),
    filtered: !small && random.chance(0.35),
    failedSays: random.chance(0.5) && !small,
    attachments: random.chance(0.5) && !small,
    syncFolders: small ? 0 : random.pick([0, 0, 0, 2, 50] as const),
    serviceTokens: small ? 0 : between(random, [0, 0.15]),
    automation: random.chance(0.5) && !small,
    lossBursts: small ? 0 : between(random, [0, 0.004]),
    owaAuth: random.chance(0.5) && !small,
  };
}

function person(tenant: number, number: number, domain: string, sites: number, small: boolean, random: Random): Person {
  const fixed = tenant === 1 ? twelve[number - 1] : undefined;
  const role = roleOf(random);
  const { name, alias } = fixed
    ? { name: fixed.name, alias: fixed.name.toLowerCase().replace(' ', '.') }
    : personName(tenant, number);
  const key = tenant * 100_003 + number;
  const shared = !fixed && number % 23 === 0;
  return {
    ...(fixed ?? drawn(role, name, random)),
    ...{ number, key, shared, site: fixed ? 0 : random.int(0, sites - 1) },
    upn: shared ? `desk${number}@${domain}` : `${alias}@${domain}`,
    objectId: inventedId(kind.person, number, tenant),
    puid: `10032000${random.hex(8).toUpperCase()}`,
    sid: `S-1-5-21-${1_000_000 + tenant}-1000002-1000003-${1100 + number}`,
    senior: fixed ? number <= 4 : role.senior === true,
    weekend: fixed ? 0.35 : role.weekend,
    mail: fixed ? random.int(small ? 4 : 16, small ? 8 : 26) : random.int(...role.mail),
    ...(shared ? { clients: [], habits: [], senior: false } : {}),
  };
}

function drawn(role: Role, name: string, random: Random): Entry {
  const from = between(random, role.from);
  const habits: Habit[] = [];
  if (random.chance(role.travels * 0.6)) habits.push('traveller');
  if (random.chance(0.12)) habits.push('newPhone');
  if (random.chance(0.1)) habits.push('rules');
  if (role.post === 'assistant') habits.push('assistant');
  if (role.post === 'administrator') habits.push('administrator');
  const until = from + between(random, role.hours);
  const pace = between(random, role.pace);
  return { name, post: role.post, from, until, pace, clients: random.pick(role.clients), habits };
}

function roleOf(random: Random): Role {
  let left = random.next() * 100;
  for (const role of roles) {
    left -= role.share;
    if (left < 0) return role;
  }
  return roles[2] as Role;
}
