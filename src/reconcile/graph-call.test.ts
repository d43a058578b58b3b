// Calls of Graph as accesses: which of them read mail, whose and which message; that a call and the access record of the same
// read count once; and that a call finds its sign-in like any access.
import { beforeAll, describe, expect, it } from 'vitest';
import { home, life, person } from '../../test/store/life.js';
import {
  at,
  backup,
  bind,
  exchange,
  type Fields,
  guid,
  mobile,
  signIn,
  tenant,
  tokenOf,
} from '../../test/store/row.js';
import { lines, load, reconcileStore, type World } from '../../test/store/world.js';
import { sql } from '../query/sql.js';

const graph = '00000003-0000-0000-c000-000000000000';
const root = 'https://graph.microsoft.com/v1.0';

interface Call {
  readonly id: string;
  readonly at: number;
  readonly uri: string;
  readonly user?: number | null;
  readonly app?: string;
  readonly token?: string | null;
  readonly session?: string;
  readonly ip?: string;
  readonly more?: Fields;
}

const call = ({ id, at: ms, uri, user = 1, app = mobile, token, session, ip, more }: Call): Fields => ({
  TimeGenerated: new Date(ms).toISOString(),
  RequestId: id,
  RequestMethod: 'GET',
  ResponseStatusCode: 200,
  AadTenantId: tenant,
  IPAddress: ip ?? '203.0.1.10',
  UserAgent: 'agent/1.2',
  RequestUri: uri.startsWith('http') ? uri : root + uri,
  SignInActivityId: token ?? '',
  AppId: app,
  UserId: user === null ? '' : guid(person(user)),
  ServicePrincipalId: user === null ? guid('sp') : '',
  SessionId: session ?? '',
  Type: 'MicrosoftGraphActivityLogs',
  ...more,
});

async function world(
  calls: readonly Fields[],
  audit: readonly Fields[] = [],
  signIns: readonly Fields[] = [],
): Promise<World> {
  const ordinary = life();
  return reconcileStore(
    await load({
      'audit.jsonl': lines([...ordinary.audit, ...audit]),
      'sign-ins.jsonl': lines([...ordinary.signIns, ...signIns]),
      'graph.jsonl': lines(calls),
    }),
  );
}

const reads = async ({ database }: World): Promise<Fields[]> =>
  database.rows<Fields>(sql`SELECT id, mailbox, item FROM "graphCall" ORDER BY id`);

describe('which calls read mail', () => {
  const uris: readonly (readonly [uri: string, mailbox: string | null, item: string | null, more?: Fields])[] = [
    ['/me/messages/AAMkAD%3D', person(1), 'AAMkAD='],
    ['/me/messages/AAMk/$value', person(1), 'AAMk'],
    ['/me/messages/AAMk/attachments/x/$value', person(1), 'AAMk'],
    ["/Me/Messages('AAMk')", person(1), 'AAMk'],
    [`/users/${person(2)}/messages/AAMk?$select=subject`, person(2), 'AAMk'],
    [`/users/Person2%40X.example/messages/AAMk`, person(2), 'AAMk'],
    [`/users('${person(2)}')/mailFolders('inbox')/messages('AAMk')`, person(2), 'AAMk'],
    [`/users/${guid(person(3))}/mailFolders/inbox/childFolders/x/messages/AAMk`, person(3), 'AAMk'],
    [`/users/${guid('nobody')}/messages/AAMk`, `oid:${guid('nobody')}`, 'AAMk'],
    ['https://graph.microsoft.com/beta/me/messages', person(1), null],
    ['/me/messages?$search=%22password%22', person(1), null],
    ['/me/mailFolders/inbox/messages/delta?$deltatoken=x', person(1), null],
    ["/me/mailFolders('inbox')/messages/microsoft.graph.delta()", person(1), null],
    ['/me/messages/$count', null, null],
    ['/me/mailFolders', null, null],
    ['/me/events/messages', null, null],
    ['/chats/x/messages/y', null, null],
    ['/teams/x/channels/y/messages', null, null],
    ['/me/messages/AAMk', null, null, { RequestMethod: 'PATCH' }],
    ['/me/messages/AAMk', null, null, { ResponseStatusCode: 403 }],
  ];

  it('by path, method and answer', async () => {
    const calls = uris.map(([uri, , , more], i) =>
      call({ id: `c${String(i).padStart(2, '0')}`, at: at(3, i), uri, more: more ?? {} }),
    );
    const found = await reads(await world(calls));
    const expected = uris.flatMap(([, mailbox, item], i) =>
      mailbox === null ? [] : [{ id: `c${String(i).padStart(2, '0')}`, mailbox, item }],
    );
    expect(found).toEqual(expected);
  });
});

/** A read through Graph as the audit log has it. */
const record = (id: string, ms: number, more: Parameters<typeof bind>[0] | object = {}): Fields =>
  bind({ id, at: ms, user: person(1), ip: home(1), app: mobile, more: { AppId: graph }, ...more });

