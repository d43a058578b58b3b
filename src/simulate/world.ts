// The stage on which every part of the story plays: one tenant, who there is, what lies in the mailboxes, from when to
// when. Nothing in it grows with the number of days.
import { dayMs } from './clock.js';
import type { Deed, Journal } from './journal.js';
import { Mailbox } from './mail.js';
import { type Organisation, organisation, type Person } from './organisation.js';
import { type Random, random } from './random.js';
import type { Client } from './sign-in.js';

export interface World {
  readonly org: Organisation;
  readonly mailboxes: readonly Mailbox[];
  readonly startAt: number;
  /** Exclusive. */
  readonly endAt: number;
  readonly days: number;
  readonly random: Random;
  /** A factor on how often people look into their mail. */
  readonly pace: number;
  /** What people hold tokens with, by number; life fills it. */
  readonly clients: Map<number, Client[]>;
  /** Mailboxes by number whose accesses the service no longer records, from when on. */
  readonly silentFrom: Map<number, number>;
  /** Accounts (UPN) of which nothing is recorded any more, on whatever mailbox. */
  readonly bypassedFrom: Map<string, number>;
  /** Settings by which mail goes elsewhere at the end of the time, as an administrator would find them. */
  readonly diverted: Diverted[];
  /** Commands and consents that leave a setting, for the exports of the tenant's state. */
  readonly settings: Deed[];
}

export interface Diverted {
  readonly kind: 'forwarding' | 'transportRule' | 'journalRule';
  readonly name: string;
  /** Whose mail; a UPN. */
  readonly mailbox: string;
  readonly to: string;
}

/** One part of the story, such as a person or an intruder: writes what happens on a day, from 0, into the journal. */
export type Part = (day: number, journal: Journal) => void;

export interface Stage {
  readonly seed: number;
  readonly mailboxes: number;
  readonly days: number;
  readonly startAt: number;
  readonly pace: number;
}

export function build(tenant: number, { seed, mailboxes, days, startAt, pace }: Stage): World {
  const chance = random(`letterlock/simulate/2/${seed}/${tenant}`);
  const org = organisation(tenant, mailboxes, chance.fork('organisation'));
  return {
    ...{ org, startAt, days, pace, random: chance },
    mailboxes: org.people.map((owner) => new Mailbox(owner, org, startAt)),
    endAt: startAt + days * dayMs,
    ...{ clients: new Map(), silentFrom: new Map(), bypassedFrom: new Map(), diverted: [], settings: [] },
  };
}

export const mailboxOf = (world: World, person: Person): Mailbox => world.mailboxes[person.number - 1] as Mailbox;

export const dayStart = (world: World, day: number): number => world.startAt + day * dayMs;

/** Hours that a person's site is ahead of UTC. */
export const offsetOf = (world: World, person: Person): number => world.org.offsets[person.site] ?? 0;
