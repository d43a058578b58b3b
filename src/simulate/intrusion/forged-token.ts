// Forged tokens, after the case of summer 2023 (Storm-0558; Microsoft, 2023-07-14): the intruder signs tokens
// himself, so mail is opened with token ids that no sign-in ever issued. Facts kept: Monday to Friday, 00:00-09:00
// UTC; the owner's name and LogonType; `Client=REST;Client=RESTSystem;;`, which by itself is ordinary; an application
// that otherwise opens no mailbox here; mail access and nothing else. Invented: whether the tokens carry ids
// (unpublished, hence the variants), hosts, numbers.
import { exchange, forgedClient } from '../application.js';
import { isWorkday, secondMs } from '../clock.js';
import { resourceToken } from '../deed.js';
import { signInId, tokenIdOf } from '../identifier.js';
import type { Context, Journal, Token } from '../journal.js';
import type { Mailbox } from '../mail.js';
import type { Person } from '../organisation.js';
import type { Random } from '../random.js';
import { dayStart, mailboxOf, type World } from '../world.js';
import { entryDay, type Scenario, type Stage, take, targets, visitAt, volumeOf } from './intruder.js';

/** He leaves the archive alone. */
const except = [2];

export const forgedToken: Scenario = {
  name: 'forged-token',
  variants: ['unknown-ids', 'copied-ids', 'no-ids'],
  rule: () => 'secondAccess',
  spread: 'some',
  parameters: { variant: 'unknown-ids', victims: 4, volume: 6, hours: 'beijing', networks: 'rented', care: 'low' },
  play(stage) {
    const { world, random } = stage;
    const people = targets(stage, stage.parameters.victims);
    const days = workdays(world, entryDay(stage));
    const taken = new Map<number, Set<number>>();
    return (day, journal) => {
      const turn = days.indexOf(day);
      if (turn < 0) return;
      people.forEach((person, i) => {
        const chance = random.fork(`${person.number}/${day}`);
        const emptying = i === 0 && turn === days.length - 2 && stage.parameters.care === 'low';
        const certain = emptying || (i === 0 && turn === 0) || (i === 1 && turn === days.length - 1);
        if (!certain && !chance.chance(stage.parameters.care === 'high' ? 0.2 : 0.55)) return;
        const mailbox = mailboxOf(world, person);
        if (emptying) {
          takeAll(stage, journal, mailbox, day, taken, chance);
          return;
        }
        const at = visitAt(stage, day, person, chance);
        const context = forged(stage, mailbox, at, chance, chance.pick(stage.places).address);
        renew(stage, journal, context, at);
        take(journal, { context, at, count: volumeOf(stage, chance), taken, random: chance, except });
      });
    };
  },
};

const workdays = (world: World, first: number): number[] =>
  Array.from({ length: Math.max(0, world.days - first) }, (_, i) => first + i).filter((day) =>
    isWorkday(dayStart(world, day)),
  );

/** The last day but one: he empties the first mailbox, from two hosts at once, faster than Exchange keeps records. */
function takeAll(
  stage: Stage,
  journal: Journal,
  mailbox: Mailbox,
  day: number,
  taken: Map<number, Set<number>>,
  random: Random,
): void {
  for (const start of [5.5, 6.5, 7.5]) {
    for (const host of [0, 2]) {
      const at = dayStart(stage.world, day) + (start * 3600 + host * 20) * secondMs;
      const address = stage.places[host % stage.places.length]?.address ?? '';
      const context = forged(stage, mailbox, at, random, address);
      take(journal, { context, at, count: 38, pause: 62, taken, random, except });
    }
  }
}

/** A token that nobody issued: its claims are in order, no session stands behind it. */
export function forged(stage: Stage, mailbox: Mailbox, at: number, random: Random, address: string): Context {
  const { parameters, intrusion, world } = stage;
  const issuedAt = at - random.int(4, 90) * secondMs;
  const own = { id: tokenIdOf(signInId(random)), issuedAt, session: null, signIn: null };
  const token: Token = parameters.variant === 'copied-ids' ? copied(world, mailbox.owner, own) : own;
  const look = { clientInfo: 'Client=REST;Client=RESTSystem;;', appId: exchange.id, clientAppId: forgedClient.id };
  const from = { user: mailbox.owner, principal: null, address, sessionId: null, token };
  const idsLost = parameters.variant === 'no-ids';
  return { actor: 'intruder', mailbox, ...look, ...from, idsLost, intrusion, random };
}

/** A forged token was renewed through Outlook on the web's own API; where the log knows of such tokens, it says so. */
export function renew({ world, intrusion, places }: Stage, journal: Journal, context: Context, at: number): void {
  const { token, user, address, random, idsLost } = context;
  if (!world.org.profile.owaAuth || token === null || idsLost) return;
  const place = places.find((each) => each.address === address) ?? null;
  journal.deeds.push(resourceToken({ world, person: user, place, random, intrusion }, at - 1000, token.id));
}

/** The id of a token that the owner really holds; everything else is the forger's. */
function copied(world: World, owner: Person, own: Token): Token {
  const held = world.clients.get(owner.number)?.find((client) => client.held !== null)?.held?.token;
  return held ? { ...own, id: held.id } : own;
}
