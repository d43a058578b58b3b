// Where the time of a whole investigation goes, phase by phase and statement by statement: `node bench/load/profile.mjs FILE...
// [--workspace FOLDER] [--statements 30] [--json FILE] [--repeat 1]`. What `letterlock investigate` does, in this process, with a watch around
// every statement; what a given workspace holds already is not loaded again. Processor seconds are those of all threads while the statement ran.
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { questionOf } from '../../dist/cli/option.js';
import { discover, investigate, loadAll, openWorkspace } from '../../dist/letterlock.js';
import { jsonTexts } from '../../dist/output/json.js';
import { renderTerminal } from '../../dist/output/terminal/render-terminal.js';
import { print } from '../../dist/query/dialect.js';
import { duckdb } from '../../dist/query/duckdb/dialect.js';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ...{ workspace: { type: 'string' }, statements: { type: 'string', default: '30' }, json: { type: 'string' } },
    ...{ answer: { type: 'string' }, repeat: { type: 'string', default: '1' } },
  },
});

const now = () => {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now() / 1000, processor: (user + system) / 1e6 };
};
const since = (then) => {
  const { wall, processor } = now();
  return { wall: wall - then.wall, processor: processor - then.processor };
};
const megabytes = () => process.memoryUsage.rss() / 1e6;

/** What the phases of the program's own progress are called here. */
const names = {
  'reading exports': 'load',
  'removing copies': 'store',
  'reconciling accesses with sign-ins': 'reconcile',
  'gathering access sessions': 'session',
  'weighing evidence': 'detect',
  'running rules': 'rules',
  'measuring exposure': 'exposure',
  'comparing cases': 'exposure',
  'keeping the answer': 'keep',
};

const phases = [];
let current = null;
function begin(name) {
  if (current !== null) Object.assign(current, since(current.began), { peak: Math.max(current.peak, megabytes()) });
  current = name === null ? null : { name, began: now(), peak: 0, statements: 0 };
  if (current !== null) phases.push(current);
}
setInterval(() => {
  if (current !== null) current.peak = Math.max(current.peak, megabytes());
}, 20).unref();
const progress = {
  phase: (name) => begin(names[name] ?? name),
  advance: () => {},
  within: () => {},
  done: () => begin('other'),
};

const statements = new Map();
/** Statements that may be run again without changing what comes after them. */
const repeatable = (text) => /^(WITH|SELECT|CREATE OR REPLACE TEMP TABLE)\b/.test(text);

/** Runs a statement, and again as often as is wanted: of several runs the least counts, the others were disturbed. */
async function timed(query, work) {
  // A statement may carry megabytes of values.
  const text = print(query, duckdb)
    .slice(0, 20_000)
    .replace(/\s+/g, ' ')
    .replaceAll(/'[^']{40,2000}'/g, "'…'");
  const runs = [];
  let answer;
  for (let left = repeatable(text) ? Number(options.repeat) : 1; left > 0; left--) {
    const began = now();
    answer = await work();
    runs.push(since(began));
  }
  const least = (key) => Math.min(...runs.map((run) => run[key]));
  const key = `${current?.name} ${text.slice(0, 400)}`;
  const all = statements.get(key) ?? { phase: current?.name, text, times: 0, wall: 0, processor: 0, rss: 0 };
  all.times++;
  all.wall += least('wall');
  all.processor += least('processor');
  all.rss = Math.max(all.rss, megabytes());
  statements.set(key, all);
  return answer;
}
const watched = (database) => ({
  ...database,
  run: (query) => timed(query, () => database.run(query)),
  rows: (query) => timed(query, () => database.rows(query)),
  manyRows: (query) => timed(query, () => database.manyRows(query)),
});

begin('open');
const opened = await openWorkspace(options.workspace ?? null, availableParallelism());
const workspace = { ...opened, database: watched(opened.database) };
await loadAll(workspace, await discover(positionals), progress);
// An answer that a workspace remembers would cost nothing, so it is not asked for one.
const result = await investigate({ ...workspace, kept: false }, await questionOf({}), progress);
begin('output');
let length = 0;
const pieces = [];
for (const piece of jsonTexts(result)) {
  length += piece.length;
  if (options.answer !== undefined) pieces.push(piece);
}
renderTerminal(result, { colour: false, width: 80, exports: positionals, allSessions: false });
begin(null);
if (options.answer !== undefined) writeFileSync(options.answer, pieces.join(''));
await opened.close();

const merged = new Map();
for (const { name, wall, processor, peak } of phases) {
  const all = merged.get(name) ?? { wall: 0, processor: 0, peak: 0 };
  merged.set(name, {
    wall: all.wall + wall,
    processor: all.processor + processor,
    peak: Math.max(all.peak, peak),
  });
}
const list = [...statements.values()].sort((a, b) => b.processor - a.processor);
if (options.json !== undefined)
  writeFileSync(options.json, JSON.stringify({ phases: Object.fromEntries(merged), statements: list }, null, 1));
const figure = (value) => value.toFixed(2).padStart(8);
for (const [name, { wall, processor, peak }] of merged)
  console.log(`${name.padEnd(12)} wall ${figure(wall)}  processor ${figure(processor)}  peak ${peak.toFixed(0)} MB`);
const total = (key) => phases.reduce((sum, phase) => sum + phase[key], 0);
console.log(
  `${'all'.padEnd(12)} wall ${figure(total('wall'))}  processor ${figure(total('processor'))}  JSON ${length}`,
);
for (const { phase, text, times, wall, processor, rss } of list.slice(0, Number(options.statements)))
  console.log(
    `${figure(processor)} ${figure(wall)} ${String(times).padStart(4)}x ${rss.toFixed(0).padStart(5)} ${phase}: ${text.slice(0, 200)}`,
  );
