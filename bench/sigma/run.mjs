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
import { ruleText } from './rules.mjs';

const [world, ...flags] = process.argv.slice(2);
if (world === undefined) throw new Error('name a folder that letterlock simulate wrote');
const sizes = [20, 100, 400];
const rounds = 3;

const rulesOf = (count) =>
  parseRules(Array.from({ length: count }, (_, i) => ({ path: `${i}.yml`, text: ruleText(i) }))).rules;
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const seconds = (ms) => (ms / 1000).toFixed(2);

const workspace = await openWorkspace(null, cpus().length);
const { database } = workspace;
await loadAll(workspace, await discover([world]), silent);
const [{ n: records }] = await database.rows(sql`SELECT count(*) AS n FROM audit`);
const [{ bytes }] = await database.rows(sql`SELECT sum(length(raw))::BIGINT AS bytes FROM audit`);

const times = new Map(sizes.map((size) => [size, []]));
const found = new Map();
for (let round = 0; round < rounds; round++) {
  for (const size of sizes) {
    const rules = rulesOf(size);
    const began = performance.now();
    const scanned = await scanRules(database, rules);
    times.get(size).push(performance.now() - began);
    const broken = scanned.find((each) => each.absent !== null);
    if (broken !== undefined) throw new Error(broken.absent);
    const [{ n }] = await database.rows(sql`SELECT count(*) AS n FROM "ruleMatch"`);
    found.set(size, n);
  }
}
await workspace.close();

const least = median(times.get(sizes[0]));
const rows = sizes.map((size) => {
  const all = times.get(size);
  const range = `${seconds(Math.min(...all))}-${seconds(Math.max(...all))}`;
  return `| ${size} | ${seconds(median(all))} | ${range} | ${(median(all) / least).toFixed(2)} | ${found.get(size)} |`;
});
const day = new Date().toISOString().slice(0, 10);
const text = `## Rules

\`node bench/sigma/run.mjs WORLD --write\` on ${day}; WORLD: \`letterlock simulate --mailboxes 2200 --days 60 --shape auditDataLines --sign-ins none --defects none\`.
${records} audit records, ${(bytes / 1e9).toFixed(2)} GB of raw JSON; median of ${rounds} rounds in one process, the sizes taking turns.
Machine: ${cpus().length} cores (${cpus()[0].model.trim()}), Node ${process.version}. Other work ran beside it, so the ratios say more than the seconds.
The rules: [bench/sigma/rules.mjs](sigma/rules.mjs); one in twelve is a keyword, one in four looks at fields without asking for an operation.

| rules | seconds | least-most | against ${sizes[0]} | matches |
| ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}
`;
process.stdout.write(text);
if (flags.includes('--write')) {
  const path = new URL('../RESULTS.md', import.meta.url);
  const before = readFileSync(path, 'utf8').replace(/\n*<!-- sigma: begin -->[\s\S]*<!-- sigma: end -->\n/, '\n');
  writeFileSync(path, `${before.trimEnd()}\n\n<!-- sigma: begin -->\n${text}<!-- sigma: end -->\n`);
}
