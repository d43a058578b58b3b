// What docs/compare.md shows is what the sample gives, when the second half of its audit log comes in.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { letterlock, proof, root, workshop } from '../e2e/run.js';
import { expectShown, stepsOf } from '../shown.js';

const sample = join(root, 'samples/northgate');
const later = 'AuditLog_2023-05-25_2023-06-16.csv';
const fresh = workshop();

proof('docs/compare.md', () => {
  it('shows the real output', async () => {
    const { cwd } = fresh();
    const files = readdirSync(sample).sort();
    for (const [name, list] of [
      ['monday.json', files.filter((file) => file !== later)],
      ['tuesday.json', files],
    ] as const) {
      const paths = list.map((file) => join(sample, file));
      const done = await letterlock(cwd, ['investigate', ...paths, '--json', name, '--quiet']);
      expect(done.code, done.stderr).toBe(0);
    }
    const steps = stepsOf(readFileSync(join(root, 'docs/compare.md'), 'utf8'));
    expect(steps).toHaveLength(1);
    for (const step of steps) {
      const done = await letterlock(cwd, step.command.split(' ').slice(1));
      expect(done.code, done.stderr).toBe(0);
      expectShown(step, done.stdout);
    }
  });
});
