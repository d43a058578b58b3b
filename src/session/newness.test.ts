// What is new to a mailbox: nothing before a learning period, nothing that many take up together.
import { beforeAll, describe, expect, it } from 'vitest';
import { life, person, together } from '../../test/store/life.js';
import { at, bind, type Fields, guid, mobile, outlook } from '../../test/store/row.js';
import { sessionWorld } from '../../test/store/world.js';
import { sql } from '../query/sql.js';
import { coldStarts } from './cold-start-limits.js';
import { seenFor } from './newness.js';

interface Trait {
  mailbox: string;
  trait: string;
  value: string;
  hadBefore: number;
  mailboxes: number;
  rollOut: boolean;
  brought: boolean;
}

const people = 10;
const rare = guid('rare application');
const popular = guid('popular application');
const early = guid('early application');
const slow = guid('slow application');
const one = (n: number, day: number, app: string): Fields =>
  bind({ at: at(day, 12), user: person(n), ip: `203.0.${n}.10`, app });

const audit: Fields[] = [
  one(0, 8, rare),
  one(0, 6.4, early),
  ...[0, 1, 2, 3, 4].map((n) => one(n, 8 + n, popular)),
  ...[0, 1, 2, 3].map((n) => one(n, 8 + n, slow)),
  one(1, 9, mobile),
  one(2, 10, mobile),
  bind({ at: at(9, 20), user: person(5), ip: '192.0.2.1', app: outlook }),
  bind({ at: at(9, 21), user: person(6), ip: '192.0.2.2', app: outlook }),
  bind({ at: at(9, 22), user: person(7), ip: '203.0.7.99', app: outlook }),
  // A colleague opens another's mailbox from his own place; then from a place where he never was.
  bind({ at: at(10, 9), user: person(8), mailbox: person(9), ip: '203.0.8.10', app: outlook }),
  bind({ at: at(10, 21), user: person(8), mailbox: person(9), ip: '192.0.3.8', app: outlook }),
];

let traits: Trait[];
const of = (value: string): Trait[] => traits.filter((row) => row.value === value);

beforeAll(async () => {
  const { database } = await sessionWorld(together(life({ people, days: 16 }), { audit }));
  traits = await database.rows<Trait>(
    sql`SELECT mailbox, trait, value, "hadBefore", mailboxes, "rollOut", brought FROM "newTrait" ORDER BY "firstAt", value`,
  );
});

it('a mailbox of a few days is said to be one', async () => {
  const { database } = await sessionWorld(life({ people: 2, days: 3 }));
  const [note, ...others] = await coldStarts(database);
  expect(others).toEqual([]);
  expect(note).toMatchObject({ code: 'coldStart' });
  expect(note?.message).toContain(
    `2 mailboxes have less than 7 days of history in these logs (${person(0)} seen for 3 days only`,
  );
  const old = await sessionWorld(life({ people: 2, days: 9 }));
  expect(await coldStarts(old.database)).toEqual([]);
  expect([seenFor(8), seenFor(40)]).toEqual(['8 days only', '40 days']);
});

describe('new traits', () => {
  it('an application that nobody had', () =>
    expect(of(rare)).toEqual([
      {
        mailbox: person(0),
        trait: 'application',
        value: rare,
        hadBefore: 0,
        mailboxes: people,
        rollOut: false,
        brought: false,
      },
    ]));

  it('counts who had it before', () => expect(of(mobile).map((row) => row.hadBefore)).toEqual([0, 1]));

  it('nothing within the learning period', () => expect(of(early)).toEqual([]));

  it('what five of ten take up within days is a roll-out, what four do is none', () => {
    expect(of(popular).map((row) => row.rollOut)).toEqual([true, true, true, true, true]);
    expect(of(slow).map((row) => row.rollOut)).toEqual([false, false, false, false]);
  });

  it('a network, by its /24', () => {
    expect(of('192.0.2.0/24').map(({ mailbox, hadBefore }) => [mailbox, hadBefore])).toEqual([
      [person(5), 0],
      [person(6), 1],
    ]);
    expect(of('203.0.7.0/24')).toEqual([]);
  });

  it('says what a colleague brings along from his own mailbox', () => {
    expect(of('203.0.8.0/24')).toMatchObject([{ mailbox: person(9), brought: true }]);
    expect(of('192.0.3.0/24')).toMatchObject([{ mailbox: person(9), brought: false }]);
  });
});
