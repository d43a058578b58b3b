// What was read in a case: named messages, folders, windows without a record; and of a mixed session only the intruder's part.
import { beforeAll, describe, expect, it } from 'vitest';
import { forged, home, life, person, together } from '../../test/store/life.js';
import { at, bind, type Fields, guid, sync, tokenOf } from '../../test/store/row.js';
import { answer } from '../../test/store/world.js';
import type { Case, Result } from '../record/result.js';

const minute = 60_000;
const hour = 60 * minute;
const thief = '192.0.2.66';
/** The owner's own session, which the intruder's tokens carry too. */
const mixed = guid(`session ${person(0)} 5`);
const begin = at(5, 15);

const item = (id: string, more: Fields = {}): Fields => ({ Id: `item ${id}`, InternetMessageId: id, ...more });
const folder = (path: string, ...items: Fields[]): Fields => ({ Id: path, Path: path, FolderItems: items });
const token = (n: number): Fields => ({
  UniqueTokenId: tokenOf(guid(`t${n}`)),
  IssuedAtTime: new Date(begin + n * hour - minute).toISOString().slice(0, 19),
  AADSessionId: mixed,
});
const stolen = (n: number, id: string, more: Fields): Fields =>
  bind({ id, at: begin + n * hour, user: person(0), ip: thief, more: { AppAccessContext: token(n), ...more } });
const throttled = {
  OperationProperties: [
    { Name: 'MailAccessType', Value: 'Bind' },
    { Name: 'IsThrottled', Value: 'True' },
  ],
};

const audit: Fields[] = [
  stolen(0, 'one', {
    Folders: [
      folder('\\Inbox', item('<a>', { SizeInBytes: 1000, Subject: 'Plans' }), item('<b>')),
      folder('\\Sent', item('<c>', { SizeInBytes: 10 })),
    ],
  }),
  stolen(1, 'again', {
    Folders: [
      folder('\\Archive', item('<a>', { SizeInBytes: 1200 }), { Id: 'item only', SizeInBytes: 7 }, { Id: 'item only' }),
    ],
  }),
  stolen(2, 'attachments', {
    Operation: 'AttachmentAccess',
    Folders: undefined,
    Messages: [
      { Id: 'item <a>', Path: '\\Inbox', MessageItems: [{ Id: 'x' }, { Id: 'y' }] },
      { Id: 'item unseen', MessageItems: [{ Id: 'z' }] },
    ],
  }),
  stolen(3, 'nothing', { Folders: [] }),
  stolen(4, 'throttled', { ...throttled, Folders: [folder('\\Inbox', item('<d>'))] }),
  stolen(5, 'throttled-again', { ...throttled, Folders: undefined }),
  sync({
    id: 'sync',
    at: begin + 6 * hour,
    user: person(0),
    ip: thief,
    folder: 'Sent Items',
    more: { AppAccessContext: token(6) },
  }),
  sync({
    id: 'sync-folders',
    at: begin + 7 * hour,
    user: person(0),
    ip: thief,
    more: {
      AppAccessContext: token(7),
      Item: undefined,
      Folders: [{ Path: '\\Inbox' }, { Path: 'Not Available', Name: 'Drafts' }],
    },
  }),
  // The owner in the same session, and a window in somebody else's mailbox.
  bind({
    id: 'owner',
    at: begin - hour,
    user: person(0),
    ip: home(0),
    session: mixed,
    token: tokenOf(guid(`token ${person(0)} 5 13`)),
    messages: ['<own>'],
  }),
  bind({
    id: 'elsewhere',
    at: begin,
    user: person(1),
    ip: home(1),
    session: guid(`session ${person(1)} 5`),
    more: throttled,
  }),
  // Much later and long after the case, the same mailbox.
  bind({
    id: 'later',
    at: at(10, 13.5),
    user: person(0),
    ip: home(0),
    session: guid(`session ${person(0)} 10`),
    more: throttled,
  }),
];

let result: Result;
let found: Case;
beforeAll(async () => {
  result = await answer(together(life({ people: 10, days: 14 }), { audit }));
  found = result.cases.find((item) => item.level === 'critical' || item.level === 'high') as Case;
});

