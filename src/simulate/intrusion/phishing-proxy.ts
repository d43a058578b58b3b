// A stolen session: the victim signs in through a proxy that keeps the cookie. The log has the sign-in, from the proxy's
// host, to OfficeHome; what follows is the same session from elsewhere. Every access is explained by a sign-in.
import { officeHome } from '../application.js';
import { minuteMs } from '../clock.js';
import { reading } from '../life/visit.js';
import { signInNow, tokenAt } from '../sign-in.js';
import { type Scenario, stolen, strangeBrowser, targets, visitAt } from './intruder.js';
import { playEach } from './plot.js';

export const phishingProxy: Scenario = {
  name: 'phishing-proxy',
  variants: [],
  rule: () => 'firstAccess',
  spread: 'some',
  parameters: { victims: 2, hours: 'office', patience: 0 },
  play(stage) {
    const { world, random, places } = stage;
    return playEach(stage, {
      people: targets(stage, stage.parameters.victims),
      enter: (person, day, journal) => {
        const client = stolen(stage, person, { ...strangeBrowser(person), sessionDays: 60 });
        const at = visitAt(stage, day, person, random.fork(`lure/${person.number}`));
        const proxy = places[0] ?? random.pick(places);
        signInNow(client, at, proxy, journal, { application: officeHome, requestType: 'Login:reprocess' });
        client.held = null;
        return client;
      },
      read: ({ person, mailbox, at, journal, random: chance, open }, client) => {
        const place = places[1 + (person.number % (places.length - 1))] ?? chance.pick(places);
        const begin = at + 20 * minuteMs;
        const token = tokenAt(client, begin, place, journal);
        open(reading(world, client, token, place.address, mailbox, chance), begin);
      },
    });
  },
};
