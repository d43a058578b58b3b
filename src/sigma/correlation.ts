// The `correlation` of a rule: which matches of other rules, how grouped, within which span of time, how many. What a later
// specification or other tools add is refused for this rule alone, and never read as something near to it.
import type { Problem } from '../util/problem.js';
import { day, hour, minute } from '../util/time.js';
import { asMap, asText, entryOf, locatedTexts, need, onlyKeys, textsOf, wrongType } from './read.js';
import { Refused } from './refused.js';
import type { Correlation, CorrelationType, CountComparison, Head } from './rule.js';
import type { Mapping, Node } from './yaml.js';

const types: readonly CorrelationType[] = ['event_count', 'value_count', 'temporal', 'temporal_ordered'];
const later = [
  ...['value_sum', 'value_avg', 'value_percentile', 'value_median'],
  ...['temporal_extended', 'temporal_ordered_extended'],
];

function readType(map: Mapping): CorrelationType {
  const node = need(map, 'type', 'the correlation');
  const text = asText(node, 'type');
  if (later.includes(text))
    throw new Refused('notSupported', node.at, `correlations of type ${text} are not supported yet`);
  const type = types.find((each) => each === text);
  if (type === undefined) throw new Refused('wrongValue', node.at, `type is one of ${types.join(', ')}, not ${text}`);
  return type;
}

const units: Readonly<Record<string, number>> = { s: 1000, m: minute, h: hour, d: day };
const longestMs = 3660 * day;

function readTimespan(map: Mapping): number {
  const node = need(map, 'timespan', 'the correlation');
  const text = asText(node, 'timespan');
  const hit = /^(\d{1,9})([smhd])$/.exec(text);
  const ms = hit === null ? 0 : Number(hit[1]) * (units[hit[2] as string] as number);
  if (ms === 0)
    throw new Refused('timespan', node.at, `a timespan is a number and s, m, h or d, like 10m, not ${text}`);
  if (ms > longestMs) throw new Refused('timespan', node.at, `${text} is longer than ten years`);
  return ms;
}

const comparisons: readonly CountComparison[] = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'];
type Comparisons = Correlation['comparisons'];

function readComparisons(map: Mapping): Comparisons {
  const found = map.entries.filter(({ key }) => key !== 'field');
  return found.map(({ key, at, value }) => {
    const comparison = comparisons.find((each) => each === key);
    if (comparison === undefined)
      throw new Refused('unknownKey', at, `a condition knows no ${key}; it knows ${comparisons.join(', ')} and field`);
    if (value.kind !== 'scalar' || !Number.isSafeInteger(value.value) || (value.value as number) < 0)
      throw wrongType(key, value, 'a whole number');
    return { comparison, value: value.value as number };
  });
}

interface Counting {
  readonly comparisons: Comparisons;
  readonly valueFields: readonly string[];
}

function checkRange(list: Comparisons, node: Node): void {
  const least = Math.max(
    1,
    ...list.flatMap(({ comparison: c, value: v }) => (c === 'gte' || c === 'eq' ? [v] : c === 'gt' ? [v + 1] : [])),
  );
  const most = Math.min(
    ...list.flatMap(({ comparison: c, value: v }) => (c === 'lte' || c === 'eq' ? [v] : c === 'lt' ? [v - 1] : [])),
  );
  if (least > most) throw new Refused('contradiction', node.at, 'no count of at least one can fulfil the condition');
}

export function fulfils(count: number, list: Comparisons): boolean {
  return list.every(({ comparison, value }) => {
    const difference = count - value;
    if (comparison === 'eq') return difference === 0;
    if (comparison === 'neq') return difference !== 0;
    if (comparison === 'gt' || comparison === 'gte') return comparison === 'gt' ? difference > 0 : difference >= 0;
    return comparison === 'lt' ? difference < 0 : difference <= 0;
  });
}

/** Whether a count of rules means every one of them. */
const asksForAll = (list: Comparisons, rules: number): boolean =>
  fulfils(rules, list) && Array.from({ length: rules - 1 }, (_, i) => i + 1).every((count) => !fulfils(count, list));

function readCounting(map: Mapping, type: CorrelationType, rules: number): Counting {
  const entry = entryOf(map, 'condition');
  const temporal = type === 'temporal' || type === 'temporal_ordered';
  if (entry === undefined) {
    if (temporal) return { comparisons: [], valueFields: [] };
    throw new Refused('missing', map.at, 'the correlation has no condition');
  }
  if (entry.value.kind === 'scalar')
    throw new Refused(
      'notSupported',
      entry.value.at,
      'a condition over rules as text (version 2.2) is not supported yet',
    );
  const node = asMap(entry.value, 'condition');
  const list = readComparisons(node);
  const valueFields = textsOf(node, 'field');
  if (list.length === 0) throw new Refused('missing', node.at, 'the condition compares with nothing');
  if (type === 'value_count' && valueFields.length === 0)
    throw new Refused('missing', node.at, 'value_count needs a field');
  if (type !== 'value_count' && valueFields.length > 0)
    throw new Refused('wrongValue', node.at, `field is for value_count, not for ${type}`);
  if (type === 'temporal_ordered' && !asksForAll(list, rules))
    throw new Refused(
      'notSupported',
      node.at,
      'temporal_ordered needs all of its rules; of fewer the order is not said',
    );
  checkRange(list, node);
  return { comparisons: list, valueFields };
}

function readAliases(map: Mapping): Correlation['aliases'] {
  const entry = entryOf(map, 'aliases');
  if (entry === undefined) return new Map();
  return new Map(
    asMap(entry.value, 'aliases').entries.map(({ key, value }) => {
      const fields = asMap(value, `the alias ${key}`).entries;
      return [key, new Map(fields.map((field) => [field.key, asText(field.value, field.key)]))];
    }),
  );
}

function readGenerate(top: Mapping, map: Mapping): boolean {
  const node = (entryOf(map, 'generate') ?? entryOf(top, 'generate'))?.value;
  if (node === undefined) return false;
  if (node.kind !== 'scalar' || typeof node.value !== 'boolean') throw wrongType('generate', node, 'true or false');
  return node.value;
}

const keys = ['type', 'rules', 'group-by', 'timespan', 'condition', 'aliases', 'generate'];
const mostRules = 20;

export function readCorrelation(top: Mapping, head: Head, problems: Problem[]): Correlation {
  const map = asMap(need(top, 'correlation', 'the rule'), 'correlation');
  const type = readType(map);
  onlyKeys(map, keys, 'a correlation');
  for (const key of ['detection', 'logsource'] as const) {
    const entry = entryOf(top, key);
    if (entry !== undefined) throw new Refused('wrongValue', entry.at, `a correlation has no ${key} of its own`);
  }
  const rulesNode = need(map, 'rules', 'the correlation');
  const rules = locatedTexts(rulesNode, 'rules');
  const least = type === 'temporal' || type === 'temporal_ordered' ? 2 : 1;
  if (rules.length < least || rules.length > mostRules)
    throw new Refused('wrongValue', rulesNode.at, `${type} needs ${least} to ${mostRules} rules`);
  const groupBy = textsOf(map, 'group-by');
  if (groupBy.length === 0)
    problems.push({
      code: 'noGrouping',
      at: map.at,
      message: 'without group-by all matches count as one group',
      refused: false,
    });
  return {
    ...head,
    kind: 'correlation',
    type,
    rules,
    groupBy,
    aliases: readAliases(map),
    timespanMs: readTimespan(map),
    ...readCounting(map, type, rules.length),
    generate: readGenerate(top, map),
  };
}
