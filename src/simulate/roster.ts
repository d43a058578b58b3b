// The people of Northgate, the first tenant: names, posts and habits, all invented. Order matters: the forger takes his
// victims from the front. Whoever is asked for beyond the twelve, and everybody elsewhere, is drawn from the roles.
import type { ClientKind } from './role.js';

export type Habit = 'assistant' | 'newPhone' | 'traveller' | 'administrator' | 'rules';

/** A person's habits, as in role.ts. */
export interface Entry {
  readonly name: string;
  readonly post: string;
  readonly from: number;
  readonly until: number;
  readonly pace: number;
  readonly clients: readonly ClientKind[];
  readonly habits: readonly Habit[];
}

type Line = readonly [
  name: string,
  post: string,
  from: number,
  until: number,
  pace: number,
  clients: string,
  habit?: Habit,
];

const lines: readonly Line[] = [
  ['Ilse Marrow', 'head of mission', 8.5, 18.5, 3.4, 'desktop phone'],
  ['Nadia Orrin', 'political officer', 8, 17.5, 4.2, 'desktop phone'],
  ['Piers Calloway', 'political officer', 9, 18.5, 3.8, 'desktop web'],
  ['Wen Ashby', 'adviser', 7.5, 16.5, 3.4, 'web phone'],
  ['Mara Quill', 'assistant', 7.5, 16.5, 4.2, 'web', 'assistant'],
  ['Tobin Hale', 'deputy head', 8.5, 18, 3.4, 'desktop phone'],
  ['Odile Brand', 'consul', 8, 16, 3, 'desktop phone', 'newPhone'],
  ['Ruth Vane', 'economist', 9, 18, 3, 'web phone', 'traveller'],
  ['Henk Sorrel', 'systems', 7, 15.5, 3, 'desktop', 'administrator'],
  ['Silas Moor', 'press', 9.5, 18.5, 2.6, 'web phone', 'rules'],
  ['Jonas Fell', 'consular clerk', 8, 16, 3, 'desktop'],
  ['Bette Sayer', 'registry', 8, 14, 2.6, 'desktop'],
];

export const twelve: readonly Entry[] = lines.map(([name, post, from, until, pace, clients, habit]) => ({
  ...{ name, post, from, until, pace, clients: clients.split(' ') as ClientKind[] },
  habits: habit ? [habit] : [],
}));
