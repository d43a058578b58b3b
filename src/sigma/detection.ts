// The `detection` of a rule: named selections, and the condition that joins them. A map's items must all hold, of a list's
// entries any; bare texts are keywords, looked for anywhere in the record.
import type { Problem } from '../util/problem.js';
import { all, any, type Condition, testsOf } from './condition.js';
import { parseCondition, type Selections } from './grammar.js';
import { readItem } from './modifier.js';
import type { Placeholders } from './placeholder.js';
import { asText, need, wrongType } from './read.js';
import { Refused } from './refused.js';
import { tautology } from './tautology.js';
import type { Entry, Mapping, Node } from './yaml.js';

function readSelection(name: string, node: Node, placeholders: Placeholders): Condition {
  if (node.kind === 'map') {
    if (node.entries.length === 0) throw new Refused('emptySelection', node.at, `${name} is empty`);
    return all(node.entries.map(({ key, at, value }) => readItem({ key, at, value, placeholders })));
  }
  if (node.kind === 'list') {
    if (node.items.length === 0) throw new Refused('emptySelection', node.at, `${name} is empty`);
    return any(
      node.items.map((item) => {
        if (item.kind === 'list') throw wrongType(`an entry of ${name}`, item, 'text or a map');
        return readSelection(name, item, placeholders);
      }),
    );
  }
  if (node.value === null) throw new Refused('emptySelection', node.at, `${name} is empty`);
  return readItem({ key: '', at: node.at, value: node, placeholders });
}

const name = /^[A-Za-z0-9_-]+$/;

function checkName({ key, at }: Entry): void {
  if (key === 'timeframe')
    throw new Refused('oldAggregation', at, 'timeframe belongs to the old aggregation: write a correlation rule');
  if (!name.test(key))
    throw new Refused('selectionName', at, `a selection's name has letters, digits, _ and - only, unlike ${key}`);
}

/** Selections and condition of a map that has both; `other` keys belong to somebody else. */
export function readDetection(
  map: Mapping,
  other: readonly string[],
  placeholders: Placeholders,
  problems: Problem[],
): Condition {
  const conditionNode = need(map, 'condition', 'the detection');
  const entries = map.entries.filter(({ key }) => key !== 'condition' && !other.includes(key));
  for (const entry of entries) checkName(entry);
  const selections: Selections = new Map(
    entries.map(({ key, value }) => [key, readSelection(key, value, placeholders)]),
  );
  if (selections.size === 0) throw new Refused('emptySelection', map.at, 'the detection has no selection');
  const nodes: readonly Node[] = conditionNode.kind === 'list' ? conditionNode.items : [conditionNode];
  if (nodes.length === 0) throw new Refused('condition', conditionNode.at, 'the condition is empty');
  const parsed = nodes.map((node) => {
    const text = asText(node, 'the condition');
    return parseCondition(text, node.kind === 'scalar' ? node.textAt : node.at, selections);
  });
  const used = new Set(parsed.flatMap((each) => [...each.used]));
  for (const { key, at } of entries.filter((entry) => !used.has(entry.key) && !entry.key.startsWith('_')))
    problems.push({ code: 'unusedSelection', at, message: `the condition does not use ${key}`, refused: false });
  const condition = any(parsed.map((each) => each.condition));
  const always = tautology(condition);
  if (always !== null)
    throw new Refused('contradiction', conditionNode.at, `the condition is ${always}, whatever the record holds`);
  if (testsOf(condition).length > mostTests)
    throw new Refused('tooManyTests', map.at, `the rule makes more than ${mostTests} comparisons`);
  return condition;
}

const mostTests = 20_000;
