// One owner of a workspace at a time. DuckDB guards its file between processes, but not within one, and its message is no
// help to a person; so a lock file says who is at work. A lock whose owner is gone is taken over.
import { open, readFile, rm } from 'node:fs/promises';
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

async function take(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Takes the lock of a folder; the answer gives it back. Throws `workspaceBusy`. */
export async function lock(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'lock');
  if (!(await take(path))) {
    const owner = await ownerOf(path);
    if (owner !== null && isAlive(owner)) {
      throw new LetterlockError({
        code: 'workspaceBusy',
        message: `the workspace ${folder} is in use by process ${owner}`,
        hint: `wait for it to end; if no Letterlock is running, remove ${path}`,
      });
    }
    await rm(path, { force: true });
    if (!(await take(path))) return lock(folder);
  }
  return () => rm(path, { force: true });
}
