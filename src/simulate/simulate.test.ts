// What the truth says is what the files hold, and nothing else, record by record and for every shape. The files are read
// here with csv-parse and JSON.parse, not with anything that wrote them.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { LetterlockError } from '../util/error.js';
import { auditShapeNames, signInShapeNames } from './export/shapes.js';
import { signInIdOf } from './identifier.js';
import { scenarioNames } from './intrusion/scenario.js';
import { type Kept, keep } from './memory.js';
import type { SimulateOptions } from './option.js';
import { type Audit, type AuditRow, reread, type SignInRow } from './reread.js';
import { type IntrusionTruth, truthSchema } from './truth-schema.js';

const small: SimulateOptions = { seed: 5, mailboxes: 6, days: 14, start: '2024-04-08', scenarios: ['forged-token'] };

const contentIds = new Map<AuditRow, string>();
/** The id by which a reader knows a row. */
function idOf(row: AuditRow): string {
  const own = row.audit?.Id ?? row.rowId;
  if (own) return own;
  const known = contentIds.get(row);
  if (known) return known;
  const id = `content-${createHash('sha256').update(JSON.stringify(row.audit)).digest('hex').slice(0, 32)}`;
  contentIds.set(row, id);
  return id;
}

test('the same options give the same bytes, another seed others', () => {
  const [one, two, other] = [keep(small), keep(small), keep({ ...small, seed: 6 })];
  expect(two).toEqual(one);
  expect(other.files).not.toEqual(one.files);
});

test('an intrusion changes nothing in the lives of the others', () => {
  const quiet = reread(keep({ ...small, scenarios: [], defects: 'none' }));
  const both = keep({ ...small, defects: 'none' });
  const hostile = new Set(both.truth.intrusions.flatMap(({ records }) => records));
  const rest = reread(both).audits.filter((row) => !hostile.has(idOf(row)));
  expect(rest.map(({ audit }) => audit)).toEqual(quiet.audits.map(({ audit }) => audit));
});

test('small shapes hold together: one mailbox, one day, no scenario', () => {
  const { files, truth } = keep({ seed: 0, mailboxes: 1, days: 1, start: '2024-04-08', scenarios: [] });
  expect(files.size).toBeGreaterThan(0);
  expect(truth.intrusions).toEqual([]);
});

test('what is held from day to day does not grow with the days', () => {
  const held: number[] = [];
  keep({ ...small, mailboxes: 30, days: 40, shapes: ['managementBlobs'], defects: 'heavy' }, (count) =>
    held.push(count),
  );
  const [early, late] = [held.slice(5, 15), held.slice(-10)].map((part) => Math.max(...part));
  expect(late).toBeLessThan((early ?? 0) * 1.5);
});

test('options that cannot be met are refused', () => {
  const refused: Partial<SimulateOptions>[] = [
    ...[
      { scenarios: ['nonesuch'] },
      { start: '1 May' },
      { mailboxes: 0 },
      { mailboxes: 2 },
      { days: 1.5 },
      { tenants: 101 },
    ],
    ...[{ shapes: ['scroll'] }, { shapes: [] }, { signIns: 'scroll' }, { without: ['nothing'] }],
    ...[{ scenarios: ['forged-token:variant=other'] }, { scenarios: ['forged-token:colour=red'] }],
  ];
  for (const wrong of refused)
    expect(() => keep({ ...small, ...wrong }), JSON.stringify(wrong)).toThrow(LetterlockError);
});

const worlds: readonly (readonly [string, SimulateOptions])[] = [
  ...auditShapeNames.map((shape, i) => {
    const signIns = signInShapeNames[i % signInShapeNames.length] as string;
    const defects = i % 2 ? ('heavy' as const) : ('light' as const);
    return [
      `${shape} and ${signIns}`,
      { ...small, seed: 30 + i, mailboxes: 13, shapes: [shape], signIns, defects },
    ] as const;
  }),
  [
    'several tenants and shapes',
    { ...small, tenants: 3, mailboxes: 8, shapes: ['purviewCsv', 'managementBlobs'], defects: 'heavy' },
  ],
  [
    'many intruders',
    { ...small, mailboxes: 40, days: 21, scenarios: scenarioNames.filter((name) => name !== 'storm-0558') },
  ],
  ['no sign-ins', { ...small, signIns: 'none', scenarios: ['phishing-proxy', 'sync-everything'] }],
];

