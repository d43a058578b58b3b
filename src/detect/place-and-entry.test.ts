// Where a session is and how it began: strangers behind several mailboxes, travellers, device codes, guessed passwords, legacy
// clients, odd issuers. One small world for all; each odd thing has people and a place of its own.
import { beforeAll, describe, expect, it } from 'vitest';
import { home, life, person, together } from '../../test/store/life.js';
import { at, bind, type Fields, guid, mobile, signIn, sync, tenant, tokenOf } from '../../test/store/row.js';
import { sessionWorld } from '../../test/store/world.js';
import { silent } from '../util/progress.js';
import { detect } from './detect.js';
import type { Clue } from './evidence.js';
import type { Suspicion } from './weigh.js';

const people = 24;
const days = 14;
/** A rented server, by the shipped table of networks; 192.0.2.0/24 is in none. */
const server = (n: number): string => `104.248.${n}.7`;

interface Visit {
  readonly name: string;
  readonly who: number;
  readonly when: number;
  readonly ip: string;
  readonly entry?: Fields;
}

/** Somebody signs in from a place and opens a message with the token. */
function visit({ name, who, when, ip, entry = {} }: Visit): { audit: Fields[]; signIns: Fields[] } {
  const session = guid(`session ${name}`);
  const id = guid(`token ${name}`);
  const user = person(who);
  return {
    audit: [bind({ id: name, at: when + 300_000, user, ip, session, token: tokenOf(id), issuedAt: when })],
    signIns: [signIn({ id, at: when, user, ip, session, kind: 'interactiveUser', more: entry })],
  };
}

const refused = ['203.0.200.9', '203.0.201.9'].flatMap((ip) =>
  Array.from({ length: 8 }, (_, n) =>
    signIn({ at: at(10, 1) + n * 30_000, user: person(n), ip, kind: 'interactiveUser', errorCode: 50126 }),
  ),
);
const forgetful = Array.from({ length: 3 }, (_, n) =>
  signIn({ at: at(10, 8) + n * 60_000, user: person(12), ip: home(12), kind: 'interactiveUser', errorCode: 50126 }),
);

const odd = guid('an application nobody had');
const everyday = guid('an application that was there');

function change(name: string, when: number, operation: string, more: Fields): Fields {
  const common = { Id: name, CreationTime: new Date(when).toISOString(), Operation: operation, OrganizationId: tenant };
  return {
    ...common,
    RecordType: 8,
    UserType: 0,
    UserId: 'admin@x.example',
    Workload: 'AzureActiveDirectory',
    ...more,
  };
}

const reads = (name: string, when: number, app: string, mailbox: string): Fields =>
  bind({ id: name, at: when, user: `serviceprincipal_${app}`, mailbox, ip: server(40), app, more: { UserType: 5 } });

/** Ids of applications stand in the text of whatever field; an old application reads before and after its change. */
const prepared: Fields[] = [
  change('consent', at(9, 2), 'Consent to application.', { Target: [{ ID: odd, Type: 2 }] }),
  change('secret', at(9, 3), 'Update application – Certificates and secrets management ', {
    Target: [{ ID: odd, Type: 2 }],
  }),
  change('consent-too', at(9, 4), 'Consent to application.', { Target: [{ ID: odd, Type: 2 }] }),
  reads('app-reads', at(10, 2), odd, person(14)),
  reads('old-app-before', at(3, 2), everyday, person(15)),
  change('old-secret', at(9, 4), 'Update application – Certificates and secrets management ', {
    Target: [{ ID: everyday, Type: 2 }],
  }),
  reads('old-app-after', at(10, 3), everyday, person(15)),
  change('grant', at(9, 5), 'Add-MailboxPermission', {
    RecordType: 1,
    Workload: 'Exchange',
    Parameters: [
      { Name: 'Identity', Value: person(16) },
      { Name: 'User', Value: person(17) },
      { Name: 'AccessRights', Value: 'FullAccess' },
    ],
  }),
  bind({ id: 'delegate-reads', at: at(10, 5), user: person(17), mailbox: person(16), ip: home(17) }),
  bind({ id: 'other-reads', at: at(10, 6), user: person(17), mailbox: person(18), ip: home(17) }),
];