describe('named messages', () => {
  it('each once, with its largest size, first and last time and records', () => {
    const a = found.exposure.named.items.find((row) => row.messageId === '<a>');
    expect(a).toMatchObject({
      mailbox: person(0),
      itemId: 'item <a>',
      folder: '\\Inbox',
      subject: 'Plans',
      bytes: 1200,
      attachments: '2 opened',
      firstAt: '2024-03-09T15:00:00Z',
      lastAt: '2024-03-09T17:00:00Z',
      records: ['again', 'attachments', 'one'],
    });
    expect(found.exposure.named.items.filter((row) => row.messageId === '<c>')).toMatchObject([
      { folder: '\\Sent', bytes: 10 },
    ]);
  });

  it('also those that the log names only by item', () => {
    const nameless = found.exposure.named.items
      .filter((row) => row.messageId === null)
      .map((row) => [row.itemId, row.bytes, row.attachments]);
    expect(nameless).toEqual([
      ['item only', 7, null],
      ['item unseen', null, '1 opened'],
    ]);
  });

  it('add up', () => {
    const { messages, bytes, items } = found.exposure.named;
    expect(items.map((row) => row.messageId).sort()).toEqual(['<a>', '<b>', '<c>', '<d>', null, null].sort());
    expect(messages).toBe(6);
    expect(bytes).toBe(1200 + 10 + 7);
  });

  it('of a mixed session only those from the intruder’s application, client and network', () => {
    expect(result.sessions.find((session) => session.records.includes('owner'))?.records).toContain('one');
    expect(found.exposure.named.items.map((row) => row.messageId)).not.toContain('<own>');
    expect(found.dwell).toMatchObject({
      firstAccessAt: '2024-03-09T15:00:00Z',
      lastActivityAt: '2024-03-09T22:00:00Z',
    });
  });
});

describe('folders', () => {
  it('by path where it is available, else by name; from either shape', () => {
    expect(found.exposure.folders.map((row) => [row.folder, row.records])).toEqual([
      ['Sent Items', ['sync']],
      ['Drafts', ['sync-folders']],
      ['\\Inbox', ['sync-folders']],
    ]);
  });
});

describe('windows without a record', () => {
  it('24 hours from a throttled record; overlapping ones are one', () => {
    const windows = found.exposure.unknown.filter((row) => row.reason === 'throttled');
    expect(windows).toEqual([
      { mailbox: person(0), fromAt: '2024-03-09T19:00:00Z', toAt: '2024-03-10T20:00:00Z', reason: 'throttled' },
    ]);
    const gaps = result.coverage.mailboxes.find((row) => row.mailbox === person(0))?.gaps ?? [];
    expect(gaps.map((gap) => gap.fromAt)).toEqual(['2024-03-09T19:00:00Z', '2024-03-14T13:30:00Z']);
  });

  it('two minutes from a record that names no message', () => {
    expect(found.exposure.unknown.filter((row) => row.reason === 'noMessageIds').map((row) => row.fromAt)).toEqual([
      '2024-03-09T18:00:00Z',
      '2024-03-09T20:00:00Z',
    ]);
  });
});

describe('the totals', () => {
  it('count records by kind, and messages by mailbox and id', () => {
    const own = 10 * 14 * 2;
    expect(result.accesses).toMatchObject({
      records: own + audit.length,
      sync: 2,
      attachment: 1,
      bind: own + audit.length - 3,
      throttled: 4,
    });
    const ordinary = new Set(life({ people: 10, days: 14 }).audit.map((row) => row.Id)).size;
    // <a> to <d>, <own>, and <one@x.example> in two mailboxes.
    expect(result.accesses.messages).toBe(ordinary + 5 + 2);
    expect(result.accesses.messageIds).toBe(ordinary + 5 + 1);
  });
});

describe('a hole in the audit log during a case', () => {
  it('stands among what is unknown', async () => {
    const busy = life({ people: 10, days: 14, hours: [8, 9, 10, 11, 12, 13, 14, 15] });
    const hole = busy.audit.filter((row) => !/^2024-03-(09|10)/.test(String(row.CreationTime)));
    const intruder = [...forged(at(4, 1), 4), ...forged(at(7, 1), 4)];
    const { cases, coverage } = await answer(together({ audit: hole, signIns: busy.signIns }, { audit: intruder }));
    expect(coverage.mailboxes[0]?.gaps).toMatchObject([{ reason: 'auditGap' }]);
    expect(coverage.limits.find(({ code }) => code === 'auditGap')?.message).toContain('within audit.jsonl');
    expect(cases[0]?.exposure.unknown.map((row) => row.reason)).toContain('auditGap');
  });
});

describe('an attachment of a message that only its owner opened', () => {
  // opened.ts `known` is made of the case's own accesses, so the record that names both ids is not asked where it is another's.
  it('finds its message', async () => {
    const messages = [{ Id: `item <5-9-${person(0)}>`, Path: '\\Inbox', MessageItems: [{ Id: 'x' }] }];
    const more = { Operation: 'AttachmentAccess', Folders: undefined, Messages: messages };
    const audit = [...forged(at(6, 1), 6), ...forged(at(6, 8), 1, { more })];
    const { cases } = await answer(together(life({ people: 10, days: 14 }), { audit }));
    expect(cases[0]?.exposure.named.items.map((row) => row.messageId)).toContain(`<5-9-${person(0)}>`);
  });
});
