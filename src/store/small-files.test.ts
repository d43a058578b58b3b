// Many small files come to the same as each of them alone: ledger, rejects with their rows, records with their files.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bind } from '../../test/store/row.js';
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

const plain = Object.fromEntries(
  Array.from({ length: 30 }, (_, i) => [`b/${i}.json`, blob(record(`a${i}`), record(`b${i}`))]),
);
const files = {
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
    sql`SELECT a.id, a.tenant, a.raw, a.derived, i.path FROM audit a JOIN input i ON i.number = a.file ORDER BY ALL`,
  );
  return { inputs: await readInputs(database), rejects: await readRejects(database), records };
}

it('loads many small files as it loads each of them alone', async () => {
  const folder = writeFiles(files);
  const found = await discover([folder]);
  const together = await emptyWorkspace();
  expect(await loadAll(together, found, silent)).toEqual([]);
  const alone = await emptyWorkspace();
  for (const file of found) expect(await loadAll(alone, [file], silent)).toEqual([]);
  const all = await told(together);
  expect(all).toEqual(await told(alone));
  expect(all.inputs.length).toBe(Object.keys(files).length - 1);
  expect(all.rejects.map(({ path, row }) => `${path}:${row}`)).toEqual([
    'cut.json:2',
    'lines.jsonl:3',
    'no-time.json:2',
  ]);
  const sum = (key: 'rows' | 'records' | 'duplicates' | 'rejects'): number =>
    all.inputs.reduce((n, input) => n + input[key], 0);
  expect(sum('rows')).toBe(sum('records') + sum('duplicates') + sum('rejects'));
  // Again, and under another path.
  await loadAll(together, await discover([folder, join(folder, 'b')]), silent);
  expect((await told(together)).records.length).toBe(all.records.length);
});
