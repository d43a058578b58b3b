// Which accesses belong together, and that a session keeps its id whatever else arrives.
import { beforeAll, describe, expect, it } from 'vitest';
import { at, bind, type Fields, guid, mobile, sync } from '../../test/store/row.js';
import { sessionWorld, type World } from '../../test/store/world.js';
import { readSessions, type SessionRow } from './read.js';

const hour = 3_600_000;
const noon = at(2, 12);
const user = (name: string) => `${name}@x.example`;
const one = (name: string, n: number, ms: number, more: object = {}): Fields =>
  bind({ id: `${name}-${n}`, at: ms, user: user(name), ...more });

const audit: Fields[] = [
  // One Entra session over days, networks, applications and hourly tokens.
  one('entra', 1, noon, { session: 'S1', token: 'a' }),
  one('entra', 2, noon + 30 * hour, { session: 's1', ip: '192.0.2.1', token: 'b' }),
  one('entra', 3, noon + 31 * hour, { session: 'S1', app: mobile }),
  one('entra', 4, noon + 32 * hour, { session: 'S2' }),
  // Without one: gaps under eight hours.
  one('gap', 1, noon),
  one('gap', 2, noon + 8 * hour - 1000, { token: 'c' }),
  one('gap', 3, noon + 16 * hour - 1000, { token: 'd' }),
  one('gap', 4, noon + 17 * hour),
  // Another network, application or client; the same network and a newer version of the client.
  one('split', 1, noon),
  one('split', 2, noon + 1, { ip: '198.51.100.200' }),
  one('split', 3, noon + 2, { ip: '198.51.101.1' }),
  one('split', 4, noon + 3, { app: mobile }),
  one('split', 5, noon + 4, { more: { ClientInfoString: 'Client=OWA;' } }),
  one('client', 1, noon, { more: { ClientInfoString: 'Client=OutlookService;Outlook-iOS/2.1;' } }),
  one('client', 2, noon + 1, { more: { ClientInfoString: 'Client=OutlookService;Outlook-iOS/2.10.3;' } }),
  // One reader of two mailboxes, two readers of one.
  one('delegate', 1, noon, { mailbox: user('chief') }),
  one('delegate', 2, noon, { mailbox: user('other') }),
  one('secretary', 1, noon, { mailbox: user('chief') }),
  // Exchange's session where there is no other.
  sync({ id: 'sync-1', at: noon, user: user('sync'), session: 'EX' }),
  sync({ id: 'sync-2', at: noon + 40 * hour, user: user('sync'), session: 'EX', ip: '192.0.2.9' }),
];

let world: World;
let sessions: SessionRow[];
const membersOf = (list: readonly SessionRow[], name: string): string[] =>
  list
    .flatMap((row) =>
      row.records.some((id) => id.startsWith(`${name}-`)) ? row.records.map((id) => id.replace(/.*-/, '')).join() : [],
    )
    .sort();
const read = async (rows: readonly Fields[]): Promise<SessionRow[]> =>
  readSessions((await sessionWorld({ audit: rows })).database, { all: true, ids: [] });

beforeAll(async () => {
  world = await sessionWorld({ audit });
  sessions = await readSessions(world.database, { all: true, ids: [] });
});

describe('access sessions', () => {
  it.each([
    ['entra', ['1,2,3', '4']],
    ['gap', ['1,2', '3,4']],
    ['split', ['1,2', '3', '4', '5']],
    ['client', ['1,2']],
    ['delegate', ['1', '2']],
    ['secretary', ['1']],
    ['sync', ['1,2']],
  ])('%s', (name, members) => expect(membersOf(sessions, name)).toEqual(members));

  it('hold every access once', () => {
    expect(sessions.flatMap((row) => row.records).sort()).toEqual(audit.map((row) => String(row.Id)).sort());
  });

  it('say what their accesses say', () => {
    const entra = sessions.find((row) => row.records.includes('entra-1'));
    expect(entra).toMatchObject({
      user: user('entra'),
      mailbox: user('entra'),
      addresses: ['192.0.2.1', '198.51.100.10'],
      networks: ['192.0.2.0/24', '198.51.100.0/24'],
      tokens: ['a', 'b'],
      sessions: ['s1'],
      firstMs: noon,
      lastMs: noon + 31 * hour,
      accesses: 3,
      bind: 3,
      sync: 0,
      messages: 1,
    });
    expect(sessions.find((row) => row.records.includes('sync-1'))).toMatchObject({ bind: 0, sync: 2, messages: 0 });
  });
});

describe('the id of a session', () => {
  const idsOf = (list: readonly SessionRow[]): Map<string, string> =>
    new Map(list.map((row) => [row.records.join(), row.id]));

  it('does not depend on the order of the rows', async () => {
    const shuffled = audit
      .map((row, i) => [(i * 7) % audit.length, row] as const)
      .sort(([a], [b]) => a - b)
      .map(([, row]) => row);
    expect(await read(shuffled)).toEqual(sessions);
  });

  it('stays when later records arrive', async () => {
    const more = audit.map((row) => ({
      ...row,
      Id: `${row.Id}-later`,
      CreationTime: new Date(Date.parse(`${row.CreationTime}Z`) + 100 * 24 * hour).toISOString().slice(0, 19),
    }));
    const later = new Set((await read([...audit, ...more])).map((row) => row.id));
    for (const row of sessions) expect(later).toContain(row.id);
  });

  it('differs between tenants', async () => {
    const there = await read(audit.map((row) => ({ ...row, OrganizationId: guid('elsewhere') })));
    const here = idsOf(sessions);
    for (const row of there) expect(row.id).not.toBe(here.get(row.records.join()));
  });
});

describe('messages of a session', () => {
  // read.ts counts '' as an id; opened.ts and total.ts do not.
  it('are not counted where they have no id', async () => {
    const folders = [
      {
        Path: '\\Inbox',
        FolderItems: [
          { Id: 'i', InternetMessageId: '' },
          { Id: 'j', InternetMessageId: '<a>' },
        ],
      },
    ];
    expect(await read([one('blank', 1, noon, { more: { Folders: folders } })])).toMatchObject([{ messages: 1 }]);
  });
});
