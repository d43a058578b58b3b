// Speed and memory of a whole investigation beside DuckDB alone: `npm run build && node bench/load/run.mjs --data FOLDER
// [--records 1000000] [--rounds 1] [--format json|csv] [--only once,alone] [--write]`. The data is made on the first run (about
// 15 GB for a million records a month) and stays unless `--delete` is given. A round runs every measurement once, in turn, so
// that ratios compare runs of the same minutes. Wants GNU time in /usr/bin/time.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { withSection } from '../detection/text.mjs';
import { make, months } from './make.mjs';
import { measure } from './measure.mjs';
import { report } from './report.mjs';

const { values: options } = parseArgs({
  options: {
    ...{ data: { type: 'string' }, records: { type: 'string', default: '1000000' } },
    ...{ rounds: { type: 'string', default: '1' }, format: { type: 'string', default: 'json' } },
    ...{ only: { type: 'string' }, write: { type: 'boolean' }, delete: { type: 'boolean' } },
  },
});
if (options.data === undefined) throw new Error('--data FOLDER is missing');

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const program = path('../../dist/cli/main.js');
const home = options.data;
const data = join(home, 'data');
const made = make(data, Number(options.records));

/** The files of the first month, or of both. */
function filesOf(count) {
  const list = (format, kind) =>
    readdirSync(join(data, format))
      .filter((name) => name.includes(kind))
      .sort()
      .map((name) => join(data, format, name));
  const logs = [list('json', 'SignIns'), list(options.format, 'audit')];
  return logs.flatMap((files) => files.slice(0, (files.length * count) / months));
}
const bytesOf = (files) => files.reduce((sum, file) => sum + statSync(file).size, 0);
const month = filesOf(1);
const both = filesOf(2);

const space = join(home, 'space');
const answer = join(home, 'answer.json');
const investigate = (files, ...more) =>
  measure([program, 'investigate', ...files, '--json', answer, ...more], { home, files });

/** Every measurement by its name; `again` needs the workspace that `kept` leaves. */
const measurements = {
  alone: () => measure([path('duckdb-alone.mjs'), home, ...month], { home, files: month }),
  once: () => investigate(month),
  twice: () => investigate(both),
  profile: async () => {
    const json = join(home, 'phases.json');
    const result = await measure([path('profile.mjs'), ...month, '--json', json], { home, files: month });
    return { ...result, phases: JSON.parse(readFileSync(json, 'utf8')).phases };
  },
  kept: async () => {
    rmSync(space, { recursive: true, force: true });
    mkdirSync(space);
    const result = await investigate(month, '--workspace', space);
    writeFileSync(join(home, 'first.json'), readFileSync(answer));
    return result;
  },
  again: async () => {
    const result = await investigate(month, '--workspace', space);
    const first = readFileSync(join(home, 'first.json'));
    if (!first.equals(readFileSync(answer))) throw new Error('the second answer differs');
    return result;
  },
  records: async () => {
    const [found] = JSON.parse(readFileSync(answer, 'utf8')).cases;
    if (found === undefined) throw new Error('the world has no case to list the records of');
    return measure([program, 'records', space, '--case', found.id, '--json', join(home, 'records.jsonl')], { home });
  },
};

const build = () => {
  const git = (...words) => execFileSync('git', words, { cwd: path('.'), encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--', '../../src') === '' ? '' : ' with changes';
  return `${git('rev-parse', '--short', 'HEAD')}${changed}`;
};

const wanted = options.only?.split(',') ?? Object.keys(measurements);
const results = {};
for (let n = 0; n < Number(options.rounds); n++) {
  for (const name of wanted) {
    const result = await measurements[name]();
    results[name] = [...(results[name] ?? []), result];
    console.log(name, JSON.stringify(result));
  }
}
rmSync(space, { recursive: true, force: true });
const words = process.argv.slice(2).filter((word, i, all) => word !== '--data' && all[i - 1] !== '--data');
const text = report(results, {
  command: `node bench/load/run.mjs --data FOLDER ${words.join(' ')}`.trim(),
  build: build(),
  engine: JSON.parse(readFileSync(path('../../package.json'))).dependencies['@duckdb/node-api'],
  ...{ format: options.format, made, rounds: Number(options.rounds) },
  bytes: { month: bytesOf(month), both: bytesOf(both) },
});
console.log(`\n${text}`);
if (options.write) {
  const file = path('../RESULTS.md');
  writeFileSync(file, withSection(readFileSync(file, 'utf8'), `load ${options.format}`, text));
}
if (options.delete) rmSync(home, { recursive: true, force: true });
