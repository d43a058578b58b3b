// One located YAML document -> a rule, a correlation or a filter, with everything that they share. Keys that nobody knows are
// told and passed over at the top, where rules may carry notes of their own; deeper down they would change the meaning.
import { type Level, levels } from '../record/result.js';
import type { Problem } from '../util/problem.js';
import { readCorrelation } from './correlation.js';
import { readDetection } from './detection.js';
import { readFilter } from './filter.js';
import type { Placeholders } from './placeholder.js';
import { asMap, asText, entryOf, need, onlyKeys, textOf, textsOf } from './read.js';
import { Refused } from './refused.js';
import type { Document, Head, LogSourceName, Rule } from './rule.js';
import type { Mapping, Node } from './yaml.js';

const texts = ['title', 'id', 'name', 'taxonomy', 'status', 'description', 'license', 'author', 'date', 'modified'];
const lists = ['references', 'tags', 'fields', 'falsepositives', 'scope'];
const known = [...texts, ...lists, 'related', 'level', 'logsource', 'detection', 'correlation', 'filter', 'generate'];

const longestTitle = 256;

function readLevel(map: Mapping): Level | null {
  const entry = entryOf(map, 'level');
  if (entry === undefined) return null;
  const text = asText(entry.value, 'level').toLowerCase();
  const level = levels.find((each) => each === text);
  if (level === undefined)
    throw new Refused('wrongValue', entry.value.at, `level is one of ${levels.join(', ')}, not ${text}`);
  return level;
}

function readHead(map: Mapping): Head {
  const title = asText(need(map, 'title', 'the rule'), 'title');
  if (title.length > longestTitle)
    throw new Refused('wrongValue', need(map, 'title', '').at, `a title has at most ${longestTitle} characters`);
  return {
    id: textOf(map, 'id')?.toLowerCase() ?? null,
    name: textOf(map, 'name'),
    title,
    status: textOf(map, 'status'),
    description: textOf(map, 'description'),
    author: textOf(map, 'author'),
    date: textOf(map, 'date'),
    references: textsOf(map, 'references'),
    falsePositives: textsOf(map, 'falsepositives'),
    tags: textsOf(map, 'tags'),
    fields: textsOf(map, 'fields'),
    level: readLevel(map),
    at: map.at,
  };
}

export function readLogSource(map: Mapping): LogSourceName {
  const source = asMap(need(map, 'logsource', 'the rule'), 'logsource');
  onlyKeys(source, ['product', 'service', 'category', 'definition'], 'logsource');
  const lower = (key: string): string | null => textOf(source, key)?.toLowerCase() ?? null;
  const name = { product: lower('product'), service: lower('service'), category: lower('category') };
  if (Object.values(name).every((part) => part === null))
    throw new Refused('missing', source.at, 'logsource names neither product, service nor category');
  return name;
}

function readRule(map: Mapping, head: Head, placeholders: Placeholders, problems: Problem[]): Rule {
  const logSource = readLogSource(map);
  const detection = asMap(need(map, 'detection', 'the rule'), 'detection');
  return { ...head, kind: 'rule', logSource, condition: readDetection(detection, [], placeholders, problems) };
}

/** Refuses a document that is no rule. */
export function readDocument(node: Node, placeholders: Placeholders, problems: Problem[]): Document {
  const map = asMap(node, 'a rule');
  const action = entryOf(map, 'action');
  if (action !== undefined)
    throw new Refused(
      'oldCollection',
      action.at,
      'action (global, reset, repeat) is no longer Sigma: write whole rules',
    );
  const head = readHead(map);
  for (const { key, at } of map.entries.filter((entry) => !known.includes(entry.key)))
    problems.push({ code: 'unknownKey', at, message: `Sigma knows no ${key}; it is passed over`, refused: false });
  const taxonomy = textOf(map, 'taxonomy');
  if (taxonomy !== null && taxonomy !== 'sigma')
    throw new Refused(
      'taxonomy',
      need(map, 'taxonomy', '').at,
      `the taxonomy ${taxonomy} is not known; there is sigma`,
    );
  if (entryOf(map, 'correlation') !== undefined) return readCorrelation(map, head, problems);
  if (entryOf(map, 'filter') !== undefined) return readFilter(map, head, readLogSource(map), placeholders, problems);
  return readRule(map, head, placeholders, problems);
}
