// `letterlock rules test`: a folder with rule.yml, records that it must match (hit*) and records that look alike and that it
// must not (miss*). The records go the ordinary way of loading, so that a test says what an export would.
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { sql } from '../../query/sql.js';
import { loadRules } from '../../sigma/load.js';
import type { Placeholders } from '../../sigma/placeholder.js';
import { type RuleSet, ruleKey, standing } from '../../sigma/rule-set.js';
import { loadAll } from '../../store/load-all.js';
import { emptyStore, type Workspace } from '../../store/workspace.js';
import { LetterlockError } from '../../util/error.js';
import { groupBy } from '../../util/group.js';
import { byText } from '../../util/order.js';
import type { Problem } from '../../util/problem.js';
import { silent } from '../../util/progress.js';
import { runCorrelations } from './correlate.js';
import { scanRules } from './scan.js';

export interface RuleTest {
  readonly folder: string;
  readonly title: string;
  readonly hits: number;
  readonly misses: number;
  /** What went against expectation, in sentences; empty where the test passed. */
  readonly failures: readonly string[];
}

/** Folders that hold a rule.yml, at and below a path, in the order of their paths. Throws `rulesMissing`. */
export async function testFolders(path: string): Promise<string[]> {
  const info = await stat(path).catch(() => null);
  if (info?.isDirectory() !== true) {
    throw new LetterlockError({
      code: 'rulesMissing',
      message: `there is no folder ${path}`,
      hint: 'name folders that hold rule.yml, hit.jsonl and miss.jsonl, or a folder of such folders',
    });
  }
  const names = (await readdir(path)).sort(byText);
  const own = names.includes('rule.yml') ? [path] : [];
  const below: string[] = [];
  for (const name of names) {
    const inner = join(path, name);
    if ((await stat(inner).catch(() => null))?.isDirectory()) below.push(...(await testFolders(inner)));
  }
  return [...own, ...below];
}

const say = (problem: Problem): string => `${problem.at.line}:${problem.at.column} ${problem.message}`;

interface Records {
  readonly ids: readonly string[];
  readonly rejected: number;
}

async function load(workspace: Workspace, folder: string, kind: 'hit' | 'miss'): Promise<Records> {
  await emptyStore(workspace.database);
  const names = (await readdir(folder)).filter((name) => new RegExp(`^${kind}[^/]*\\.(jsonl|json|csv)$`).test(name));
  const files = names.sort(byText).map((name) => ({ path: name, absolute: join(folder, name) }));
  const failed = await loadAll(workspace, files, silent);
  const rows = await workspace.database.rows<{ id: string }>(
    sql`SELECT id FROM audit UNION ALL SELECT id FROM "signIn" UNION ALL SELECT id FROM directory
      UNION ALL SELECT id FROM "graphActivity" ORDER BY id`,
  );
  const [rejected] = await workspace.database.rows<{ n: number }>(
    sql`SELECT coalesce(sum(rejects), 0)::BIGINT AS n FROM input`,
  );
  return { ids: rows.map((row) => row.id), rejected: (rejected?.n ?? 0) + failed.length };
}

/** Ids of the records that the rules of a folder find, by themselves or together, and why those that could not run could not. */
export async function foundIds(
  { database }: Workspace,
  set: RuleSet,
): Promise<{ ids: ReadonlyMap<string, ReadonlySet<string>>; absent: string[] }> {
  const scanned = await scanRules(database, set.rules, set.correlations);
  const correlated = await runCorrelations(database, set.correlations, scanned);
  const alone = new Set(standing(set));
  const rows = await database.rows<{ rule: number; id: string }>(sql`SELECT DISTINCT rule, id FROM "ruleMatch"`);
  const byNumber = groupBy(rows, (row) => `${row.rule}`);
  const shown = scanned.filter((each) => alone.has(each.rule));
  const ids = new Map<string, Set<string>>();
  for (const { rule, number } of shown)
    ids.set(ruleKey(rule), new Set((byNumber.get(`${number}`) ?? []).map((row) => row.id)));
  for (const { correlation, episodes } of correlated)
    ids.set(ruleKey(correlation), new Set(episodes.flatMap(({ records }) => records.map((record) => record.id))));
  return { ids, absent: [...shown, ...correlated].flatMap(({ absent }) => absent ?? []) };
}

const all = (ids: ReadonlyMap<string, ReadonlySet<string>>): Set<string> =>
  new Set([...ids.values()].flatMap((each) => [...each]));

async function testFolder(workspace: Workspace, folder: string, placeholders: Placeholders): Promise<RuleTest> {
  const set = await loadRules([join(folder, 'rule.yml')], placeholders);
  const failures: string[] = set.problems.filter((problem) => problem.refused).map(say);
  const title = set.correlations[0]?.title ?? set.rules[0]?.title ?? basename(folder);
  const outcome = { folder, title, hits: 0, misses: 0 };
  if (failures.length > 0) return { ...outcome, failures };
  if (set.rules.length === 0) return { ...outcome, failures: ['rule.yml holds no rule'] };
  const hits = await load(workspace, folder, 'hit');
  const hit = await foundIds(workspace, set);
  const hitIds = all(hit.ids);
  failures.push(...hit.absent.map((reason) => `could not run on the hits: ${reason}`));
  if (hits.ids.length === 0) failures.push('there is no record that it should match (hit.jsonl)');
  failures.push(...hits.ids.filter((id) => !hitIds.has(id)).map((id) => `does not match ${id}, which is a hit`));
  const misses = await load(workspace, folder, 'miss');
  const missedIds = all((await foundIds(workspace, set)).ids);
  failures.push(...misses.ids.filter((id) => missedIds.has(id)).map((id) => `matches ${id}, which is a miss`));
  const rejected = hits.rejected + misses.rejected;
  if (rejected > 0) failures.push(`${rejected} rows of the records could not be read`);
  return { ...outcome, hits: hits.ids.length, misses: misses.ids.length, failures };
}

/** Tests every folder, one after the other. */
export async function* testRules(
  workspace: Workspace,
  folders: readonly string[],
  placeholders: Placeholders,
): AsyncGenerator<RuleTest> {
  for (const folder of folders) yield await testFolder(workspace, folder, placeholders);
}

export { ruleKey };
