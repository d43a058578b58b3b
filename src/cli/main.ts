#!/usr/bin/env node
// The command line's entry: runs the program and turns its end into an exit code.
import { exitCode } from '../util/error.js';
import { fail, say, stopText } from './door.js';
import { program } from './program.js';

async function main(argv: readonly string[]): Promise<void> {
  try {
    await program().parseAsync([...argv]);
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    // commander ends --help and --version this way, and has already told of wrong usage.
    if (code.startsWith('commander.'))
      process.exitCode = (error as { exitCode: number }).exitCode === 0 ? exitCode.ok : exitCode.usage;
    else process.exitCode = fail(error);
  }
}

function stop(code: number): void {
  say(stopText());
  process.exit(code);
}

// What was read stays read: each file is one transaction. 130 and 143 are what a shell expects after these signals.
process.once('SIGINT', () => stop(130));
process.once('SIGTERM', () => stop(143));
// The reader of a pipe may have seen enough (`letterlock records … | head`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : fail(error)));
await main(process.argv);
