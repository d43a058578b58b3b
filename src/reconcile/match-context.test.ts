// Session and context tier, and what cannot be assessed for want of ids.
import { beforeAll, describe, expect, it } from 'vitest';
import { life, together } from '../../test/store/life.js';
import { guid, mobile, otherTenant } from '../../test/store/row.js';
import { scene, unknownToken } from '../../test/store/visitor.js';
import { reconciledWorld, type World } from '../../test/store/world.js';

const minute = 60_000;
const hour = 60 * minute;
const { rows, visit } = scene();

// Sessions.
visit('aad', () => ({ access: { session: 'SID-A' }, signIns: [{ session: 'sid-a' }] }));
visit('exchange', () => ({ access: { more: { SessionId: 'SID-B' } }, signIns: [{ session: 'SID-B' }] }));
visit('session-of-other', () => ({
  access: { session: 'SID-C' },
  signIns: [{ session: 'SID-C', user: 'somebody@x.example' }],
}));
visit('session-of-tenant', () => ({
  access: { session: 'SID-D' },
  signIns: [{ session: 'SID-D', tenant: otherTenant }],
}));
visit('session-failed', () => ({ access: { session: 'SID-E' }, signIns: [{ session: 'SID-E', errorCode: 50126 }] }));
visit('session-later', (who) => ({
  access: { session: 'SID-F' },
  signIns: [{ session: 'SID-F', at: who.hour + hour }],
}));
visit('session-token', (who) => ({
  access: { session: 'SID-G', token: unknownToken(who), issuedAt: who.hour },
  signIns: [{ session: 'SID-G' }],
}));

// Contexts: the access is five minutes after the visitor's hour.
const context = (name: string, access: object, issue: (who: { hour: number; ip: string }) => object): void =>
  visit(name, (who) => ({ access: { ...access }, signIns: [{ ip: who.ip, ...issue(who) }] }));
context('near', {}, () => ({}));
context('neighbour', {}, (who) => ({ ip: who.ip.replace(/10$/, '77') }));
context('28h-inside', {}, (who) => ({ at: who.hour + 5 * minute - 28 * hour }));
context('28h-outside', {}, (who) => ({ at: who.hour + 5 * minute - 28 * hour - 1000 }));
context('after', {}, (who) => ({ at: who.hour + hour }));
context('other-network', {}, () => ({ ip: '192.0.2.1' }));
context('other-application', {}, () => ({ app: mobile }));
context('any-application', { app: null }, () => ({ app: mobile }));
context('other-user', {}, () => ({ user: 'somebody@x.example' }));
context('failed', {}, () => ({ errorCode: 50126 }));
context('seen-by-resource', {}, (who) => ({ ip: '192.0.2.2', more: { ipAddressFromResourceProvider: who.ip } }));
visit('issue-inside', (who) => ({
  access: { token: unknownToken(who), issuedAt: who.hour },
  signIns: [{ ip: who.ip, at: who.hour - 5 * minute }],
}));
visit('issue-outside', (who) => ({
  access: { token: unknownToken(who), issuedAt: who.hour },
  signIns: [{ ip: who.ip, at: who.hour - 5 * minute - 1000 }],
}));
visit('issue-implausible', (who) => ({
  access: { token: unknownToken(who), issuedAt: who.hour - 40 * hour },
  signIns: [{ ip: who.ip, at: who.hour - 10 * hour }],
}));

// Without ids or without a sign-in log.
visit('no-address', () => ({ access: { ip: null } }));
visit('system', (who) => ({
  access: { token: unknownToken(who), issuedAt: who.hour, more: { UserType: 4, UserId: 'NT AUTHORITY\\SYSTEM (x)' } },
}));
visit('application', (who) => ({ access: { token: unknownToken(who), issuedAt: who.hour, more: { UserType: 5 } } }));
visit('foreign', (who) => ({
  access: {
    token: unknownToken(who),
    issuedAt: who.hour,
    more: { TokenTenantId: guid('a third tenant').toUpperCase() },
  },
}));

let world: World;
beforeAll(async () => {
  world = await reconciledWorld(together(life({ people: 8, days: 14 }), rows));
});

describe('session tier', () => {
  it.each(['aad', 'exchange'])('%s', (name) => expect(world.verdict(name)).toBe('explained session'));

  it.each(['session-of-other', 'session-of-tenant', 'session-failed', 'session-later'])('not %s', (name) =>
    expect(world.verdict(name)).toBe('notAssessable sessionNotSeen'),
  );

  it('does not silence a token id that should have found its sign-in', () => {
    expect(world.verdict('session-token')).toBe('explained session');
    expect(world.judged.get('session-token')?.idMissing).toBe(true);
  });
});

describe('context tier', () => {
  it.each([
    'near',
    'neighbour',
    '28h-inside',
    'any-application',
    'seen-by-resource',
    'issue-inside',
    'issue-implausible',
  ])('%s', (name) => expect(world.verdict(name)).toBe('explained context'));

  it.each(['28h-outside', 'after', 'other-network', 'other-application', 'other-user', 'failed', 'no-address'])(
    'not %s',
    (name) => expect(world.verdict(name)).toBe('notAssessable noIds'),
  );

  it('with a time of issue only around it', () =>
    expect(world.verdict('issue-outside')).toBe('unexplained noSignInForToken'));

  it('never silences a token id', () => {
    expect(world.judged.get('issue-inside')?.idMissing).toBe(true);
    expect(world.judged.get('near')?.idMissing).toBe(false);
  });
});

describe('what cannot be assessed', () => {
  it('the service’s own accounts, other tenants’ tokens, kinds that were not exported', () => {
    expect(world.verdict('system')).toBe('notAssessable serviceAccount');
    expect(world.verdict('foreign')).toBe('notAssessable foreignTenantToken');
    expect(world.verdict('application')).toBe('notAssessable signInKindNotExported');
  });

  it('an application’s token where service principals were exported', async () => {
    const app = guid('a program');
    const reader = scene();
    const service = { kind: 'servicePrincipal', app } as const;
    reader.visit('known', (who) => ({
      access: { app, token: unknownToken(who), issuedAt: who.hour, more: { UserType: 5 } },
      signIns: [service],
    }));
    reader.visit('other', (who) => ({
      access: { app: guid('another'), token: unknownToken(who), issuedAt: who.hour, more: { UserType: 5 } },
    }));
    const other = await reconciledWorld(together(life({ people: 6 }), reader.rows));
    // Service principals have no control here; a program that might be a managed identity needs that log too.
    expect(other.verdict('known')).not.toContain('signInKindNotExported');
    expect(other.verdict('other')).toBe('notAssessable signInKindNotExported');
  });
});
