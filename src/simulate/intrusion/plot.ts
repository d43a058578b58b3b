// The plot that most intrusions share: on one day he gets in, by an administrator's account or once for every victim, and
// from then on he comes back to the victims' mail. A scenario says what is its own of it.
import type { Doer } from '../deed.js';
import type { Context, Journal } from '../journal.js';
import type { Person } from '../organisation.js';
import type { Program } from '../program.js';
import { type Client, signInNow } from '../sign-in.js';
import type { Part } from '../world.js';
import {
  doerOf,
  entryDay,
  type Haul,
  type Stage,
  stolen,
  strangeBrowser,
  type Taken,
  take,
  type Visit,
  visitAt,
  visits,
  volumeOf,
} from './intruder.js';

/** One coming back to a victim's mail. */
export interface Return extends Visit {
  /** Opens what he does not have yet, about as much as he takes in a visit. */
  open(context: Context, at: number, otherwise?: Partial<Haul>): void;
}

interface Plot {
  readonly people: readonly Person[];
  /** What he does on the day on which he gets in. */
  enter?(day: number, journal: Journal): void;
  read(visit: Return): void;
}

export function play(stage: Stage, { people, enter, read }: Plot): Part {
  const taken: Taken = new Map();
  const comeBack = visits(stage, people, (visit) => {
    const { journal, random } = visit;
    const open = (context: Context, at: number, otherwise: Partial<Haul> = {}) => {
      take(journal, { context, at, count: volumeOf(stage, random), taken, random, ...otherwise });
    };
    read({ ...visit, open });
  });
  return (day, journal) => {
    if (day === entryDay(stage)) enter?.(day, journal);
    comeBack(day, journal);
  };
}

interface EachPlot {
  readonly people: readonly Person[];
  /** Gets in for one victim; what he holds then is what he comes back with. */
  enter(person: Person, day: number, journal: Journal): Client;
  read(visit: Return, client: Client): void;
}

/** He gets in once for every victim. */
export function playEach(stage: Stage, { people, enter, read }: EachPlot): Part {
  const clients = new Map<Person, Client>();
  return play(stage, {
    people,
    enter: (day, journal) => {
      for (const person of people) clients.set(person, enter(person, day, journal));
    },
    read: (visit) => {
      const client = clients.get(visit.person);
      if (client) read(visit, client);
    },
  });
}

/** He signs in to an account that he took; returns from where and when. */
export function getIn(
  stage: Stage,
  day: number,
  journal: Journal,
  account: Person,
  { program = strangeBrowser(account), clock = account }: { readonly program?: Program; readonly clock?: Person } = {},
): { readonly doer: Doer; readonly at: number } {
  const place = stage.random.pick(stage.places);
  const at = visitAt(stage, day, clock, stage.random.fork('entry'));
  signInNow(stolen(stage, account, program), at, place, journal);
  return { doer: doerOf(stage, account, place), at };
}
