// When people signed in: by the hour and in spans, failures and applications apart, and coarser where there would be too many.
import { expect, it } from 'vitest';
import { person } from '../../test/store/life.js';
import { at, bind, guid, signIn, tenant } from '../../test/store/row.js';
import { reconciledWorld } from '../../test/store/world.js';
import { readSignInTimes } from './sign-in-time.js';

it('tells spans of hours without a break, of the people asked for, and days or weeks where hours are too many', async () => {
  const user = person(1);
  const on = (day: number, hour: number, more: object = {}) => signIn({ user, at: at(day, hour), ...more });
  const failed = on(2, 8, { errorCode: 50126 });
  const { database } = await reconciledWorld({
    audit: [bind({ user, at: at(1, 9) })],
    signIns: [
      ...[on(1, 8.2), on(1, 8.9), on(1, 9.5), on(1, 23.5), on(2, 0.5), on(9, 12)],
      failed,
      signIn({ user: person(2), at: at(1, 8) }),
      signIn({ user, at: at(3, 8), kind: 'servicePrincipal', id: guid('application') }),
    ],
  });
  const people = [
    { tenant, user },
    { tenant: 'another', user: person(2) },
  ];
  const told = await readSignInTimes(database, people);
  const iso = (day: number, hour: number): string => new Date(at(day, hour)).toISOString().replace('.000Z', 'Z');
  expect(told).toEqual({
    per: 'hour',
    people: [
      {
        tenant,
        user,
        spans: [
          { fromAt: iso(1, 8), toAt: iso(1, 10), signIns: 3 },
          { fromAt: iso(1, 23), toAt: iso(2, 1), signIns: 2 },
          { fromAt: iso(9, 12), toAt: iso(9, 13), signIns: 1 },
        ],
      },
    ],
  });
  const days = await readSignInTimes(database, people, 4);
  expect([days.per, days.people[0]?.spans[0]]).toEqual(['day', { fromAt: iso(1, 0), toAt: iso(3, 0), signIns: 5 }]);
  expect((await readSignInTimes(database, people, 3)).per).toBe('week');
  expect(await readSignInTimes(database, [])).toEqual({ per: 'hour', people: [] });
});
