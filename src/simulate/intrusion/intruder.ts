// What intruders have in common: whom they want, when they work, where they come from, and how they open mail. A scenario
// is what they do to get there.
import type { Application } from '../application.js';
import { dayMs, hourMs, isWorkday, minuteMs, secondMs } from '../clock.js';
import type { Doer } from '../deed.js';
import { access, type Context, type Journal } from '../journal.js';
import type { Mailbox } from '../mail.js';
import { homeOf, type Place, rentedHost, vpnExit } from '../network.js';
import type { Person } from '../organisation.js';
import { type Browser, browsers, inBrowser, type Program } from '../program.js';
import { mix, type Random } from '../random.js';
import { type Client, client } from '../sign-in.js';
import type { RuleName } from '../truth/detectable.js';
import type { Intrusion } from '../truth/intrusion.js';
import { dayStart, mailboxOf, offsetOf, type Part, type World } from '../world.js';
import type { Parameters } from './parameter.js';

/** Everything a scenario needs to play in one tenant. */
export interface Stage {
  readonly world: World;
  readonly intrusion: Intrusion;
  readonly parameters: Parameters;
  readonly random: Random;
  /** Where he comes from: the same places in all tenants of a campaign. */
  readonly places: readonly Place[];
  /** From 0: which of the campaign's tenants this is. */
  readonly turn: number;
}

export interface Scenario {
  readonly name: string;
  readonly variants: readonly string[];
  /** The moment from which it counts as detectable. */
  rule(variant: string | null): RuleName;
  /** In how many of several tenants. */
  readonly spread: 'one' | 'some' | 'all';
  readonly parameters: Partial<Parameters>;
  play(stage: Stage): Part;
}

/** The hosts of a campaign. */
export function placesOf({ networks }: Parameters, random: Random): Place[] {
  const count = networks === 'rented' ? 4 : 6;
  return Array.from({ length: count }, () => {
    if (networks === 'home') return homeOf(900_000 + random.int(0, 90_000), 0);
    return networks === 'vpn' ? vpnExit(random) : rentedHost(random);
  });
}

/** People with a mailbox of their own, the most wanted first. */
export function targets({ world, random, intrusion }: Stage, count: number): Person[] {
  const salt = intrusion.name.scenario.length * 31 + random.fork('targets').int(0, 999);
  const people = world.org.people.filter(({ shared, clients }) => !shared && clients.length > 0);
  const wish = ({ senior, key, number }: Person) =>
    (senior ? 0 : 2 ** 32) + (world.org.number === 1 && number <= 4 ? number : mix(key, salt));
  return people.toSorted((a, b) => wish(a) - wish(b) || a.number - b.number).slice(0, count);
}

/** Anybody who is not among the most wanted: whose account is taken, or who is no friend. */
export function bystander(stage: Stage, wanted: (person: Person) => boolean = () => true): Person {
  const victims = new Set(targets(stage, stage.parameters.victims));
  const others = stage.world.org.people.filter(
    (person) => !victims.has(person) && !person.shared && person.clients.length > 0,
  );
  const fitting = others.filter(wanted);
  return (fitting[stage.random.fork('bystander').int(0, Math.max(0, fitting.length - 1))] ??
    others[0] ??
    stage.world.org.people[0]) as Person;
}

export const administrator = (stage: Stage): Person =>
  bystander(stage, ({ habits }) => habits.includes('administrator'));

/** The day on which he gets in: after three tenths of the time, so that ordinary life is known by then. */
export const entryDay = ({ world }: Stage): number => Math.floor(world.days * 0.3);
export const readingDay = (stage: Stage): number =>
  Math.min(stage.world.days - 1, entryDay(stage) + Math.max(1, stage.parameters.patience));

/** Whether he works on a day at all. */
export const worksOn = ({ world, parameters }: Stage, day: number, random: Random): boolean =>
  isWorkday(dayStart(world, day)) && random.chance(parameters.care === 'high' ? 0.3 : 0.6);

