// Failed sign-ins from outside: machines on the Internet try a password at a mailbox now and then. Every tenant's log
// is full of them; they issue no token and open nothing.
import { exchange, webOutlook } from '../application.js';
import { dayMs, secondMs } from '../clock.js';
import { programOf } from '../device.js';
import { signInId } from '../identifier.js';
import type { Journal } from '../journal.js';
import { guesserOf } from '../network.js';
import { dayStart, type World } from '../world.js';

const codes = [50126, 50126, 50126, 50053] as const; // wrong password, account locked

export function guessPasswords(world: World, journal: Journal): void {
  for (let day = 0; day < world.days; day++) {
    const random = world.random.fork(`guess/${day}`);
    if (!random.chance(0.4)) continue;
    const person = random.pick(world.org.people);
    const { device } = programOf(person, 'web');
    journal.signIns.push({
      kind: 'interactive',
      id: signInId(random),
      at: dayStart(world, day) + random.int(60, dayMs / secondMs - 120) * secondMs,
      person,
      application: webOutlook,
      resource: exchange,
      place: guesserOf(random),
      device: {
        ...device,
        deviceId: '',
        displayName: '',
        system: 'Linux',
        browser: '',
        userAgent: 'python-requests/2.28.1',
      },
      sessionId: null,
      errorCode: random.pick(codes),
      lost: false,
    });
  }
}
