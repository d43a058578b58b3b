// `field|modifier|modifier: value` -> a condition. Modifiers change the value from left to right; a value may become several
// (Base64 offsets, dashes), of which any will do; `all` and `neq` change how the values of the item are joined.
import { parseRange } from '../record/address.js';
import type { At } from '../util/problem.js';
import {
  all,
  any,
  type Comparison,
  type Condition,
  type Match,
  not,
  type Part,
  type TimePart,
  test,
} from './condition.js';
import { base64, base64Offsets, type Encoded, utf16, windash } from './encode.js';
import { isMany, many, type Pattern, parsePattern, plainText, tidy } from './pattern.js';
import { expand, type Placeholders } from './placeholder.js';
import { wrongType } from './read.js';
import { Refused } from './refused.js';
import { regexFault } from './regex.js';
import type { Node, Scalar } from './yaml.js';

type Value =
  | { readonly kind: 'text'; readonly source: string; readonly text: Encoded; readonly cased: boolean }
  | { readonly kind: 'number'; readonly value: number; readonly source: string; readonly comparison: Comparison | null }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'match'; readonly match: Match };

interface Step {
  readonly at: At;
  readonly name: string;
  /** Whether nothing was done to the value yet. */
  readonly first: boolean;
  readonly placeholders: Placeholders;
}

type Modifier = (value: Value, step: Step) => readonly Value[];

const misused = (step: Step, wanted: string): Refused =>
  new Refused('modifierMisused', step.at, `${step.name} needs ${wanted}`);

const makeText = (source: string): Value => ({
  kind: 'text',
  source,
  text: { pattern: parsePattern(source), bytes: false },
  cased: false,
});

function textValue(value: Value, step: Step): Value & { kind: 'text' } {
  if (value.kind === 'number' && value.comparison === null) return makeText(value.source) as Value & { kind: 'text' };
  if (value.kind !== 'text') throw misused(step, 'text that no other modifier has made into something else');
  return value;
}

const withText = (value: Value & { kind: 'text' }, text: Encoded): Value => ({ ...value, text });

const open = (pattern: Pattern, start: boolean, end: boolean): Pattern =>
  tidy([
    ...(start && !isMany(pattern[0]) ? [many] : []),
    ...pattern,
    ...(end && !isMany(pattern.at(-1)) ? [many] : []),
  ]);

/** startswith, endswith, contains: also of regular expressions and of other fields. */
const part =
  (name: Part): Modifier =>
  (value, step) => {
    if (value.kind === 'match' && (value.match.kind === 'regex' || value.match.kind === 'field'))
      return [{ kind: 'match', match: { ...value.match, part: name } }];
    const text = textValue(value, step);
    const pattern = open(text.text.pattern, name !== 'start', name !== 'end');
    return [withText(text, { ...text.text, pattern })];
  };

const regex: Modifier = (value, step) => {
  const { source } = textValue(value, step);
  if (!step.first) throw misused(step, 'the value as it is written: only expand may stand before it');
  const fault = regexFault(source);
  if (fault !== null)
    throw new Refused('regex', step.at, `the regular expression at character ${fault.offset + 1}: ${fault.message}`);
  return [{ kind: 'match', match: { kind: 'regex', source, flags: '', part: 'within' } }];
};

const flag =
  (letter: string): Modifier =>
  (value, step) => {
    if (value.kind !== 'match' || value.match.kind !== 'regex') throw misused(step, 're before it');
    return [{ kind: 'match', match: { ...value.match, flags: value.match.flags + letter } }];
  };

const compare =
  (comparison: Comparison): Modifier =>
  (value, step) => {
    if (value.kind === 'match' && value.match.kind === 'time')
      return [{ kind: 'match', match: { ...value.match, comparison } }];
    if (value.kind !== 'number') throw misused(step, 'a number');
    return [{ ...value, comparison }];
  };

const timePart =
  (name: TimePart): Modifier =>
  (value, step) => {
    if (value.kind !== 'number' || !Number.isInteger(value.value)) throw misused(step, 'a whole number');
    const comparison = value.comparison ?? 'eq';
    return [{ kind: 'match', match: { kind: 'time', part: name, comparison, value: value.value } }];
  };

const encode =
  (change: (text: Encoded) => readonly Encoded[] | null, what: string): Modifier =>
  (value, step) => {
    const text = textValue(value, step);
    const changed = change(text.text);
    if (changed === null) throw misused(step, what);
    return changed.map((each) => withText(text, each));
  };

const noWildcards = 'text without wildcards';

