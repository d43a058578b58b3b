// The sample and the simulation behind it: what the truth says is what the files hold, and nothing else. The files are
// read here with csv-parse and JSON.parse, not with anything that wrote them.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { LetterlockError } from '../util/error.js';
import { signInIdOf } from './identifier.js';
import { northgate } from './sample.js';
import { type Simulation, simulate } from './simulate.js';
import { truthText } from './write.js';

const small = { seed: 5, mailboxes: 6, days: 14, start: '2024-04-08', scenarios: ['forged-token'] };
const sample = fileURLToPath(new URL('../../samples/northgate', import.meta.url));
const textOf = ({ files }: Simulation) => new Map([...files].map(({ path, chunks }) => [path, [...chunks].join('')]));

interface Audit {
  Id: string;
  Operation: string;
  CreationTime: string;
  UserId: string;
  UserType: number;
  LogonType: number;
  MailboxOwnerUPN: string;
  ClientIPAddress: string;
  ClientAppId?: string;
  AppAccessContext?: { UniqueTokenId: string; IssuedAtTime: string; AADSessionId?: string };
  Folders?: { Path: string; FolderItems: { InternetMessageId: string }[] }[];
  OperationCount?: number;
}
interface SignIn {
  id: string;
  createdDateTime: string;
  uniqueTokenIdentifier: string;
  status: { errorCode: number };
}

/** Rows of the CSVs with their records, and the sign-ins. */
function read(texts: ReadonlyMap<string, string>) {
  const rows = [...texts]
    .filter(([path]) => path.endsWith('.csv'))
    .flatMap(([path, text]) =>
      parse<Record<string, string>>(text, { columns: true }).map((row) => ({
        path,
        row,
        audit: auditOf(row.AuditData),
      })),
    );
  const signIns = [...texts]
    .filter(([path]) => path.endsWith('.json'))
    .flatMap(([path, text]) => (JSON.parse(text).value as SignIn[]).map((signIn) => ({ path, signIn })));
  const records = new Map(rows.flatMap(({ audit }) => (audit ? [[audit.Id, audit] as const] : [])));
  return { rows, signIns, records };
}

function auditOf(text: string | undefined): Audit | null {
  try {
    return JSON.parse(text ?? '') as Audit;
  } catch {
    return null;
  }
}

test('the same options give the same bytes, another seed others', () => {
  const [one, two, other] = [simulate(small), simulate(small), simulate({ ...small, seed: 6 })];
  expect(textOf(two)).toEqual(textOf(one));
  expect(textOf(one)).toEqual(textOf(one)); // the chunks can be walked twice
  expect(truthText(two.truth)).toBe(truthText(one.truth));
  expect(textOf(other)).not.toEqual(textOf(one));
});

test('an intrusion changes nothing in the lives of the others', () => {
  const quiet = read(textOf(simulate({ ...small, scenarios: [] })));
  const both = simulate(small);
  const hostile = new Set(both.truth.intrusions.flatMap(({ records }) => records));
  const rest = [...read(textOf(both)).records.keys()].filter((id) => !hostile.has(id));
  // Damage falls on other rows, so the two or three rows it takes may differ.
  const before = new Set(quiet.records.keys());
  expect(rest.filter((id) => !before.has(id)).length).toBeLessThanOrEqual(3);
});

test('the sample on disk is what the simulation makes', () => {
  const made = simulate(northgate);
  expect(readdirSync(sample).sort()).toEqual([...textOf(made).keys()].sort());
  for (const [path, text] of textOf(made)) expect(readFileSync(`${sample}/${path}`, 'utf8') === text, path).toBe(true);
  expect(readFileSync(`${sample}.truth.json`, 'utf8') === truthText(made.truth)).toBe(true);
});

test('small shapes hold together: one mailbox, one day, no scenario', () => {
  const { files, truth } = simulate({ seed: 0, mailboxes: 1, days: 1, start: '2024-04-08', scenarios: [] });
  const paths = [...files].map(({ path }) => path);
  expect(new Set(paths).size).toBe(paths.length);
  expect(truth.intrusions).toEqual([]);
});

