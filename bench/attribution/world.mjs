// One world in a process of its own: simulated through the command line, investigated, and what is known of each case put beside
// it. Prints one JSON object: the result, and for every case the intrusion behind it or, without one, whose accesses it holds.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { questionOf } from '../../dist/cli/option.js';
import { discover, investigate, loadAll, openWorkspace } from '../../dist/letterlock.js';
import { matchCases } from '../../dist/simulate/evaluate/match.js';
import { accessesBeside, readAccesses, readTruth } from '../../dist/simulate/evaluate/read.js';
import { silent } from '../../dist/util/progress.js';

const program = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const world = JSON.parse(process.argv[2]);
const home = mkdtempSync(join(tmpdir(), 'letterlock-bench-'));
process.once('exit', () => rmSync(home, { recursive: true, force: true }));
const out = join(home, 'world');

const flags = Object.entries(world.options).flatMap(([name, value]) => [
  `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
  String(value),
]);
const cast = world.scenario === null ? [] : ['--scenario', world.scenario];
execFileSync(process.execPath, [program, 'simulate', '--out', out, '--seed', String(world.seed), ...flags, ...cast], {
  stdio: ['ignore', 'ignore', 'pipe'],
});

async function ask() {
  const workspace = await openWorkspace(null, availableParallelism());
  try {
    await loadAll(workspace, await discover([out]), silent);
    return await investigate(workspace, await questionOf({ mailbox: [], tenant: [] }));
  } finally {
    await workspace.close();
  }
}

const result = await ask();
const truthPath = `${out}.truth.json`;
const truth = await readTruth(truthPath);
const known = new Map();
const accesses = await accessesBeside(truthPath);
if (accesses !== null) for await (const access of readAccesses(accesses)) known.set(access.id, access);

/** How many accesses of a case are whose; those whose sign-in the export lost stand by themselves. */
function actorsOf(records) {
  const counts = {};
  for (const id of records) {
    const access = known.get(id);
    if (access === undefined) continue;
    const who = access.undecided === 'signInLost' || access.undecided === 'idsLost' ? 'lost' : access.actor;
    counts[who] = (counts[who] ?? 0) + 1;
  }
  return counts;
}

const scenarioOf = new Map(truth.intrusions.map(({ id, scenario }) => [id, scenario]));
const cases = matchCases(truth.intrusions, result).map(({ case: item, records, intrusions }) => ({
  id: item.id,
  scenario: scenarioOf.get(intrusions[0]) ?? null,
  actors: actorsOf(records),
}));
const addresses = truth.intrusions.flatMap((each) => each.addresses);
process.stdout.write(JSON.stringify({ ...world, result, cases, addresses }));
