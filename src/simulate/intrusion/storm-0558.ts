// The case of 2023 at full scale: forged tokens in about 25 organisations and over 500 mailboxes from one set of rented
// hosts, since 15 May at the latest, in the office hours of UTC+8, shut out at the end of June; in one organisation ten
// accounts and about 60,000 messages. docs/storm-0558.md says what is fact and what is invented.
import { dayMs, isWorkday } from '../clock.js';
import type { Mailbox } from '../mail.js';
import { dayStart, mailboxOf } from '../world.js';
import { forged, renew } from './forged-token.js';
import { type Scenario, take, targets, visitAt } from './intruder.js';

/** Days from the first of the log: 15 May and 27 June, if it begins on 1 May. */
const [from, until] = [14, 57];
const messagesEach = 6000;

export const storm0558: Scenario = {
  name: 'storm-0558',
  variants: ['unknown-ids', 'copied-ids', 'no-ids'],
  rule: () => 'secondAccess',
  spread: 'all',
  parameters: { variant: 'unknown-ids', victims: 21, volume: 12, hours: 'beijing', networks: 'rented', care: 'low' },
  play(stage) {
    const { world, random, parameters, turn } = stage;
    const main = turn === 0;
    const people = targets(stage, main ? 10 : parameters.victims);
    const taken = new Map<number, Set<number>>();
    const last = Math.min(until, world.days);
    const days = Array.from({ length: Math.max(0, last - from) }, (_, i) => from + i).filter((day) =>
      isWorkday(dayStart(world, day)),
    );
    const daily = Math.ceil(messagesEach / Math.max(1, days.length));
    return (day, journal) => {
      if (!days.includes(day)) return;
      people.forEach((person, i) => {
        const chance = random.fork(`${person.number}/${day}`);
        const certain = main || day === days[(i + turn) % Math.max(1, days.length)];
        if (!certain && !chance.chance(0.12)) return;
        const mailbox: Mailbox = mailboxOf(world, person);
        const at = Math.min(visitAt(stage, day, person, chance), dayStart(world, day) + dayMs * 0.25);
        const context = forged(stage, mailbox, at, chance, chance.pick(stage.places).address);
        const count = main ? daily : Math.round(parameters.volume * (0.4 + 1.2 * chance.next()));
        renew(stage, journal, context, at);
        take(journal, { context, at, count, pause: main ? 7 : 20, taken, random: chance });
      });
    };
  },
};
