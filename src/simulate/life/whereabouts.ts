// Where a person works on a day: in the office, now and then at home, and the traveller for a week in a hotel abroad,
// whose working hours move with the time zone. A reader of the logs must not take this for an intrusion.
import { isWorkday } from '../clock.js';
import { homeOf, hotelOf, officeOf, type Place } from '../network.js';
import type { Person } from '../organisation.js';
import { dayStart, type World } from '../world.js';

export interface Whereabouts {
  readonly place: Place;
  /** Hours ahead of UTC. */
  readonly offset: number;
  readonly working: boolean;
}

const abroadOffset = 7;

export function whereabouts(world: World, person: Person, day: number): Whereabouts {
  const working = isWorkday(dayStart(world, day));
  if (person.habit === 'traveller' && travelDays(world).includes(day)) {
    return { place: hotelOf(day), offset: abroadOffset, working };
  }
  const atHome = !working || world.random.fork(`home/${person.number}/${day}`).chance(0.12);
  return { place: atHome ? homeOf(person.number) : officeOf(person.number), offset: world.org.offset, working };
}

/** Eight days a little before the middle. */
function travelDays(world: World): number[] {
  const first = Math.floor(world.days * 0.45);
  return Array.from({ length: 8 }, (_, i) => first + i);
}
