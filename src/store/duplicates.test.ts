// Copies of one record become one, the same one in every order of arrival.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bind, type Fields, otherTenant, signIn, tenant } from '../../test/store/row.js';
import { type Files, inputsOf, lines, load } from '../../test/store/world.js';
import { sql } from '../query/sql.js';

const at = Date.UTC(2024, 2, 4, 10);
const row = (id: string, more: Fields = {}): Fields => bind({ id, at, more });
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

interface Kept {
  id: string;
  tenant: string | null;
  path: string;
  user: string | null;
}

async function kept(log: 'audit' | 'signIn', files: Files): Promise<Kept[]> {
  const { database } = await load(files);
  const from = log === 'audit' ? sql`audit` : sql`"signIn"`;
  return database.rows<Kept>(
    sql`SELECT l.id, l.tenant, i.path, l."user" FROM ${from} l JOIN input i ON i.number = l.file ORDER BY l.id, l.tenant`,
  );
}

async function bothWays(log: 'audit' | 'signIn', files: Files): Promise<Kept[]> {
  const there = await kept(log, files);
  expect(await kept(log, Object.fromEntries(Object.entries(files).reverse()))).toEqual(there);
  return there;
}

describe('copies', () => {
  it('the richest is kept', async () => {
    const found = await bothWays('audit', {
      'poor.jsonl': lines([row('1')]),
      'rich.jsonl': lines([row('1', { DeviceId: 'd' })]),
    });
    expect(found).toMatchObject([{ id: '1', path: 'rich.jsonl' }]);
  });

  it('on a tie the one from the file with the smaller SHA-256', async () => {
    const files = {
      'a.jsonl': lines([row('1', { UserId: 'a@x.example' })]),
      'b.jsonl': lines([row('1', { UserId: 'b@x.example' })]),
    };
    const smaller = hash(files['a.jsonl']) < hash(files['b.jsonl']) ? 'a.jsonl' : 'b.jsonl';
    expect(await bothWays('audit', files)).toMatchObject([{ path: smaller }]);
  });

  it('ids are compared without case, tenants apart', async () => {
    const files = {
      'a.jsonl': lines([row('ABC'), row('x', { OrganizationId: tenant })]),
      'b.jsonl': lines([row('abc'), row('x', { OrganizationId: otherTenant })]),
    };
    const found = await bothWays('audit', files);
    expect(found.map(({ id, tenant: of }) => [id.toLowerCase(), of])).toEqual([
      ['abc', tenant],
      ['x', tenant],
      ['x', otherTenant],
    ]);
  });

  it('an audit record and a sign-in with one id are two records', async () => {
    const { database } = await load({ 'a.jsonl': lines([row('1')]), 's.jsonl': lines([signIn({ id: '1', at })]) });
    const [count] = await database.rows<{ n: number }>(
      sql`SELECT (SELECT count(*) FROM audit) + (SELECT count(*) FROM "signIn") AS n`,
    );
    expect(count?.n).toBe(2);
  });

  it('a v1.0 copy, which names no tenant, joins the copy that does', async () => {
    const full = signIn({ id: 's', at });
    const { resourceTenantId, homeTenantId, uniqueTokenIdentifier, sessionId, ...old } = full;
    const found = await bothWays('signIn', { 'v1.jsonl': lines([old]), 'beta.jsonl': lines([full]) });
    expect(found).toMatchObject([{ id: 's', tenant, path: 'beta.jsonl' }]);
  });

  it('a tenantless copy that is the richest keeps its fields and gains the tenant', async () => {
    const { resourceTenantId, homeTenantId, ...old } = signIn({
      id: 's',
      at,
      session: 'S',
      more: { userAgent: 'u', correlationId: 'c', clientAppUsed: 'b', incomingTokenType: 'i' },
    });
    const found = await bothWays('signIn', {
      'old.jsonl': lines([old]),
      'beta.jsonl': lines([signIn({ id: 's', at })]),
    });
    expect(found).toMatchObject([{ id: 's', tenant, path: 'old.jsonl' }]);
  });

  it('three files in every order', async () => {
    const files = {
      'a.jsonl': lines([row('1'), row('2')]),
      'b.jsonl': lines([row('2', { DeviceId: 'd' }), row('3')]),
      'c.jsonl': lines([row('3'), row('1', { DeviceId: 'd' })]),
    };
    const names = ['a.jsonl', 'b.jsonl', 'c.jsonl'] as const;
    const orders = [
      [0, 1, 2],
      [1, 2, 0],
      [2, 1, 0],
    ];
    const found = [];
    for (const order of orders)
      found.push(await kept('audit', Object.fromEntries(order.map((i) => [names[i as 0], files[names[i as 0]]]))));
    expect(found[0]?.map(({ path }) => path)).toEqual(['c.jsonl', 'b.jsonl', expect.any(String)]);
    for (const other of found) expect(other).toEqual(found[0]);
  });
});

describe('records without an id', () => {
  it('have one and the same in every layout', async () => {
    const { Id, ...bare } = row('1');
    const data = JSON.stringify(bare);
    const cell = `"${data.replaceAll('"', '""')}"`;
    const files = {
      'lines.jsonl': `${data}\n`,
      'pretty.json': JSON.stringify([bare], null, 4).replaceAll('\n', '\r\n'),
      'escaped.json': JSON.stringify([bare]).replaceAll('/', '\\/'),
      'cmdlet.json': JSON.stringify([{ AuditData: data, CreationDate: 'x' }]),
      'portal.csv': `CreationDate,UserIds,Operations,AuditData\r\nx,y,MailItemsAccessed,${cell}\r\n`,
    };
    const workspace = await load(files);
    const rows = await workspace.database.rows<{ id: string }>(sql`SELECT id FROM audit`);
    expect(rows).toEqual([{ id: expect.stringMatching(/^content-[0-9a-f]{32}$/) }]);
    expect((await inputsOf(workspace)).reduce((sum, input) => sum + input.duplicates, 0)).toBe(4);
  });

  // reading.ts/spool.ts: the quick lane makes an empty cell null, the slow lane (here UTF-16) makes it an empty text, and the
  // id is the hash of that object.
  it('have one and the same id in both lanes', async () => {
    const text = `Date (UTC),Request ID,User,Username,Application,Application ID ,IP address\r\n2024-03-04T10:00:00Z,,Ann,ann@x.example,Outlook,app,\r\n`;
    const workspace = await load({ 'a.csv': text, 'b.csv': Buffer.from(`\ufeff${text}`, 'utf16le') });
    expect(await workspace.database.rows(sql`SELECT id FROM "signIn"`)).toHaveLength(1);
  });
});

// load.ts isLoaded(): the kind is read from the name under which the content came first, and stays when a smaller path takes over.
describe('one portal file under two names', () => {
  it('has the same kind in both orders', async () => {
    const text =
      'Date (UTC),Request ID,User,Username,Application,Application ID ,IP address\r\n2024-03-04T10:00:00Z,1,Ann,ann@x.example,Outlook,app,\r\n';
    const kinds = async (files: Files) => (await load(files)).database.rows(sql`SELECT kind FROM "signIn"`);
    const a = await kinds({ 'a.csv': text, 'NonInteractiveSignIns.csv': text });
    expect(await kinds({ 'NonInteractiveSignIns.csv': text, 'a.csv': text })).toEqual(a);
  });
});
