// Loads everything that was found, file by file. A file that cannot be read is said and passed over; the rest is loaded.
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { Input } from '../record/result.js';
import type { Progress } from '../util/progress.js';
import type { FoundFile } from './discover.js';
import { loadFile } from './load.js';
import type { Workspace } from './workspace.js';

const messages: Readonly<Record<string, string>> = {
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  ENOENT: 'it vanished before it could be read',
  EISDIR: 'it is a folder',
};

function unreadable(file: FoundFile, error: NodeJS.ErrnoException): Input {
  const message = messages[error.code ?? ''] ?? error.message.split('\n')[0] ?? 'it could not be read';
  return {
    path: file.path,
    sha256: createHash('sha256').digest('hex'),
    bytes: 0,
    shape: 'unreadable',
    rows: 0,
    records: 0,
    duplicates: 0,
    rejects: 0,
    firstAt: null,
    lastAt: null,
    warnings: [{ code: 'unreadable', message }],
  };
}

// With these the workspace itself is in trouble; going on would only repeat it for every file.
const fatal = new Set(['ENOSPC', 'EROFS', 'EDQUOT']);

const everyMs = 200;

/** Tells how far the engine has come within a file while it reads. */
async function watched<T>(
  workspace: Workspace,
  file: FoundFile,
  size: number,
  progress: Progress,
  work: () => Promise<T>,
): Promise<T> {
  const timer = setInterval(() => progress.within(size * workspace.database.progress(), file.path), everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    progress.advance(size, file.path);
  }
}

const sizeOf = (file: FoundFile): Promise<number> =>
  stat(file.absolute).then(
    (info) => info.size,
    () => 0,
  );

/** Loads the files; the answer names those that could not be read at all. */
export async function loadAll(workspace: Workspace, files: readonly FoundFile[], progress: Progress): Promise<Input[]> {
  const sizes = await Promise.all(files.map(sizeOf));
  progress.phase(
    'reading exports',
    sizes.reduce((sum, size) => sum + size, 0),
    'bytes',
  );
  const failed: Input[] = [];
  for (const [i, file] of files.entries()) {
    try {
      await watched(workspace, file, sizes[i] ?? 0, progress, () => loadFile(workspace, file));
    } catch (error) {
      if (fatal.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      failed.push(unreadable(file, error as NodeJS.ErrnoException));
    }
  }
  progress.done();
  return failed;
}
