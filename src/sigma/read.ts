// Typed values out of a located map: what is missing or of another kind is refused with its place.
import type { At } from '../util/problem.js';
import { Refused } from './refused.js';
import type { Entry, Mapping, Node, Scalar } from './yaml.js';

export const entryOf = (map: Mapping, key: string): Entry | undefined => map.entries.find((entry) => entry.key === key);

const kinds = { scalar: 'a single value', list: 'a list', map: 'a map' } as const;

export function wrongType(what: string, node: Node, wanted: string): Refused {
  const got = node.kind === 'scalar' && node.value === null ? 'nothing' : kinds[node.kind];
  return new Refused('wrongType', node.at, `${what} must be ${wanted}, not ${got}`);
}

export function asMap(node: Node, what: string): Mapping {
  if (node.kind !== 'map') throw wrongType(what, node, 'a map');
  return node;
}

export function asText(node: Node, what: string): string {
  if (node.kind !== 'scalar' || node.value === null) throw wrongType(what, node, 'text');
  return typeof node.value === 'string' ? node.value : node.source;
}

export function need(map: Mapping, key: string, what: string): Node {
  const entry = entryOf(map, key);
  if (entry === undefined) throw new Refused('missing', map.at, `${what} has no ${key}`);
  return entry.value;
}

export function textOf(map: Mapping, key: string): string | null {
  const entry = entryOf(map, key);
  if (entry === undefined || (entry.value.kind === 'scalar' && entry.value.value === null)) return null;
  return asText(entry.value, key);
}

/** A list of texts; one text stands for a list of one. */
export function textsOf(map: Mapping, key: string): string[] {
  const node = entryOf(map, key)?.value;
  if (node === undefined || (node.kind === 'scalar' && node.value === null)) return [];
  if (node.kind === 'list') return node.items.map((item) => asText(item, key));
  return [asText(node, key)];
}

export interface Located {
  readonly text: string;
  readonly at: At;
}

/** The same with their places. */
export function locatedTexts(node: Node, what: string): Located[] {
  const items: readonly Node[] = node.kind === 'list' ? node.items : [node];
  return items.map((item) => ({ text: asText(item, what), at: item.at }));
}

export function onlyKeys(map: Mapping, known: readonly string[], what: string): void {
  const wrong = map.entries.find((entry) => !known.includes(entry.key));
  if (wrong === undefined) return;
  throw new Refused('unknownKey', wrong.at, `${what} knows no ${wrong.key}; it knows ${known.join(', ')}`);
}

export const isNull = (node: Node): node is Scalar => node.kind === 'scalar' && node.value === null;
