// A visit: a person (or a program) looks into a mailbox and opens some messages, mostly new ones. What clients have in
// common is here; what differs between desktop, web and phone is in their own files.
import { hourMs, minuteMs, secondMs } from '../clock.js';
import { recordId } from '../identifier.js';
import type { Context, Journal, Token } from '../journal.js';
import type { Mailbox, Message } from '../mail.js';
import type { Person } from '../organisation.js';
import type { Random } from '../random.js';
import type { Client } from '../sign-in.js';
import { dayStart, type World } from '../world.js';

/** One to three instants within a person's working hours, in order. */
export function visitTimes(world: World, person: Person, day: number, offset: number, random: Random): number[] {
  const count = Math.floor(person.pace + random.next());
  const from = dayStart(world, day) + (person.from - offset) * hourMs;
  const minutes = (person.until - person.from) * 60;
  const times = Array.from(
    { length: count },
    () => from + random.int(0, minutes) * minuteMs + random.int(0, 59) * secondMs,
  );
  return times.filter((at) => at > world.startAt + minuteMs && at < world.endAt - 15 * minuteMs).sort((a, b) => a - b);
}

/** Opens `count` messages, new ones first of all, one after another. Returns when it ended. */
export function openMessages(journal: Journal, context: Context, at: number, count: number, random: Random): number {
  const there = arrivedBy(context.mailbox, at);
  let now = at;
  for (let i = 0; i < count && there.length > 0; i++) {
    const back = Math.floor(Math.min(there.length, 60) * random.next() ** 2);
    const message = there[there.length - 1 - back] as Message;
    journal.accesses.push({ at: now, context, folder: message.folder, message });
    now += random.int(8, 55) * secondMs;
  }
  return now;
}

/** What lies in a mailbox at an instant, by arrival. */
export const arrivedBy = (mailbox: Mailbox, at: number): Message[] => mailbox.messages.filter((m) => m.arrivedAt <= at);

// Measured: one Bind record in six carries a SessionId of its own; some records lack all ids though a token was used.
const ownSession = 1 / 6;
const idsLostRate = 0.06;

/** How a person's reading looks to Exchange; LogonType tells owner and delegate apart. */
export function reading(client: Client, token: Token, address: string, mailbox: Mailbox, random: Random): Context {
  const { clientInfo, appId, clientAppId } = client.program;
  const actor = mailbox.owner === client.person ? 'owner' : 'delegate';
  const sessionId = random.chance(ownSession) ? token.sessionId : null;
  const who = { actor, mailbox, user: client.person, address } as const;
  return { ...who, clientInfo, appId, clientAppId, sessionId, token, idsLost: random.chance(idsLostRate) };
}

/** A SessionId that is the Entra session in two cases of three, else one of Exchange's own (measured share). */
export const syncSession = (token: Token, random: Random): string | null =>
  random.chance(2 / 3) ? token.sessionId : recordId(random);
