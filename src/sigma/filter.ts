// A filter narrows other rules: they hold where their own condition and the filter's hold, as pySigma applies it. Its
// selections have names of their own, so a rule's `1 of selection*` never takes them in.
import type { Problem } from '../util/problem.js';
import { readDetection } from './detection.js';
import type { Placeholders } from './placeholder.js';
import { asMap, locatedTexts, need } from './read.js';
import type { Filter, Head, LogSourceName } from './rule.js';
import type { Mapping } from './yaml.js';

export function readFilter(
  map: Mapping,
  head: Head,
  logSource: LogSourceName,
  placeholders: Placeholders,
  problems: Problem[],
): Filter {
  const filter = asMap(need(map, 'filter', 'the document'), 'filter');
  const named = locatedTexts(need(filter, 'rules', 'the filter'), 'rules');
  const everyRule = named.length === 0 || (named.length === 1 && /^(any|all)$/i.test(named[0]?.text ?? ''));
  return {
    ...head,
    kind: 'filter',
    logSource,
    rules: everyRule ? null : named,
    condition: readDetection(filter, ['rules'], placeholders, problems),
  };
}

/** Whether a rule's log source is one that the filter speaks of: what the filter leaves open is any. */
export const speaksOf = (filter: LogSourceName, rule: LogSourceName): boolean =>
  (['product', 'service', 'category'] as const).every((part) => filter[part] === null || filter[part] === rule[part]);
