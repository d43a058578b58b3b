// Speed and memory of the simulation: `npm run build && node bench/simulate/run.mjs`. `--full` adds 10,000 mailboxes for 90
// days, which write some 20 GB into LETTERLOCK_BENCH_DIR (or the temporary folder) and take them away again.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { machine, table, withSection } from '../detection/text.mjs';

const usage = `node bench/simulate/run.mjs [options]
  --full       the large world too
  --days N     that many days of the large world instead of all
  --repeat N   the median of N runs of each of the others (3)
  --date DATE  stands in the results
  --write      write the section in bench/RESULTS.md`;
const { values } = parseArgs({
  options: {
    ...{ full: { type: 'boolean' }, write: { type: 'boolean' }, help: { type: 'boolean' }, days: { type: 'string' } },
    ...{ repeat: { type: 'string', default: '3' }, date: { type: 'string', default: 'no date given' } },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const run = promisify(execFile);
const sets = JSON.parse(readFileSync(path('worlds.json'), 'utf8'));

async function measure({ name, options }, times) {
  const runs = [];
  for (let i = 0; i < times; i++) {
    const load = loadavg()[0];
    const { stdout } = await run(process.execPath, [path('world.mjs'), JSON.stringify(options)], {
      maxBuffer: 2 ** 26,
    });
    runs.push({ ...JSON.parse(stdout), load });
    console.log(name, JSON.stringify(runs.at(-1)));
  }
  runs.sort((a, b) => a.seconds - b.seconds);
  return { name, options, ...runs[Math.floor(runs.length / 2)] };
}

const whole = (value) => Math.round(value).toLocaleString('en-GB');

function report(found) {
  const rows = found.map(({ name, options, ...run }) => [
    `${name}: ${options.tenants} x ${options.mailboxes} mailboxes x ${options.days} days`,
    ...[whole(run.rows), whole(run.bytes / 1e6), run.seconds.toFixed(1), whole(run.rows / run.seconds)],
    ...[whole(run.rows / run.cpuSeconds), whole(run.peakMegabytes), run.load.toFixed(1)],
    run.tenths.filter((_, i) => [0, 4, 9].includes(i)).join(', '),
  ]);
  const head = [
    'world',
    'rows',
    'MB',
    's',
    'rows/s',
    'rows per CPU second',
    'peak MB',
    'load before',
    'peak MB after 10, 50, 100 % of the days',
  ];
  return `## Simulation: speed and memory

\`npm run build && node bench/simulate/run.mjs ${process.argv.slice(2).join(' ')}\` on ${values.date}.
Machine: ${machine()}. Rows are audit records and sign-ins as written, copies included; everything is written to disk and hashed. A load
before the run of more than the number of cores means that others were at work: then only the rows per CPU second can be compared.

${table(head, rows)}`;
}

const found = [];
for (const world of sets.small) found.push(await measure(world, Number(values.repeat)));
for (const { name, options } of values.full ? sets.full : []) {
  found.push(await measure({ name, options: { ...options, days: Number(values.days ?? options.days) } }, 1));
}
const text = report(found);
if (values.write) {
  const results = path('../RESULTS.md');
  writeFileSync(results, withSection(readFileSync(results, 'utf8'), 'simulate', text));
}
console.log(`\n${text}`);
