// One world of the matrix in a process of its own: simulated, investigated, evaluated, and taken away again. The simulation
// goes through the command line, so that what is measured is what a user would get. Prints one JSON object.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { questionOf } from '../../dist/cli/option.js';
import { discover, investigate, loadAll, openWorkspace } from '../../dist/letterlock.js';
import { readRecords } from '../../dist/reconcile/records.js';
import { readKnowledge } from '../../dist/record/knowledge.js';
import { evaluate, readKnown } from '../../dist/simulate/evaluate/evaluate.js';
import { accessesBeside, readAccesses, readTruth } from '../../dist/simulate/evaluate/read.js';
import { silent } from '../../dist/util/progress.js';

const program = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** `{ mailboxes: 12, signIns: 'none' }` -> `--mailboxes 12 --sign-ins none`; a list is given comma by comma. */
function flags(options) {
  return Object.entries(options).flatMap(([name, value]) => {
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return Array.isArray(value) && value.length === 0 ? [] : [flag, String(value)];
  });
}

function simulate(world, out) {
  const arguments_ = ['simulate', '--out', out, '--seed', String(world.seed), ...flags(world.options)];
  if (world.scenarios.length > 0) arguments_.push('--scenario', world.scenarios.join(','));
  execFileSync(process.execPath, [program, ...arguments_], { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** As the command line asks: with the rules that come along. */
const question = await questionOf({ mailbox: [], tenant: [] });
const everyRecord = { ids: null, class: null, mailboxes: [], users: [], tenants: [], fromMs: null, toMs: null };

async function judge(out, seconds) {
  const workspace = await openWorkspace(null, availableParallelism());
  try {
    const began = performance.now();
    await loadAll(workspace, await discover([out]), silent);
    const loaded = performance.now();
    const result = await investigate(workspace, question);
    seconds.load = (loaded - began) / 1000;
    seconds.investigate = (performance.now() - loaded) / 1000;
    const truthPath = `${out}.truth.json`;
    const accesses = await accessesBeside(truthPath);
    return await evaluate({
      result,
      truth: await readTruth(truthPath),
      known: accesses === null ? null : await readKnown(readAccesses(accesses)),
      records: readRecords(workspace, readKnowledge(), everyRecord, { rows: false, raw: false }),
    });
  } finally {
    await workspace.close();
  }
}

const world = JSON.parse(process.argv[2]);
const home = mkdtempSync(join(tmpdir(), 'letterlock-bench-'));
process.once('exit', () => rmSync(home, { recursive: true, force: true }));
const out = join(home, 'world');
const seconds = {};
const began = performance.now();
simulate(world, out);
seconds.simulate = (performance.now() - began) / 1000;
const evaluation = await judge(out, seconds);
const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(JSON.stringify({ ...world, evaluation, seconds, peakMegabytes }));
