// Speed and memory of a whole investigation beside DuckDB alone: `npm run build && node bench/load/run.mjs --data FOLDER
// [--records 1000000] [--rounds 3] [--format json|csv] [--write]`. The data is made on the first run (about 7 GB a million
// records) and stays unless `--delete` is given. Each round runs every measurement once, in turn, so
// that ratios compare runs of the same minutes. Wants GNU time in /usr/bin/time.
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { machine, table, withSection } from '../detection/text.mjs';
import { make } from './make.mjs';

const { values: options } = parseArgs({
  options: {
    ...{
      data: { type: 'string' },
      records: { type: 'string', default: '1000000' },
      rounds: { type: 'string', default: '3' },
    },
    ...{ format: { type: 'string', default: 'json' }, date: { type: 'string', default: 'no date given' } },
    ...{ write: { type: 'boolean' }, delete: { type: 'boolean' } },
  },
});
if (options.data === undefined) throw new Error('--data FOLDER is missing');

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const program = path('../../dist/cli/main.js');
const data = join(options.data, 'data');
const records = Number(options.records);
make(data, records);
/** The files of the first half of the month, or of all of it. */
const filesOf = (part) => {
  const list = (format, kind) =>
    readdirSync(join(data, format))
      .filter((name) => name.includes(kind))
      .sort()
      .map((name) => join(data, format, name));
  const logs = [list('json', 'SignIns'), list(options.format, 'audit')];
  return logs.flatMap((files) => files.slice(0, part === 'half' ? files.length / 2 : files.length));
};
const bytesOf = (files) => files.reduce((sum, file) => sum + statSync(file).size, 0);

/** Wall and processor seconds and the peak of resident memory of a process, and the longest it was silent. */
function measure(arguments_) {
  const report = join(options.data, 'time.txt');
  return new Promise((resolve, reject) => {
    const child = spawn('/usr/bin/time', ['-f', '%e %U %S %M', '-o', report, process.execPath, ...arguments_], {
      cwd: options.data,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let error = '';
    let last = performance.now();
    let silence = 0;
    const told = () => {
      silence = Math.max(silence, performance.now() - last);
      last = performance.now();
    };
    child.stderr.on('data', (text) => {
      told();
      error += text;
    });
    child.on('close', (code) => {
      told();
      if (code !== 0) return reject(new Error(`${arguments_.join(' ')} ended with ${code}\n${error.slice(-2000)}`));
      const [wall, user, system, kilobytes] = readFileSync(report, 'utf8').trim().split(/\s+/).slice(-4).map(Number);
      resolve({ wall, processor: user + system, megabytes: kilobytes / 1024, silence: silence / 1000 });
    });
  });
}

const space = join(options.data, 'space');
const investigate = (files, ...more) => measure([program, 'investigate', ...files, '--json', 'answer.json', ...more]);
const alone = (files) => measure([path('duckdb-alone.mjs'), options.data, ...files]);

async function round(results) {
  const note = (name, result) => {
    results[name] = [...(results[name] ?? []), result];
    console.log(name, JSON.stringify(result));
  };
  const once = filesOf('all');
  note('alone', await alone(once));
  note('half', await investigate(filesOf('half')));
  note('investigate', await investigate(once));
  rmSync(space, { recursive: true, force: true });
  mkdirSync(space);
  note('kept', await investigate(once, '--workspace', 'space'));
  const first = readFileSync(join(options.data, 'answer.json'));
  note('again', await investigate(once, '--workspace', 'space'));
  if (!first.equals(readFileSync(join(options.data, 'answer.json')))) throw new Error('the second answer differs');
  const [found] = JSON.parse(first).cases;
  if (found)
    note('records', await measure([program, 'records', 'space', '--case', found.id, '--json', 'records.jsonl']));
  rmSync(space, { recursive: true, force: true });
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const rounded = (value, digits) => value.toFixed(digits);

function report(results) {
  const of = (name, key) => median(results[name].map((result) => result[key]));
  const ratio = (a, b, key) => median(results[a].map((result, i) => result[key] / results[b][i][key]));
  const names = {
    alone: 'DuckDB alone, same columns and raw text',
    half: 'complete `investigate`, half of the month',
    investigate: 'complete `investigate`',
    kept: '`investigate --workspace`',
    again: 'the same again, nothing new',
    records: '`records --case` on the kept workspace',
  };
  const rows = Object.entries(names)
    .filter(([name]) => results[name])
    .map(([name, title]) => [
      title,
      rounded(of(name, 'wall'), 1),
      rounded(of(name, 'processor'), 1),
      rounded(of(name, 'megabytes'), 0),
      name === 'alone' ? '' : rounded(of(name, 'silence'), 1),
    ]);
  const ratios = [
    ['`investigate` : DuckDB alone', 'investigate', 'alone', 'at most 2.5'],
    ['`investigate` : half of the month', 'investigate', 'half', 'at most 2.2'],
  ];
  const compared = ratios.map(([title, a, b, aim]) => [
    title,
    rounded(ratio(a, b, 'wall'), 2),
    rounded(ratio(a, b, 'processor'), 2),
    aim,
  ]);
  const engine = JSON.parse(readFileSync(path('../../package.json'))).dependencies['@duckdb/node-api'];
  const gigabytes = (bytesOf(filesOf('all')) / 1e9).toFixed(2);
  return `## Speed and memory

\`node bench/load/run.mjs ${process.argv
    .slice(2)
    .filter((word, i, all) => word !== '--data' && all[i - 1] !== '--data')
    .join(' ')}\` on ${options.date}: medians of ${results.alone.length} rounds, ratios within a round.
Input: ${records.toLocaleString('en')} audit records as ${options.format === 'json' ? 'JSON lines' : 'Purview CSV'} and all sign-ins of that world, ${gigabytes} GB.
Machine: ${machine()}, @duckdb/node-api ${engine}.

${table(['run', 'wall, s', 'processor, s', 'peak resident, MB', 'longest silence, s'], rows)}

Progress goes to a file here, so a line is due every five seconds; on a terminal it is twice a second.

${table(['ratio', 'wall', 'processor', 'aim'], compared)}`;
}

const results = {};
for (let n = 0; n < Number(options.rounds); n++) await round(results);
const text = report(results);
console.log(`\n${text}`);
if (options.write) {
  const file = path('../RESULTS.md');
  writeFileSync(file, withSection(readFileSync(file, 'utf8'), `load ${options.format}`, text));
}
if (options.delete) rmSync(options.data, { recursive: true, force: true });
