// Outlook on the web: a weekly sign-in with a password, a token an hour, and one message opened after another. The
// assistant reads her chief's mailbox in the same session: the same token, but a delegate's LogonType.
import { minuteMs } from '../clock.js';
import { programOf } from '../device.js';
import type { Journal } from '../journal.js';
import { officeOf } from '../network.js';
import type { Person } from '../organisation.js';
import { client, tokenAt } from '../sign-in.js';
import { mailboxOf, type World } from '../world.js';
import { openMessages, reading, visitTimes } from './visit.js';
import { whereabouts } from './whereabouts.js';

export function useWeb(world: World, journal: Journal, person: Person): void {
  const random = world.random.fork(`web/${person.number}`);
  const browser = client(person, programOf(person, 'web'), random.fork('token'), null);
  const own = mailboxOf(world, person);
  const chief = person.habit === 'assistant' ? world.mailboxes[0] : undefined;
  let wasAt = officeOf(person.number).country;
  for (let day = 0; day < world.days; day++) {
    const { place, offset, working } = whereabouts(world, person, day);
    if (!working) continue;
    if (place.country !== wasAt) browser.session = browser.held = null; // abroad one signs in again
    wasAt = place.country;
    const chance = random.fork(`${day}`);
    for (const at of visitTimes(world, person, day, offset, chance)) {
      const token = tokenAt(browser, at, place, journal);
      const context = reading(browser, token, place.address, own, chance);
      const ended = openMessages(journal, context, at, chance.int(1, 4), chance);
      if (!chief || chance.chance(0.25)) continue;
      const delegate = reading(browser, token, place.address, chief, chance);
      openMessages(journal, delegate, ended + minuteMs, chance.int(1, 3), chance);
    }
  }
}