const modifiers: Readonly<Record<string, Modifier>> = {
  startswith: part('start'),
  endswith: part('end'),
  contains: part('within'),
  cased: (value, step) =>
    value.kind === 'match' && value.match.kind === 'field'
      ? [{ kind: 'match', match: { ...value.match, cased: true } }]
      : [{ ...textValue(value, step), cased: true }],
  exists: (value, step) => {
    if (value.kind !== 'boolean' || !step.first) throw misused(step, 'true or false, and no other modifier');
    return [value];
  },
  re: regex,
  ...{ i: flag('i'), m: flag('m'), s: flag('s') },
  ...{ ignorecase: flag('i'), multiline: flag('m'), dotall: flag('s') },
  base64: encode((text) => {
    const changed = base64(text);
    return changed === null ? null : [changed];
  }, noWildcards),
  base64offset: encode(base64Offsets, noWildcards),
  ...{
    utf16le: encode((text) => [utf16(text, 'le', false)], ''),
    wide: encode((text) => [utf16(text, 'le', false)], ''),
  },
  utf16be: encode((text) => [utf16(text, 'be', false)], ''),
  utf16: encode((text) => [utf16(text, 'le', true)], ''),
  windash: encode(
    (text) => windash(text.pattern)?.map((pattern) => ({ ...text, pattern })) ?? null,
    'at most four dashes that begin a word',
  ),
  ...{ lt: compare('lt'), lte: compare('lte'), gt: compare('gt'), gte: compare('gte') },
  ...{ minute: timePart('minute'), hour: timePart('hour'), day: timePart('day') },
  ...{ week: timePart('week'), month: timePart('month'), year: timePart('year') },
  cidr: (value, step) => {
    const { source } = textValue(value, step);
    const range = step.first ? parseRange(source) : null;
    if (range === null) throw misused(step, 'an address or a range like 192.0.2.0/24 or 2a00::/12');
    return [{ kind: 'match', match: { kind: 'cidr', range } }];
  },
  expand: (value, step) => expand(textValue(value, step).source, step.placeholders, step.at).map(makeText),
  fieldref: (value, step) => {
    const other = plainText(textValue(value, step).text.pattern);
    if (other === null || other === '') throw misused(step, 'the name of a field, without wildcards');
    return [{ kind: 'match', match: { kind: 'field', other, part: 'whole', cased: false } }];
  },
};

/** How values are joined; not done to a value. */
const joiners = ['all', 'neq'];
export const modifierNames: readonly string[] = [...Object.keys(modifiers), ...joiners];

function startValue(node: Scalar, field: string | null): Value {
  const { value, source } = node;
  if (typeof value === 'string') return makeText(value);
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  // No double holds it exactly, so it is compared as it is written.
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) return makeText(source);
  if (typeof value === 'number') return { kind: 'number', value, source, comparison: null };
  if (field === null) throw new Refused('wrongType', node.at, 'a keyword must be text');
  return { kind: 'match', match: { kind: 'null' } };
}

function conditionOf(field: string | null, value: Value, exists: boolean, at: At): Condition {
  if (value.kind === 'match') return test(field, value.match, at);
  if (value.kind === 'boolean') {
    if (!exists) return test(field, { kind: 'pattern', pattern: [String(value.value)], cased: false }, at);
    const found = test(field, { kind: 'exists' }, at);
    return value.value ? found : not(found);
  }
  if (value.kind === 'text')
    return test(field, { kind: 'pattern', pattern: value.text.pattern, cased: value.cased }, at);
  if (value.comparison !== null || field !== null)
    return test(field, { kind: 'number', comparison: value.comparison ?? 'eq', value: value.value }, at);
  return test(null, { kind: 'pattern', pattern: tidy([value.source]), cased: false }, at);
}

const keywordKinds = new Set<Match['kind']>(['pattern', 'regex']);

/** Keywords stand anywhere in the record. */
function asKeyword(condition: Condition): Condition {
  if (condition.kind !== 'test') return condition;
  const { match, at } = condition.test;
  if (!keywordKinds.has(match.kind))
    throw new Refused('modifierMisused', at, 'keywords are looked for in the whole record; this needs a field');
  if (match.kind !== 'pattern') return condition;
  if (match.pattern.length === 0) throw new Refused('emptySelection', at, 'an empty keyword is in every record');
  return test(null, { ...match, pattern: open(match.pattern, true, true) }, at);
}

function valueCondition(field: string | null, names: readonly string[], node: Scalar, item: Item): Condition {
  let values: readonly Value[] = [startValue(node, field)];
  let first = true;
  for (const name of names) {
    const step = { at: node.at, name, first, placeholders: item.placeholders };
    values = values.flatMap((value) => (modifiers[name] as Modifier)(value, step));
    if (name !== 'expand') first = false;
  }
  const exists = names.includes('exists');
  const conditions = values.map((value) => conditionOf(field, value, exists, node.at));
  return any(field === null ? conditions.map(asKeyword) : conditions);
}

export interface Item {
  /** The key as it is written: field and modifiers; empty for plain keywords. */
  readonly key: string;
  readonly at: At;
  readonly value: Node;
  readonly placeholders: Placeholders;
}

function scalarsOf({ key, at, value }: Item): readonly Scalar[] {
  const what = key === '' ? 'a keyword' : `the value of ${key}`;
  if (value.kind === 'map') throw wrongType(what, value, 'a value or a list of values');
  if (value.kind === 'scalar') return [value];
  if (value.items.length === 0) throw new Refused('emptySelection', at, `${what} is an empty list`);
  return value.items.map((item) => {
    if (item.kind !== 'scalar') throw wrongType(`an entry of ${key === '' ? 'keywords' : key}`, item, 'a value');
    if (item.value === null)
      throw new Refused('nullInList', item.at, 'null may not stand in a list: give it a selection of its own');
    return item;
  });
}

/** One item of a selection. */
export function readItem(item: Item): Condition {
  const [name = '', ...names] = item.key.split('|');
  const field = name === '' ? null : name;
  const unknown = names.find((each) => !modifierNames.includes(each));
  if (unknown !== undefined)
    throw new Refused('unknownModifier', item.at, `there is no modifier ${unknown === '' ? '(empty)' : unknown}`);
  // A placeholder stands for text of the rule, so it is filled in before anything else is done to the value.
  const applied = names
    .filter((each) => !joiners.includes(each))
    .sort((a, b) => Number(b === 'expand') - Number(a === 'expand'));
  const conditions = scalarsOf(item).map((node) => valueCondition(field, applied, node, item));
  const joined = names.includes('all') ? all(conditions) : any(conditions);
  return names.includes('neq') ? not(joined) : joined;
}
