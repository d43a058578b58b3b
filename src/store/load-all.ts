// Loads everything that was found, file by file, archives member by member. A file that cannot be read is said and passed over; the rest is loaded.
import { createHash } from 'node:crypto';
import type { Input } from '../record/result.js';
import type { Progress } from '../util/progress.js';
import type { FoundFile } from './discover.js';
import { type Inspect, inspectAhead } from './inspect-ahead.js';
import { loadFile } from './load.js';
import { keepSeen, readSeen, stampsOf, wasSeen } from './seen.js';
import { settle } from './settle.js';
import { gatherSmallFiles } from './small-files.js';
import { isRefusal, type Refusal, unpack } from './unpack.js';
import type { Workspace } from './workspace.js';

const messages: Readonly<Record<string, string>> = {
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  ENOENT: 'it vanished before it could be read, or is a link to nothing',
  EISDIR: 'it is a folder that cannot be looked into',
  ELOOP: 'it is a link that leads in a circle',
  EIO: 'the disk that it lies on cannot read it',
};

function unread(path: string, code: Refusal['code'], message: string): Input {
  const nothing = { bytes: 0, rows: 0, records: 0, duplicates: 0, rejects: 0, firstAt: null, lastAt: null };
  const sha256 = createHash('sha256').digest('hex');
  return { path, sha256, ...nothing, shape: 'unreadable', warnings: [{ code, message }] };
}

function unreadable(file: FoundFile, error: NodeJS.ErrnoException): Input {
  const message = messages[error.code ?? ''] ?? error.message.split('\n')[0] ?? 'it could not be read';
  return unread(file.path, 'unreadable', message);
}

// With these the workspace itself is in trouble; going on would only repeat it for every file.
const fatal = new Set(['ENOSPC', 'EROFS', 'EDQUOT']);
// The engine writes too, and has only words for it.
const isFull = (error: unknown): boolean => /no space left on device|disk quota exceeded/i.test(String(error));
const isFatal = (error: unknown): boolean => fatal.has((error as NodeJS.ErrnoException).code ?? '') || isFull(error);

const everyMs = 200;

/** Large files that are inspected while the engine reads the one before. */
const threadsAhead = 2;

/** Fewer files than these are loaded one by one. */
const fewestTogether = 20;

/** Tells how far the engine has come within a file while it reads. */
async function watched<T>(workspace: Workspace, tell: (share: number) => void, work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => tell(workspace.database.progress()), everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** Loads one file, or the members of one archive; the answer names what could not be read at all. */
async function loadOne(workspace: Workspace, found: FoundFile, inspect: Inspect, tell: Tell): Promise<Input[]> {
  const failed: Input[] = [];
  let file = found;
  try {
    for await (const item of unpack(found, workspace.scratch)) {
      if (isRefusal(item)) {
        failed.push(unread(item.path, item.code, item.message));
        continue;
      }
      file = item;
      await watched(
        workspace,
        (share) => tell(share, item.path),
        () => loadFile(workspace, item, inspect),
      ).catch((error) => {
        if (isFatal(error)) throw error;
        failed.push(unreadable(item, error as NodeJS.ErrnoException));
      });
    }
  } catch (error) {
    if (isFatal(error)) throw error;
    failed.push(unreadable(file, error as NodeJS.ErrnoException));
  }
  return failed;
}

type Tell = (share: number, path: string) => void;

/** Loads the files; the answer names those that could not be read at all. */
export async function loadAll(workspace: Workspace, files: readonly FoundFile[], progress: Progress): Promise<Input[]> {
  const before = workspace.kept ? await readSeen(workspace.database) : new Set<string>();
  const stamps = await stampsOf(files);
  const found = files.map((file, i) => ({ file, stamped: stamps[i] ?? null }));
  const wanted = found.filter(({ file, stamped }) => !wasSeen(before, file, stamped));
  const total = wanted.reduce((sum, { stamped }) => sum + (stamped?.size ?? 0), 0);
  progress.phase('reading exports', total, 'bytes');
  const inspect = inspectAhead(
    wanted.map(({ file, stamped }) => ({ path: file.absolute, bytes: stamped?.size ?? 0 })),
    threadsAhead,
  );
  const failed: Input[] = [];
  const broken = new Set<string>();
  const load = async (file: FoundFile, size: number): Promise<void> => {
    const unread = await loadOne(workspace, file, inspect, (share, path) => progress.within(size * share, path));
    if (unread.length > 0) broken.add(file.absolute);
    failed.push(...unread);
  };
  const together = await gatherSmallFiles(workspace, async (some) => {
    for (const file of some) await load(file, 0);
  });
  const many = wanted.length >= fewestTogether;
  for (const { file, stamped } of wanted) {
    if (stamped?.readable === false) {
      failed.push(unread(file.path, 'unreadable', 'it is a pipe, a socket or a device, not a file'));
      broken.add(file.absolute);
      continue;
    }
    const size = stamped?.size ?? 0;
    if (!(many && (await together.take(file, size)))) await load(file, size);
    progress.advance(size, file.path);
  }
  await together.flush();
  progress.phase('removing copies');
  await watched(
    workspace,
    () => progress.within(0),
    () => settle(workspace.database),
  );
  const whole = wanted.flatMap(({ file, stamped }) =>
    stamped === null || broken.has(file.absolute)
      ? []
      : [{ location: file.absolute, path: file.path, stamp: stamped.stamp }],
  );
  if (workspace.kept) await keepSeen(workspace.database, whole);
  progress.done();
  return failed;
}
