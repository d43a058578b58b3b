// The service's own readers: programs of Microsoft's that open mail in nearly every mailbox for search, clean-up and
// suggestions. In a real tenant they were more than half of the Bind records, came from Exchange's own IPv6 addresses,
// under application ids in no public list, with the owner's name and no token id (measured in a 2021 tenant).
import { exchange, search, serviceReader, substrate } from '../application.js';
import { hourMs, secondMs } from '../clock.js';
import { inventedId, kind, signInId, tokenIdOf } from '../identifier.js';
import type { Context, Principal } from '../journal.js';
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
        if (at >= world.endAt - hourMs) continue;
        const { serviceTokens } = world.org.profile;
        const tokened = serviceTokens > 0 && random.chance(serviceTokens);
        const context = tokened ? byFirstParty(world, mailbox, at, random) : byService(mailbox, random);
        openMessages(journal, context, at, random.int(1, 3), random);
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

/**
 * The trap of a check that asks every token for its sign-in: an application of Microsoft's own, with a token that Entra did
 * issue, whose sign-in stands in MicrosoftServicePrincipalSignInLogs alone, which has no endpoint in Graph.
 */
function byFirstParty(world: World, mailbox: Mailbox, at: number, random: Random): Context {
  const id = inventedId(kind.servicePrincipal, 0x30, world.org.number);
  const principal: Principal = { id, name: substrate.name, credentialId: '', secret: 'certificate' };
  const issuedAt = at - random.int(60, 3600) * secondMs;
  const token = { id: tokenIdOf(signInId(random)), issuedAt, session: null, signIn: null };
  const look = { clientInfo: 'Client=REST;Client=RESTSystem;;', appId: exchange.id, clientAppId: substrate.id };
  const from = { user: null, principal, address: microsoftAddress(random), sessionId: null, token };
  return { actor: 'service', mailbox, ...look, ...from, idsLost: false, intrusion: null, random };
}
