// Readers that belong to the furniture: Microsoft's own, known by address, application and breadth together; and what the
// user has declared.
import { beforeAll, describe, expect, it } from 'vitest';
import { forged, home, life, person, together } from '../../test/store/life.js';
import { at, backup, bind, type Fields, guid, otherTenant, outlook, signIn, tokenOf } from '../../test/store/row.js';
import { loadRows, reconciledWorld, reconcileStore, writeFiles } from '../../test/store/world.js';
import type { AllowUse } from '../record/told.js';
import type { Workspace } from '../store/workspace.js';
import { type Allowed, nothingAllowed, readAllowed } from './allow.js';

const service = '66a88757-258c-4c72-893c-3e8bed4d6899';
const inside = '2603:10a6:803:c4::17';

/** One application opening some mailboxes from one address. */
const reader = (name: string, app: string | null, mailboxes: number, ip: string): Fields[] =>
  Array.from({ length: mailboxes }, (_, n) =>
    bind({ id: `${name}-${n}`, at: at(3, 2 + n / 10), user: person(n), ip, app }),
  );

describe('service readers', () => {
  it('need address, application and breadth', async () => {
    const audit = [
      ...reader('service', service, 3, inside),
      ...reader('elsewhere', '98db8bd6-0cc0-4e67-9de5-f187f1cd1b41', 3, '192.0.2.1'),
      ...reader('narrow', '26a7ee05-5602-4d76-a7ba-eae8b7b67941', 2, inside),
      ...reader('peoples', outlook, 6, inside),
      ...reader('nameless', null, 6, inside),
      ...reader('both', '00b41c95-dab0-4487-9791-b9d2c32c80f2', 3, inside),
      bind({
        id: 'both-outside',
        at: at(3, 5),
        user: person(4),
        ip: '192.0.2.5',
        app: '00b41c95-dab0-4487-9791-b9d2c32c80f2',
      }),
    ];
    const world = await reconciledWorld(together(life({ people: 6 }), { audit }));
    expect(world.verdict('service-0')).toBe('background serviceReader');
    for (const id of ['elsewhere-0', 'narrow-0', 'peoples-0', 'nameless-0', 'both-0', 'both-outside'])
      expect(world.verdict(id), id).toBe('notAssessable noIds');
  });

  it('a few mailboxes of many are not breadth', async () => {
    const world = await reconciledWorld(
      together(life({ people: 8 }), { audit: reader('service', service, 3, inside) }),
    );
    expect(world.verdict('service-0')).toBe('notAssessable noIds');
  });
});

describe('a program of this tenant’s own', () => {
  // background.ts readers(): an application that is in no table counts as Microsoft's when all its accesses come from the
  // service's addresses, as those of a program over EWS do; although it signs in here as a service principal, so that its
  // unknown tokens could be told, and although "a hijacked backup program must not pass as furniture" (settled points).
  it('is no furniture because the service passes its requests on', async () => {
    const service = { app: backup, ip: inside };
    const tokens = Array.from({ length: 30 }, (_, n) => ({
      id: guid(`sp ${n}`),
      at: at(2 + n / 10, 1),
      user: person(n % 4),
    }));
    const signIns = tokens.map(({ id, at: ms }) => signIn({ ...service, id, at: ms, kind: 'servicePrincipal' }));
    const more = { UserType: 5 };
    const audit = tokens.map(({ id, at: ms, user }) =>
      bind({ ...service, at: ms + 60_000, issuedAt: ms, user, token: tokenOf(id), more }),
    );
    const hijacked = forged(at(4, 2), 1, { ...service, id: 'hijacked', more });
    const world = await reconciledWorld(together(life({ people: 4 }), { audit: [...audit, ...hijacked], signIns }));
    expect(world.reconciled.reconciliation.byTier.token).toBeGreaterThan(100);
    expect(world.verdict('hijacked')).toBe('unexplained noSignInForToken');
  });
});

const allowing = (allowed: Partial<Allowed>): { allowed: Allowed } => ({ allowed: { ...nothingAllowed, ...allowed } });

describe('what the user has declared', () => {
  const rows = together(life(), {
    signIns: [signIn({ id: guid('copied'), at: at(3, 5), user: person(1) })],
    audit: [
      ...forged(at(3, 3), 1, { id: 'program', app: backup, ip: '192.0.2.20' }),
      ...forged(at(3, 4), 1, { id: 'neighbour', ip: '192.0.3.20' }),
      ...forged(at(3, 5), 1, { id: 'copied', app: backup, ip: '192.0.2.21', token: tokenOf(guid('copied')) }),
      ...forged(at(3, 6), 1, { id: 'delegate', ip: '192.0.4.1', user: person(1), mailbox: person(0) }),
      ...forged(at(3, 7), 1, { id: 'own', ip: '192.0.5.1', user: person(1), mailbox: person(1) }),
      ...forged(at(3, 8), 1, { id: 'other-chief', ip: '192.0.6.1', user: person(1), mailbox: person(2) }),
    ],
  });
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await loadRows(rows);
  });
  const verdicts = async (allowed: Partial<Allowed>): Promise<string[]> => {
    const world = await reconcileStore(workspace, allowing(allowed));
    return [...world.judged]
      .filter(([, row]) => row.class === 'background')
      .map(([id, row]) => `${id} ${row.reason}`)
      .sort();
  };

  it('an application; but a token that contradicts its sign-in stays a contradiction', async () => {
    expect(await verdicts({ applications: [{ id: backup, reason: 'ours' }] })).toEqual(['program allowed']);
    const world = await reconcileStore(workspace, allowing({ applications: [{ id: backup, reason: 'ours' }] }));
    expect(world.verdict('copied')).toBe('unexplained signInDisagrees');
    expect(world.verdict('neighbour')).toBe('unexplained noSignInForToken');
  });

  it('a network', async () => {
    expect(await verdicts({ networks: [{ range: '192.0.2.0/24', reason: 'ours' }] })).toEqual(['program allowed']);
    expect(
      await verdicts({
        networks: [
          { range: '192.0.3.20', reason: 'ours' },
          { range: `${home(0)}/32`, reason: 'x' },
        ],
      }),
    ).toEqual(['neighbour allowed']);
  });

  it('a delegate, for one chief or for all, never in the own mailbox', async () => {
    expect(await verdicts({ delegates: [{ user: person(1), mailbox: person(0), reason: 'secretary' }] })).toEqual([
      'delegate allowed',
    ]);
    expect(await verdicts({ delegates: [{ user: person(1), reason: 'secretary' }] })).toEqual([
      'delegate allowed',
      'other-chief allowed',
    ]);
  });
});

