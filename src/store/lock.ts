// One owner of a workspace at a time. DuckDB guards its file between processes, but not within one, and its message is no
// help to a person; so a lock file says who is at work. A lock whose owner is gone is taken over.
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LetterlockError } from '../util/error.js';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function ownerOf(path: string): Promise<number | null> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return /^\d+$/.test(text) ? Number(text) : null;
}

/** In one step with its content: a lock without an owner would look abandoned. */
async function take(path: string): Promise<boolean> {
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, String(process.pid));
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

// In a container every run may have the same process id, so our own id in a lock that we do not hold is a dead owner's.
const held = new Set<string>();
const isHeld = (path: string, owner: number | null): boolean =>
  held.has(path) || (owner !== null && owner !== process.pid && isAlive(owner));

/** Takes the lock of a folder; the answer gives it back. Throws `workspaceBusy`. */
export async function lock(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'lock');
  if (!(await take(path))) {
    const owner = await ownerOf(path);
    if (isHeld(path, owner)) {
      throw new LetterlockError({
        code: 'workspaceBusy',
        message: `the workspace ${folder} is in use by process ${owner}`,
        hint: `wait for it to end; if no Letterlock is running, remove ${path}`,
      });
    }
    await rm(path, { force: true });
    if (!(await take(path))) return lock(folder);
  }
  held.add(path);
  return async () => {
    held.delete(path);
    await rm(path, { force: true });
  };
}
