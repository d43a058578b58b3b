// How well attribution is calibrated, on simulated worlds: `npm run build && node bench/attribution/run.mjs --write --date DATE`.
// With --keep the answers of the worlds stay, and another run judges them anew in seconds.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { withSection } from '../detection/text.mjs';
import { judgeWorld } from './judge.mjs';
import { worldsOf } from './matrix.mjs';
import { diagram, report } from './report.mjs';

const { values: options } = parseArgs({
  options: {
    keep: { type: 'string' },
    phase: { type: 'string' },
    date: { type: 'string', default: 'no date given' },
    write: { type: 'boolean' },
    json: { type: 'string' },
  },
});

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const folder = options.keep ?? mkdtempSync(join(tmpdir(), 'letterlock-bench-'));
mkdirSync(folder, { recursive: true });
if (options.keep === undefined) process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

async function made(world) {
  const name = (world.scenario ?? 'quiet').replace(/[^a-z0-9]+/g, '-');
  const file = join(folder, `${world.phase}-${name}-${world.seed}.json`);
  if (!existsSync(file)) {
    const { stdout } = await promisify(execFile)(process.execPath, [path('world.mjs'), JSON.stringify(world)], {
      maxBuffer: 2 ** 30,
    });
    writeFileSync(file, stdout);
  }
  return file;
}

const wanted = options.phase === undefined ? ['evaluation', 'development'] : [options.phase];
const worlds = [];
let seconds = 0;
for (const world of wanted.flatMap(worldsOf)) {
  const file = await made(world);
  const began = performance.now();
  worlds.push(judgeWorld(file));
  seconds += (performance.now() - began) / 1000;
  console.error(`${worlds.length} ${world.phase} ${world.scenario ?? 'quiet'} ${world.seed}`);
}
const text = report(worlds, { command: '', date: options.date, seconds });
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(worlds, null, 1)}\n`);
if (options.write) {
  const results = path('../RESULTS.md');
  writeFileSync(results, withSection(readFileSync(results, 'utf8'), 'attribution', text));
  mkdirSync(path('../../docs/attribution'), { recursive: true });
  writeFileSync(path('../../docs/attribution/reliability.svg'), diagram(worlds));
}
console.log(text);
