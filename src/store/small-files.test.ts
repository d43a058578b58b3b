// Many small files come to the same as each of them alone: ledger, rejects with their rows, records with their files.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { envelope } from '../../test/oracle/azure-rows.js';
import { bind, signIn } from '../../test/store/row.js';
import { emptyWorkspace, writeFiles } from '../../test/store/world.js';
import { sql } from '../query/sql.js';
import { silent } from '../util/progress.js';
import { discover } from './discover.js';
import { readInputs, readRejects } from './ledger.js';
import { loadAll } from './load-all.js';
import type { Workspace } from './workspace.js';

const at = Date.UTC(2024, 2, 4, 10);
const record = (id: string): string => JSON.stringify(bind({ id, at }));
const blob = (...records: readonly string[]): string => `[${records.join(',')}]`;

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const table = (header: string, ...rows: readonly (readonly string[])[]): string =>
  `${header}\r\n${rows.map((row) => `${row.map(quoted).join()}\r\n`).join('')}`;
const iso = '2024-03-04T10:00:00Z';
const purview = (...ids: readonly string[]): string =>
  table(
    'RecordId,CreationDate,RecordType,Operation,UserId,AuditData',
    ...ids.map((id) => [id, iso, '50', 'MailItemsAccessed', 'Ann@x.example', record(id)]),
  );
/** Rows of searches: how many results each promised, and which of them are here. */
const searched = (date: string, ...rows: readonly (readonly [count: number, index: number])[]): string =>
  table(
    '#TYPE Selected.System\r\nIdentity,CreationDate,UserIds,Operations,AuditData,ResultIndex,ResultCount',
    ...rows.map(([count, index]) => {
      const id = `${date} ${count} ${index}`;
      return [id, date, 'u', 'MailItemsAccessed', record(id), `${index}`, `${count}`];
    }),
  );
const portal = (id: string, people: boolean): string =>
  table(
    `Date (UTC),Request ID,Application ID ,Resource tenant ID,IP address,Status,${people ? 'Username,Incoming token type' : 'Service principal ID'}`,
    [iso, id, 'app', 't', '198.51.100.10', 'Success', 'one \u2028 "two"', ...(people ? ['refreshToken'] : [])],
  );
const sent = (kind: 'interactiveUser' | 'nonInteractiveUser', id: string): string =>
  `${JSON.stringify(envelope(signIn({ id, at, kind })))}\n`;

/** Tables, and one category a file, as storage accounts have them. */
const tables = {
  'p/1.csv': purview('p1', 'p2'),
  'p/2.csv': purview('p3').replaceAll('\r\n', '\n'),
  'p/cut.csv': purview('p4', 'p5').replace('""Operation"":""MailItemsAccessed""', '""Operation'),
  'p/quote.csv': purview('p6').replace('"50"', '5"0'),
  'p/long.csv': purview('p7').replace('"50"', '"5\r\n0"'),
  's/whole.csv': searched(iso, [3, 1], [3, 2], [3, 3], [2, 1], [2, 2]),
  's/short.csv': searched('2024-03-05T10:00:00Z', [9, 1], [9, 2], [2, 1], [2, 2]),
  's/one.csv': searched('2024-03-06T10:00:00Z', [9, 1], [9, -1]),
  's/local.csv': searched('3/25/2024 1:00:00 PM', [1, 1]),
  'e/people.csv': portal('e1', true),
  'e/services.csv': portal('e2', false),
  'h/SignIn.json': sent('interactiveUser', 'h1') + sent('interactiveUser', 'h2'),
  'h/NonInteractive.json': sent('nonInteractiveUser', 'h3') + sent('nonInteractiveUser', 'h4'),
  'h/both.json': sent('interactiveUser', 'h5') + sent('nonInteractiveUser', 'h6'),
};

const plain = Object.fromEntries(
  Array.from({ length: 8 }, (_, i) => [`b/${i}.json`, blob(record(`a${i}`), record(`b${i}`))]),
);
const files = {
  ...tables,
  ...plain,
  'copy of.json': plain['b/7.json'] as string,
  'overlap.json': blob(record('a1'), record('A2'), record('new')),
  'cut.json': blob(record('c1'), record('c2')).slice(0, -40),
  'no-time.json': blob(record('t1'), record('t2').replace(/"CreationTime":"[^"]*"/, '"CreationTime":"soon"')),
  'odd-type.json': blob(record('o1').replace(/"RecordType":\d+/, '"RecordType":987654')),
  'half.json': blob(record('h1').replace('"Id"', '"Subject":"\\ud83d","Id"')),
  'marked.json': `\ufeff${blob(record('m1'))}`,
  'lines.jsonl': `${record('l1')}\n\n${record('l2')}\n${record('l3').slice(0, 60)}\n`,
  'latin.json': Buffer.from(blob(record('x1')).replace('"Id"', '"Subject":"\xe9","Id"'), 'latin1'),
  'empty.json': '',
  'other.json': '{"some":"thing"}',
  'networks.csv': 'range,asn,organisation,country,kind\n192.0.2.0/24,64500,Office,XN,office\n',
};

async function told({ database }: Workspace) {
  const records = await database.rows(
    sql`SELECT a.* EXCLUDE (file), i.path FROM audit a JOIN input i ON i.number = a.file ORDER BY ALL`,
  );
  const signIns = await database.rows(
    sql`SELECT s.* EXCLUDE (file), i.path FROM "signIn" s JOIN input i ON i.number = s.file ORDER BY ALL`,
  );
  return { inputs: await readInputs(database), rejects: await readRejects(database), records, signIns };
}

it('loads many small files as it loads each of them alone', async () => {
  const folder = writeFiles(files);
  const found = await discover([folder]);
  const together = await emptyWorkspace();
  expect(await loadAll(together, found, silent)).toEqual([]);
  const alone = await emptyWorkspace();
  // Fewer than twenty are loaded one by one.
  for (let i = 0; i < found.length; i += 19) expect(await loadAll(alone, found.slice(i, i + 19), silent)).toEqual([]);
  const all = await told(together);
  expect(all).toEqual(await told(alone));
  expect(all.inputs.length).toBe(Object.keys(files).length - 1);
  expect(all.rejects.map(({ path, row }) => `${path}:${row}`)).toEqual([
    'cut.json:2',
    'lines.jsonl:3',
    'no-time.json:2',
    'p/cut.csv:1',
  ]);
  expect(all.inputs.find(({ path }) => path === 's/short.csv')?.warnings.map(({ code }) => code)).toEqual([
    'probablyTruncated',
    'incompleteSearch',
  ]);
  const sum = (key: 'rows' | 'records' | 'duplicates' | 'rejects'): number =>
    all.inputs.reduce((n, input) => n + input[key], 0);
  expect(sum('rows')).toBe(sum('records') + sum('duplicates') + sum('rejects'));
  // Again, and under another path.
  await loadAll(together, await discover([folder, join(folder, 'b')]), silent);
  expect((await told(together)).records.length).toBe(all.records.length);
});
