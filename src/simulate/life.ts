// Ordinary life, part by part. What is unusual here is what a reader of the logs must not mistake for an intrusion: a
// new phone, a week abroad, a delegate, a backup at night, the service's own readers, failed passwords.
import type { Journal } from './journal.js';
import { administer } from './life/administration.js';
import { backUp } from './life/backup.js';
import { useDesktop } from './life/desktop.js';
import { guessPasswords } from './life/failure.js';
import { usePhone } from './life/phone.js';
import { readByService } from './life/service.js';
import { useWeb } from './life/web.js';
import type { World } from './world.js';

const habits = { desktop: useDesktop, web: useWeb, phone: usePhone } as const;

export function live(world: World, journal: Journal): void {
  for (const person of world.org.people) {
    for (const kind of person.clients) habits[kind](world, journal, person);
  }
  for (const part of [readByService, backUp, guessPasswords, administer]) part(world, journal);
}
