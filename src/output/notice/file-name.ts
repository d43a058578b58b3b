// File names for people, whatever their mailboxes are called: an address may hold slashes, dots at its beginning, or names that Windows keeps
// for devices, and two may differ in what a file system does not tell apart.
import { byText } from '../../util/order.js';

const longest = 80;
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/;

function safe(name: string): string {
  const plain = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/@/g, '-at-')
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, longest)
    .replace(/[.-]+$/, '');
  return plain === '' || devices.test(plain) ? `mailbox-${plain}`.replace(/-$/, '') : plain;
}

/** Names without an ending, by what they stand for: distinct also where case does not count, and the same in every run. */
export function fileNames(names: readonly string[]): Map<string, string> {
  const taken = new Set<string>();
  const found = new Map<string, string>();
  for (const name of [...new Set(names)].sort(byText)) {
    const base = safe(name);
    let free = base;
    for (let n = 2; taken.has(free); n += 1) free = `${base}-${n}`;
    taken.add(free);
    found.set(name, free);
  }
  return found;
}
