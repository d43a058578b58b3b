// Whether the absence of a sign-in means anything: how far the logs reach, with which holes, for whom, and the control.
import { describe, expect, it } from 'vitest';
import { forged, home, life, person, type Rows, together } from '../../test/store/life.js';
import { at, bind, type Fields, guid, mobile, otherTenant, outlook, signIn, tokenOf } from '../../test/store/row.js';
import { reconciledWorld, type World } from '../../test/store/world.js';

const probe = (id: string, ms: number, more: object = {}): Fields =>
  forged(ms, 1, { id, ip: `192.0.2.${id.length}`, ...more })[0] as Fields;
const classes = async (rows: Rows, ...probes: Fields[]): Promise<World> =>
  reconciledWorld(together(rows, { audit: probes }));

describe('the window of the sign-in log', () => {
  it('an access is assessable where its sign-in must lie within, whatever else the record claims', async () => {
    const world = await classes(
      together(life({ fromDay: 5, days: 8 }), {
        audit: life({ days: 20 }).audit.filter((row) => String(row.CreationTime) < '2024-03-09'),
      }),
      probe('before', at(3, 12)),
      probe('at-the-beginning', at(5, 8)),
      probe('inside', at(8, 3)),
      probe('at-the-end', at(12, 13)),
      probe('after', at(14, 12)),
      // Issued before the log begins, says the token; but no token lives so long, so the access itself counts.
      bind({
        id: 'claims-to-be-old',
        at: at(9, 4),
        user: person(0),
        ip: '192.0.2.99',
        token: tokenOf(guid('old')),
        issuedAt: at(2),
      }),
      bind({
        id: 'claims-to-be-new',
        at: at(9, 5),
        user: person(0),
        ip: '192.0.2.98',
        token: tokenOf(guid('new')),
        issuedAt: at(9, 8),
      }),
      bind({ id: 'says-nothing-early', at: at(6, 4), user: person(0), ip: '192.0.2.97', token: tokenOf(guid('x')) }),
      bind({ id: 'says-nothing', at: at(9, 6), user: person(0), ip: '192.0.2.96', token: tokenOf(guid('y')) }),
    );
    const outside = 'notAssessable outsideSignInCoverage';
    const missing = 'unexplained noSignInForToken';
    expect(
      Object.fromEntries(
        ['before', 'at-the-beginning', 'inside', 'at-the-end', 'after'].map((id) => [id, world.verdict(id)]),
      ),
    ).toEqual({
      before: outside,
      'at-the-beginning': outside,
      inside: missing,
      'at-the-end': outside,
      after: outside,
    });
    expect(world.verdict('claims-to-be-old')).toBe(missing);
    expect(world.verdict('claims-to-be-new')).toBe(missing);
    expect(world.verdict('says-nothing')).toBe(missing);
    // Its sign-in may lie up to 28 hours back, before the log begins.
    expect(world.verdict('says-nothing-early')).toBe(outside);
    const windows = world.reconciled.coverage.map(({ kind, window }) => [kind, window.fromMs, window.toMs]);
    expect(windows).toEqual([
      ['interactive', at(5, 8), at(12, 13.05)],
      ['nonInteractive', at(5, 8), at(12, 13.05)],
    ]);
  });

  it('a hole is a hole, and is told apart from a quiet night', async () => {
    const busy = life({ people: 10, hours: [8, 9, 10, 11, 12, 13, 14, 15] });
    const from = new Date(at(6)).toISOString();
    const to = new Date(at(7)).toISOString();
    const signIns = busy.signIns.filter(
      (row) => String(row.createdDateTime) < from || String(row.createdDateTime) >= to,
    );
    const world = await classes(
      { audit: busy.audit, signIns },
      probe('in-the-hole', at(6, 10.5)),
      probe('at-night', at(5, 3)),
    );
    expect(world.verdict('in-the-hole')).toBe('notAssessable signInGap');
    expect(world.verdict('at-night')).toBe('unexplained noSignInForToken');
    expect(world.reconciled.coverage.map(({ gaps }) => gaps.length)).toEqual([1, 1]);
  });

  it('an hour in which most tokens miss their sign-in was lost from the export', async () => {
    const whole = life({ people: 8 });
    const signIns = whole.signIns.filter(
      (row) => !/T09:/.test(String(row.createdDateTime)) || !String(row.createdDateTime).startsWith('2024-03-09'),
    );
    const world = await classes({
      audit: whole.audit.map((row) => ({
        ...row,
        ClientIPAddress: String(row.ClientIPAddress),
        AppAccessContext: { ...(row.AppAccessContext as object), AADSessionId: undefined },
      })),
      signIns,
    });
    const lost = [...world.judged.values()].filter((row) => row.reason === 'signInGap');
    expect(lost).toHaveLength(8);
    expect(world.reconciled.reconciliation.unexplained).toBe(0);
  });

  // Ten mailboxes read through three replay hosts at night (domain.md 1.1).
  it('an intruder’s own tokens do not make a lost hour', async () => {
    const night = Array.from({ length: 6 }, (_, n) =>
      probe(`night-${n}`, at(6, 3), { id: `night-${n}`, user: person(n), ip: `192.0.${n % 3}.66` }),
    );
    const world = await classes(life({ people: 8 }), ...night);
    expect(night.map((row) => world.verdict(String(row.Id)))).toEqual(night.map(() => 'unexplained noSignInForToken'));
  });

  // control.ts lostTimes(): behind the office's own address an intruder's tokens are "trusted", and on a day off nobody else's
  // out-vote them, so that the intruder makes the day look lost.
  it('nor do those that come through the office’s own network on a day off', async () => {
    const isSunday = (row: Fields): boolean => /2024-03-10/.test(String(row.CreationTime ?? row.createdDateTime));
    const { audit, signIns } = life({ people: 3, days: 13 });
    const rows = {
      audit: audit.filter((row) => !isSunday(row)).map((row) => ({ ...row, ClientIPAddress: '203.0.113.5' })),
      signIns: signIns.filter((row) => !isSunday(row)).map((row) => ({ ...row, ipAddress: '203.0.113.5' })),
    };
    const sunday = forged(at(6, 1), 6, { ip: '203.0.113.5' });
    const world = await classes(rows, ...sunday);
    expect(world.reconciled.coverage.flatMap((log) => log.gaps)).toEqual([]);
    expect(sunday.map((row) => world.verdict(String(row.Id)))).toEqual(
      sunday.map(() => 'unexplained noSignInForToken'),
    );
  });
});

