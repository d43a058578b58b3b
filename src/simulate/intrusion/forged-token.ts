// Forged tokens, after the case of summer 2023 (Storm-0558; Microsoft, 2023-07-14): the intruder signs tokens
// himself, so mail is opened with token ids that no sign-in ever issued. Facts kept: Monday to Friday, 00:00-09:00
// UTC; the owner's name and LogonType; `Client=REST;Client=RESTSystem;;`, which by itself is ordinary; an application
// that otherwise opens no mailbox here; mail access and nothing else. Invented: that the tokens carry ids
// (unpublished), hosts, numbers.
import { exchange, forgedClient } from '../application.js';
import { hourMs, isWorkday, minuteMs, secondMs } from '../clock.js';
import { signInId, tokenIdOf } from '../identifier.js';
import type { Context, Journal, Token } from '../journal.js';
import { arrivedBy } from '../life/visit.js';
import type { Mailbox, Message } from '../mail.js';
import { rentedHosts } from '../network.js';
import type { Random } from '../random.js';
import { dayStart, type World } from '../world.js';

/** Head of mission, two political officers, adviser. */
const victims = 4;
/** He opens mail in these folders; `\Archive` is left alone. */
const wanted = ['\\Inbox', '\\Inbox\\Cables', '\\Sent Items'];

export function forgeTokens(world: World, journal: Journal): void {
  const days = intrusionDays(world);
  world.mailboxes.slice(0, victims).forEach((mailbox, i) => {
    const random = world.random.fork(`forged-token/${i}`);
    const seen = new Set<Message>();
    days.forEach((day, turn) => {
      const chance = random.fork(`${day}`);
      const emptying = i === 0 && turn === days.length - 2;
      // Something certain happens on his first and last day, so that the span does not hang on chance.
      const certain = emptying || (i === 0 && turn === 0) || (i === 1 && turn === days.length - 1);
      if (!certain && !chance.chance(0.55)) return;
      if (emptying) takeAll(world, journal, mailbox, day, seen, chance);
      else look(world, journal, mailbox, day, seen, chance);
    });
  });
}

/** Working days from about a third of the time on: in the sample, 15 May to the end. */
function intrusionDays(world: World): number[] {
  const first = Math.floor(world.days * 0.3);
  const rest = Array.from({ length: world.days - first }, (_, i) => first + i);
  return rest.filter((day) => isWorkday(dayStart(world, day)));
}

/** An ordinary visit: some of the newest mail that he has not seen yet. */
function look(world: World, journal: Journal, mailbox: Mailbox, day: number, seen: Set<Message>, random: Random): void {
  const at = dayStart(world, day) + random.int(5, 8 * 60 + 30) * minuteMs + random.int(0, 59) * secondMs;
  const context = forged(mailbox, at, random);
  take(journal, context, at, random.int(3, 9), seen, random);
}

/** The last but one day: he empties the first mailbox, from two hosts at once, faster than Exchange keeps records. */
function takeAll(
  world: World,
  journal: Journal,
  mailbox: Mailbox,
  day: number,
  seen: Set<Message>,
  random: Random,
): void {
  for (const start of [5.5, 6.5, 7.5]) {
    for (const host of [0, 2]) {
      const at = dayStart(world, day) + start * hourMs + host * 20 * secondMs;
      const context = { ...forged(mailbox, at, random), address: rentedHosts[host]?.address as string };
      take(journal, context, at, 38, seen, random, 65);
    }
  }
}

function take(
  journal: Journal,
  context: Context,
  at: number,
  count: number,
  seen: Set<Message>,
  random: Random,
  pause = 30,
): void {
  const fresh = arrivedBy(context.mailbox, at).filter((m) => !seen.has(m) && wanted.includes(m.folder.path));
  let now = at;
  for (const message of fresh.slice(-count).reverse()) {
    seen.add(message);
    journal.accesses.push({ at: now, context, folder: message.folder, message });
    now += random.int(pause - 20, pause + 15) * secondMs;
  }
}

/** A token that nobody issued: its claims are in order, its id is no sign-in's, and no session stands behind it. */
function forged(mailbox: Mailbox, at: number, random: Random): Context {
  const issuedAt = at - random.int(4, 90) * secondMs;
  const token: Token = { id: tokenIdOf(signInId(random)), issuedAt, sessionId: null, signIn: null };
  const look = { clientInfo: 'Client=REST;Client=RESTSystem;;', appId: exchange.id, clientAppId: forgedClient.id };
  const from = { user: mailbox.owner, address: random.pick(rentedHosts).address, sessionId: null, token };
  return { actor: 'intruder', mailbox, ...look, ...from, idsLost: false };
}
