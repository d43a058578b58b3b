// Runs the built program as a user would: another process, its own folder, its exit code and what it wrote. The tests only see
// what comes out; nothing of the product is imported but the types of the contract. LETTERLOCK_COLD=1 starts a process for each
// run, where the tests otherwise let one process run many.
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import type { Result } from '../../src/record/result.js';

export const root = resolve(import.meta.dirname, '../..');
export const program = join(root, 'dist/cli/main.js');
const written = existsSync(join(root, 'src/cli/main.ts'));
if (!written) console.warn('SKIPPED: src/cli/main.ts is not written yet, so nothing can be proved end to end');

/** `describe`, for a program that exists; a program that is written but not built is a failure, not a skip. */
export const proofIf = (there: boolean) => describe.skipIf(!written || !there);
export const proof = proofIf(true);

export type Run = { code: number | null; stdout: string; stderr: string; ms: number };

/** A signal that the program gets some time after its start. */
export type Stop = { readonly afterMs: number; readonly signal: NodeJS.Signals };

/** Runs `letterlock ...args` in a process that stays for the next one, one after the other. */
export async function letterlock(cwd: string, args: readonly string[]): Promise<Run> {
  if (!existsSync(program)) throw new Error(`${program} is missing: npm run build`);
  if (process.env.LETTERLOCK_COLD) return ownProcess(cwd, args);
  const turn = last.then(() => runWarm(cwd, args));
  last = turn.catch(() => {});
  return turn;
}

let last: Promise<unknown> = Promise.resolve();
let warm: ChildProcess | undefined;

function runWarm(cwd: string, args: readonly string[]): Promise<Run> {
  const began = performance.now();
  warm ??= fork(join(import.meta.dirname, 'warm-program.mjs'), [program], { silent: true });
  const child = warm;
  // It goes when the tests go.
  child.unref();
  child.channel?.unref();
  return new Promise((done, fail) => {
    const lost = (code: number | null) => {
      warm = undefined;
      fail(new Error(`the program ended its process with ${code}: ${args.join(' ')}`));
    };
    child.once('exit', lost);
    child.once('message', (message) => {
      child.off('exit', lost);
      done({ ...(message as Omit<Run, 'ms'>), ms: performance.now() - began });
    });
    child.send({ cwd, args });
  });
}

/** Runs `letterlock ...args` in a process of its own; `stop` ends it before; as `uid` if one is given. */
export function ownProcess(cwd: string, args: readonly string[], stop?: Stop, uid?: number): Promise<Run> {
  const began = performance.now();
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    const run = { code: null as number | null, stdout: '', stderr: '', ms: 0 };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      run.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      run.stderr += text;
    });
    const timer = stop === undefined ? undefined : setTimeout(() => child.kill(stop.signal), stop.afterMs);
    child.on('error', fail);
    child.on('close', (code) => {
      clearTimeout(timer);
      done({ ...run, code, ms: performance.now() - began });
    });
  });
}

export type Outcome = Run & { text: string; result: Result };

/** `letterlock investigate`, which must end with the exit code given; the result as text, for byte comparisons, and parsed. */
export async function investigate(
  cwd: string,
  args: readonly string[],
  code = 0,
  start = letterlock,
): Promise<Outcome> {
  const run = await start(cwd, ['investigate', ...args, '--json', 'result.json', '--quiet']);
  expect(run.code, `${run.stderr}\n${run.stdout}`).toBe(code);
  expectNoStack(run);
  const text = readFileSync(join(cwd, 'result.json'), 'utf8');
  return { ...run, text, result: JSON.parse(text) as Result };
}

export function expectNoStack(run: Run): void {
  expect(run.stdout + run.stderr).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  expect(run.code).not.toBe(4);
}

/** Folders of one test file, each with an empty `logs` folder in it; gone afterwards. */
export function workshop(): () => { cwd: string; logs: string } {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-e2e-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return () => {
    const cwd = mkdtempSync(join(folder, 'x-'));
    const logs = join(cwd, 'logs');
    mkdirSync(logs);
    return { cwd, logs };
  };
}

/** A result without what may differ between two ways of handing over the same records. */
export function apartFrom(result: Result, ...keys: (keyof Result)[]): Partial<Result> {
  const out: Partial<Result> = { ...result };
  for (const key of keys) delete out[key];
  return out;
}
