// Rules on the terminal: lists, problems, explanations, test results. Rules are written by strangers, so every text is escaped.
import type { Explanation } from '../detect/rule/explain.js';
import type { RuleTest } from '../detect/rule/test-rules.js';
import { logSourceText } from '../sigma/log/source.js';
import type { Correlation, Rule } from '../sigma/rule.js';
import { ruleKey } from '../sigma/rule-set.js';
import type { Problem } from '../util/problem.js';
import { count } from '../util/words.js';
import { forTerminal } from './escape.js';

export const kindOf = (rule: Rule | Correlation): string =>
  rule.kind === 'rule' ? logSourceText(rule.logSource) : `correlation ${rule.type}`;

export function ruleLine(rule: Rule | Correlation): string {
  const level = rule.level ?? '-';
  const [kind, title, key] = [kindOf(rule), rule.title, ruleKey(rule)].map(forTerminal) as [string, string, string];
  return `${level.padEnd(13)} ${kind.padEnd(28)} ${title}  (${key})`;
}

/** As compilers write it, so that editors jump there. */
export const problemLine = ({ at, code, message, refused }: Problem): string =>
  forTerminal(`${at.path}:${at.line}:${at.column}: ${refused ? 'refused' : 'note'}: ${message} [${code}]`);

/** A line of words of our own with a text of somebody else's behind them. */
const line = (label: string, text: string): string => `  ${label.padEnd(11)} ${forTerminal(text)}`;

export function explanationLines({ rule, logSource, logs, fields, note, absent }: Explanation): string[] {
  return [
    forTerminal(rule.title),
    line('rule', `${ruleKey(rule)}, ${rule.at.path}:${rule.at.line}`),
    line('level', rule.level ?? 'not said'),
    line('log source', `${logSource}${logs.length === 0 ? '' : `: ${logs.join(', or ')}`}`),
    ...(note === null ? [] : [line('', note)]),
    ...fields.map(({ field, from }, i) => line(i === 0 ? 'fields' : '', `${field}: ${from}`)),
    ...rule.falsePositives.map((text, i) => line(i === 0 ? 'else maybe' : '', text)),
    ...(absent === null ? [] : [line('cannot run', `because ${absent}`)]),
  ];
}

export function testLines({ title, folder, hits, misses, failures }: RuleTest): string[] {
  const sums = `${count(hits, 'hit')}, ${misses} ${misses === 1 ? 'miss' : 'misses'}`;
  const head = `${failures.length === 0 ? 'ok    ' : 'FAILED'} ${forTerminal(title)} (${sums}) ${forTerminal(folder)}`;
  return [head, ...failures.map((failure) => `         ${forTerminal(failure)}`)];
}
