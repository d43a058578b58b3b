// Runs one world of the matrix in a process of its own (world.mjs) and gives its evaluation.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const script = fileURLToPath(new URL('world.mjs', import.meta.url));
const run = promisify(execFile);

/** A world that cannot be simulated (a scenario or option that this build does not have) is said, not dropped. */
export async function evaluateWorld(world) {
  try {
    const { stdout } = await run(process.execPath, [script, JSON.stringify(world)], { maxBuffer: 2 ** 30 });
    return JSON.parse(stdout);
  } catch (error) {
    const text = String(error.stderr ?? error.message);
    const [why] = text.split('\n').filter((line) => /^(letterlock|error|\w*Error)\b/.test(line.trim()));
    return { ...world, failed: why ?? text.slice(0, 300) };
  }
}
