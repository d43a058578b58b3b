// A person's days at his clients: desktop and Mac synchronise folders, the web opens message after message, the phone
// is looked at at odd hours, weekends included, an add-in reads along. Whoever gets a new machine signs in anew on
// something never seen before.
import { dayMs, minuteMs } from '../clock.js';
import { resourceToken } from '../deed.js';
import type { Journal, Token } from '../journal.js';
import type { Mailbox } from '../mail.js';
import type { Place } from '../network.js';
import type { Person } from '../organisation.js';
import { programOf } from '../program.js';
import { mix, type Random } from '../random.js';
import type { ClientKind } from '../role.js';
import { type Client, client, tokenAt } from '../sign-in.js';
import { mailboxOf, type Part, type World } from '../world.js';
import { combingOn, newAssistantOn, newChiefOf } from './turn.js';
import { openMessages, reading, synchronise, times } from './visit.js';
import { browsingFrom, phoningFrom, type Whereabouts, whereabouts } from './whereabouts.js';

/** What one person has and shares, kept from day to day. */
interface Life {
  readonly world: World;
  readonly person: Person;
  readonly own: Mailbox;
  /** Other people's mailboxes that he reads as a delegate. */
  readonly others: readonly Mailbox[];
  readonly clients: Map<ClientKind, Client>;
  readonly random: Random;
  /** A mailbox that he reads from a day on. */
  readonly turn: { readonly day: number; readonly mailbox: Mailbox } | null;
  wasAbroad: boolean;
}

/** `chiefs`: of whom an assistant may be the assistant. */
export function livePerson(world: World, person: Person, chiefs: readonly Person[]): Part {
  const random = world.random.fork(`person/${person.number}`);
  const clients = new Map(person.clients.map((kind) => [kind, firstClient(world, person, kind, random)]));
  world.clients.set(person.number, [...clients.values()]);
  const others = othersOf(world, person, chiefs);
  const turn = newAssistance(world, person, chiefs);
  const life: Life = { world, person, own: mailboxOf(world, person), others, clients, random, turn, wasAbroad: false };
  return (day, journal) => liveDay(life, day, journal);
}

/** Most sessions began before the logs do; a browser's is younger and may have ended. */
function firstClient(world: World, person: Person, kind: ClientKind, random: Random): Client {
  const stream = random.fork(`${kind}/token`);
  const age = kind === 'web' ? stream.int(0, 12) : stream.int(3, 85);
  return client(
    person,
    programOf(person, kind),
    stream,
    age > 7 || kind !== 'web' ? world.startAt - age * dayMs : null,
  );
}

/** The assistant's chief, and the shared mailbox of the section. */
export function othersOf(world: World, person: Person, chiefs: readonly Person[]): Mailbox[] {
  const { people } = world.org;
  const found: Mailbox[] = [];
  if (person.habits.includes('assistant')) {
    const chief = person.number <= 12 ? people[0] : chiefs[mix(person.key, 8) % Math.max(1, chiefs.length)];
    if (chief && chief !== person) found.push(mailboxOf(world, chief));
  }
  const desk = people.slice(person.number - 1, person.number + 6).find(({ shared }) => shared);
  return desk && person.clients.includes('web') ? [...found, mailboxOf(world, desk)] : found;
}

function newAssistance(world: World, person: Person, chiefs: readonly Person[]): Life['turn'] {
  const day = newAssistantOn(person);
  const chief = newChiefOf(person, chiefs);
  return day === null || chief === null ? null : { day, mailbox: mailboxOf(world, chief) };
}

function liveDay(life: Life, day: number, journal: Journal): void {
  const { world, person } = life;
  const chance = life.random.fork(`${day}`);
  const where = whereabouts(world, person, day, chance);
  renew(life, day, where);
  for (const [kind, of] of life.clients) {
    if (kind === 'phone' || kind === 'handheld') lookAtPhone(life, of, day, where, journal, chance);
    else if (kind === 'addIn') continue;
    else if (where.working || chance.chance(person.weekend * 0.5)) workAt(life, of, day, where, journal, chance);
  }
}

