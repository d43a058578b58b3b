// A backup program of the organisation's own: two nights a week it reads the mailboxes of three people through Graph,
// under application permissions, with one token a night whose service principal sign-in is exported.
import { backup, graph } from '../application.js';
import { hourMs, minuteMs, secondMs } from '../clock.js';
import { signInId, tokenIdOf } from '../identifier.js';
import type { Context, Journal, SignIn, Token } from '../journal.js';
import type { Mailbox } from '../mail.js';
import { backupHost } from '../network.js';
import type { Random } from '../random.js';
import { dayStart, type World } from '../world.js';
import { openMessages } from './visit.js';

export function backUp(world: World, journal: Journal): void {
  const kept = world.mailboxes.filter(({ owner }) => [1, 6, 12].includes(owner.number));
  for (let day = 0; day < world.days; day++) {
    if (![2, 5].includes(new Date(dayStart(world, day)).getUTCDay())) continue;
    const random = world.random.fork(`backup/${day}`);
    const at = dayStart(world, day) + 22 * hourMs + random.int(0, 1200) * secondMs;
    const token = issue(journal, at, random);
    kept.forEach((mailbox, i) => {
      openMessages(journal, context(mailbox, token), at + (i * 7 + 1) * minuteMs, random.int(1, 3), random);
    });
  }
}

function issue(journal: Journal, at: number, random: Random): Token {
  const what = { kind: 'servicePrincipal', application: backup, resource: graph, place: backupHost } as const;
  const nobody = { person: null, device: null, sessionId: null, errorCode: 0, lost: false };
  const signIn: SignIn = { id: signInId(random), at: at - 2 * secondMs, ...what, ...nobody };
  journal.signIns.push(signIn);
  return { id: tokenIdOf(signIn.id), issuedAt: signIn.at, sessionId: null, signIn };
}

function context(mailbox: Mailbox, token: Token): Context {
  const look = { clientInfo: 'Client=REST;Client=RESTSystem;;', appId: graph.id, clientAppId: backup.id };
  const from = { user: null, address: backupHost.address, sessionId: null, token };
  return { actor: 'application', mailbox, ...look, ...from, idsLost: false };
}