/** Six folders copied from one place. */
const copies = (name: string, who: number, when: number, ip: string, session: string): Fields[] =>
  Array.from({ length: 6 }, (_, n) =>
    sync({
      ...{ id: `${name}-${n}`, at: when + n * 60_000, user: person(who), ip, session },
      more: { Item: { ParentFolder: { Id: `folder ${n}`, Name: `Folder ${n}`, Path: 'Not Available' } } },
    }),
  );
const laptop = guid('laptop');
const synced: Fields[] = [
  ...copies('stolen', 19, at(11, 2), server(50), guid('stolen')),
  ...copies('owned-home', 20, at(9, 9), home(20), laptop),
  ...copies('owned-away', 20, at(11, 9), server(51), laptop),
  ...copies('twice-a', 21, at(11, 3), '198.18.7.1', guid('twice a')),
  ...copies('twice-b', 21, at(12, 3), '203.0.113.77', guid('twice b')),
];

const rows = together(
  life({ people, days }),
  visit({ name: 'stranger-a', who: 0, when: at(10, 3), ip: server(1) }),
  visit({ name: 'stranger-b', who: 1, when: at(11, 3), ip: server(1) }),
  visit({ name: 'stranger-c', who: 2, when: at(12, 3), ip: server(1) }),
  visit({ name: 'lonely', who: 3, when: at(10, 4), ip: '192.0.2.41' }),
  visit({ name: 'code', who: 4, when: at(10, 5), ip: server(5), entry: { originalTransferMethod: 'deviceCodeFlow' } }),
  visit({ name: 'guessed', who: 5, when: at(10, 6), ip: '203.0.200.9' }),
  // He lives there: the spray came through a neighbour's line.
  visit({ name: 'resident-before', who: 22, when: at(9, 6), ip: '203.0.201.40' }),
  visit({ name: 'resident', who: 22, when: at(10, 8), ip: '203.0.201.40' }),
  visit({ name: 'remembered', who: 12, when: at(10, 9), ip: home(12) }),
  visit({ name: 'legacy', who: 6, when: at(10, 7), ip: '192.0.41.1', entry: { userAgent: 'BAV2ROPC' } }),
  visit({
    name: 'saml',
    who: 7,
    when: at(10, 8),
    ip: server(8),
    entry: { tokenIssuerType: 'ADFederationServices', tokenIssuerName: 'https://sts.x.example/other' },
  }),
  {
    audit: [...prepared, ...synced],
    signIns: [
      ...refused,
      ...forgetful,
      ...Array.from({ length: people }, (_, n) =>
        signIn({
          at: at(2, 7),
          user: person(n),
          ip: home(n),
          app: mobile,
          kind: 'interactiveUser',
          more: { tokenIssuerType: 'AzureAD' },
        }),
      ),
    ],
  },
);

let found: Map<string, Suspicion>;
const of = (record: string, detection: string): Clue | undefined =>
  [...found.values()].flatMap((s) => s.evidence).find((e) => e.detection === detection && e.records.includes(record));
const levelOf = (record: string): string =>
  [...found.values()].find((s) => s.evidence.some((e) => e.records.includes(record)))?.level ?? 'none';

beforeAll(async () => {
  found = await detect((await sessionWorld(rows)).database, silent);
});

