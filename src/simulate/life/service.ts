// The service's own readers: programs of Microsoft's that open mail in nearly every mailbox for search, clean-up and
// suggestions. In a real tenant they were more than half of the Bind records, came from Exchange's own IPv6 addresses,
// under application ids in no public list, with the owner's name and no token id (measured in a 2021 tenant).
import { search, serviceReader, substrate } from '../application.js';
import { hourMs, secondMs } from '../clock.js';
import type { Context } from '../journal.js';
import type { Mailbox } from '../mail.js';
import { microsoftAddress } from '../network.js';
import type { Random } from '../random.js';
import { dayStart, type Part, type World } from '../world.js';
import { openMessages } from './visit.js';

const readers = [serviceReader, serviceReader, serviceReader, search, substrate];

export function readByService(world: World): Part {
  // 'Nearly': one mailbox in twelve is left alone, as happens without any reason one could name.
  const read = world.mailboxes.filter(({ owner }) => owner.number % 12 !== 11);
  const rate = 1.1 * world.pace;
  return (day, journal) => {
    for (const mailbox of read) {
      const random = world.random.fork(`service/${mailbox.owner.number}/${day}`);
      const count = Math.floor(rate + random.next());
      for (let i = 0; i < count; i++) {
        const at = dayStart(world, day) + random.int(10 * 60, 23 * 60 * 60) * secondMs;
        if (at < world.endAt - hourMs) openMessages(journal, byService(mailbox, random), at, random.int(1, 3), random);
      }
    }
  };
}

function byService(mailbox: Mailbox, random: Random): Context {
  const { id } = random.pick(readers);
  const clientInfo = 'Client=REST;Client=RESTSystem;;';
  const from = {
    user: mailbox.owner,
    principal: null,
    address: microsoftAddress(random),
    sessionId: null,
    token: null,
  };
  const look = { clientInfo, appId: id, clientAppId: id };
  return { actor: 'service', mailbox, ...look, ...from, idsLost: true, intrusion: null, random };
}