describe('an export that was filtered', () => {
  it('to some users: nothing can be said of the others', async () => {
    const all = life({ people: 10 });
    const kept = new Set([0, 1, 2, 3, 4].map((n) => person(n)));
    const world = await classes(
      { audit: all.audit, signIns: all.signIns.filter((row) => kept.has(String(row.userPrincipalName))) },
      probe('of-kept', at(6, 3)),
    );
    expect(world.reconciled.coverage[0]?.filteredTo).toEqual({ users: [...kept].sort(), applications: null });
    expect(world.reconciled.reconciliation.byReason.signInExportFiltered).toBeGreaterThan(0);
    expect(world.verdict('of-kept')).toBe('unexplained noSignInForToken');
    expect(world.reconciled.reconciliation.unexplained).toBe(1);
  });

  it('one person without any sign-in is no filter: that is what a forged token for an unused account looks like', async () => {
    const world = await classes(life({ people: 10 }), probe('unused', at(6, 3), { user: 'unused@x.example' }));
    expect(world.reconciled.coverage[0]?.filteredTo).toBeNull();
    expect(world.verdict('unused')).toBe('unexplained noSignInForToken');
  });

  it('to one application', async () => {
    const both = together(life({ people: 6 }), { audit: life({ people: 6, app: mobile, hours: [10] }).audit });
    const world = await classes(both, probe('of-kept', at(6, 3)));
    expect(world.reconciled.coverage[0]?.filteredTo).toEqual({ users: null, applications: [outlook] });
    expect(world.verdict('of-kept')).toBe('unexplained noSignInForToken');
    const of = [...world.judged.values()].filter((row) => row.reason === 'signInExportFiltered');
    // Their sessions are the same as Outlook's in this life, so none of them has to be assessed.
    expect(of.length + (world.reconciled.reconciliation.byTier.session ?? 0)).toBe(6 * 12);
  });
});

