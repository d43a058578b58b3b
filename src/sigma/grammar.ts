// The text of a condition -> a condition over the rule's selections: `not` before `and` before `or`, brackets, and
// `1 of`/`any of`/`all of` with `them` or a pattern. What the old pipe syntax asked belongs into a correlation.
import type { At } from '../util/problem.js';
import { all, any, type Condition, not } from './condition.js';
import { Refused } from './refused.js';

/** Selections by name, in the order in which they are written. */
export type Selections = ReadonlyMap<string, Condition>;

interface Token {
  readonly text: string;
  readonly offset: number;
}

interface State {
  readonly tokens: readonly Token[];
  readonly end: number;
  readonly selections: Selections;
  readonly used: Set<string>;
  readonly at: (offset: number) => At;
  i: number;
  depth: number;
}

const deepest = 100;

function tokenize(text: string, at: (offset: number) => At): Token[] {
  const tokens: Token[] = [];
  const pattern = /\s+|[()]|[A-Za-z0-9_*-]+|([\s\S])/gy;
  for (const hit of text.matchAll(pattern)) {
    if (hit[1] === '|')
      throw new Refused(
        'oldAggregation',
        at(hit.index),
        'aggregation with | is no longer Sigma: write a correlation rule',
      );
    if (hit[1] !== undefined) throw new Refused('condition', at(hit.index), `a condition has no ${hit[1]}`);
    if (!/^\s/.test(hit[0])) tokens.push({ text: hit[0], offset: hit.index });
  }
  return tokens;
}

const word = (state: State, ahead = 0): string => (state.tokens[state.i + ahead]?.text ?? '').toLowerCase();
const here = (state: State): At => state.at(state.tokens[state.i]?.offset ?? state.end);

/** Whether a name fits a pattern with stars, in time that grows with both lengths only. */
export function fits(name: string, pattern: string): boolean {
  let [i, j, star, mark] = [0, 0, -1, 0];
  while (i < name.length) {
    if (pattern[j] === '*') [star, mark] = [j++, i];
    else if (pattern[j] === name[i]) [i, j] = [i + 1, j + 1];
    else if (star >= 0) [i, j] = [++mark, star + 1];
    else return false;
  }
  return /^\**$/.test(pattern.slice(j));
}

function selected(state: State, pattern: string, at: At): Condition[] {
  const them = pattern.toLowerCase() === 'them';
  const names = [...state.selections.keys()].filter((name) => !name.startsWith('_') && (them || fits(name, pattern)));
  if (names.length === 0) throw new Refused('unknownSelection', at, `no selection is called ${pattern}`);
  for (const name of names) state.used.add(name);
  return names.map((name) => state.selections.get(name) as Condition);
}

function operand(state: State): Condition {
  const at = here(state);
  const token = state.tokens[state.i];
  if (token === undefined) throw new Refused('condition', at, 'the condition ends where a selection should follow');
  if (token.text === '(') {
    state.i++;
    const inner = either(state);
    if (word(state) !== ')') throw new Refused('condition', here(state), 'a bracket is not closed');
    state.i++;
    return inner;
  }
  if (word(state, 1) === 'of' && !state.selections.has(token.text)) return quantified(state);
  if (token.text === ')' || ['and', 'or', 'not', 'of'].includes(word(state)) || token.text.includes('*'))
    throw new Refused('condition', at, `a selection should stand here, not ${token.text}`);
  const condition = state.selections.get(token.text);
  if (condition === undefined) throw new Refused('unknownSelection', at, `no selection is called ${token.text}`);
  state.i++;
  state.used.add(token.text);
  return condition;
}

function quantified(state: State): Condition {
  const at = here(state);
  const [count, pattern] = [word(state), state.tokens[state.i + 2]?.text];
  if (!['1', 'any', 'all'].includes(count))
    throw new Refused('condition', at, `${count} of is not known; there are 1 of, any of and all of`);
  state.i += 2;
  if (pattern === undefined || pattern === '(' || pattern === ')')
    throw new Refused('condition', here(state), 'of needs them or a pattern of names');
  const conditions = selected(state, pattern, here(state));
  state.i++;
  return count === 'all' ? all(conditions) : any(conditions);
}

function negated(state: State): Condition {
  if (++state.depth > deepest) throw new Refused('condition', here(state), 'the condition nests too deep');
  let condition: Condition;
  if (word(state) === 'not') {
    state.i++;
    condition = not(negated(state));
  } else condition = operand(state);
  state.depth--;
  return condition;
}

function chain(state: State, name: 'and' | 'or', next: (state: State) => Condition): Condition {
  const parts = [next(state)];
  while (word(state) === name) {
    state.i++;
    parts.push(next(state));
  }
  if (parts.length === 1) return parts[0] as Condition;
  return name === 'and' ? all(parts) : any(parts);
}

const both = (state: State): Condition => chain(state, 'and', negated);
const either = (state: State): Condition => chain(state, 'or', both);

export interface Parsed {
  readonly condition: Condition;
  /** Selections that the condition names. */
  readonly used: ReadonlySet<string>;
}

/** `at`: where the condition's text begins. Refuses what cannot be read. */
export function parseCondition(text: string, at: At, selections: Selections): Parsed {
  const place = (offset: number): At => {
    const before = text.slice(0, offset).split('\n');
    return before.length > 1 ? { ...at, line: at.line + before.length - 1 } : { ...at, column: at.column + offset };
  };
  const tokens = tokenize(text, place);
  const state: State = { tokens, end: text.length, selections, used: new Set(), at: place, i: 0, depth: 0 };
  if (tokens.length === 0) throw new Refused('condition', at, 'the condition is empty');
  const condition = either(state);
  const rest = tokens[state.i];
  if (rest !== undefined) throw new Refused('condition', here(state), `${rest.text} cannot stand here`);
  return { condition, used: state.used };
}
