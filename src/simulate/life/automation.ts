// The organisation's own automation: a function in its cloud subscription that looks into the section's desks by day, with
// the machine's own identity. Its sign-ins are of the kind that is seldom exported, its token lives a day, and its address
// is a data centre's.
import { automation, graph } from '../application.js';
import { dayMs, hourMs, isWorkday, secondMs } from '../clock.js';
import { inventedId, kind } from '../identifier.js';
import type { Context, Principal, Token } from '../journal.js';
import { hostOf } from '../network.js';
import { principalToken } from '../sign-in.js';
import { dayStart, type Part, type World } from '../world.js';
import { openMessages } from './visit.js';

const mostMailboxes = 3;
/** Machines' tokens are issued for a day. */
const tokenLifeMs = dayMs;

export function automate(world: World): Part {
  const { org, mailboxes } = world;
  const desks = mailboxes.filter(({ owner }) => owner.shared);
  const read = (desks.length > 0 ? desks : mailboxes.slice(-1)).slice(0, mostMailboxes);
  const id = inventedId(kind.servicePrincipal, 0x21, org.number);
  const principal: Principal = { id, name: automation.name, credentialId: '', secret: 'none' };
  const nowhere = { address: '', asn: 0, city: '', country: '' };
  let held: { token: Token; until: number } | null = null;
  return (day, journal) => {
    if (!isWorkday(dayStart(world, day))) return;
    const random = world.random.fork(`automation/${day}`);
    const { address } = hostOf(20, random);
    for (let hour = 6; hour <= 18; hour += 4) {
      const at = dayStart(world, day) + hour * hourMs + random.int(0, 600) * secondMs;
      if (at >= world.endAt - hourMs) return;
      if (held === null || at >= held.until) {
        const asked = {
          principal,
          application: automation,
          at,
          place: nowhere,
          resource: graph,
          managed: true,
        } as const;
        held = { token: principalToken(journal, random, asked), until: at + tokenLifeMs };
      }
      for (const mailbox of read) {
        const look = { clientInfo: 'Client=REST;;', appId: graph.id, clientAppId: automation.id, sessionId: null };
        const from = { user: null, principal, address, token: held.token, idsLost: false, intrusion: null, random };
        const context: Context = { actor: 'application', mailbox, ...look, ...from };
        openMessages(journal, context, at, random.int(1, 4), random);
      }
    }
  };
}