/** When he begins: in the office hours of UTC+8, in the owner's, or at the owner's night. */
export function visitAt({ world, parameters }: Stage, day: number, person: Person, random: Random): number {
  const local = { beijing: [0, 8.5], office: [person.from, person.until - 1], night: [22, 28] }[parameters.hours];
  const shift = parameters.hours === 'beijing' ? 0 : offsetOf(world, person);
  const [from = 0, until = 1] = local;
  const second = Math.floor((from - shift + (until - from) * random.next()) * 3600);
  return clamp(world, dayStart(world, day) + second * secondMs);
}

/** Inside the time that is simulated. */
export const clamp = ({ startAt, endAt }: World, at: number): number =>
  Math.max(startAt + 5 * minuteMs, Math.min(endAt - hourMs, at));

export const doerOf = ({ world, intrusion, random }: Stage, person: Person, place: Place): Doer => ({
  ...{ world, person, place, random, intrusion },
});

/** The intruder's own client in a person's name; one that is made at every visit needs the visit's own chance. */
export const stolen = (stage: Stage, person: Person, program: Program, random: Random = stage.random): Client =>
  client(person, program, random.fork(`token/${person.number}/${program.application.name}`), null, stage.intrusion);

/** A browser that is not the victim's usual one. */
export const strangeBrowser = (person: Person): Program =>
  inBrowser(browsers[(person.key + 2) % browsers.length] as Browser);

/** What he has taken already, by mailbox. */
export type Taken = Map<number, Set<number>>;

export interface Haul {
  readonly context: Context;
  readonly at: number;
  readonly count: number;
  /** Seconds from one message to the next, on average. */
  readonly pause?: number;
  readonly taken: Taken;
  readonly random: Random;
  /** Places of folders that he leaves alone. */
  readonly except?: readonly number[];
}

/** Opens the newest messages that he does not have yet; returns when it ended. */
export function take(journal: Journal, { context, at, count, pause = 25, taken, random, except = [] }: Haul): number {
  const { mailbox } = context;
  const seen = taken.get(mailbox.owner.number) ?? new Set<number>();
  taken.set(mailbox.owner.number, seen);
  let now = at;
  let left = count;
  for (const message of mailbox.newestFirst(at)) {
    if (left === 0) break;
    const folder = mailbox.folderOf(message);
    if (seen.has(message) || except.includes(folder)) continue;
    seen.add(message);
    access(journal, context, now, folder, message);
    now += Math.max(1, Math.round(pause * (0.5 + random.next()))) * secondMs;
    left--;
  }
  return now;
}

/** Roughly the parameters' volume, less with much care. */
export const volumeOf = ({ parameters }: Stage, random: Random): number =>
  Math.max(1, Math.round(parameters.volume * (0.4 + 1.2 * random.next()) * (parameters.care === 'high' ? 0.4 : 1)));

export interface Visit {
  readonly person: Person;
  readonly mailbox: Mailbox;
  readonly at: number;
  readonly day: number;
  readonly journal: Journal;
  readonly random: Random;
}

/** Calls for each victim on each of his working days, from `first` on; `read` is given the instant at which to begin. */
export function visits(
  stage: Stage,
  people: readonly Person[],
  read: (visit: Visit) => void,
  first = readingDay(stage),
): Part {
  return (day, journal) => {
    if (day < first) return;
    people.forEach((person, i) => {
      const random = stage.random.fork(`visit/${person.number}/${day}`);
      // Something certain happens on his first day, so that an intrusion never hangs on chance.
      const certain = day === first && i === 0;
      if (!certain && !worksOn(stage, day, random)) return;
      const at = visitAt(stage, day, person, random);
      read({ person, mailbox: mailboxOf(stage.world, person), at, day, journal, random });
    });
  };
}

export const dayOf = ({ startAt }: World, at: number): number => Math.floor((at - startAt) / dayMs);

/** A forged context in the clothes of a client. */
export const openLike = (context: Context, { id }: Application, { clientInfo, appId }: Program): Context => ({
  ...{ ...context, clientInfo, appId, clientAppId: appId === id ? id : null },
});
