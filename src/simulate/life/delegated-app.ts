// Applications of other makers that read mail in a person's name, from the maker's hosts: a CRM that some people
// use at all hours, and a mail application that is rolled out to everybody within a week, each person signing in to it
// once. Both are what a stolen consent looks like, and are not.
import { type Application, customers, graph, rolledOut } from '../application.js';
import { dayMs } from '../clock.js';
import type { Journal } from '../journal.js';
import type { Place } from '../network.js';
import { hostOf, officeOf } from '../network.js';
import type { Person } from '../organisation.js';
import { type Program, programOf } from '../program.js';
import { mix, type Random } from '../random.js';
import { type Client, client, tokenAt } from '../sign-in.js';
import { mailboxOf, type Part, type World } from '../world.js';
import { openMessages, reading, times } from './visit.js';

/** A program that reads in a person's name through Graph. */
export function delegatedProgram(person: Person, application: Application): Program {
  const { device } = programOf(person, 'web');
  const look = { clientInfo: 'Client=REST;;', appId: graph.id, clientAppId: application.id, syncs: false };
  return { application, resource: graph, ...look, device, sessionDays: 90 };
}

interface User {
  readonly person: Person;
  readonly client: Client;
  /** First day of use, which may lie before the first of the export. */
  readonly from: number;
}

export function useDelegatedApps(world: World): Part[] {
  const parts: Part[] = [];
  const { appsUsed } = world.org.profile;
  if (appsUsed.has('customers')) parts.push(reads(world, customers, 6, -40));
  if (appsUsed.has('rollOut')) parts.push(reads(world, rolledOut, 1, Math.floor(world.days * 0.4)));
  return parts;
}

function reads(world: World, application: Application, oneIn: number, rollOutOn: number): Part {
  const base = world.random.fork(`app/${application.id}`);
  const users = world.org.people.flatMap((person): User[] => {
    if (person.shared || mix(person.key, 60) % oneIn !== 0) return [];
    const since = rollOutOn < 0 ? world.startAt - (5 + (mix(person.key, 61) % 60)) * dayMs : null;
    const of = client(person, delegatedProgram(person, application), base.fork(`token/${person.number}`), since);
    return [{ person, client: of, from: rollOutOn + (mix(person.key, 62) % 7) }];
  });
  const server = hostOf(application === customers ? 8 : 9, base);
  return (day, journal) => {
    for (const user of users) {
      if (day >= user.from) useOn(world, user, day, server, journal, base.fork(`${user.person.number}/${day}`));
    }
  };
}

/** The person signs in from where he sits; the maker's host reads. */
function useOn(world: World, user: User, day: number, server: Place, journal: Journal, chance: Random): void {
  const { person, client: of } = user;
  for (const at of times(world, day, [0, 23], 1.5 * world.pace, chance)) {
    const sits = of.session === null ? officeOf(world.org.number, person.site, person.number) : server;
    const token = tokenAt(of, at, sits, journal);
    const context = reading(world, of, token, server.address, mailboxOf(world, person), chance);
    openMessages(journal, context, at, chance.int(1, 3), chance);
  }
}
