// Token tier: the token's id is a successful sign-in's id, in every form in which it is logged, and everything else agrees.
import { beforeAll, describe, expect, it } from 'vitest';
import { life, together } from '../../test/store/life.js';
import {
  type Access,
  exchange,
  type Fields,
  guid,
  longTokenOf,
  mobile,
  otherTenant,
  outlook,
  sharePoint,
  tenant,
  tokenOf,
} from '../../test/store/row.js';
import { scene, unknownToken, type Visitor } from '../../test/store/visitor.js';
import { reconciledWorld, type World } from '../../test/store/world.js';

const { rows, visit } = scene();
const id = (who: Visitor): string => guid(who.user);
const ids: readonly (readonly [string, string, (who: Visitor) => { token: string; more: Fields }])[] = [
  [
    'logged',
    'the id as it is logged, in no known form',
    () => ({ token: 'ODD~id', more: { uniqueTokenIdentifier: 'ODD~id' } }),
  ],
  [
    'short',
    '22 characters, where the sign-in names only its request id',
    (who) => ({ token: tokenOf(id(who)), more: { uniqueTokenIdentifier: null } }),
  ],
  ['long', '48 characters', (who) => ({ token: longTokenOf(id(who)), more: { uniqueTokenIdentifier: null } })],
  ['text', 'a GUID as text, in capitals', (who) => ({ token: id(who).toUpperCase(), more: {} })],
  [
    'first',
    'the id of the first request of the chain',
    (who) => ({ token: tokenOf(guid('chain')), more: { id: id(who), originalRequestId: guid('chain').toUpperCase() } }),
  ],
];
for (const [name, , make] of ids) {
  visit(name, (who) => {
    const { token, more } = make(who);
    return { access: { token, issuedAt: who.hour }, signIns: [{ id: id(who), more }] };
  });
}

const hour = 3_600_000;
const wrongs: readonly (readonly [string, string, (who: Visitor) => { access?: Partial<Access>; more?: Fields }])[] = [
  ['user', 'user', () => ({ more: { userPrincipalName: 'somebody@x.example', userId: guid('somebody') } })],
  ['object', 'user', () => ({ access: { more: { TokenObjectId: guid('somebody') } } })],
  ['tenant', 'tenant', () => ({ more: { resourceTenantId: otherTenant } })],
  ['resource', 'resource', () => ({ more: { resourceId: sharePoint } })],
  ['application', 'application', () => ({ more: { appId: mobile } })],
  [
    'issue',
    'time of issue',
    (who) => ({ access: { issuedAt: who.hour + 0.05 * hour + 660_000, at: who.hour + hour } }),
  ],
  ['life', 'time', (who) => ({ access: { at: who.hour + 28.1 * hour, issuedAt: null } })],
  ['early', 'time', (who) => ({ access: { at: who.hour - 660_000, issuedAt: null } })],
];
for (const [name, , make] of wrongs) {
  visit(`wrong-${name}`, (who) => {
    const { access = {}, more = {} } = make(who);
    return { access: { token: tokenOf(id(who)), issuedAt: who.hour, ...access }, signIns: [{ id: id(who), more }] };
  });
}
visit('late', (who) => ({
  access: { token: tokenOf(id(who)), at: who.hour + 27.9 * hour },
  signIns: [{ id: id(who) }],
}));
visit('resource-app', (who) => ({
  access: { token: tokenOf(id(who)), app: null, issuedAt: who.hour },
  signIns: [{ id: id(who), app: mobile }],
}));
visit('failed', (who) => ({
  access: { token: tokenOf(id(who)), issuedAt: who.hour },
  signIns: [{ id: id(who), errorCode: 50126 }],
}));
visit('nobody', (who) => ({ access: { token: unknownToken(who), issuedAt: who.hour } }));

const login = (who: Visitor, name: string, user = who.user) => ({
  Id: guid(name),
  CreationTime: new Date(who.hour).toISOString().slice(0, 19),
  Operation: 'UserLoggedIn',
  OrganizationId: tenant,
  RecordType: 15,
  UserType: 0,
  UserId: user,
  ObjectId: exchange,
  ApplicationId: outlook,
  ClientIP: '192.0.2.200',
  ErrorNumber: '0',
});
visit('audit', (who) => ({
  access: { token: tokenOf(guid('login 1')), issuedAt: who.hour },
  audit: [login(who, 'login 1')],
}));
visit('audit-other', (who) => ({
  access: { token: tokenOf(guid('login 2')), issuedAt: who.hour },
  audit: [login(who, 'login 2', 'somebody@x.example')],
}));
visit('audit-failed', (who) => ({
  access: { token: tokenOf(guid('login 3')), issuedAt: who.hour },
  audit: [{ ...login(who, 'login 3'), ErrorNumber: '50126' }],
}));

let world: World;
beforeAll(async () => {
  world = await reconciledWorld(together(life({ people: 12 }), rows));
});

describe('an id that is a sign-in’s', () => {
  it.each(ids)('%s: %s', (name) => expect(world.verdict(name)).toBe('explained token'));

  it('names the sign-in', () => expect(world.judged.get('short')?.signIn).toBe(guid('short@x.example')));
});

describe('an id that is a sign-in’s while the rest is not', () => {
  it.each(wrongs)('%s', (name, field) => {
    expect(world.verdict(`wrong-${name}`)).toBe('unexplained signInDisagrees');
    expect(world.judged.get(`wrong-${name}`)?.disagreement).toBe(field);
  });

  it('nothing was set aside', () => expect(world.reconciled.incomparable).toEqual([]));

  it('does not disagree within a token’s life, nor where the record names only the resource', () => {
    expect(world.verdict('late')).toBe('explained token');
    expect(world.verdict('resource-app')).toBe('explained token');
  });
});

describe('no sign-in', () => {
  it.each(['failed', 'nobody', 'audit-failed'])('%s explains nothing', (name) => {
    expect(world.verdict(name)).toBe('unexplained noSignInForToken');
    expect(world.judged.get(name)).toMatchObject({ idMissing: true, disagreement: null });
  });

  it('the audit log’s own sign-ins explain but convict nobody', () => {
    expect(world.verdict('audit')).toBe('explained token');
    expect(world.verdict('audit-other')).toBe('unexplained noSignInForToken');
    expect(world.judged.get('audit-other')?.disagreement).toBeNull();
  });
});

describe('the counts', () => {
  it('add up, in all and per mailbox', () => {
    const { total, explained, background, notAssessable, unexplained, byTier, byReason, byMailbox } =
      world.reconciled.reconciliation;
    expect(explained + background + notAssessable + unexplained).toBe(total);
    expect(total).toBe(world.judged.size);
    expect(byTier.token + byTier.session + byTier.context).toBe(explained);
    expect(Object.values(byReason).reduce((sum, n) => sum + n, 0)).toBe(total - explained);
    for (const box of byMailbox)
      expect(box.explained + box.background + box.notAssessable + box.unexplained).toBe(box.total);
    expect(byMailbox.reduce((sum, box) => sum + box.total, 0)).toBe(total);
  });
});