/** New machines, and signing in again abroad. */
function renew(life: Life, day: number, { abroad }: Whereabouts): void {
  const { person, clients, world } = life;
  const fixed = world.org.number === 1 && person.number <= 12;
  const newOn = person.habits.includes('newPhone') ? (fixed ? 23 : mix(person.key, 21) % 90) : -1;
  if (day === newOn) {
    for (const kind of ['phone', 'handheld', 'web'] as const) {
      if (!clients.has(kind)) continue;
      clients.set(kind, client(person, programOf(person, kind, 2), life.random.fork(`${kind}/second`), null));
      break;
    }
  }
  const browser = clients.get('web');
  if (browser && abroad !== life.wasAbroad) browser.session = browser.held = null;
  life.wasAbroad = abroad;
}

function workAt(life: Life, of: Client, day: number, where: Whereabouts, journal: Journal, chance: Random): void {
  const { world, person, own } = life;
  const hours = [person.from - where.offset, person.until - where.offset] as const;
  const mean = person.pace * world.pace * (of.program.syncs ? 1.3 : 1);
  for (const at of times(world, day, hours, mean, chance)) {
    const place = of.program.syncs ? where.place : browsingFrom(world, person, day, where, chance);
    if (at < of.usedAt) continue;
    if (of.program.syncs) {
      const token = tokenAt(of, at, place, journal);
      const context = reading(world, of, token, place.address, own, chance);
      synchronise(journal, context, at, chance.chance(0.3) ? chance.int(2, 5) : 1);
    } else readAround(life, of, day, at, place, journal, chance);
    const reader = life.clients.get('addIn');
    // It runs in the browser where there is one, else in the mail program.
    if (reader && of.program.syncs !== life.clients.has('web') && chance.chance(0.3))
      readOnce(life, reader, at + minuteMs, place, own, journal, chance);
  }
}

/** His own mail, then that of the mailboxes that he looks after, in the same session. */
function readAround(
  life: Life,
  of: Client,
  day: number,
  at: number,
  place: Place,
  journal: Journal,
  chance: Random,
): void {
  const combing = combingOn(life.person) === day ? chance.int(80, 260) : 0;
  const ended = readOnce(life, of, at, place, life.own, journal, chance, combing);
  const turned = life.turn && day >= life.turn.day ? [life.turn.mailbox] : [];
  for (const mailbox of [...life.others, ...turned]) {
    if (chance.chance(0.6)) readOnce(life, of, ended + minuteMs, place, mailbox, journal, chance);
  }
}

function readOnce(
  { world }: Life,
  of: Client,
  at: number,
  place: Place,
  mailbox: Mailbox,
  journal: Journal,
  chance: Random,
  combing = 0,
): number {
  if (at < of.usedAt) return at;
  const token = tokenAt(of, at, place, journal);
  const context = reading(world, of, token, place.address, mailbox, chance);
  if (of.program.clientInfo.startsWith('Client=OWA')) getResourceToken(world, of, token, at, place, journal);
  return openMessages(journal, context, at, combing || chance.int(1, 5), chance, combing > 0 ? 900 : 60);
}

/** Outlook on the web gets a token for something beside mail; who and when needs no chance of its own. */
function getResourceToken(world: World, of: Client, token: Token, at: number, place: Place, journal: Journal): void {
  const { person, random } = of;
  if (!world.org.profile.owaAuth || mix(person.key, Math.floor(at / 1000)) % 8 !== 0) return;
  journal.deeds.push(resourceToken({ world, person, place, random, intrusion: null }, at, token.id));
}

function lookAtPhone(life: Life, of: Client, day: number, where: Whereabouts, journal: Journal, chance: Random): void {
  const { world, person, own } = life;
  const mean = person.pace * world.pace * (where.working ? 0.8 : person.weekend);
  for (const at of times(world, day, [6.5 - where.offset, 22.5 - where.offset], mean, chance)) {
    const place = phoningFrom(person, where, chance);
    readOnce(life, of, at, place, own, journal, chance);
  }
}
