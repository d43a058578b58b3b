// What hundreds of rules cost: the same records, twenty rules against four hundred, in one process, taking turns.
//   node bench/sigma/run.mjs WORLD [--write]
// WORLD: a folder that `letterlock simulate` wrote. --write: put the figures into bench/RESULTS.md between their marks.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { scanRules } from '../../dist/detect/rule/scan.js';
import { discover, loadAll, openWorkspace } from '../../dist/letterlock.js';
import { sql } from '../../dist/query/sql.js';
import { parseRules } from '../../dist/sigma/load.js';
import { silent } from '../../dist/util/progress.js';
import { plainRuleText, ruleText } from './rules.mjs';

const [world, ...flags] = process.argv.slice(2);
if (world === undefined) throw new Error('name a folder that letterlock simulate wrote');
const sizes = [20, 100, 400];
const rounds = 3;

const rulesOf = (count, text) =>
  parseRules(Array.from({ length: count }, (_, i) => ({ path: `${i}.yml`, text: text(i) }))).rules;
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const seconds = (ms) => (ms / 1000).toFixed(2);

const workspace = await openWorkspace(null, cpus().length);
const { database } = workspace;
await loadAll(workspace, await discover([world]), silent);
const [{ n: records }] = await database.rows(sql`SELECT count(*) AS n FROM audit`);
const [{ bytes }] = await database.rows(sql`SELECT sum(length(raw))::BIGINT AS bytes FROM audit`);

const kinds = [
  ['mixed', ruleText],
  ['columns only', plainRuleText],
];
const runs = kinds.flatMap(([kind, text]) => sizes.map((size) => ({ kind, size, text, wall: [], work: [], found: 0 })));
for (let round = 0; round < rounds; round++) {
  for (const run of runs) {
    const rules = rulesOf(run.size, run.text);
    const [began, spent] = [performance.now(), process.cpuUsage()];
    const scanned = await scanRules(database, rules);
    const { user, system } = process.cpuUsage(spent);
    run.wall.push(performance.now() - began);
    run.work.push((user + system) / 1000);
    const broken = scanned.find((each) => each.absent !== null);
    if (broken !== undefined) throw new Error(broken.absent);
    [{ n: run.found }] = await database.rows(sql`SELECT count(*) AS n FROM "ruleMatch"`);
  }
}
await workspace.close();

const rows = runs.map(({ kind, size, wall, work, found }) => {
  const least = runs.find((run) => run.kind === kind);
  const ratio = (key, own) => (median(own) / median(least[key])).toFixed(2);
  const cells = [
    kind,
    size,
    seconds(median(wall)),
    ratio('wall', wall),
    seconds(median(work)),
    ratio('work', work),
    found,
  ];
  return `| ${cells.join(' | ')} |`;
});
const day = new Date().toISOString().slice(0, 10);
const text = `## Rules

\`node bench/sigma/run.mjs WORLD --write\` on ${day}; WORLD: \`letterlock simulate --mailboxes 2200 --days 60 --shape auditDataLines --sign-ins none --defects none\`.
${records} audit records, ${(bytes / 1e9).toFixed(2)} GB of raw JSON; median of ${rounds} rounds in one process, the sets taking turns.
Machine: ${cpus().length} cores (${cpus()[0].model.trim()}), Node ${process.version}. Other programs ran beside it, so processor time and ratios say more than seconds.
The rules: [bench/sigma/rules.mjs](sigma/rules.mjs). Of the mixed ones a twelfth are keywords and a quarter look at fields without asking for an operation.

| rules | number | seconds | against ${sizes[0]} | processor seconds | against ${sizes[0]} | matches |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}
`;
process.stdout.write(text);
if (flags.includes('--write')) {
  const path = new URL('../RESULTS.md', import.meta.url);
  const before = readFileSync(path, 'utf8').replace(/\n*<!-- sigma: begin -->[\s\S]*<!-- sigma: end -->\n/, '\n');
  writeFileSync(path, `${before.trimEnd()}\n\n<!-- sigma: begin -->\n${text}<!-- sigma: end -->\n`);
}