test('options that cannot be met are refused', () => {
  const refused = [{ scenarios: ['nonesuch'] }, { start: '1 May' }, { mailboxes: 0 }, { mailboxes: 2 }, { days: 1.5 }];
  for (const wrong of refused) expect(() => simulate({ ...small, ...wrong })).toThrow(LetterlockError);
});

describe.each([
  ['the sample', northgate],
  ['another world', small],
])('%s', (_, options) => {
  const made = simulate(options);
  const texts = textOf(made);
  const { rows, signIns, records } = read(texts);
  const { truth } = made;

  test('the ledger counts the rows that are there', () => {
    for (const { path, rows: count, records: kept, duplicates, rejects, bytes, sha256 } of truth.files) {
      const text = texts.get(path) ?? '';
      expect([bytes, sha256]).toEqual([Buffer.byteLength(text), createHash('sha256').update(text).digest('hex')]);
      const mine = path.endsWith('.csv') ? rows.filter((r) => r.path === path) : signIns.filter((s) => s.path === path);
      expect(count).toBe(mine.length);
      expect(kept + duplicates + rejects.length).toBe(count);
      const lines = text.split('\n');
      for (const reject of rejects) expect(lines[reject.line - 1]?.startsWith(`${reject.id},`)).toBe(true);
      const broken = path.endsWith('.csv') ? rows.filter((r) => r.path === path && !r.audit).length : 0;
      expect(rejects.length).toBe(broken);
    }
    const sum = (of: (file: (typeof truth.files)[0]) => number) => truth.files.reduce((n, file) => n + of(file), 0);
    expect(sum((file) => file.records)).toBe(records.size + new Set(signIns.map(({ signIn }) => signIn.id)).size);
    expect(sum((file) => file.duplicates)).toBeGreaterThan(0);
    expect(
      truth.files
        .flatMap((file) => file.rejects)
        .map(({ damage }) => damage)
        .sort(),
    ).toEqual(['auditDataCut', 'auditDataCut', 'auditDataEmpty']);
  });

  test('what the truth says of the intrusion is what the files hold', () => {
    const [intrusion] = truth.intrusions;
    const hostile = (intrusion?.records ?? []).map((id) => records.get(id) as Audit);
    expect(hostile.every(Boolean) && hostile.length > 0).toBe(true);
    const set = (read: (audit: Audit) => string[]) => [...new Set(hostile.flatMap(read))].sort();
    expect(set((a) => [a.ClientIPAddress])).toEqual(intrusion?.addresses);
    expect(set((a) => [a.MailboxOwnerUPN])).toEqual(intrusion?.mailboxes);
    expect(set((a) => [a.ClientAppId ?? ''])).toEqual(intrusion?.applications);
    expect(set((a) => [a.AppAccessContext?.UniqueTokenId ?? ''])).toEqual(intrusion?.tokenIds);
    const times = hostile.map((a) => `${a.CreationTime}Z`).sort();
    expect([times[0], times.at(-1)]).toEqual([intrusion?.firstAccessAt, intrusion?.lastAccessAt]);
    const messages = set((a) =>
      (a.Folders ?? []).flatMap((f) => f.FolderItems.map((i) => `${a.MailboxOwnerUPN} ${i.InternetMessageId}`)),
    );
    expect(intrusion?.messages.map((m) => `${m.mailbox} ${m.messageId}`).sort()).toEqual(messages);
    const folders = set((a) => (a.Folders ?? []).map((f) => `${a.MailboxOwnerUPN} ${f.Path}`));
    expect(intrusion?.folders.map((f) => `${f.mailbox} ${f.folder}`).sort()).toEqual(folders);
  });

  test('nobody else has the intruder’s addresses, application or token ids, and no sign-in issued the tokens', () => {
    const [intrusion] = truth.intrusions;
    const own = new Set(intrusion?.records);
    const marks = [...(intrusion?.addresses ?? []), ...(intrusion?.applications ?? []), ...(intrusion?.tokenIds ?? [])];
    const others = [...records.values()].filter(({ Id }) => !own.has(Id)).map((audit) => JSON.stringify(audit));
    for (const mark of marks) expect(others.some((text) => text.includes(`"${mark}"`))).toBe(false);
    const issued = new Set(signIns.map(({ signIn }) => signIn.id));
    for (const tokenId of intrusion?.tokenIds ?? []) expect(issued.has(signInIdOf(tokenId))).toBe(false);
  });

  test('he works Monday to Friday, 00:00 to 09:00 UTC, under the owner’s name', () => {
    for (const id of truth.intrusions[0]?.records ?? []) {
      const audit = records.get(id) as Audit;
      const at = new Date(`${audit.CreationTime}Z`);
      expect(at.getUTCHours()).toBeLessThan(9);
      expect([1, 2, 3, 4, 5]).toContain(at.getUTCDay());
      expect([audit.UserId, audit.UserType, audit.LogonType]).toEqual([audit.MailboxOwnerUPN, 0, 0]);
      const age = at.getTime() - Date.parse(`${audit.AppAccessContext?.IssuedAtTime}Z`);
      expect(age).toBeGreaterThan(0);
      expect(age).toBeLessThan(3_600_000);
    }
  });

  test('every whole access record has its truth, and the tier token means what it says', () => {
    const accesses = [...records.values()].filter(({ Operation }) => Operation === 'MailItemsAccessed');
    expect(truth.accesses.map(({ id }) => id).sort()).toEqual(accesses.map(({ Id }) => Id).sort());
    const issuedAt = new Map(signIns.map(({ signIn }) => [signIn.uniqueTokenIdentifier, signIn.createdDateTime]));
    for (const { id, class: expected, tier } of truth.accesses) {
      const token = records.get(id)?.AppAccessContext;
      const signedInAt = issuedAt.get(token?.UniqueTokenId ?? '');
      expect(signedInAt !== undefined).toBe(tier === 'token');
      expect(expected === 'explained').toBe(tier !== null);
      if (signedInAt)
        expect(Math.abs(Date.parse(`${token?.IssuedAtTime}Z`) - Date.parse(signedInAt))).toBeLessThan(5000);
    }
    const bind = accesses.filter(({ Folders }) => Folders);
    for (const { Folders, OperationCount } of bind) {
      expect(Folders?.reduce((sum, { FolderItems }) => sum + FolderItems.length, 0)).toBe(OperationCount);
    }
  });

  test('a sign-in’s token id is its id, UserLoggedIn has the id of its sign-in, and lost ones are lost', () => {
    const ids = new Set(signIns.map(({ signIn }) => signIn.id));
    for (const { signIn } of signIns) expect(signInIdOf(signIn.uniqueTokenIdentifier)).toBe(signIn.id);
    for (const { Id, Operation } of records.values()) {
      if (Operation === 'UserLoggedIn' || Operation === 'UserLoginFailed') expect(ids.has(Id)).toBe(true);
    }
    for (const id of truth.lostSignIns) expect(ids.has(id)).toBe(false);
  });

  test('addresses are reserved ones, or Exchange’s own', () => {
    const all = [...texts.values()].join('\n');
    const four = all.match(/(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g) ?? [];
    const versions = new Set(['113.0.0.0']); // Chrome's
    for (const address of new Set(four)) {
      if (!versions.has(address)) expect(address).toMatch(/^(198\.1[89]\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/);
    }
    const six = all.match(/(?<![\w:-])[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){3,7}(?![\w:])/g) ?? [];
    expect(six.length).toBeGreaterThan(0);
    for (const address of new Set(six)) expect(address).toMatch(/^(2001:db8:|2603:10a6:)/);
    for (const [, domain] of all.matchAll(/@([\w.-]+\.[a-z]+)/g)) {
      if (!domain?.startsWith('odata.')) expect(domain).toMatch(/\.example$/);
    }
  });
});

test('the sample stays small, and one mailbox is throttled at the end', () => {
  const { truth } = simulate(northgate);
  expect(truth.files.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(3_000_000);
  expect(truth.intrusions[0]?.throttled).toHaveLength(1);
});