describe.each(worlds)('%s', (_, options) => {
  const made = keep(options);
  const { audits, signIns } = reread(made);
  const whole = audits.filter(({ audit }) => audit !== null);
  const records = new Map(whole.map((row) => [idOf(row), row.audit as Audit]));

  test('the truth follows its schema', () => {
    expect(truthSchema.parse(made.truth)).toEqual(made.truth);
  });

  test('the ledger counts the rows that are there', () =>
    checkLedger(
      made,
      audits,
      signIns.map(({ path, id }) => ({ path, id })),
    ));

  test('every whole access record has its truth, once', () => {
    const accesses = [...records].filter(([, { Operation }]) =>
      /^(MailItemsAccessed|AttachmentAccess)$/.test(Operation),
    );
    expect(made.accesses.map(({ id }) => id).sort()).toEqual(accesses.map(([id]) => id).sort());
    for (const { id, mailbox } of made.accesses) expect(records.get(id)?.MailboxOwnerUPN).toBe(mailbox);
  });

  test('no sign-in and no token of the exports is from the time after it was used', () => {
    for (const { Id, AppAccessContext, CreationTime } of records.values()) {
      if (AppAccessContext) expect(AppAccessContext.IssuedAtTime <= CreationTime, Id).toBe(true);
    }
  });

  test('token tier means that the sign-in with that id is in the exports', () => {
    const issued = new Set(signIns.map(({ id }) => id));
    for (const { id, tier, class: verdict } of made.accesses) {
      const token = records.get(id)?.AppAccessContext?.UniqueTokenId;
      if (verdict === 'unexplained') expect(token).toBeDefined();
      if (tier === 'token' || verdict === 'unexplained')
        expect(issued.has(signInIdOf(token ?? ''))).toBe(tier === 'token');
    }
  });

  test('what the truth says of an intrusion is what the files hold', () =>
    checkIntrusions(made, records, new Map(signIns.map((row) => [row.id, row]))));

  test('no record that the truth does not call hostile has an intruder’s token or forged mark', () =>
    checkOthers(made, records));
});

function checkLedger(made: Kept, audits: readonly AuditRow[], signIns: readonly { path: string; id: string }[]): void {
  const keepers = new Map<string, Set<string>>();
  const listed = new Set(made.truth.files.map(({ path }) => path));
  expect([...made.files.keys()].filter((path) => path !== 'networks.csv').sort()).toEqual([...listed].sort());
  const rows = [
    ...audits.map((row) => ({ path: row.path, id: row.audit === null ? null : `audit ${idOf(row)}` })),
    ...signIns.map(({ path, id }) => ({ path, id: `sign-in ${id}` })),
  ];
  for (const file of made.truth.files) {
    const text = made.files.get(file.path) ?? '';
    expect([file.bytes, file.sha256]).toEqual([
      Buffer.byteLength(text),
      createHash('sha256').update(text).digest('hex'),
    ]);
    expect(file.records + file.duplicates + file.rejects.length).toBe(file.rows);
  }
  for (const { path, sha256 } of made.truth.files.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1))) {
    for (const row of rows) {
      if (row.path !== path || row.id === null || keepers.has(row.id)) continue;
      keepers.set(row.id, new Set([sha256]));
    }
  }
  for (const file of made.truth.files) {
    const mine = rows.filter(({ path }) => path === file.path);
    const kept = new Set(mine.filter(({ id }) => id !== null && keepers.get(id)?.has(file.sha256)).map(({ id }) => id));
    expect([file.rows, file.records], file.path).toEqual([mine.length, kept.size]);
    const broken = audits.filter(({ path, audit }) => path === file.path && audit === null).map(({ row }) => row);
    expect(file.rejects.map(({ row }) => row)).toEqual(broken);
    const lines = (made.files.get(file.path) ?? '').split('\n');
    for (const { line, id, damage } of file.rejects) {
      const block = lines.slice((line ?? 1) - 1, (line ?? 1) + 11).join('\n');
      if (damage === 'auditDataCut') expect(block).toContain(id);
    }
  }
}

/** The folder of a Sync record, in either shape: one without messages. */
const synced = ({ Item, Folders = [] }: Audit): { Name: string; Path: string }[] =>
  Item
    ? [Item.ParentFolder]
    : Folders.filter(({ FolderItems }) => FolderItems === undefined).map((folder) => ({ Name: '', ...folder }));

