// The stage on which every part of the story plays: who there is, what lies in the mailboxes, from when to when.
import { dayMs } from './clock.js';
import type { Journal } from './journal.js';
import { fillMailboxes, type Mailbox } from './mail.js';
import { endOf } from './option.js';
import { type Organisation, organisation, type Person } from './organisation.js';
import { type Random, random } from './random.js';

export interface World {
  readonly org: Organisation;
  readonly mailboxes: readonly Mailbox[];
  readonly startAt: number;
  /** Exclusive. */
  readonly endAt: number;
  readonly days: number;
  readonly random: Random;
}

/** One part of the story, such as a person's day or an intrusion: writes what happens into the journal. */
export type Part = (world: World, journal: Journal) => void;

export function build(seed: number, mailboxes: number, startAt: number, days: number): World {
  const chance = random(`letterlock/simulate/1/${seed}`);
  const org = organisation(mailboxes, chance.fork('organisation'));
  const filled = fillMailboxes(org, startAt, days, chance.fork('mail'));
  return { org, mailboxes: filled, startAt, endAt: endOf(startAt, days), days, random: chance };
}

export const mailboxOf = (world: World, person: Person): Mailbox => world.mailboxes[person.number - 1] as Mailbox;

export const dayStart = (world: World, day: number): number => world.startAt + day * dayMs;
