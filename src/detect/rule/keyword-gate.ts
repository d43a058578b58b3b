// One expression that finds every record in which some keyword may stand: reading the raw text is dear, so it is done once for
// all rules. It may let too much through, never too little: each rule looks again.
import { matches } from '../../query/operation.js';
import { type Sql, some, sql } from '../../query/sql.js';
import { type Condition, testsOf } from '../../sigma/condition.js';
import type { Pattern } from '../../sigma/pattern.js';
import { keywordWays, regexText } from '../../sigma/predicate.js';

// Lower case of these is made by another rule than the expression's, so any character may stand there.
const character = (text: string): string => {
  if (text === 'i' || text === 'I') return '(?:i|\\x{130})';
  return text.charCodeAt(0) > 0x7f
    ? '.'
    : text.replace(/[^A-Za-z0-9]/, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);
};

const expression = (pattern: Pattern): string =>
  pattern
    .map((piece) =>
      typeof piece === 'string' ? [...piece].map(character).join('') : piece.wildcard === '*' ? '.*' : '.',
    )
    .join('');

const mostAtOnce = 20_000;

/** True for every record that fulfils a keyword test of the conditions; null where there is none. */
export function keywordGate(conditions: readonly Condition[]): Sql | null {
  const tests = conditions.flatMap(testsOf).filter((test) => test.field === null);
  const texts = new Set<string>();
  const others = new Set<string>();
  for (const { match } of tests) {
    if (match.kind === 'pattern') for (const way of keywordWays(match.pattern)) texts.add(expression(way));
    if (match.kind === 'regex') others.add(regexText(match));
  }
  const parts: string[][] = [[]];
  for (const text of [...texts].sort()) {
    const last = parts.at(-1) as string[];
    if (last.join('|').length + text.length > mostAtOnce) parts.push([text]);
    else last.push(text);
  }
  const all = [...parts.filter((part) => part.length > 0).map((part) => `(?is)(?:${part.join('|')})`), ...others];
  return all.length === 0 ? null : some(all.map((pattern) => sql`coalesce(${matches(sql`raw`, pattern)}, false)`));
}
