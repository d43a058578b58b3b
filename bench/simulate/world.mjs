// One simulation in a process of its own, as the command line does it. Prints one JSON object: rows, seconds, CPU seconds,
// peak memory, and the peak after each tenth of the days, which tells whether memory grows with them.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSimulation } from '../../dist/simulate/write.js';

const options = JSON.parse(process.argv[2]);
const home = mkdtempSync(join(process.env.LETTERLOCK_BENCH_DIR ?? tmpdir(), 'letterlock-simulate-'));
process.once('exit', () => rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const peakMegabytes = () => Math.round(process.resourceUsage().maxRSS / 1024);
const tenths = [];
let [steps, done] = [1, 0];
const progress = {
  phase: (_, total = 1) => {
    steps = total;
  },
  advance: () => {
    done++;
    while (tenths.length < 10 && done / steps >= (tenths.length + 1) / 10) tenths.push(peakMegabytes());
  },
  within: () => {},
  done: () => {},
};

const began = performance.now();
const asked = { seed: 1, start: '2024-01-08', scenarios: [], ...options };
const truth = await writeSimulation(join(home, 'world'), asked, availableParallelism(), progress);
const seconds = (performance.now() - began) / 1000;
const { userCPUTime, systemCPUTime } = process.resourceUsage();
const sum = (key) => truth.files.reduce((total, file) => total + file[key], 0);
const figures = { rows: sum('rows'), bytes: sum('bytes'), files: truth.files.length, seconds };
const cost = { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMegabytes: peakMegabytes(), tenths };
process.stdout.write(JSON.stringify({ ...figures, ...cost }));
