// Proves that a workspace survives the power cord: the program is killed with SIGKILL at seeded moments while it loads, then run
// to its end; the result is that of an undisturbed run, byte for byte. LETTERLOCK_KILLS sets how many kills (3).
import { cpSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { writeOverlapping } from '../oracle/exports.js';
import { Random } from '../oracle/random.js';
import { createWorld } from '../oracle/world.js';
import { writeSignIns } from '../oracle/write-sign-ins.js';
import { investigate, type Outcome, ownProcess, proof, type Run, workshop } from './run.js';

const kills = Number(process.env.LETTERLOCK_KILLS ?? 3);
const fresh = workshop();
const args = ['logs', '--workspace', 'space', '--all-sessions'];

proof('killed while loading', () => {
  let calm: Outcome;
  let source: string;
  beforeAll(async () => {
    const world = createWorld({ seed: 41, users: 4, days: 10, intrusions: ['forged'], otherAudit: true, backup: true });
    const { cwd, logs } = fresh();
    writeOverlapping(logs, world, { seed: 41, pieces: 8, damage: 0.02, gzip: true });
    writeSignIns(logs, 'tenant', world.signIns, 'portalCsv');
    source = logs;
    calm = await investigate(cwd, args, 0, ownProcess);
  });

  // Rounds of one, two, three kills in the same workspace; the delays are spread over the time that a run takes.
  const rounds: number[] = [];
  for (let left = kills; left > 0; left -= rounds.at(-1) ?? 1) rounds.push(Math.min(left, 1 + (rounds.length % 3)));

  test.each(rounds.map((times, round) => ({ round, times })))(
    'round $round: $times kills',
    async ({ round, times }) => {
      const random = new Random(4100 + round);
      const { cwd, logs } = fresh();
      cpSync(source, logs, { recursive: true });
      const delays: number[] = [];
      for (let n = 0; n < times; n++) {
        delays.push(Math.round(calm.ms * (0.1 + 0.88 * random.next())));
        await ownProcess(cwd, ['investigate', ...args, '--json', 'torn.json', '--quiet'], {
          afterMs: delays.at(-1) ?? 0,
          signal: 'SIGKILL',
        });
      }
      const after = await investigate(cwd, args);
      expect(after.text === calm.text, `killed after ${delays.join(', ')} ms of ${Math.round(calm.ms)} ms`).toBe(true);
    },
    120_000,
  );

  test('Ctrl-C leaves a good workspace too, says how to go on, and ends with 130', async () => {
    const random = new Random(4200);
    const { cwd, logs } = fresh();
    cpSync(source, logs, { recursive: true });
    const stopped: Run[] = [];
    for (let n = 0; n < 2; n++) {
      const delay = Math.round(calm.ms * (0.4 + 0.4 * random.next()));
      const run = await ownProcess(cwd, ['investigate', ...args, '--quiet'], { afterMs: delay, signal: 'SIGINT' });
      // Without a code the signal came before the program had begun.
      if (run.code !== 0 && run.code !== null) stopped.push(run);
    }
    expect(stopped.length).toBeGreaterThan(0);
    for (const run of stopped) {
      expect(run.code).toBe(130);
      expect(run.stderr).toMatch(/stopped[^\n]*space[^\n]*\n[^\n]*same command/);
    }
    expect((await investigate(cwd, args, 0, ownProcess)).text === calm.text).toBe(true);
  }, 120_000);
});
