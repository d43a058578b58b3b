// Large files are hashed and looked through in threads of their own while the engine still reads the ones before them: on two
// cores that took two seconds of a million records' load during which the engine waited. What was found counts only as long as
// the file has the stamp that it had before it was looked through; a file that was written to since is inspected anew.
import { stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { isZip } from '../source/container/format.js';
import { inspectFile } from '../source/container/text.js';
import type { Head } from '../source/head.js';

/** What was found out about a file's bytes, and the stamp that it had before. */
export interface Inspected {
  readonly sha256: string;
  readonly bytes: number;
  readonly sound: boolean;
  readonly stamp: string;
}

export type Inspect = (path: string, head: Head) => Promise<Inspected>;

/** Below this a thread costs more than it saves. */
const fewestBytes = 32_000_000;

/** Says whether a file was written to: its size, the time of its last change, and which file it is. */
export async function contentStamp(path: string): Promise<string> {
  const info = await stat(path, { bigint: true });
  return [info.size, info.mtimeNs, info.ino, info.dev].join(' ');
}

/** In this thread. */
export async function inspectNow(path: string, head: Head): Promise<Inspected> {
  const stamp = await contentStamp(path);
  return { ...(await inspectFile(path, head)), stamp };
}

function inThread(path: string): Promise<Omit<Inspected, 'stamp'>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./inspect-thread.js', import.meta.url), { workerData: path });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the thread ended without an answer')));
  });
}

/** Inspects the large ones of some files, in the order in which they will be asked for, `threads` of them ahead. */
export function inspectAhead(
  files: readonly { readonly path: string; readonly bytes: number }[],
  threads: number,
  fewest = fewestBytes,
): Inspect {
  const waiting = files.filter(({ path, bytes }) => bytes >= fewest && !isZip(path)).map(({ path }) => path);
  const begun = new Map<string, Promise<Inspected | null>>();
  const begin = (path: string): void => {
    const found = contentStamp(path)
      .then(async (stamp) => ({ ...(await inThread(path)), stamp }))
      .catch(() => null);
    begun.set(path, found);
  };
  return async (path, head) => {
    if (waiting.includes(path)) while (begun.size < threads && waiting.length > 0) begin(waiting.shift() as string);
    const found = await begun.get(path);
    begun.delete(path);
    while (begun.size < threads && waiting.length > 0) begin(waiting.shift() as string);
    if (found && found.stamp === (await contentStamp(path))) return found;
    return inspectNow(path, head);
  };
}
