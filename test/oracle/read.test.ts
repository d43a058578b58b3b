// Proves the slow reader on rows written out by hand, since its writers could share its mistakes: lines of rows, the richest of
// copies, ties by hash, one input for one content, and the public lab logs counted with other tools.
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readJson } from './json.js';
import { readAll } from './read.js';
import { timeOf } from './record.js';

const folder = mkdtempSync(join(tmpdir(), 'letterlock-read-'));
afterAll(() => rmSync(folder, { recursive: true }));

function put(files: Record<string, string>): string {
  const at = mkdtempSync(join(folder, 'x-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(at, name), text);
  return at;
}

const row = (id: string, more = '') =>
  `{"Id":"${id}","CreationTime":"2026-03-02T08:00:00","Operation":"Send","OrganizationId":"t"${more}}`;
const quoted = (json: string) => `"${json.replaceAll('"', '""')}"`;

test('a CSV row begins on the physical line after the one before it ends', () => {
  const at = put({
    'a.csv': `CreationDate,UserIds,Operations,AuditData\r\n2026-03-02T08:00:00Z,"two\r\nlines",Send,${quoted(row('a'))}\r\n\r\n2026-03-02T08:00:00Z,u,Send,"{""Id"":""b"", cut"\r\n,u,Send,${quoted(row('c'))}\r\n`,
  });
  const [file] = readAll([at]).files;
  expect(file?.rows.map(({ row: n, line, record, salvaged }) => [n, line, record?.id, salvaged.id])).toEqual([
    [1, 2, 'a', 'a'],
    [2, 5, undefined, 'b'],
    [3, 6, 'c', 'c'],
  ]);
});

test('a line of JSON is a row, torn or whole; pages and arrays are opened', () => {
  expect(
    readJson(`${row('a')}\n{"Id":"b","Cre\n\n${row('c')}`).map(({ line, value }) => [line, value === undefined]),
  ).toEqual([
    [1, false],
    [2, true],
    [4, false],
  ]);
  expect(
    readJson('{"@odata.context":"[x","value":[\n{"id":1},\n{"id":2,"value":[3]}]}').map(({ line }) => line),
  ).toEqual([2, 3]);
  expect(readJson('[{"a":"]}"}]\n\n[\n {"a":2}\n]').map(({ value, line }) => [value, line])).toEqual([
    [{ a: ']}' }, 1],
    [{ a: 2 }, 4],
  ]);
});

test('of copies the richest is kept, on a tie the one of the smaller hash, and each file says how many', () => {
  const poor = `${row('a')}\n`;
  const rich = `${row('a', ',"ClientIP":"192.0.2.1"')}\n`;
  const figures = (files: Record<string, string>) =>
    Object.fromEntries(
      readAll([put(files)]).files.map(({ name, records, duplicates }) => [name, [records, duplicates]]),
    );
  expect(figures({ 'p.jsonl': poor, 'r.jsonl': rich })).toEqual({ 'p.jsonl': [0, 1], 'r.jsonl': [1, 0] });
  const texts = [poor, `${poor}\n`].sort((a, b) => (hash(a) < hash(b) ? -1 : 1));
  expect(figures({ 'a.jsonl': texts[1] ?? '', 'b.jsonl': texts[0] ?? '' })).toEqual({
    'a.jsonl': [0, 1],
    'b.jsonl': [1, 0],
  });
  expect(figures({ 'a.jsonl': poor + poor, 'b.jsonl': poor + poor })).toEqual({ 'a.jsonl': [1, 1] });
});

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

test('an audit record and a sign-in with one id are two records', () => {
  const signIn =
    '[{"id":"a","createdDateTime":"2026-03-02T08:00:00Z","appId":"x","resourceTenantId":"t","status":{"errorCode":0}}]';
  expect(readAll([put({ 'a.jsonl': row('a'), 's.json': signIn })]).records.length).toBe(2);
});

test.each([
  ['9/20/2023 4:05:03 AM', '2023-09-20T04:05:03.000Z'],
  ['12/1/2023 12:05:03 AM', '2023-12-01T00:05:03.000Z'],
  ['12/1/2023 12:05:03 PM', '2023-12-01T12:05:03.000Z'],
  ['2026-01-24T06:54:24.0000000Z ', '2026-01-24T06:54:24.000Z'],
  ['2026-01-24T06:54:24', '2026-01-24T06:54:24.000Z'],
  ['2026-01-24T06:54:24.5-05:00', '2026-01-24T11:54:24.500Z'],
  ['/Date(1728364117000)/', '2024-10-08T05:08:37.000Z'],
])('time %s', (spelled, wanted) => expect(new Date(timeOf(spelled) ?? 0).toISOString()).toBe(wanted));

const corpus = resolve(import.meta.dirname, '../../../shared/corpus');

test('the public lab logs', ({ skip }) => {
  if (!existsSync(corpus)) skip(`${corpus} is not there`);
  const { files } = readAll([join(corpus, 'det-eng-samples'), join(corpus, 'plaso')]);
  const known = files.filter((file) => file.known);
  expect(known.length).toBe(21);
  expect(known.flatMap((file) => file.rejects)).toEqual([]);
  expect(files.find(({ name }) => name.includes('msolspray'))?.rows.length).toBe(11);
  expect(files.find(({ name }) => name.includes('mail_forward'))?.rows.map(({ line }) => line)).toEqual([1, 58]);
});
