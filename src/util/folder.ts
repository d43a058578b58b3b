// Makes a folder and those above it. Node's own recursive mkdir never comes back where a folder is there and yet says of a new
// one that it has no parent, as /proc does: it makes the parent, which is there, and tries again for ever (seen with Node 20.20).
import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { LetterlockError } from './error.js';

const isFolder = (path: string): boolean => {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
};

const noRoom = new Set(['ENOSPC', 'EDQUOT', 'EROFS']);

function make(absolute: string): void {
  if (isFolder(absolute)) return;
  const parent = dirname(absolute);
  if (parent !== absolute) make(parent);
  try {
    mkdirSync(absolute);
  } catch (error) {
    // Somebody else may have made it meanwhile.
    if (!isFolder(absolute)) throw error;
  }
}

/** Throws `folderNotMade`, and what the file system throws where there is no room. */
export function makeFolder(path: string): void {
  try {
    make(resolve(path));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (noRoom.has(code ?? '')) throw cause;
    const why = code === 'EEXIST' || code === 'ENOTDIR' ? 'a file is in its way' : `the system refuses it (${code})`;
    throw new LetterlockError({
      code: 'folderNotMade',
      message: `cannot make the folder ${path}: ${why}`,
      hint: 'give a folder in a place that may be written to',
      cause,
    });
  }
}
