// One thing by its name, several by their number: for titles, which would otherwise become lists.
import { count } from '../../util/words.js';

export function these(items: readonly string[], one: string, many = `${one}s`): string {
  const all = [...new Set(items)];
  return all.length === 1 ? (all[0] ?? '') : count(all.length, one, many);
}
