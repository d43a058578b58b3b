// What the program is, as one hash: its own code, the tables and rules that ship with it, and the versions it depends on. An
// answer that was kept is only as good as the program that gave it, and a version number does not change with every build.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { byText } from './order.js';

const package_ = fileURLToPath(new URL('../..', import.meta.url));
const code = fileURLToPath(new URL('..', import.meta.url));

function filesOf(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** SHA-256 over every file that the answer may rest on. */
export function programHash(): string {
  const hash = createHash('sha256');
  const data = ['knowledge', 'detections'].flatMap((name) => filesOf(join(package_, name)));
  for (const path of [...filesOf(code), ...data, join(package_, 'package.json')].sort(byText)) {
    hash
      .update(relative(package_, path))
      .update('\0')
      .update(createHash('sha256').update(readFileSync(path)).digest());
  }
  return hash.digest('hex');
}
