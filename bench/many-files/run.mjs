// A folder of many small files beside the same rows in one file a kind: `npm run build && node bench/many-files/run.mjs --data FOLDER
// [--files 100000] [--write]`. Loads and answers both, then looks at the folder again in a kept workspace with nothing new. Wants
// GNU time in /usr/bin/time, and about 1 GB of disk.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { machine, table, withSection } from '../detection/text.mjs';
import { measure } from '../load/measure.mjs';
import { kinds, make } from './make.mjs';

const { values: options } = parseArgs({
  options: {
    ...{ data: { type: 'string' }, files: { type: 'string', default: '100000' } },
    ...{ write: { type: 'boolean' }, delete: { type: 'boolean' } },
  },
});
if (options.data === undefined) throw new Error('--data FOLDER is missing');

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const program = path('../../dist/cli/main.js');
const home = options.data;
const many = join(home, 'many');
const whole = join(home, 'whole');
const space = join(home, 'space');
const answer = join(home, 'answer.json');
const files = Number(options.files);
mkdirSync(home, { recursive: true });
make(many, files, kinds, whole);

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
const investigate = (folder, ...more) =>
  measure([program, 'investigate', folder, '--json', answer, ...more], { home, files: filesIn(folder) });
// Two files of the same content are one input, so that the folder has fewer rows; its records are the same.
const recordsIn = () => JSON.parse(readFileSync(answer, 'utf8')).inputs.reduce((sum, input) => sum + input.records, 0);

const results = { whole: await investigate(whole) };
const records = recordsIn();
results.many = await investigate(many);
if (recordsIn() !== records) throw new Error(`the folder holds ${recordsIn()} records, the single files ${records}`);
rmSync(space, { recursive: true, force: true });
mkdirSync(space);
results.kept = await investigate(many, '--workspace', space);
results.again = await investigate(many, '--workspace', space);
rmSync(space, { recursive: true, force: true });
for (const [name, result] of Object.entries(results)) console.log(name, JSON.stringify(result));

const thousands = (value) => value.toLocaleString('en');
const build = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: path('.'), encoding: 'utf8' }).trim();
const titles = {
  whole: `the same rows in ${kinds.length} files, one of each kind`,
  many: `${thousands(files)} files`,
  kept: 'the same with `--workspace`',
  again: 'the same again, nothing new',
};
const cells = Object.entries(titles).map(([name, title]) => {
  const { wall, processor, megabytes, load } = results[name];
  return [title, wall.toFixed(1), processor.toFixed(1), megabytes.toFixed(0), load.toFixed(1)];
});
const ratio = (key) => (results.many[key] / results.whole[key]).toFixed(1);
const perFile = (1000 * (results.many.processor - results.whole.processor)) / files;
const text = `## A folder of ${thousands(files)} small files

\`node bench/many-files/run.mjs --data FOLDER --files ${files}\` on ${new Date().toISOString().slice(0, 10)}, build ${build}: files with one to three records each, a fifth of them each of blobs of
the Management Activity API, bare JSON lines, pages of Graph sign-ins, Purview CSV and Azure Monitor's hourly files; ${thousands(records)} records in all. The whole \`investigate\`, its input in the
file cache. The load says how many others wanted a core when a run began.
Machine: ${machine()}.

${table(['run', 'wall, s', 'processor, s', 'peak resident, MB', 'load before'], cells)}

Many files : few files ${ratio('wall')} in wall, ${ratio('processor')} in processor time, ${ratio('megabytes')} in memory; a file costs ${perFile.toFixed(2)} ms of processor time.
Every file stands in the ledger, and the records are those of the single files.`;
console.log(`\n${text}`);
if (options.write) {
  const file = path('../RESULTS.md');
  writeFileSync(file, withSection(readFileSync(file, 'utf8'), 'many files', text));
}
if (options.delete) rmSync(home, { recursive: true, force: true });
