// Where a person works on a day: in the office, now and then at home, travellers for a week in a hotel abroad, whose
// working hours move with the time zone. A reader of the logs must not take any of this for an intrusion.
import { isWorkday } from '../clock.js';
import { carrierOf, cloudDesktopOf, egressOf, homeOf, hotelOf, officeOf, type Place, vpnExit } from '../network.js';
import type { Person } from '../organisation.js';
import { mix, type Random } from '../random.js';
import { dayStart, offsetOf, type World } from '../world.js';
import { cloudDesktopOn, vpnOn } from './turn.js';

export interface Whereabouts {
  readonly place: Place;
  /** Hours ahead of UTC. */
  readonly offset: number;
  readonly working: boolean;
  readonly abroad: boolean;
}

const tripDays = 8;
const betweenTrips = 55;

export function whereabouts(world: World, person: Person, day: number, random: Random): Whereabouts {
  const working = person.post === 'shift' ? (day + person.number) % 7 < 5 : isWorkday(dayStart(world, day));
  const trip = tripOf(world, person, day);
  if (trip !== null) {
    const offset = offsetOf(world, person) + ((trip % 3) * 4 - 3);
    return { place: hotelOf(trip, day), offset, working, abroad: true };
  }
  const atHome = !working || random.chance(person.key % 6 === 0 ? 0.6 : 0.12);
  const place = atHome ? homeOf(person.key, day) : officeOf(world.org.number, person.site, person.number);
  return { place, offset: offsetOf(world, person), working, abroad: false };
}

/** The number of the trip that he is on, else null. The first is a little before the middle of six weeks. */
function tripOf(world: World, person: Person, day: number): number | null {
  if (!person.habits.includes('traveller')) return null;
  const first = world.org.number === 1 && person.number <= 12 ? 21 : mix(person.key, 3) % betweenTrips;
  const since = day - first;
  const trip = Math.floor(since / betweenTrips);
  return since >= 0 && since % betweenTrips < tripDays ? mix(person.key, trip) % 997 : null;
}

/** What a browser's traffic comes out of: in some organisations a web filter in the cloud, for a few people a VPN. */
export function browsingFrom(
  world: World,
  person: Person,
  day: number,
  { place, abroad }: Whereabouts,
  random: Random,
): Place {
  if (day >= (cloudDesktopOn(person) ?? Number.POSITIVE_INFINITY) && random.chance(0.5))
    return cloudDesktopOf(person.key);
  if (day >= (vpnOn(person) ?? Number.POSITIVE_INFINITY) && random.chance(0.3)) return vpnExit(random);
  if (person.key % 43 === 7 && person.number > 12 && random.chance(0.4)) return vpnExit(random);
  return world.org.profile.filtered && !abroad && random.chance(0.7) ? egressOf(random) : place;
}

/** What a phone is connected to; abroad it stays on the hotel's network. */
export const phoningFrom = (person: Person, { place, abroad }: Whereabouts, random: Random): Place =>
  !abroad && random.chance(0.5) ? carrierOf(person.key, random) : place;
