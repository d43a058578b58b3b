// Failed sign-ins from outside: machines on the Internet try a password at a mailbox now and then, and people's old
// phones go on trying the password before last. Every tenant's log is full of them; they issue no token and open nothing.
import { exchange, webOutlook } from '../application.js';
import { dayMs, secondMs } from '../clock.js';
import { signInId } from '../identifier.js';
import { guesserOf } from '../network.js';
import type { Device } from '../program.js';
import { dayStart, type Part, type World } from '../world.js';

const codes = [50126, 50126, 50126, 50053, 50055, 50072, 50058, 65001] as const;

const stranger: Device = {
  ...{ deviceId: '', displayName: '', system: 'Linux', browser: '', userAgent: 'python-requests/2.28.1' },
  clientAppUsed: 'Browser',
};

export function guessPasswords(world: World): Part {
  const { people } = world.org;
  const mean = 0.4 + people.length / 60;
  return (day, journal) => {
    const random = world.random.fork(`guess/${day}`);
    const count = Math.floor(mean + random.next());
    for (let i = 0; i < count; i++) {
      const person = random.pick(people);
      const at = dayStart(world, day) + random.int(60, dayMs / secondMs - 120) * secondMs;
      const what = {
        kind: 'interactive',
        id: signInId(random),
        at,
        application: webOutlook,
        resource: exchange,
      } as const;
      const who = { person, principal: null, place: guesserOf(random), device: stranger, session: null };
      journal.signIns.push({ ...what, ...who, errorCode: random.pick(codes), intrusion: null, outcome: null });
    }
  };
}