describe('sharedStranger', () => {
  it('is one reader behind several mailboxes whose owners are at home', () => {
    const evidence = of('stranger-a', 'sharedStranger');
    expect(evidence?.weight).toBe(6);
    expect(evidence?.steps.map((step) => step.atMs)).toEqual([at(11, 3) + 300_000, at(12, 3) + 300_000]);
    expect(of('stranger-c', 'sharedStranger')?.steps[0]?.atMs).toBe(at(12, 3) + 300_000);
  });

  it.each(['lonely', 'code', 'guessed'])('not %s, alone in its place', (name) => {
    expect(of(name, 'sharedStranger')).toBeUndefined();
  });

  it('not colleagues who travel together', async () => {
    const away = [10, 11].flatMap((n) =>
      [9, 10].map((day) => visit({ name: `away-${n}-${day}`, who: n, when: at(day, 9), ip: server(30) })),
    );
    const others = life({ people: 10, fromDay: 9, days: 3 });
    const world = await sessionWorld(together(life({ people: 12, days: 9 }), others, ...away));
    const evidence = [...(await detect(world.database, silent)).values()].flatMap((s) => s.evidence);
    expect(evidence.filter((e) => e.detection === 'strangePlace').length).toBeGreaterThan(1);
    expect(evidence.filter((e) => e.detection === 'sharedStranger')).toEqual([]);
  });
});

describe('strangePlace', () => {
  it('says more of a rented server than of an unknown network, and wakes nobody', () => {
    expect(of('code', 'strangePlace')?.weight).toBeGreaterThan(1);
    expect(of('lonely', 'strangePlace')?.weight).toBeLessThanOrEqual(0.7);
    expect(levelOf('lonely')).toBe('informational');
  });
});

describe('entry', () => {
  it.each([
    ['code', 'deviceCode'],
    ['guessed', 'guessedPassword'],
    ['legacy', 'passwordClient'],
    ['saml', 'oddIssuer'],
  ])('%s is %s', (name, detection) => {
    const evidence = of(name, detection);
    expect(evidence?.records).toContain(name);
    expect(evidence?.message).toContain(guid(`token ${name}`));
    expect(evidence?.records).toContain(guid(`token ${name}`));
  });

  it('wakes somebody for a guessed password and an odd issuer', () => {
    expect(['high', 'critical']).toContain(levelOf('guessed'));
    expect(['high', 'critical']).toContain(levelOf('saml'));
  });

  it('lets people mistype their own passwords', () => {
    expect(of('remembered', 'guessedPassword')).toBeUndefined();
    expect(of('resident', 'guessedPassword')).toBeUndefined();
  });
});

describe('preparedReader', () => {
  it('adds up what it took to let an application in', () => {
    expect(of('app-reads', 'preparedReader')).toMatchObject({ weight: 6.5, firstMs: at(10, 2) });
    expect(of('app-reads', 'preparedReader')?.records).toEqual(
      expect.arrayContaining(['consent', 'consent-too', 'secret', 'app-reads']),
    );
  });

  it('knows a delegate by the mailbox that was opened to him', () => {
    expect(of('delegate-reads', 'preparedReader')?.weight).toBe(4);
    expect(of('other-reads', 'preparedReader')).toBeUndefined();
  });

  it('not an application that read there before', () => {
    expect(of('old-app-after', 'preparedReader')).toBeUndefined();
  });
});

describe('wholeSync', () => {
  it('is a session that was never in a place of its person’s own', () => {
    expect(of('stolen-0', 'wholeSync')).toMatchObject({ weight: 6.5, firstMs: at(11, 2) + 4 * 60_000 });
  });

  it('weighs more where it was done twice from different strange places, from the second time on', () => {
    const first = of('twice-a-0', 'wholeSync');
    expect(first?.weight).toBe((first?.steps[0]?.weight ?? 0) + 5);
    expect(first?.steps[1]?.atMs).toBe(at(12, 3) + 4 * 60_000);
    expect(first?.links).toEqual(of('twice-b-0', 'wholeSync')?.links);
    expect(of('stolen-0', 'wholeSync')?.links).toBeUndefined();
  });

  it('not the owner’s laptop on a journey', () => {
    expect(of('owned-away-0', 'wholeSync')).toBeUndefined();
  });
});
