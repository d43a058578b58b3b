// One person under several names stays one person; two people never become one because of what somebody wrote into a log.
import { describe, expect, it } from 'vitest';
import { at, bind, guid, outlook, signIn, tokenOf } from '../../test/store/row.js';
import { answer } from '../../test/store/world.js';
import { canonicalName, renamesOf } from './same-person.js';

describe('canonicalName', () => {
  it.each([
    ['SMTP:Ann@X.example', 'ann@x.example'],
    [' ann@x.example\u00a0', 'ann@x.example'],
    ['zoe\u0308@x.example', 'zoë@x.example'],
    ['ann_lee_home.example#EXT#@x.onmicrosoft.com', 'ann_lee@home.example'],
    ['ann_lee@x.example', 'ann_lee@x.example'],
  ])('%j', (name, canonical) => expect(canonicalName(name)).toBe(canonical));
});

describe('renamesOf', () => {
  const use = (key: string, user: string, from: number, to: number) => ({
    key: `t ${key}`,
    user,
    fromMs: at(from),
    toMs: at(to),
  });
  it('one mailbox, one name after the other', () => {
    const uses = [
      use('mailbox 1', 'old@x.example', 0, 5),
      use('mailbox 1', 'new@x.example', 5, 9),
      use('account 1', 'new@x.example', 5, 9),
    ];
    expect(renamesOf(uses)).toEqual([{ old: 'old@x.example', current: 'new@x.example', atMs: at(5) }]);
  });
  it('names that interleave, or that belong to another mailbox too, are left apart', () => {
    const both = [use('mailbox 1', 'ann@x.example', 0, 9), use('mailbox 1', 'bob@x.example', 4, 6)];
    const reused = [
      use('mailbox 1', 'ann@x.example', 0, 3),
      use('mailbox 1', 'bob@x.example', 5, 9),
      use('mailbox 2', 'bob@x.example', 0, 3),
    ];
    expect([renamesOf(both), renamesOf(reused)]).toEqual([[], []]);
  });
});

describe('the answer', () => {
  it('counts one mailbox under its new name, and matches the tokens of both', async () => {
    const days = [0, 1, 2, 3, 4, 5, 6, 7];
    const nameOn = (day: number): string => (day < 4 ? 'ann.old@x.example' : 'ann.new@x.example');
    const spelled = (day: number): string => (day % 2 === 0 ? nameOn(day) : `SMTP:${nameOn(day).toUpperCase()} `);
    const id = (day: number): string => guid(`sign-in ${day}`);
    const result = await answer({
      audit: days.map((day) =>
        bind({
          at: at(day, 10.2),
          user: spelled(day),
          mailbox: nameOn(day),
          token: tokenOf(id(day)),
          app: outlook,
          more: { MailboxGuid: guid('mailbox') },
        }),
      ),
      signIns: days.map((day) =>
        signIn({ id: id(day), at: at(day, 10), user: nameOn(day), more: { userId: guid('account') } }),
      ),
    });
    expect(result.reconciliation.byMailbox).toMatchObject([{ mailbox: 'ann.new@x.example', total: 8, explained: 8 }]);
    expect(result.coverage.limits.find(({ code }) => code === 'renamedUser')?.message).toContain(
      'ann.old@x.example is called ann.new@x.example since 2024-03-08',
    );
  });
});
