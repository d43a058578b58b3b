// A visit: a person (or a program) looks into a mailbox and opens some messages, mostly new ones. What clients have in
// common is here; what differs between them is in person.ts.
import { hourMs, minuteMs, secondMs } from '../clock.js';
import { recordId } from '../identifier.js';
import { access, type Context, type Journal, type Token } from '../journal.js';
import type { Mailbox } from '../mail.js';
import type { Random } from '../random.js';
import type { Client } from '../sign-in.js';
import { dayStart, type World } from '../world.js';

/** Instants between two local hours, in order, inside the time that is simulated; `mean` of them on average. */
export function times(
  world: World,
  day: number,
  [from, until]: readonly [number, number],
  mean: number,
  random: Random,
): number[] {
  const count = Math.floor(mean * (0.5 + random.next()) + random.next());
  const start = dayStart(world, day) + from * hourMs;
  const seconds = Math.max(60, (until - from) * 3600);
  const all = Array.from({ length: count }, () => start + random.int(0, seconds) * secondMs);
  return all.filter((at) => at > world.startAt + minuteMs && at < world.endAt - 15 * minuteMs).sort((a, b) => a - b);
}

/** Opens `count` messages, mostly new ones among the newest `depth`, one after another. Returns when it ended. */
export function openMessages(
  journal: Journal,
  context: Context,
  at: number,
  count: number,
  random: Random,
  depth = 60,
): number {
  const { mailbox } = context;
  let now = at;
  for (let i = 0; i < count; i++) {
    const message = mailbox.newest(at, Math.floor(depth * random.next() ** 2));
    if (message === null) break;
    access(journal, context, now, mailbox.folderOf(message), message);
    now += random.int(8, 55) * secondMs;
  }
  return now;
}

/** Synchronises the first `folders` folders. */
export function synchronise(journal: Journal, context: Context, at: number, folders: number): void {
  const count = Math.min(folders, context.mailbox.folders.length);
  for (let i = 0; i < count; i++) access(journal, context, at + i * 2 * secondMs, i, null);
}

/** How a person's reading looks to Exchange; LogonType tells owner and delegate apart. */
export function reading(
  world: World,
  client: Client,
  token: Token,
  address: string,
  mailbox: Mailbox,
  random: Random,
): Context {
  const { clientInfo, appId, clientAppId, syncs } = client.program;
  const { profile } = world.org;
  const idsLost = syncs || random.chance(profile.idsLost);
  const sessionId = syncs
    ? syncSession(token, profile.syncSession, random)
    : random.chance(profile.bindSession)
      ? (token.session?.id ?? null)
      : null;
  const { person: user, intrusion } = client;
  const actor = intrusion ? 'intruder' : mailbox.owner === user ? 'owner' : 'delegate';
  // Written out and not spread together: there is one for every look into a mailbox.
  return {
    actor,
    mailbox,
    user,
    principal: null,
    address,
    clientInfo,
    appId,
    clientAppId,
    sessionId,
    token,
    idsLost,
    intrusion,
    random,
  };
}

/** A SessionId that is the Entra session in part only, else one of Exchange's own (measured). */
const syncSession = (token: Token, share: number, random: Random): string | null =>
  random.chance(share) ? (token.session?.id ?? recordId(random)) : recordId(random);
