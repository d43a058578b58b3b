// The people of Northgate: names, posts and habits, all invented. Order matters: scenarios take their victims from the
// front. Whoever is asked for beyond the twelve becomes an officer with drawn habits.
import type { Random } from './random.js';

export type ClientKind = 'desktop' | 'web' | 'phone';

/** A person's habits. Hours are local; `pace` is about how many mailbox visits a client makes in a working day. */
export interface Entry {
  readonly name: string;
  readonly post: string;
  readonly from: number;
  readonly until: number;
  readonly pace: number;
  readonly clients: readonly ClientKind[];
  readonly habit?: 'assistant' | 'newPhone' | 'traveller' | 'administrator' | 'rules';
}

const twelve: readonly Entry[] = [
  { name: 'Ilse Marrow', post: 'head of mission', from: 8.5, until: 18.5, pace: 0.85, clients: ['desktop', 'phone'] },
  { name: 'Nadia Orrin', post: 'political officer', from: 8, until: 17.5, pace: 1.05, clients: ['desktop', 'phone'] },
  { name: 'Piers Calloway', post: 'political officer', from: 9, until: 18.5, pace: 0.95, clients: ['desktop', 'web'] },
  { name: 'Wen Ashby', post: 'adviser', from: 7.5, until: 16.5, pace: 0.85, clients: ['web', 'phone'] },
  { name: 'Mara Quill', post: 'assistant', from: 7.5, until: 16.5, pace: 1.05, clients: ['web'], habit: 'assistant' },
  { name: 'Tobin Hale', post: 'deputy head', from: 8.5, until: 18, pace: 0.85, clients: ['desktop', 'phone'] },
  {
    name: 'Odile Brand',
    post: 'consul',
    from: 8,
    until: 16,
    pace: 0.75,
    clients: ['desktop', 'phone'],
    habit: 'newPhone',
  },
  {
    name: 'Ruth Vane',
    post: 'economist',
    from: 9,
    until: 18,
    pace: 0.75,
    clients: ['web', 'phone'],
    habit: 'traveller',
  },
  {
    name: 'Henk Sorrel',
    post: 'systems',
    from: 7,
    until: 15.5,
    pace: 0.75,
    clients: ['desktop'],
    habit: 'administrator',
  },
  { name: 'Silas Moor', post: 'press', from: 9.5, until: 18.5, pace: 0.65, clients: ['web', 'phone'], habit: 'rules' },
  { name: 'Jonas Fell', post: 'consular clerk', from: 8, until: 16, pace: 0.75, clients: ['desktop'] },
  { name: 'Bette Sayer', post: 'registry', from: 8, until: 14, pace: 0.65, clients: ['desktop'] },
];

const sets: readonly (readonly ClientKind[])[] = [['desktop'], ['desktop', 'phone'], ['web'], ['web', 'phone']];

/** The first `count` people. */
export function roster(count: number, random: Random): Entry[] {
  const more = Array.from({ length: Math.max(0, count - twelve.length) }, (_, i) =>
    officer(i + 13, random.fork(`${i}`)),
  );
  return [...twelve.slice(0, count), ...more];
}

function officer(number: number, random: Random): Entry {
  const from = 7 + random.int(0, 5) / 2;
  return {
    name: `Officer ${number}`,
    post: 'officer',
    from,
    until: from + 8 + random.int(0, 4) / 2,
    pace: 0.7 + random.int(0, 6) / 10,
    clients: random.pick(sets),
  };
}