function checkIntrusions(
  { truth, accesses }: Kept,
  records: ReadonlyMap<string, Audit>,
  signIns: ReadonlyMap<string, SignInRow>,
): void {
  for (const intrusion of truth.intrusions) {
    const hostile = intrusion.accessRecords.map((id) => records.get(id) as Audit);
    expect(hostile.every(Boolean), intrusion.id).toBe(true);
    if (hostile.length === 0) continue;
    for (const id of intrusion.records) expect(records.has(id) || signIns.has(id), id).toBe(true);
    expect(
      accesses
        .filter((line) => line.intrusion === intrusion.id)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(intrusion.accessRecords);
    const set = (read: (audit: Audit) => string[]) => [...new Set(hostile.flatMap(read))].sort();
    for (const mailbox of set((a) => [a.MailboxOwnerUPN])) expect(intrusion.mailboxes).toContain(mailbox);
    checkMarks(intrusion, hostile, signIns);
    const times = hostile.map((a) => `${a.CreationTime}Z`).sort();
    expect([times[0], times.at(-1)]).toEqual([intrusion.firstAccessAt, intrusion.lastAccessAt]);
    const messages = set((a) =>
      (a.Folders ?? []).flatMap((f) => (f.FolderItems ?? []).map((i) => `${a.MailboxOwnerUPN} ${i.InternetMessageId}`)),
    );
    expect(intrusion.messages.map((m) => `${m.mailbox} ${m.messageId}`).sort()).toEqual(messages);
    const folders = set((a) =>
      synced(a).map(({ Name, Path }) => `${a.MailboxOwnerUPN} ${Path === 'Not Available' ? Name : Path}`),
    );
    expect(intrusion.folders.map((f) => `${f.mailbox} ${f.folder}`).sort()).toEqual(folders);
  }
}

/** Accounts, addresses, applications, tokens and sessions: each one that the records show, and none that no record shows. */
function checkMarks(truth: IntrusionTruth, hostile: readonly Audit[], signIns: ReadonlyMap<string, SignInRow>): void {
  const of = (read: (audit: Audit) => string | undefined) => new Set(hostile.flatMap((audit) => read(audit) ?? []));
  const own = truth.records.flatMap((id) => signIns.get(id) ?? []).map(({ fields }) => fields);
  const text = JSON.stringify(own);
  const covers = (listed: readonly string[], shown: ReadonlySet<string>, what: string) => {
    for (const value of shown) expect(listed, `${truth.id} ${what}`).toContain(value);
    for (const value of listed)
      expect(shown.has(value) || text.includes(value), `${truth.id} ${what} ${value}`).toBe(true);
  };
  const tokens = of((a) => a.AppAccessContext?.UniqueTokenId);
  expect(truth.tokenIds).toEqual([...tokens].sort());
  covers(
    truth.addresses,
    of((a) => a.ClientIPAddress),
    'addresses',
  );
  for (const session of of((a) => a.AppAccessContext?.AADSessionId)) expect(truth.sessionIds).toContain(session);
  for (const application of of((a) => a.ClientAppId)) expect(truth.applications).toContain(application);
  for (const user of of((a) => (a.UserId.includes('@') ? a.UserId : undefined))) expect(truth.accounts).toContain(user);
  if (truth.detectableAt !== null) expect(truth.detectableAt >= (truth.firstAccessAt ?? '')).toBe(true);
}

/** A forged token's id is nobody else's; neither is a token that Entra gave the intruder. */
function checkOthers({ truth }: Kept, records: ReadonlyMap<string, Audit>): void {
  const hostile = new Set(truth.intrusions.flatMap((intrusion) => intrusion.accessRecords));
  const copied = truth.intrusions.filter(({ variant }) => variant === 'copied-ids').flatMap(({ tokenIds }) => tokenIds);
  const tokens = new Set(truth.intrusions.flatMap(({ tokenIds }) => tokenIds).filter((id) => !copied.includes(id)));
  for (const [id, { AppAccessContext }] of records) {
    if (!hostile.has(id) && AppAccessContext) expect(tokens.has(AppAccessContext.UniqueTokenId), id).toBe(false);
  }
}
