// A stolen session: the victim signs in through a proxy that keeps the cookie. The log has the sign-in, from the proxy's
// host, to OfficeHome; what follows is the same session from elsewhere. Every access is explained by a sign-in.
import { officeHome } from '../application.js';
import { minuteMs } from '../clock.js';
import { reading } from '../life/visit.js';
import { type Client, signInNow, tokenAt } from '../sign-in.js';
import {
  entryDay,
  type Scenario,
  stolen,
  strangeBrowser,
  take,
  targets,
  visitAt,
  visits,
  volumeOf,
} from './intruder.js';

export const phishingProxy: Scenario = {
  name: 'phishing-proxy',
  variants: [],
  rule: () => 'firstAccess',
  spread: 'some',
  parameters: { victims: 2, hours: 'office', patience: 0 },
  play(stage) {
    const { world, random, places } = stage;
    const people = targets(stage, stage.parameters.victims);
    const clients = new Map<number, Client>();
    const taken = new Map<number, Set<number>>();
    const read = visits(stage, people, ({ person, mailbox, at, journal, random: chance }) => {
      const client = clients.get(person.number);
      if (!client) return;
      const place = places[1 + (person.number % (places.length - 1))] ?? chance.pick(places);
      const begin = at + 20 * minuteMs;
      const token = tokenAt(client, begin, place, journal);
      const context = reading(world, client, token, place.address, mailbox, chance);
      take(journal, { context, at: begin, count: volumeOf(stage, chance), taken, random: chance });
    });
    return (day, journal) => {
      if (day === entryDay(stage)) {
        for (const person of people) {
          const program = { ...strangeBrowser(person), sessionDays: 60 };
          const client = stolen(stage, person, program);
          const at = visitAt(stage, day, person, random.fork(`lure/${person.number}`));
          const proxy = places[0] ?? random.pick(places);
          signInNow(client, at, proxy, journal, { application: officeHome, requestType: 'Login:reprocess' });
          client.held = null;
          clients.set(person.number, client);
        }
      }
      read(day, journal);
    };
  },
};
