// A small, slow interpreter of rules over parsed records, written from the specification without the product: it walks a rule's
// YAML and a record's JSON and never makes a query. What the engine says of a rule is held against it.
import { parse } from 'yaml';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Item = string | number | boolean | null;

const isObject = (value: unknown): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** All values at a path; lists are passed through, lists of {Name, Value} entered by name. */
function nodes(value: Json, path: readonly string[]): Json[] {
  const [key, ...rest] = path;
  if (key === undefined) return [value];
  if (Array.isArray(value)) {
    const named = value.filter((each) => isObject(each) && String(each.Name).toLowerCase() === key.toLowerCase());
    const folded = named
      .map((each) => (each as Record<string, Json>).Value as Json)
      .filter((each) => each !== undefined);
    const direct = value.flatMap((each) => (isObject(each) && key in each ? [each[key] as Json] : []));
    return [...direct, ...folded].flatMap((each) => nodes(each, rest));
  }
  return isObject(value) && key in value ? nodes(value[key] as Json, rest) : [];
}

const text = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

function texts(found: readonly Json[]): string[] {
  return found.flatMap((value) => {
    if (value === null) return [];
    return Array.isArray(value) ? [text(value), ...value.filter((each) => each !== null).map(text)] : [text(value)];
  });
}

/** A pattern as a list of single characters, `any` and `some`. */
function pieces(pattern: string): (string | 'any' | 'some')[] {
  const list: string[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const [here, next] = [pattern[i] as string, pattern[i + 1]];
    if (here === '\\' && (next === '*' || next === '?' || next === '\\')) list.push(pattern[++i] as string);
    else list.push(here === '*' ? 'some' : here === '?' ? 'any' : here);
  }
  return list;
}

/** Whether a whole text fits, tried piece by piece. */
function fits(characters: readonly string[], list: readonly string[], i = 0, j = 0): boolean {
  if (j === list.length) return i === characters.length;
  const piece = list[j] as string;
  if (piece === 'some')
    return fits(characters, list, i, j + 1) || (i < characters.length && fits(characters, list, i + 1, j));
  return i < characters.length && (piece === 'any' || piece === characters[i]) && fits(characters, list, i + 1, j + 1);
}

function matchesText(value: string, wanted: string, modifiers: readonly string[]): boolean {
  const cased = modifiers.includes('cased');
  const fold = (each: string): string => (cased || each.length > 1 ? each : each.toLowerCase());
  let list = pieces(wanted);
  if (modifiers.includes('contains') || modifiers.includes('endswith')) list = ['some', ...list];
  if (modifiers.includes('contains') || modifiers.includes('startswith')) list = [...list, 'some'];
  return fits([...value].map(fold), list.map(fold));
}

function matchesValue(found: readonly Json[], wanted: Item, modifiers: readonly string[]): boolean {
  if (modifiers.includes('exists')) return found.length > 0 === wanted;
  if (wanted === null) return texts(found).length === 0;
  const order = modifiers.find((each) => ['lt', 'lte', 'gt', 'gte'].includes(each));
  const asText = modifiers.some((each) => ['contains', 'startswith', 'endswith', 'cased'].includes(each));
  if (typeof wanted === 'number' && !asText) {
    return texts(found).some((each) => {
      const value = /^-?\d+(\.\d+)?$/.test(each.trim()) ? Number(each) : Number.NaN;
      if (order === 'lt' || order === 'lte') return order === 'lt' ? value < wanted : value <= wanted;
      if (order === 'gt' || order === 'gte') return order === 'gt' ? value > wanted : value >= wanted;
      return value === wanted;
    });
  }
  return texts(found).some((each) => matchesText(each, String(wanted), modifiers));
}

function matchesItem(record: Json, key: string, wanted: Item | Item[]): boolean {
  const [field = '', ...modifiers] = key.split('|');
  const found = nodes(record, field.split('.'));
  const list = Array.isArray(wanted) ? wanted : [wanted];
  const holds = (each: Item): boolean => matchesValue(found, each, modifiers);
  const joined = modifiers.includes('all') ? list.every(holds) : list.some(holds);
  return modifiers.includes('neq') ? !joined : joined;
}

type Selection = Record<string, Item | Item[]> | Record<string, Item | Item[]>[];

const matchesMap = (record: Json, map: Record<string, Item | Item[]>): boolean =>
  Object.entries(map).every(([key, wanted]) => matchesItem(record, key, wanted));
const matchesSelection = (record: Json, selection: Selection): boolean =>
  Array.isArray(selection) ? selection.some((map) => matchesMap(record, map)) : matchesMap(record, selection);

/** A condition, read from the loosest operator inwards. */
function evaluate(condition: string, holds: (name: string) => boolean, names: readonly string[]): boolean {
  const words = condition.match(/[()]|[^\s()]+/g) ?? [];
  const split = (list: readonly string[], operator: string): string[][] => {
    const parts: string[][] = [[]];
    let depth = 0;
    for (const word of list) {
      depth += word === '(' ? 1 : word === ')' ? -1 : 0;
      if (depth === 0 && word === operator) parts.push([]);
      else (parts.at(-1) as string[]).push(word);
    }
    return parts;
  };
  const value = (list: readonly string[]): boolean => {
    const either = split(list, 'or');
    if (either.length > 1) return either.some(value);
    const both = split(list, 'and');
    if (both.length > 1) return both.every(value);
    if (list[0] === 'not') return !value(list.slice(1));
    if (list[0] === '(') return value(list.slice(1, -1));
    if (list[1] === 'of') {
      const pattern = list[2] === 'them' ? '' : (list[2] as string).replace('*', '');
      const chosen = names.filter((name) => !name.startsWith('_') && name.startsWith(pattern));
      return list[0] === 'all' ? chosen.every(holds) : chosen.some(holds);
    }
    return holds(list[0] as string);
  };
  return value(words);
}

/** Whether a rule, as YAML, matches a record. */
export function interpret(rule: string, record: Json): boolean {
  const { condition, ...selections } = (parse(rule) as { detection: Record<string, unknown> }).detection;
  const holds = (name: string): boolean => matchesSelection(record, selections[name] as Selection);
  return evaluate(condition as string, holds, Object.keys(selections));
}
