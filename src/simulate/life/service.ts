// The service's own readers: programs of Microsoft's that open mail in nearly every mailbox for search, clean-up and
// suggestions. In a real tenant they were more than half of the Bind records, came from Exchange's own IPv6 addresses,
// under application ids in no public list, with the owner's name and no token id (measured in a 2021 tenant).
import { serviceReader } from '../application.js';
import { hourMs, secondMs } from '../clock.js';
import type { Context, Journal } from '../journal.js';
import type { Mailbox } from '../mail.js';
import { microsoftAddress } from '../network.js';
import type { Random } from '../random.js';
import { dayStart, type World } from '../world.js';
import { openMessages } from './visit.js';

export function readByService(world: World, journal: Journal): void {
  for (const mailbox of world.mailboxes) {
    // 'Nearly': one mailbox in twelve is left alone, as happens without any reason one could name.
    if (mailbox.owner.number % 12 === 11) continue;
    const random = world.random.fork(`service/${mailbox.owner.number}`);
    for (let day = 0; day < world.days; day++) {
      if (!random.chance(0.27)) continue;
      const at = dayStart(world, day) + random.int(10 * 60, 23 * 60 * 60) * secondMs;
      if (at < world.endAt - hourMs)
        openMessages(journal, serviceContext(mailbox, random), at, random.int(1, 2), random);
    }
  }
}

function serviceContext(mailbox: Mailbox, random: Random): Context {
  const look = {
    clientInfo: 'Client=REST;Client=RESTSystem;;',
    appId: serviceReader.id,
    clientAppId: serviceReader.id,
  };
  const from = { user: mailbox.owner, address: microsoftAddress(random), sessionId: null, token: null };
  return { actor: 'service', mailbox, ...look, ...from, idsLost: true };
}
