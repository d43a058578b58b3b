// The built program in a process that stays: it runs one command line after the other, as each would run in a process of its
// own, without the second or two that a start and cold code cost. Where the process itself is what is proved (signals,
// kills, other users, pipes), the tests start a real one. With one thread each, so that programs of several test files share
// the cores; real ones take all there are, and the same bytes are expected of both.
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';

os.availableParallelism = () => 1;
syncBuiltinESMExports();

const [, , program] = process.argv;
let runs = 0;

/** Runs a command line; the exit code, and what it wrote. */
async function run({ cwd, args }) {
  const written = { stdout: '', stderr: '' };
  for (const name of Object.keys(written)) {
    process[name].write = (chunk, encoding, done) => {
      written[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
      (typeof encoding === 'function' ? encoding : done)?.();
      return true;
    };
  }
  process.chdir(cwd);
  process.argv = [process.execPath, program, ...args];
  process.exitCode = undefined;
  // Another name, so that the entry runs again; what it imports stays.
  await import(`${program}?run=${runs++}`);
  const code = process.exitCode ?? 0;
  for (const signal of ['SIGINT', 'SIGTERM']) process.removeAllListeners(signal);
  process.stdout.removeAllListeners('error');
  process.exitCode = undefined;
  process.chdir('/');
  return { code, ...written };
}

process.on('message', async (asked) => process.send(await run(asked)));
process.on('disconnect', () => process.exit());
