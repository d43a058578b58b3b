// The words of a STIX 2.1 pattern (OASIS, STIX 2.1, chapter 9). Every character is part of a word or the pattern is refused:
// what is skipped could be the word that turns the meaning round.
import { NotUnderstood } from './indicator.js';

export interface Word {
  readonly kind: 'text' | 'number' | 'other' | 'name' | 'sign';
  readonly text: string;
}

const longest = 20_000;
const space = /(?:\s|\/\*[\s\S]*?\*\/|\/\/[^\n]*)+/y;
const words: readonly (readonly [Word['kind'], RegExp])[] = [
  // Times, bytes and truth values are no text that a log could hold; they are read so that they can be named.
  ['other', /[thb]'(?:[^'\\]|\\.)*'|true\b|false\b/y],
  ['text', /'(?:[^'\\]|\\[\s\S])*'/y],
  ['number', /[+-]?\d+(?:\.\d+)?/y],
  ['name', /[A-Za-z_][A-Za-z0-9_-]*/y],
  ['sign', /!=|<>|==|<=|>=|[=<>[\]().,:*]/y],
];

const unquoted = (text: string): string => text.slice(1, -1).replace(/\\([\s\S])/g, '$1');

function wordAt(pattern: string, at: number): { word: Word; end: number } {
  for (const [kind, expression] of words) {
    expression.lastIndex = at;
    const found = expression.exec(pattern)?.[0];
    if (found === undefined) continue;
    return { word: { kind, text: kind === 'text' ? unquoted(found) : found }, end: at + found.length };
  }
  throw new NotUnderstood(`has something at character ${at + 1} that belongs to no pattern`);
}

/** The words in order. Throws `NotUnderstood`. */
export function lex(pattern: string): Word[] {
  if (pattern.length > longest) throw new NotUnderstood(`is longer than ${longest} characters`);
  const found: Word[] = [];
  let at = 0;
  while (at < pattern.length) {
    space.lastIndex = at;
    at += space.exec(pattern)?.[0].length ?? 0;
    if (at >= pattern.length) break;
    const { word, end } = wordAt(pattern, at);
    found.push(word);
    at = end;
  }
  return found;
}
