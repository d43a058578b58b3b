// Detection quality over a matrix of simulated worlds: `npm run build && node bench/detection/run.mjs --small`.
// The full set takes hours and writes its section of bench/RESULTS.md and the plots in docs/detection/.
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
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
  --json FILE    every evaluation, to look into
  --from FILE,.. reports on what earlier runs of this build wrote with --json, and runs nothing`;

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
const run = promisify(execFile);

/** A world that cannot be simulated (a scenario or option that this build does not have) is said, not dropped. */
async function evaluateWorld(world) {
  const arguments_ = [path('world.mjs'), JSON.stringify(world)];
  try {
    const { stdout } = await run(process.execPath, arguments_, { maxBuffer: 2 ** 30 });
    return JSON.parse(stdout);
  } catch (error) {
    const text = String(error.stderr ?? error.message);
    const [why] = text.split('\n').filter((line) => /^(letterlock|error|\w*Error)\b/.test(line.trim()));
    return { ...world, failed: why ?? text.slice(0, 300) };
  }
}

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
const began = performance.now();
const done =
  options.from === undefined
    ? await runAll(worlds)
    : options.from.split(',').flatMap((file) => JSON.parse(readFileSync(file, 'utf8')));
const seconds = options.from === undefined ? (performance.now() - began) / 1000 : null;
const text = report(done, {
  command: process.argv.slice(2).join(' '),
  date: options.date,
  seconds,
  jobs: Number(options.jobs),
  of: worlds.length,
});
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(done, null, 1)}\n`);
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
