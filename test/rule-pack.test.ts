// The rules that come along: each finds its hits and none of its misses, in one load of all records of all folders; and each
// says what a person needs in order to judge a finding.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { techniquesOf } from '../src/detect/rule/technique.js';
import { foundIds } from '../src/detect/rule/test-rules.js';
import { sql } from '../src/query/sql.js';
import { type Loaded, loadRules } from '../src/sigma/load.js';
import { ruleKey, standing } from '../src/sigma/rule-set.js';
import { type Fields, tenant } from './store/row.js';
import { load, loadRows } from './store/world.js';

const pack = join(import.meta.dirname, '../detections');
const folders = readdirSync(pack).sort();

/** Techniques of ATT&CK version 19 that the pack speaks of (MITRE's clusters in misp-galaxy, 2026-08-06). */
const techniques = [
  ...[
    'T1056.003',
    'T1070.008',
    'T1078.004',
    'T1098.001',
    'T1098.002',
    'T1098.003',
    'T1098.005',
    'T1110.001',
    'T1110.003',
  ],
  ...[
    'T1114.002',
    'T1114.003',
    'T1137.005',
    'T1213',
    'T1484.002',
    'T1528',
    'T1539',
    'T1550.001',
    'T1552.008',
    'T1556.006',
  ],
  ...['T1556.009', 'T1557', 'T1564.008', 'T1566.002', 'T1606', 'T1606.002', 'T1621', 'T1671', 'T1685.002'],
];

interface Row {
  readonly id: string;
  readonly text: string;
  readonly log: string;
}

const logOf = (row: Record<string, unknown>): string =>
  'RecordType' in row ? 'audit' : 'createdDateTime' in row ? 'sign-in' : 'directory';

function rowsOf(folder: string, kind: string): Row[] {
  const names = readdirSync(join(pack, folder)).filter((name) => name.startsWith(kind) && name.endsWith('.jsonl'));
  return names.flatMap((name) =>
    readFileSync(join(pack, folder, name), 'utf8')
      .trim()
      .split('\n')
      .map((text) => {
        const row = JSON.parse(text) as Record<string, unknown>;
        return { id: String(row.Id ?? row.id), text, log: logOf(row) };
      }),
  );
}

const records = { hit: new Map<string, Row[]>(), miss: new Map<string, Row[]>() };
for (const kind of ['hit', 'miss'] as const)
  for (const folder of folders) records[kind].set(folder, rowsOf(folder, kind));

async function found(kind: 'hit' | 'miss', set: Loaded): Promise<Awaited<ReturnType<typeof foundIds>>> {
  const all = [...records[kind].values()].flat();
  const files = ['audit', 'sign-in', 'directory'].map((log) => [
    `${log}.jsonl`,
    all.flatMap((row) => (row.log === log ? [`${row.text}\n`] : [])).join(''),
  ]);
  const workspace = await load(Object.fromEntries(files.filter(([, text]) => text !== '')));
  const [sums] = await workspace.database.rows<{ rejects: number }>(
    sql`SELECT coalesce(sum(rejects), 0)::INTEGER AS rejects FROM input`,
  );
  expect(sums?.rejects).toBe(0);
  return foundIds(workspace, set);
}

const main = (set: Loaded) => [...standing(set), ...set.correlations];
const folderOf = (path: string): string => path.split(/[\\/]/).at(-2) ?? '';

describe('the rule pack', () => {
  let set: Loaded;
  beforeAll(async () => {
    set = await loadRules([pack]);
  });

  it('loads whole, one rule a folder, enough of them, and correlations', () => {
    expect(set.problems).toEqual([]);
    expect(
      main(set)
        .map((rule) => folderOf(rule.at.path))
        .sort(),
    ).toEqual(folders);
    expect(folders.length).toBeGreaterThanOrEqual(40);
    expect(set.correlations.length).toBeGreaterThanOrEqual(6);
  });

  it.each(['title', 'id'] as const)('no %s twice', (key) => {
    const all = [...set.rules, ...set.correlations].map((rule) => rule[key]);
    expect(all.filter((value, i) => all.indexOf(value) !== i)).toEqual([]);
  });

  it.each(folders)('%s says what a person needs', (folder) => {
    const rule = main(set).find((each) => folderOf(each.at.path) === folder);
    expect(rule?.level).not.toBeNull();
    expect(rule?.falsePositives.length).toBeGreaterThan(0);
    expect(rule?.references.length).toBeGreaterThan(0);
    expect(rule?.description?.length).toBeGreaterThan(40);
    expect(techniques).toEqual(expect.arrayContaining(techniquesOf(rule?.tags ?? [])));
    expect(techniquesOf(rule?.tags ?? []).length).toBeGreaterThan(0);
    expect(records.hit.get(folder)?.length).toBeGreaterThan(0);
    expect(records.miss.get(folder)?.length).toBeGreaterThan(0);
  });

  it('finds its hits, and could run', async () => {
    const { ids, absent } = await found('hit', set);
    expect(absent).toEqual([]);
    const missed = main(set).flatMap((rule) => {
      const folder = folderOf(rule.at.path);
      return (records.hit.get(folder) ?? [])
        .filter((row) => !ids.get(ruleKey(rule))?.has(row.id))
        .map((row) => [folder, row.text]);
    });
    expect(missed).toEqual([]);
  });

  it('passes over its misses', async () => {
    const { ids } = await found('miss', set);
    const wrong = main(set).flatMap((rule) => {
      const folder = folderOf(rule.at.path);
      return (records.miss.get(folder) ?? [])
        .filter((row) => ids.get(ruleKey(rule))?.has(row.id))
        .map((row) => [folder, row.text]);
    });
    expect(wrong).toEqual([]);
  });
});

const noise = join(import.meta.dirname, '../../shared/corpus/msticpy/demo_exchange_data.csv');

// Columns of a query's export, made into the records that they were.
function noiseRows(): Fields[] {
  const rows = parse(readFileSync(noise), { columns: true }) as Record<string, string>[];
  return rows.map((row, i) => ({
    ...{ Id: `noise-${i}`, CreationTime: row.TimeGenerated?.slice(0, 19), Operation: row.Operation, RecordType: 1 },
    ...{
      OrganizationId: tenant,
      Workload: 'Exchange',
      UserId: row.UserId,
      Parameters: JSON.parse(row.Parameters || '[]'),
    },
  }));
}

describe.skipIf(!existsSync(noise))('the real noise of an administration (../shared/corpus/msticpy)', () => {
  it('1,334 operations without an attack give nothing above low', async () => {
    const set = await loadRules([pack]);
    const rows = noiseRows();
    expect(rows).toHaveLength(1334);
    const { ids } = await foundIds(await loadRows({ audit: rows }), set);
    const loud = main(set).filter(
      (rule) => (ids.get(ruleKey(rule))?.size ?? 0) > 0 && rule.level !== 'informational' && rule.level !== 'low',
    );
    expect(loud.map((rule) => rule.title)).toEqual([]);
    const quiet = main(set).filter((rule) => (ids.get(ruleKey(rule))?.size ?? 0) > 0);
    expect(quiet.map((rule) => [folderOf(rule.at.path), ids.get(ruleKey(rule))?.size])).toEqual([
      ['mailbox-full-access', 1],
    ]);
  });
});
