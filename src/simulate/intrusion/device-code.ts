// Device-code phishing (Storm-2372, Microsoft 2025-02-13): the victim types a code into the real sign-in page, and the
// intruder's program has the token: first for the Authentication Broker, with which he registers a machine, then mail through
// Graph, beginning with a search for passwords.
import { broker, graph } from '../application.js';
import { minuteMs } from '../clock.js';
import { directoryChange, mailSearch } from '../deed.js';
import { inventedId, kind } from '../identifier.js';
import { delegatedProgram } from '../life/delegated-app.js';
import { reading } from '../life/visit.js';
import { signInNow, tokenAt } from '../sign-in.js';
import { doerOf, type Scenario, stolen, targets, visitAt } from './intruder.js';
import { playEach } from './plot.js';

const words = ['password', 'admin', 'username', 'credentials', 'secret'];

export const deviceCode: Scenario = {
  name: 'device-code',
  variants: [],
  rule: () => 'firstAccess',
  spread: 'some',
  parameters: { victims: 2, patience: 1 },
  play(stage) {
    const { world, random, places } = stage;
    return playEach(stage, {
      people: targets(stage, stage.parameters.victims),
      enter: (person, day, journal) => {
        const client = stolen(stage, person, { ...delegatedProgram(person, broker), sessionDays: 90 });
        const at = visitAt(stage, day, person, random.fork(`lure/${person.number}`));
        const place = random.pick(places);
        signInNow(client, at, place, journal, { authenticationProtocol: 'deviceCode', requestType: 'Cmsi:Cmsi' });
        client.held = null;
        const device = inventedId(kind.device, 0xf00000 + person.number, world.org.number);
        const target = [{ ID: device, Type: 2 }];
        const change = { operation: 'Add device.', objectId: device, target, modified: [] };
        journal.deeds.push(directoryChange(doerOf(stage, person, place), at + 3 * minuteMs, change));
        return client;
      },
      read: ({ person, mailbox, at, journal, random: chance, open }, client) => {
        const place = chance.pick(places);
        const manner = { originalTransferMethod: 'deviceCodeFlow', resource: graph };
        const token = tokenAt(client, at, place, journal, manner);
        if (chance.chance(0.5)) journal.deeds.push(mailSearch(doerOf(stage, person, place), at, chance.pick(words)));
        open(reading(world, client, token, place.address, mailbox, chance), at + minuteMs);
      },
    });
  },
};
