// The rules that Letterlock brings along: detections/<behaviour>/rule.yml at the root of the package. The user's own come on top.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Loaded, loadRules } from '../../sigma/load.js';
import type { Placeholders } from '../../sigma/placeholder.js';

const folder = fileURLToPath(new URL('../../../detections', import.meta.url));

export const packFolder = (): string | null => (existsSync(folder) ? folder : null);

/** The pack and what else was named; ids are unique over both. */
export function loadAllRules(own: readonly string[], placeholders: Placeholders): Promise<Loaded> {
  const pack = packFolder();
  return loadRules([...(pack === null ? [] : [pack]), ...own], placeholders);
}
