// Outlook on the phone: short looks at odd hours, weekends included, from the carrier's changing addresses, from home
// or from the office's wireless. Whoever gets a new phone signs in anew on a machine never seen before.
import { dayMs, hourMs, minuteMs, secondMs } from '../clock.js';
import { programOf } from '../device.js';
import type { Journal } from '../journal.js';
import { carrierOf, type Place } from '../network.js';
import type { Person } from '../organisation.js';
import type { Random } from '../random.js';
import { client, tokenAt } from '../sign-in.js';
import { dayStart, mailboxOf, type World } from '../world.js';
import { openMessages, reading } from './visit.js';
import { whereabouts } from './whereabouts.js';

export function usePhone(world: World, journal: Journal, person: Person): void {
  const random = world.random.fork(`phone/${person.number}`);
  let phone = client(person, programOf(person, 'phone'), random.fork('token'), world.startAt - 35 * dayMs);
  const newPhoneOn = person.habit === 'newPhone' ? Math.floor(world.days / 2) : -1;
  for (let day = 0; day < world.days; day++) {
    if (day === newPhoneOn) phone = client(person, programOf(person, 'phone', 2), random.fork('second'), null);
    const chance = random.fork(`${day}`);
    const { place, offset, working } = whereabouts(world, person, day);
    if (!chance.chance(working ? 0.68 : 0.35)) continue;
    const at = dayStart(world, day) + chance.int(7 * 3600, 22 * 3600) * secondMs - offset * hourMs;
    if (at < world.startAt + minuteMs || at > world.endAt - 15 * minuteMs) continue;
    const from = connection(place, chance);
    const token = tokenAt(phone, at, from, journal);
    openMessages(
      journal,
      reading(phone, token, from.address, mailboxOf(world, person), chance),
      at,
      chance.int(1, 3),
      chance,
    );
  }
}

// Abroad the phone stays on the hotel's network.
const connection = (place: Place, random: Random): Place =>
  place.country === 'XN' && random.chance(0.5) ? carrierOf(random) : place;
