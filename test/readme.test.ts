// The tour of README.md: every command in it runs on the sample, and every line that README.md shows of its output is in the
// real output, in that order. The page of compare goes on from there.
import { copyFileSync, cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { letterlock, root, workshop } from './e2e/run.js';
import { expectShown, stepsOf } from './shown.js';

const steps = stepsOf(readFileSync(join(root, 'README.md'), 'utf8'));
const fresh = workshop();
const outputs = new Map<string, { cwd: string; text: Promise<string> }>();

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

function outputOf(command: string): { cwd: string; text: Promise<string> } {
  const known = outputs.get(command);
  if (known !== undefined) return known;
  const { cwd } = fresh();
  cpSync(join(root, 'samples/northgate'), join(cwd, 'samples/northgate'), { recursive: true });
  const output = { cwd, text: run(cwd, command) };
  outputs.set(command, output);
  return output;
}

describe('the tour of README.md', () => {
  it('was found', () => {
    expect(steps.length).toBeGreaterThan(4);
    expect(steps.some((step) => step.command.includes(' records '))).toBe(true);
  });

  it.each(steps)('$command', async (step) => {
    expectShown(step, await outputOf(step.command).text);
  });
});

it('docs/compare.md shows what comes when the second half of the audit log arrives', async () => {
  const whole = steps.find((step) => step.command.endsWith('--json result.json'));
  const { cwd, text } = outputOf(whole?.command ?? '');
  await text;
  copyFileSync(join(cwd, 'result.json'), join(cwd, 'tuesday.json'));
  const first = readdirSync(join(cwd, 'samples/northgate')).filter(
    (name) => name !== 'AuditLog_2023-05-25_2023-06-16.csv',
  );
  const paths = first.map((name) => `samples/northgate/${name}`);
  await run(cwd, `npx letterlock investigate ${paths.join(' ')} --quiet --json monday.json`);
  const [step, ...others] = stepsOf(readFileSync(join(root, 'docs/compare.md'), 'utf8'));
  if (step === undefined) throw new Error('nothing is shown');
  expect(others).toEqual([]);
  expectShown(step, await run(cwd, step.command.replace('letterlock', 'npx letterlock')));
});