describe('each use is counted', () => {
  const owner = otherTenant;
  const rows = together(life(), {
    signIns: [
      signIn({ id: guid('copied'), at: at(3, 5), user: person(1) }),
      ...life({ tenant: owner, domain: 'y.example', people: 4 }).signIns,
    ],
    audit: [
      ...forged(at(3, 3), 3, { app: backup, ip: '192.0.2.20' }),
      ...forged(at(3, 5), 1, { id: 'copied', app: backup, ip: '192.0.2.21', token: tokenOf(guid('copied')) }),
      ...forged(at(9, 3), 2, { app: backup, ip: '192.0.2.22' }),
      ...forged(at(3, 9), 1, {
        ...{ id: 'foreign', app: backup, ip: '192.0.2.23' },
        more: { TokenTenantId: owner },
      }),
    ],
  });
  let uses: AllowUse[];
  let foreign: string;
  beforeAll(async () => {
    const entry = { reason: 'ours' };
    const world = await reconcileStore(
      await loadRows(rows),
      allowing({
        applications: [
          { id: backup, ...entry, until: '2024-03-12' },
          { id: 'unheard-of', ...entry },
        ],
        networks: [
          { range: '192.0.2.20', ...entry, until: '2024-03-07T04:00:00Z' },
          { range: `${home(0)}/32`, ...entry },
        ],
      }),
    );
    uses = [...world.reconciled.allowed];
    foreign = world.verdict('foreign');
  });

  it('with what was kept, explained anyway, and came after the end', () => {
    expect(uses).toMatchObject([
      { kind: 'application', value: backup, uses: 3, kept: 2, afterEnd: 2, explained: 0, until: '2024-03-12' },
      { value: 'unheard-of', uses: 0, kept: 0, afterEnd: 0, explained: 0, firstAt: null },
      { kind: 'network', uses: 1, afterEnd: 2, firstAt: '2024-03-07T03:01:00Z', lastAt: '2024-03-07T03:01:00Z' },
      { kind: 'network', uses: 0, explained: 24 },
    ]);
  });

  it('a token of another tenant is never taken for known', () => {
    expect(foreign).not.toMatch(/^(background|explained)/);
  });
});

describe('the allow file', () => {
  const read = (text: string): Promise<Allowed> => readAllowed(`${writeFiles({ 'allow.yml': text })}/allow.yml`);

  it('folds case and leaves out what is not there', async () => {
    expect(await read('')).toEqual(nothingAllowed);
    const text =
      'applications:\n  - {id: " ABC ", reason: R}\nnetworks: [{range: 192.0.2.0/24, reason: R}]\ndelegates:\n  - user: Ann@X.example\n    reason: R\n';
    expect(await read(text)).toEqual({
      applications: [{ id: 'abc', reason: 'R' }],
      networks: [{ range: '192.0.2.0/24', reason: 'R' }],
      delegates: [{ user: 'ann@x.example', reason: 'R' }],
    });
  });

  it.each([
    ['applications:\n  - id: a\n    reason: r\n  - id: b\n    reason: [x]\n', 5],
    ['networks:\n  - range: 192.0.2.0/33\n    reason: r\n', 2],
    ['applications: []\npeople: []\n', 1],
    ['applications:\n  - id: [unclosed\n', 3],
    ['applications: text\n', 1],
    ['networks:\n  - range: 0.0.0.0/0\n    reason: r\n', 2],
    ['networks:\n  - range: 2001::/16\n    reason: r\n', 2],
    ['applications:\n  - id: a\n    reason: " "\n', 3],
    ['applications:\n  - id: a\n    reason: r\n    until: 2024-02-31\n', 4],
    ['applications:\n  - id: a\n    reason: r\n    until: next year\n', 4],
  ])('says where the mistake is: %j', async (text, line) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'allowFile', at: { line } });
  });

  it('says where a reason is missing', async () => {
    await expect(read('delegates:\n  - user: ann\n')).rejects.toMatchObject({ at: { line: 2 } });
  });

  it('says that it cannot be read', async () => {
    await expect(readAllowed('/nowhere/allow.yml')).rejects.toMatchObject({ code: 'allowFile' });
  });
});
