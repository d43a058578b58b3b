// Detection quality over a matrix of simulated worlds: `npm run build && node bench/detection/run.mjs --small`.
// The full set takes hours and writes its section of bench/RESULTS.md and the plots in docs/detection/.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { version } from '../../dist/util/version.js';
import { evaluateWorld } from './evaluate-world.mjs';
import { drawn, worldsOf } from './matrix.mjs';
import { falseCasesPlot, recallPlot, timePlot } from './plot.mjs';
import { report } from './report.mjs';
import { sum, withSection } from './text.mjs';

const usage = `node bench/detection/run.mjs --small|--full [options]
  --only TEXT,.. worlds whose name or scenario holds one of these texts
  --phase NAME   development or evaluation only
  --most N       at most so many seeds of each kind of world and phase
  --budget MIN   takes the worlds in an order drawn from --draw and begins none after so many minutes: a fair sample of the set
  --draw N       the draw (1)
  --jobs N       worlds at a time (default 1; timings are only worth something with 1)
  --date DATE    stands in the results
  --write        write bench/RESULTS.md and docs/detection/*.svg (--full does so by itself)
  --dry          never write them
  --json FILE    the run with every evaluation, to look into
  --from FILE,.. reports on what earlier runs wrote with --json, and runs nothing`;

const { values: options } = parseArgs({
  options: {
    ...{ small: { type: 'boolean' }, full: { type: 'boolean' }, write: { type: 'boolean' }, dry: { type: 'boolean' } },
    ...{
      only: { type: 'string' },
      phase: { type: 'string' },
      most: { type: 'string' },
      budget: { type: 'string' },
      draw: { type: 'string', default: '1' },
      jobs: { type: 'string', default: '1' },
    },
    ...{
      date: { type: 'string', default: 'no date given' },
      json: { type: 'string' },
      from: { type: 'string' },
      help: { type: 'boolean' },
    },
  },
});
if (options.help || options.small === options.full || (options.from !== undefined && options.json !== undefined)) {
  console.log(usage);
  process.exit(options.help ? 0 : 2);
}

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

function tell(world, number, total) {
  const head = `${number}/${total} ${world.phase} ${[world.name, ...world.scenarios].join(' ')} seed ${world.seed}`;
  if (world.failed) return console.log(`${head}: NOT RUN, ${world.failed}`);
  const { evaluation, seconds } = world;
  const { recall } = evaluation.overall;
  const { atLeast } = evaluation.falseCases;
  const found =
    recall.high.of === 0
      ? ''
      : ` found ${recall.high.hits}/${recall.high.of} at high, ${recall.medium.hits} at medium;`;
  const took = sum(Object.values(seconds)).toFixed(1);
  console.log(
    `${head}:${found} false ${atLeast.high.cases} high ${atLeast.medium.cases} medium ${atLeast.low.cases} low; ${took} s`,
  );
}

async function runAll(worlds) {
  const done = [];
  const waiting = worlds.map((world, index) => ({ world, index }));
  // Ctrl-C ends the run after the worlds at work, and reports on what is done.
  process.once('SIGINT', () => waiting.splice(0));
  const until = performance.now() + Number(options.budget ?? Number.POSITIVE_INFINITY) * 60_000;
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined && performance.now() < until; next = waiting.shift()) {
      done[next.index] = await evaluateWorld(next.world);
      tell(done[next.index], next.index + 1, worlds.length);
    }
  };
  await Promise.all(Array.from({ length: Math.min(Number(options.jobs), availableParallelism()) }, work));
  return done.filter((world) => world !== undefined);
}

const isWanted = (name) => options.only === undefined || options.only.split(',').some((text) => name.includes(text));

const set = options.small ? 'small' : 'full';
const wanted = worldsOf(set, Number(options.most ?? Number.POSITIVE_INFINITY))
  .filter((world) => isWanted(`${[world.name, ...world.scenarios].join(' ')} `))
  .filter((world) => options.phase === undefined || world.phase === options.phase);
const worlds = options.budget === undefined ? wanted : drawn(wanted, options.draw);
/** The build that was measured; a checkout has a name for it. */
function build() {
  const named = spawnSync('git', ['describe', '--always', '--dirty'], { cwd: path('.'), encoding: 'utf8' });
  return named.status === 0 ? named.stdout.trim() : version;
}

async function runNow() {
  const began = performance.now();
  const done = await runAll(worlds);
  const seconds = Math.round((performance.now() - began) / 1000);
  const [command, jobs] = [process.argv.slice(2).join(' '), Number(options.jobs)];
  return { command, date: options.date, build: build(), seconds, jobs, worlds: done };
}

const runs =
  options.from === undefined
    ? [await runNow()]
    : options.from.split(',').map((file) => JSON.parse(readFileSync(file, 'utf8')));
const done = runs.flatMap((run) => run.worlds);
const text = report(done, runs, worlds.length);
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(runs[0], null, 1)}\n`);
if (!options.dry && (options.full || options.write)) {
  const results = path('../RESULTS.md');
  writeFileSync(results, withSection(readOr(results, '# What was measured\n'), 'detection', text));
  mkdirSync(path('../../docs/detection'), { recursive: true });
  const plots = { recall: recallPlot(done), 'false-cases': falseCasesPlot(done), 'time-to-detection': timePlot(done) };
  for (const [name, svg] of Object.entries(plots)) writeFileSync(path(`../../docs/detection/${name}.svg`), svg);
}
console.log(`\n${text}`);

function readOr(name, otherwise) {
  try {
    return readFileSync(name, 'utf8');
  } catch {
    return otherwise;
  }
}
