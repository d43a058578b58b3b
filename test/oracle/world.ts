// An invented organisation with known truth, made from a seed: days of ordinary mail reading, perhaps an intruder, and the
// sign-ins as an export would hold them. For each access stand the classes in which it may end, by the settled points.
import type { AccessClass } from '../../src/record/result.js';
import { intrude } from './intrusion.js';
import { Life } from './life.js';
import { Random } from './random.js';
import {
  type AccessTruth,
  day,
  type Fields,
  type Origin,
  type Token,
  type User,
  type World,
  type WorldOptions,
} from './world-model.js';
import { Rows } from './world-rows.js';

const names = ['anna.berg', 'ben.okoye', 'chen.wu', 'dora.novak', 'emil.sand', 'fatou.diop', 'gil.marsh', 'hana.ito'];

export function createWorld(options: WorldOptions): World {
  const random = new Random(options.seed);
  const days = options.days ?? 12;
  const domain = `${random.pick(['northwind', 'lakeside', 'granite'])}.example`;
  const rows = new Rows(random.fork('rows'), random.guid(), domain);
  const fromAt = Date.UTC(2026, 2, 2) + random.int(0, 6) * day;
  const users = Array.from({ length: options.users ?? 6 }, (_, n) => createUser(random, domain, n));
  const life = new Life(rows, random.fork('life'), users);
  for (let start = fromAt; start < fromAt + days * day; start += day) {
    for (const user of users) life.liveDay(user, start);
    if (options.backup) life.backUp(users, start);
  }
  for (const scenario of options.intrusions ?? []) intrude(life, scenario, users, fromAt, days);
  if (options.throttled) throttleOne(life);
  if (options.otherAudit) addOthers(life, users);
  const exported = exportedTokens(life.tokens, options, users, fromAt, random.fork('losses'));
  const signIns = [...exported.map((token) => rows.signIn(token)), ...exportedFailures(life, options)];
  return {
    options,
    tenant: rows.tenant,
    domain,
    users,
    fromAt,
    toAt: fromAt + days * day,
    audit: life.audit.toSorted((a, b) => order(a.CreationTime, b.CreationTime) || order(a.Id, b.Id)),
    signIns: signIns.toSorted((a, b) => order(a.createdDateTime, b.createdDateTime) || order(a.id, b.id)),
    truth: truthOf(life, options, new Set(exported)),
  };
}

const order = (a: unknown, b: unknown) => (String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0);

function createUser(random: Random, domain: string, n: number): User {
  const name = `${names[n % names.length]}${n < names.length ? '' : n}`;
  return {
    upn: `${name}@${domain}`,
    name: name.replace('.', ' '),
    oid: random.guid(),
    puid: `${n % 2}003${random.hex(12)}`.toUpperCase(),
    home: `203.0.113.${10 + n}`,
    mobile: `2001:db8:${(n + 16).toString(16)}:1::${(n + 17).toString(16)}`,
  };
}

/** A record that says: from here on nothing more of this mailbox is written for a day (domain.md 2.2). */
function throttleOne(life: Life): void {
  const binds = life.audit.filter((row) => row.RecordType === 50 && row.Operation === 'MailItemsAccessed');
  const row = life.random.pick(binds);
  row.OperationProperties = [
    { Name: 'MailAccessType', Value: 'Bind' },
    { Name: 'IsThrottled', Value: 'True' },
  ];
}

function addOthers(life: Life, users: readonly User[]): void {
  for (const token of life.tokens) {
    if (token.kind === 'interactive' && token.user) life.audit.push(life.rows.login(token, token.user));
  }
  for (const user of users) {
    const first = Date.parse(`${life.audit[0]?.CreationTime}Z`);
    for (let n = 0; n < 4; n++) life.audit.push(life.rows.noise(first + life.random.int(0, 5 * day), user));
  }
}

function exportedTokens(
  all: readonly Token[],
  options: WorldOptions,
  users: User[],
  fromAt: number,
  random: Random,
): Token[] {
  const shown = new Set<User | null>([null, ...users.slice(0, options.onlyUsers ?? users.length)]);
  const startsAt = fromAt + (options.signInsFromDay ?? 0) * day;
  return all.filter(
    (token) =>
      !options.missingKinds?.includes(token.kind) &&
      shown.has(token.user) &&
      token.issuedAt >= startsAt &&
      !random.chance(options.missingShare ?? 0),
  );
}

function exportedFailures(life: Life, options: WorldOptions): Fields[] {
  const whole = !options.missingKinds?.includes('interactive') && !options.onlyUsers && !options.signInsFromDay;
  return whole ? life.failures : [];
}

function truthOf(life: Life, options: WorldOptions, exported: ReadonlySet<Token>): World['truth'] {
  const truth: World['truth'] = {
    accesses: new Map(),
    hostile: new Set(),
    hostileMailboxes: new Set(),
    hostileMessages: new Set(),
    classes: new Map(),
  };
  for (const [id, { row, owner, origin }] of life.origins) {
    const folders = (row.Folders ?? []) as { FolderItems: Fields[] }[];
    const messageIds = folders.flatMap((folder) => folder.FolderItems.map((item) => String(item.InternetMessageId)));
    const access: AccessTruth = { id, at: Date.parse(`${row.CreationTime}Z`), mailbox: owner.upn, origin, messageIds };
    truth.accesses.set(id, access);
    truth.classes.set(id, classesOf(origin, options, exported));
    if (origin.by !== 'intruder') continue;
    truth.hostile.add(id);
    truth.hostileMailboxes.add(owner.upn);
    for (const messageId of messageIds) truth.hostileMessages.add(`${owner.upn} ${messageId}`);
  }
  return truth;
}

/** The classes that the settled points leave open, given what was exported. */
export function classesOf(origin: Origin, options: WorldOptions, exported: ReadonlySet<Token>): AccessClass[] {
  const kindsMissing = options.missingKinds ?? [];
  const userKindsWhole = !kindsMissing.includes('interactive') && !kindsMissing.includes('nonInteractive');
  const whole = userKindsWhole && !options.onlyUsers && !options.signInsFromDay;
  switch (origin.by) {
    case 'service':
      return ['background', 'notAssessable'];
    case 'nothing':
      return ['explained', 'notAssessable'];
    case 'session':
      return exported.has(origin.token) ? ['explained'] : ['explained', 'notAssessable'];
    case 'token': {
      if (exported.has(origin.token)) return ['explained'];
      if (kindsMissing.includes(origin.token.kind)) {
        return origin.token.kind === 'servicePrincipal' ? ['notAssessable'] : ['explained', 'notAssessable'];
      }
      return whole ? ['explained', 'notAssessable', 'unexplained'] : ['explained', 'notAssessable'];
    }
    case 'intruder': {
      if (origin.scenario === 'noIds') return ['explained', 'notAssessable'];
      if (origin.scenario === 'forged' && !userKindsWhole) return ['notAssessable'];
      if (origin.scenario === 'forged') return whole ? ['unexplained'] : ['notAssessable', 'unexplained'];
      return origin.copied && exported.has(origin.copied) ? ['unexplained'] : ['notAssessable', 'unexplained'];
    }
  }
}
