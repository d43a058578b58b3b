import { expect, test } from 'vitest';
import { hourMs, minuteMs, secondMs } from '../clock.js';
import type { Access, Context } from '../journal.js';
import { random } from '../random.js';
import { build } from '../world.js';
import { aggregate } from './aggregate.js';
import { newMeter, throttle } from './throttle.js';

const world = build(1, { seed: 7, mailboxes: 1, days: 1, startAt: Date.UTC(2023, 4, 1), pace: 1 });
const mailbox = world.mailboxes[0] as NonNullable<(typeof world.mailboxes)[0]>;
const context: Context = {
  ...{
    actor: 'owner',
    mailbox,
    user: mailbox.owner,
    principal: null,
    address: '198.18.10.2',
    clientInfo: 'Client=OWA;;',
  },
  ...{
    appId: null,
    clientAppId: null,
    sessionId: null,
    token: null,
    idsLost: true,
    intrusion: null,
    random: random('a'),
  },
};
const bind = (at: number, message: number, of = context): Access => ({
  at,
  context: of,
  folder: 0,
  message,
  attachment: false,
});
const sync = (at: number): Access => ({ at, context, folder: 0, message: null, attachment: false });

test('messages opened within two minutes in one context are one record', () => {
  const drafts = aggregate([bind(0, 0), bind(119 * secondMs, 1), bind(121 * secondMs, 2)], new Map());
  expect(drafts.map(({ folders }) => folders.flatMap(({ messages }) => messages).length)).toEqual([2, 1]);
});

test('the same message again within an hour is not recorded, from another address it is, also across two days', () => {
  const seen = new Map<string, number>();
  expect(aggregate([bind(0, 0), bind(30 * minuteMs, 0)], seen).map(({ at }) => at)).toEqual([0]);
  expect(aggregate([bind(59 * minuteMs, 0), bind(61 * minuteMs, 0)], seen).map(({ at }) => at)).toEqual([
    61 * minuteMs,
  ]);
  const elsewhere = { ...context, address: '198.18.10.3' };
  expect(aggregate([bind(0, 0), bind(minuteMs, 0, elsewhere)], new Map())).toHaveLength(2);
});

test('what was seen more than an hour ago is forgotten', () => {
  const seen = new Map<string, number>();
  aggregate([bind(0, 0), bind(2 * hourMs, 1)], seen);
  expect(seen.size).toBe(1);
});

test('a synchronised folder is a record of its own, once an hour', () => {
  const drafts = aggregate([sync(0), sync(10 * minuteMs), sync(2 * hourMs)], new Map());
  expect(drafts.map(({ at }) => at)).toEqual([0, 2 * hourMs]);
});

test('past the limit one record says throttled, then Bind is silent for 24 hours and Sync goes on', () => {
  const hours = [0, 1, 2, 3, 4, 27].map((hour) => bind(hour * hourMs, hour));
  const kept = throttle(aggregate([...hours, sync(5 * hourMs)], new Map()), 2, newMeter());
  expect(kept.map(({ at, throttled }) => [at / hourMs, throttled])).toEqual([
    [0, false],
    [1, false],
    [2, true],
    [5, false],
    [27, false],
  ]);
});
