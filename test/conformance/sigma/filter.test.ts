// Filters narrow the rules that they name, or all of a log source, and are never taken in by a rule's own patterns.
import { beforeAll, expect, it } from 'vitest';
import { scanRules } from '../../../src/detect/rule/scan.js';
import { sql } from '../../../src/query/sql.js';
import { parseRules } from '../../../src/sigma/load.js';
import type { Workspace } from '../../../src/store/workspace.js';
import { event, loadEvents } from './world.js';

let workspace: Workspace;
beforeAll(async () => {
  workspace = await loadEvents([
    event('a', { Operation: 'X', UserId: 'adm_1@x.example' }),
    event('b', { Operation: 'X', UserId: 'bob@x.example' }),
    event('c', { Operation: 'Y', UserId: 'adm_2@x.example' }),
  ]);
});

const rule = (name: string, operation: string): string =>
  `title: ${name}\nid: ${name}-id\nname: ${name}\nlogsource: {product: m365, service: audit}\ndetection:\n  sel_a: {Operation: ${operation}}\n  condition: 1 of sel_*\n`;
const filter = (rules: string, condition = 'not selection', source = '{product: m365, service: audit}'): string =>
  `title: f\nlogsource: ${source}\nfilter:\n  rules: ${rules}\n  selection: {UserId|startswith: adm_}\n  sel_b: {UserId: nobody}\n  condition: ${condition} and not sel_b\n`;

async function matched(filters: readonly string[]): Promise<Record<string, string>> {
  const set = parseRules([{ path: 'r.yml', text: [rule('x', 'X'), rule('y', 'Y'), ...filters].join('---\n') }]);
  expect(set.problems.filter((problem) => problem.refused)).toEqual([]);
  const scanned = await scanRules(workspace.database, set.rules);
  const rows = await workspace.database.rows<{ rule: number; ids: string }>(
    sql`SELECT rule, string_agg(id, ' ' ORDER BY id) AS ids FROM "ruleMatch" GROUP BY rule`,
  );
  return Object.fromEntries(
    scanned.map(({ rule: own, number }) => [own.title, rows.find((row) => row.rule === number)?.ids ?? '']),
  );
}

it.each([
  [[], { x: 'a b', y: 'c' }],
  [[filter('[x-id]')], { x: 'b', y: 'c' }],
  [[filter('[x]')], { x: 'b', y: 'c' }],
  [[filter('[X-ID, y]')], { x: 'b', y: '' }],
  [[filter('any')], { x: 'b', y: '' }],
  [[filter('[x]', 'selection')], { x: 'a', y: 'c' }],
  [[filter('any', 'not selection', '{product: m365}')], { x: 'b', y: '' }],
  [[filter('any', 'not selection', '{product: azure}')], { x: 'a b', y: 'c' }],
  [[filter('[x]', 'not selection', '{product: m365, service: exchange}')], { x: 'a b', y: 'c' }],
  [[filter('[x]'), filter('[x]', 'selection')], { x: '', y: 'c' }],
])('%#', async (filters, expected) => {
  expect(await matched(filters)).toEqual(expected);
});

it('rules that ask the same each have their matches', async () => {
  const set = parseRules([{ path: 'r.yml', text: [rule('x', 'X'), rule('twin', 'X'), rule('y', 'Y')].join('---\n') }]);
  await scanRules(workspace.database, set.rules);
  const rows = await workspace.database.rows<{ ids: string }>(
    sql`SELECT string_agg(id, ' ' ORDER BY id) AS ids FROM "ruleMatch" GROUP BY rule ORDER BY rule`,
  );
  expect(rows.map((row) => row.ids)).toEqual(['a b', 'a b', 'c']);
});