const uri = '/me/messages/AAMk';
const when = at(5, 10.5);
const token = guid('graph token');
const other = guid('other token');
const issued = signIn({
  id: token,
  at: when - 600_000,
  user: person(1),
  ip: home(1),
  app: mobile,
  more: { resourceId: graph },
});

describe('a call and the record of the same read', () => {
  const counted = async (calls: readonly Fields[], audit: readonly Fields[]): Promise<string[]> => {
    const found = await world(calls, audit, [issued]);
    const { reconciliation } = found.reconciled;
    const { explained, background, notAssessable, unexplained, total } = reconciliation;
    expect(explained + background + notAssessable + unexplained).toBe(total);
    return [...found.judged.keys()].filter((id) => /^(call|record)/.test(id)).sort();
  };
  const withToken = { token: tokenOf(token), issuedAt: when - 600_000 };

  it('count once where both name one token', async () => {
    const calls = [0, 1, 40].map((minute) =>
      call({ id: `call${minute}`, at: when + minute * 60_000, uri, token: tokenOf(token) }),
    );
    expect(await counted(calls, [record('record', when, withToken)])).toEqual(['record']);
  });

  it('count once where the record names no token but its place', async () => {
    expect(
      await counted([call({ id: 'call', at: when, uri, token: tokenOf(token) })], [record('record', when)]),
    ).toEqual(['record']);
  });

  it.each<[string, Partial<Call>, object]>([
    ['another token', { token: tokenOf(other) }, withToken],
    ['two hours later', { at: when + 7_200_000 }, withToken],
    ['another application', { app: backup }, withToken],
    ['another mailbox', { uri: `/users/${person(2)}/messages/AAMk` }, withToken],
    ['another place and no token in the record', { ip: '192.0.2.66' }, {}],
  ])('count apart: %s', async (_, change, more) => {
    const made = call({ id: 'call', at: when, uri, token: tokenOf(token), ...change });
    expect(await counted([made], [record('record', when, more)])).toEqual(['call', 'record']);
  });

  it('a record that says nothing takes the ids of the calls it sums up, if they have one token', async () => {
    const nothing = { ip: '2603:10a6:803:c4::17', app: mobile };
    const calls = [0, 1].map((minute) =>
      call({ id: `call${minute}`, at: when + minute * 60_000, uri, token: tokenOf(token) }),
    );
    const one = await world(calls, [record('record', when, nothing)], [issued]);
    expect(one.verdict('record')).toBe('explained token');
    expect(one.judged.has('call0')).toBe(false);
    const two = await world(
      [...calls, call({ id: 'call2', at: when, uri, token: tokenOf(other), ip: '192.0.2.66' })],
      [record('record', when, nothing)],
      [issued],
    );
    expect(two.verdict('record')).toBe('notAssessable noIds');
    expect(two.verdict('call0')).toBe('explained token');
    expect(two.verdict('call2')).toBe('unexplained noSignInForToken');
  });
});

describe('a call without a record', () => {
  let found: World;
  beforeAll(async () => {
    const session = guid(`session ${person(1)} 5`);
    const calls = [
      call({ id: 'token', at: when, uri, token: tokenOf(token) }),
      call({ id: 'padded', at: when, uri: '/me/messages', token: `${tokenOf(token)}==` }),
      call({ id: 'guid', at: when, uri, token }),
      call({ id: 'session', at: when, uri, session, app: backup }),
      call({ id: 'forged', at: when, uri, token: tokenOf(other), ip: '192.0.2.66' }),
      call({ id: 'stolen', at: when, uri: `/users/${person(3)}/messages/A`, user: 2, token: tokenOf(token) }),
      call({
        id: 'program',
        at: when,
        uri: `/users/${person(3)}/messages/A`,
        user: null,
        app: backup,
        token: tokenOf(other),
      }),
      call({ id: 'silent', at: when, uri, ip: '192.0.2.66', app: backup }),
    ];
    found = await world(calls, [], [issued]);
  });

  it.each([
    ['token', 'explained token'],
    ['padded', 'explained token'],
    ['guid', 'explained token'],
    ['session', 'explained session'],
    ['forged', 'unexplained noSignInForToken'],
    ['stolen', 'unexplained signInDisagrees'],
    ['program', 'notAssessable signInKindNotExported'],
    ['silent', 'notAssessable noIds'],
  ])('%s: %s', (id, verdict) => expect(found.verdict(id)).toBe(verdict));

  it('is told apart from the records, and the sums hold', async () => {
    const [kinds] = await found.database.rows<Fields>(
      sql`SELECT count(*) FILTER (WHERE kind = 'graph') AS graph, count(*) AS total FROM access`,
    );
    expect(kinds).toEqual({ graph: 8, total: found.reconciled.reconciliation.total });
  });

  it('was made through Graph, so Exchange as resource is no condition', () => {
    expect(exchange).not.toBe(graph);
    expect(found.judged.get('token')?.disagreement).toBe('');
  });
});
