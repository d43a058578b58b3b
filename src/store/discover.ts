// Which files the arguments name: files as they are, folders with everything below them, each once and in one order.
import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { LetterlockError } from '../util/error.js';
import { byText } from '../util/order.js';

export interface FoundFile {
  /** As it stands in the result: relative to the argument. */
  readonly path: string;
  readonly absolute: string;
  /** Of a member of an archive: where it will be found again; `absolute` is where it lies for now. */
  readonly location?: string;
  /** It could not be unpacked to its end, or is not what its checksum says. */
  readonly damaged?: boolean;
}

async function walk(folder: string, prefix: string, seen: Set<string>, found: FoundFile[]): Promise<void> {
  // Links may run in a circle; a folder is entered once.
  const real = await realpath(folder);
  if (seen.has(real)) return;
  seen.add(real);
  const entries = (await readdir(folder, { withFileTypes: true }).catch(() => null))?.sort((a, b) =>
    byText(a.name, b.name),
  );
  // A folder that cannot be looked into is handed on like a file, and told of where files that cannot be read are.
  if (entries === undefined)
    return void found.push({ path: prefix === '' ? basename(folder) : prefix, absolute: folder });
  // A workspace that lies among the exports is ours, not evidence.
  if (entries.some(({ name }) => name === 'store.duckdb')) return;
  for (const entry of entries) {
    const absolute = join(folder, entry.name);
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    if (await isFolder(entry, absolute)) await walk(absolute, path, seen, found);
    else found.push({ path, absolute });
  }
}

/** Only of links the folder does not say what they are; asking of every file as well took a second for 100,000. */
async function isFolder(entry: Dirent, absolute: string): Promise<boolean> {
  if (entry.isFile()) return false;
  return entry.isDirectory() || (await stat(absolute).catch(() => null))?.isDirectory() === true;
}

/** Throws `pathMissing` for an argument that is not there. */
export async function discover(paths: readonly string[]): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const path of paths) {
    const absolute = resolve(path);
    const info = await stat(absolute).catch(() => null);
    if (info === null) {
      throw new LetterlockError({
        code: 'pathMissing',
        message: `there is no file or folder ${path}`,
        hint: 'check the spelling; give files, or folders that hold the exports',
      });
    }
    if (info.isDirectory()) await walk(absolute, '', new Set(), found);
    else found.push({ path: basename(absolute), absolute });
  }
  const ordered = found.sort((a, b) => byText(a.path, b.path) || byText(a.absolute, b.absolute));
  const seen = new Set<string>();
  return ordered.filter((file) => !seen.has(file.absolute) && seen.add(file.absolute));
}
