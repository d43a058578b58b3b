// What the commands share: the world outside (streams, clock, cores), and how a failure is told. Known errors are one line
// and a hint; a stack is shown only for what should never happen.
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { forTerminal } from '../output/escape.js';
import { exitCode, LetterlockError } from '../util/error.js';
import type { Progress } from '../util/progress.js';
import { silent } from '../util/progress.js';
import { showProgress } from './progress.js';

export const cores = availableParallelism();

export const print = (text: string): boolean => process.stdout.write(text);
export const say = (text: string): boolean => process.stderr.write(text);

const useColour = (stream: NodeJS.WriteStream): boolean =>
  process.env.NO_COLOR === undefined && (stream.isTTY === true || process.env.FORCE_COLOR !== undefined);

export const page = () => ({ colour: useColour(process.stdout), width: process.stdout.columns ?? 80 });

export function progressFor(quiet: boolean): Progress {
  if (quiet) return silent;
  const isTerminal = process.stderr.isTTY === true;
  const options = { write: say, isTerminal, width: process.stderr.columns ?? 80, clock: () => performance.now() };
  const progress = showProgress(options);
  // The engine may be at one step for minutes.
  setInterval(progress.tick, 500).unref();
  return progress;
}

let workspaceAtWork: string | null | undefined;

/** Names the workspace that a stopped run leaves behind; null for a temporary one. */
export function workIn(workspace: string | null): void {
  workspaceAtWork = workspace;
}

/** What a person is told who stops the work with Ctrl-C. */
export function stopText(): string {
  if (workspaceAtWork === undefined) return '';
  if (workspaceAtWork === null)
    return '\nletterlock: stopped; nothing is kept\n  with --workspace FOLDER what was read is kept, and the next run goes on from there\n';
  return `\nletterlock: stopped; what was read to its end is kept in ${forTerminal(workspaceAtWork)}\n  run the same command again: it goes on with what is missing\n`;
}

export const notWritten = (path: string, cause: unknown): LetterlockError =>
  new LetterlockError({
    code: 'outputNotWritten',
    message: `cannot write ${path}`,
    hint: 'check that the folder is there and may be written to',
    cause,
  });

/** Writes a file; `-` is standard output. Throws `outputNotWritten`. */
export async function give(path: string, content: string | Buffer): Promise<void> {
  if (path === '-') return void process.stdout.write(content);
  await writeFile(path, content).catch((cause) => {
    throw notWritten(path, cause);
  });
}

/** Tells of a failure and gives the exit code for it. */
export function fail(error: unknown): number {
  if (error instanceof LetterlockError) {
    say(`letterlock: ${forTerminal(error.message)}\n  ${forTerminal(error.hint)}\n`);
    return error.code === 'internal' ? exitCode.internal : exitCode.usage;
  }
  const full = /no space left on device|disk quota exceeded/i.test(String(error));
  const code = full ? 'ENOSPC' : (error as NodeJS.ErrnoException)?.code;
  if (code === 'ENOSPC' || code === 'EROFS' || code === 'EDQUOT') {
    say(
      `letterlock: there is no room to write (${code})\n  free some space, or give a --workspace on another disk; nothing read so far is lost\n`,
    );
    return exitCode.internal;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  say(
    `letterlock: this should not have happened; please report it with the text below\n${forTerminal(stack).replaceAll('\\u{a}', '\n')}\n`,
  );
  return exitCode.internal;
}
