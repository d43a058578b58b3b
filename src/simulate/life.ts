// Ordinary life, part by part. What is unusual here is what a reader of the logs must not mistake for an intrusion: a
// new phone, a week abroad, a delegate, a backup at night, a new mail application for everybody, the service's own
// readers, failed passwords, and the turns of life/turn.ts.
import { administer } from './life/administration.js';
import { automate } from './life/automation.js';
import { useDelegatedApps } from './life/delegated-app.js';
import { guessPasswords } from './life/failure.js';
import { readAtNight } from './life/nightly.js';
import { livePerson } from './life/person.js';
import { readByService } from './life/service.js';
import type { Part, World } from './world.js';

export function lifeOf(world: World): Part[] {
  const chiefs = world.org.people.filter(({ senior }) => senior);
  return [
    ...world.org.people.map((person) => livePerson(world, person, chiefs)),
    readByService(world),
    ...readAtNight(world),
    ...useDelegatedApps(world),
    ...(world.org.profile.automation ? [automate(world)] : []),
    guessPasswords(world),
    administer(world),
  ];
}
