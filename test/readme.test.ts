// The tour of README.md: every command in it runs on the sample, and every line that README.md shows of its output is in the
// real output, in that order.
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { letterlock, root, workshop } from './e2e/run.js';
import { expectShown, stepsOf } from './shown.js';

const steps = stepsOf(readFileSync(join(root, 'README.md'), 'utf8'));
const fresh = workshop();
const outputs = new Map<string, Promise<string>>();

async function run(cwd: string, command: string): Promise<string> {
  const [, line, file] = /^sed -n (\d+)p (\S+)$/.exec(command) ?? [];
  if (line !== undefined) return readFileSync(join(cwd, file ?? ''), 'utf8').split('\n')[Number(line) - 1] ?? '';
  const words = command.split(' ');
  expect(words.splice(0, 2), command).toEqual(['npx', 'letterlock']);
  const done = await letterlock(cwd, words);
  expect(done.code, `${command}\n${done.stderr}`).toBe(0);
  for (const [at, word] of words.entries()) {
    if (word === '--markdown' || word === '--json') expect(existsSync(join(cwd, words[at + 1] ?? '')), word).toBe(true);
  }
  return done.stdout;
}

function outputOf(command: string): Promise<string> {
  const { cwd } = fresh();
  cpSync(join(root, 'samples/northgate'), join(cwd, 'samples/northgate'), { recursive: true });
  const output = outputs.get(command) ?? run(cwd, command);
  outputs.set(command, output);
  return output;
}

describe('the tour of README.md', () => {
  it('was found', () => {
    expect(steps.length).toBeGreaterThan(4);
    expect(steps.some((step) => step.command.includes(' records '))).toBe(true);
  });

  it.each(steps)('$command', async (step) => {
    expectShown(step, await outputOf(step.command));
  });
});