describe('the control', () => {
  it('too few tokens that find their sign-in: the absence of one says nothing', async () => {
    const few = await classes(life({ people: 2, days: 6, hours: [9] }), probe('few', at(3, 3)));
    expect(few.verdict('few')).toBe('notAssessable noControl');
    const enough = await classes(life({ people: 4, days: 8, hours: [9] }), probe('enough', at(3, 3)));
    expect(enough.verdict('enough')).toBe('unexplained noSignInForToken');
    expect(enough.judged.get('enough')?.matched).toBeGreaterThanOrEqual(20);
  });

  it('tokens of which most find none are no control', async () => {
    const all = life({ people: 6 });
    const rare = all.signIns.filter((row, i) => row.isInteractive === true || i % 3 === 0);
    const audit = all.audit.map((row) => ({
      ...row,
      AppAccessContext: { ...(row.AppAccessContext as object), AADSessionId: undefined },
    }));
    const world = await classes({ audit, signIns: rare }, probe('x', at(6, 3)));
    expect(world.reconciled.reconciliation.unexplained).toBe(0);
  });

  it('an intruder’s many tokens from one network do not spoil it', async () => {
    const world = await classes(life({ people: 4 }), ...forged(at(3, 1), 40, { ip: '192.0.2.66' }));
    expect(world.reconciled.reconciliation.unexplained).toBe(40);
  });

  // control.ts: the networks left out of the control are those with five tokens or more, so tokens that come from many
  // networks are counted as their own control and out-vote the ones that match.
  it('nor do those from many networks', async () => {
    const spread = Array.from({ length: 120 }, (_, n) =>
      probe(`s${n}`, at(2, n * 1.9), { ip: `192.0.${n % 100}.66`, user: person(n % 4) }),
    );
    const world = await classes(life({ people: 4 }), ...spread);
    expect(world.reconciled.reconciliation.byReason.noControl ?? 0).toBe(0);
    expect(world.verdict('s0')).toBe('unexplained noSignInForToken');
  });
});

describe('a kind of sign-in that was not exported', () => {
  it('leaves its readers unassessed', async () => {
    const all = life();
    const interactiveOnly = all.signIns.filter((row) => row.isInteractive === true);
    const world = await classes({ audit: [], signIns: interactiveOnly }, probe('x', at(6, 3)));
    expect(world.verdict('x')).toBe('notAssessable signInKindNotExported');
    const none = await classes({ audit: all.audit, signIns: [] }, probe('x', at(6, 3)));
    expect(none.verdict('x')).toBe('notAssessable noSignIns');
  });
});

describe('a token of another tenant', () => {
  const foreign = (id: string, token: string): Fields =>
    probe(id, at(6, 3), { token, user: `${id}@y.example`, mailbox: person(0), more: { TokenTenantId: otherTenant } });

  it('is told by that tenant’s sign-ins, where they are given', async () => {
    const own = guid('own');
    const theirs = [
      signIn({ id: own, at: at(6, 3), user: 'issued@y.example', tenant: otherTenant }),
      ...life({ tenant: otherTenant, domain: 'y.example' }).signIns,
    ];
    const world = await classes(
      together(life(), { signIns: theirs }),
      foreign('issued', tokenOf(own)),
      foreign('copied', tokenOf(guid(`token ${person(1)} 6 9`))),
    );
    expect(world.verdict('issued')).toBe('explained token');
    expect(world.verdict('copied')).toBe('unexplained signInDisagrees');
    expect(world.judged.get('copied')?.disagreement).toContain('tenant');
    expect(home(1)).not.toBe('192.0.2.66');
  });

  it('and cannot be assessed where they are not', async () => {
    const world = await classes(life(), foreign('x', tokenOf(guid('x'))));
    expect(world.verdict('x')).toBe('notAssessable foreignTenantToken');
  });
});
