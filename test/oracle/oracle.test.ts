// Proves the oracle on itself: what the writers put into files, in every shape and with damage, the slow reader finds again,
// and what the worlds claim to be true follows from their rows.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { addressOf } from './address.js';
import { isReject, writeOverlapping } from './exports.js';
import { readAll } from './read.js';
import { guidOf, tokenIdOf } from './token.js';
import { createWorld } from './world.js';
import { auditShapes, isJson, writeAudit } from './write-audit.js';
import { signInShapes, writeSignIns } from './write-sign-ins.js';

const folder = mkdtempSync(join(tmpdir(), 'letterlock-oracle-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fresh = () => mkdtempSync(join(folder, 'x-'));
const world = createWorld({
  seed: 7,
  users: 4,
  days: 10,
  intrusions: ['forged'],
  backup: true,
  otherAudit: true,
  throttled: true,
});

test('a token id is the sign-in id in disguise', () => {
  expect(tokenIdOf('22608a25-1d9b-44b5-b0f2-cb94f06b2d00')).toBe('JYpgIpsdtUSw8suU8GstAA');
  expect(guidOf('3kVZRE8tFkinHtPA7_EFAA')).toBe('445945de-2d4f-4816-a71e-d3c0eff10500');
});

test.each([
  ['10.11.12.13:12345', '10.11.12.13'],
  ['[10.11.12.13]', '10.11.12.13'],
  ['[::ffff:10.11.12.13]:12345', '10.11.12.13'],
  ['2001:DB8::abcd', '2001:db8::abcd'],
  ['[2001:db8::abcd]:12345', '2001:db8::abcd'],
  ['::1', '::1'],
  ['[localhost]:12345', null],
  ['mail.example:25', null],
  ['', null],
  ['null', null],
])('address %s', (spelled, wanted) => expect(addressOf(spelled)).toBe(wanted));

describe.each(auditShapes)('audit records as %s', (shape) => {
  test('come back', () => {
    const at = fresh();
    const name = `a.${isJson(shape) ? 'json' : 'csv'}.gz`;
    writeAudit(
      at,
      name,
      world.audit.map((data) => ({ data })),
      shape,
    );
    const oracle = readAll([at]);
    expect(oracle.files[0]).toMatchObject({ known: true, records: world.audit.length, duplicates: 0, rejects: [] });
    expect(new Set(oracle.records.map((record) => record.id))).toEqual(new Set(world.audit.map((row) => row.Id)));
    for (const record of oracle.records) {
      const access = world.truth.accesses.get(record.id ?? '');
      if (record.access)
        expect(record).toMatchObject({
          at: access?.at,
          mailbox: access?.mailbox,
          access: { messageIds: access?.messageIds },
        });
    }
  });
});

describe.each(signInShapes)('sign-ins as %s', (shape) => {
  test('come back', () => {
    const at = fresh();
    writeSignIns(at, 'sign-ins', world.signIns, shape);
    const { records } = readAll([at]);
    const wanted = world.signIns.filter(
      (row) => shape !== 'graphV1Pages' || !String(row.signInEventTypes).includes('service'),
    );
    const key = (id: unknown, kind: string, success: boolean) => `${id} ${kind} ${success}`;
    expect(
      new Set(records.map((record) => key(record.id, record.signIn?.kind ?? '', record.signIn?.success ?? false))),
    ).toEqual(
      new Set(
        wanted.map((row) =>
          key(
            row.id,
            String(row.signInEventTypes).replace('User', ''),
            (row.status as { errorCode: number }).errorCode === 0,
          ),
        ),
      ),
    );
  });
});

test.each([1, 2, 3])('the ledger of damaged, overlapping exports adds up (seed %i)', (seed) => {
  const at = fresh();
  const files = writeOverlapping(at, world, { seed, pieces: 10, damage: 0.05, gzip: true });
  const oracle = readAll([at]);
  for (const file of files) {
    const read = oracle.files.find(({ path }) => path === file.path);
    expect(read?.rows.length).toBe(file.rows.length);
    expect(read?.rejects.length).toBe(file.rows.filter(isReject).length);
    expect((read?.records ?? 0) + (read?.duplicates ?? 0) + (read?.rejects.length ?? 0)).toBe(file.rows.length);
    for (const reject of read?.rejects ?? []) expect(reject.salvaged.id).not.toBe('');
  }
  const good = files.flatMap((file) => file.rows).filter((row) => !isReject(row));
  const distinct = new Set(good.map((row) => (row.damage === 'noId' ? `no id ${row.data.Id}` : row.data.Id)));
  expect(oracle.records.length).toBe(distinct.size);
});

test('an intrusion stands in the truth with one class', () => {
  expect(world.truth.hostile.size).toBeGreaterThan(5);
  for (const id of world.truth.hostile) expect(world.truth.classes.get(id)).toEqual(['unexplained']);
  expect(world.audit.length).toBeGreaterThan(300);
});
