// The bundled sample: what lies on disk is what the simulation makes, it stays small, and it tells its story.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { keep } from './memory.js';
import { reread } from './reread.js';
import { northgate } from './sample.js';
import { truthText } from './write.js';

const folder = fileURLToPath(new URL('../../samples/northgate', import.meta.url));
const made = keep(northgate);
const [intrusion] = made.truth.intrusions;

test('the sample on disk is what the simulation makes', () => {
  expect(readdirSync(folder).sort()).toEqual([...made.files.keys()].sort());
  for (const [path, text] of made.files) expect(readFileSync(`${folder}/${path}`, 'utf8') === text, path).toBe(true);
  expect(readFileSync(`${folder}.truth.json`, 'utf8') === truthText(made.truth)).toBe(true);
  const lines = made.accesses.map((line) => `${JSON.stringify(line)}\n`).join('');
  expect(readFileSync(`${folder}.truth-accesses.jsonl`, 'utf8') === lines).toBe(true);
});

test('it stays small, and the exports hold damage, copies and a search that overlaps', () => {
  expect(made.truth.files.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(3_000_000);
  expect(made.truth.files.flatMap(({ rejects }) => rejects).length).toBeGreaterThan(0);
  expect(made.truth.files.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBeGreaterThan(20);
});

test('from 15 May to the last day he reads four people’s mail, and one mailbox is throttled at the end', () => {
  expect(intrusion?.firstAccessAt).toMatch(/^2023-05-15/);
  expect(intrusion?.lastAccessAt).toMatch(/^2023-06-16/);
  expect(intrusion?.mailboxes.map((upn) => upn.split('@')[0])).toEqual([
    'ilse.marrow',
    'nadia.orrin',
    'piers.calloway',
    'wen.ashby',
  ]);
  expect(intrusion?.unknown.map(({ mailbox, reason }) => [mailbox.split('@')[0], reason])).toEqual([
    ['ilse.marrow', 'throttled'],
  ]);
});

test('he works Monday to Friday, 00:00 to 09:00 UTC, under the owner’s name, with marks that nobody else has', () => {
  const own = new Set(intrusion?.accessRecords);
  const audits = reread(made).audits.flatMap(({ audit }) => audit ?? []);
  const hostile = audits.filter(({ Id }) => own.has(Id ?? ''));
  for (const { CreationTime, UserId, MailboxOwnerUPN, LogonType } of hostile) {
    const at = new Date(`${CreationTime}Z`);
    expect(at.getUTCHours()).toBeLessThan(9);
    expect([1, 2, 3, 4, 5]).toContain(at.getUTCDay());
    expect([UserId, LogonType]).toEqual([MailboxOwnerUPN, 0]);
  }
  const others = audits
    .filter(({ Id }) => !own.has(Id ?? ''))
    .map((audit) => JSON.stringify(audit))
    .join('\n');
  const marks = [...(intrusion?.addresses ?? []), ...(intrusion?.applications ?? []), ...(intrusion?.tokenIds ?? [])];
  for (const mark of marks) expect(others.includes(`"${mark}"`), mark).toBe(false);
});
