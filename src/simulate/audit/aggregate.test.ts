import { expect, test } from 'vitest';
import { hourMs, minuteMs, secondMs } from '../clock.js';
import type { Access, Context } from '../journal.js';
import type { Message } from '../mail.js';
import { build } from '../world.js';
import { aggregate } from './aggregate.js';
import { throttle } from './throttle.js';

const world = build(7, 1, Date.UTC(2023, 4, 1), 1);
const mailbox = world.mailboxes[0] as NonNullable<(typeof world.mailboxes)[0]>;
const context: Context = {
  actor: 'owner',
  mailbox,
  user: mailbox.owner,
  address: '198.18.10.2',
  clientInfo: 'Client=OWA;;',
  appId: null,
  clientAppId: null,
  sessionId: null,
  token: null,
  idsLost: true,
};
const bind = (at: number, number: number, more: Partial<Context> = {}): Access => {
  const message = mailbox.messages[number] as Message;
  return { at, context: { ...context, ...more }, folder: message.folder, message };
};
const sync = (at: number): Access => ({ ...bind(at, 0), message: null });

test('messages opened within two minutes in one context are one record', () => {
  const drafts = aggregate([bind(0, 0), bind(119 * secondMs, 1), bind(121 * secondMs, 2)]);
  expect(drafts.map(({ folders }) => folders.flatMap(({ messages }) => messages).length)).toEqual([2, 1]);
});

test('the same message again within an hour is not recorded, from another address it is', () => {
  const again = [bind(0, 0), bind(30 * minuteMs, 0), bind(61 * minuteMs, 0)];
  expect(aggregate(again).map(({ at }) => at)).toEqual([0, 61 * minuteMs]);
  expect(aggregate([bind(0, 0), bind(minuteMs, 0, { address: '198.18.10.3' })])).toHaveLength(2);
});

test('a synchronised folder is a record of its own, once an hour', () => {
  expect(aggregate([sync(0), sync(10 * minuteMs), sync(2 * hourMs)]).map(({ at }) => at)).toEqual([0, 2 * hourMs]);
});

test('past the limit one record says throttled, then Bind is silent for 24 hours and Sync goes on', () => {
  const hours = [0, 1, 2, 3, 4, 27].map((hour) => bind(hour * hourMs, hour));
  const { recorded, unrecorded } = throttle(aggregate([...hours, sync(5 * hourMs)]), 2);
  expect(recorded.map(({ at, throttled }) => [at / hourMs, throttled])).toEqual([
    [0, false],
    [1, false],
    [2, true],
    [5, false],
    [27, false],
  ]);
  expect(unrecorded.map(({ at }) => at / hourMs)).toEqual([3, 4]);
});
