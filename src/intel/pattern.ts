// A STIX pattern as a tree. Observations in brackets are each about one record; between them stand AND, OR, FOLLOWEDBY and the
// qualifiers, which are about several.
import { NotUnderstood } from './indicator.js';
import { lex, type Word } from './lexer.js';

export interface Test {
  readonly kind: 'test';
  /** `network-traffic`, `src_ref`, `value`; indexes and quotes left out. */
  readonly path: readonly string[];
  readonly operator: string;
  readonly values: readonly Word[];
  readonly negated: boolean;
}

export interface Joined<T> {
  readonly kind: 'and' | 'or' | 'followedBy';
  readonly parts: readonly T[];
}

export type Condition = Test | Joined<Condition> | { readonly kind: 'not'; readonly inner: Condition };
export type Observation =
  | { readonly kind: 'observation'; readonly condition: Condition }
  | { readonly kind: 'qualified'; readonly by: string; readonly inner: Observation }
  | Joined<Observation>;

const deepest = 40;

class Reader {
  private at = 0;
  private depth = 0;
  private readonly words: readonly Word[];
  constructor(words: readonly Word[]) {
    this.words = words;
  }

  peek(text: string): boolean {
    const word = this.words[this.at];
    return word !== undefined && (word.kind === 'sign' || word.kind === 'name') && word.text.toUpperCase() === text;
  }
  take(text: string): boolean {
    if (!this.peek(text)) return false;
    this.at++;
    return true;
  }
  expect(text: string): void {
    if (!this.take(text)) throw new NotUnderstood(`lacks ${text} ${this.where()}`);
  }
  next(): Word {
    const word = this.words[this.at++];
    if (word === undefined) throw new NotUnderstood('ends too early');
    return word;
  }
  where(): string {
    const word = this.words[this.at];
    return word === undefined ? 'at its end' : `before "${word.text.slice(0, 30)}"`;
  }
  isDone(): boolean {
    return this.at >= this.words.length;
  }
  deeper<T>(read: () => T): T {
    if (++this.depth > deepest) throw new NotUnderstood(`is nested more than ${deepest} deep`);
    const result = read();
    this.depth--;
    return result;
  }
}

function joined<T>(reader: Reader, word: string, kind: Joined<T>['kind'], part: () => T): T | Joined<T> {
  const parts = [part()];
  while (reader.take(word)) parts.push(part());
  return parts.length === 1 ? (parts[0] as T) : { kind, parts };
}

function pathOf(reader: Reader): string[] {
  const path = [reader.next().text];
  reader.expect(':');
  do {
    const word = reader.next();
    if (word.kind !== 'name' && word.kind !== 'text' && word.kind !== 'number')
      throw new NotUnderstood('names no property');
    path.push(word.text);
    while (reader.take('[')) {
      reader.next();
      reader.expect(']');
    }
  } while (reader.take('.'));
  return path.map((step) => step.toLowerCase());
}

function valuesOf(reader: Reader, isSet: boolean): Word[] {
  if (!isSet) return [reader.next()];
  reader.expect('(');
  const values = [reader.next()];
  while (reader.take(',')) values.push(reader.next());
  reader.expect(')');
  return values;
}

const signs: Readonly<Record<string, string>> = { '==': '=', '<>': '!=' };
const operators = new Set(['=', '!=', '<', '>', '<=', '>=', 'IN', 'LIKE', 'MATCHES', 'ISSUBSET', 'ISSUPERSET']);

function test(reader: Reader): Test {
  if (reader.take('EXISTS'))
    return { kind: 'test', path: pathOf(reader), operator: 'EXISTS', values: [], negated: false };
  const path = pathOf(reader);
  const before = reader.take('NOT');
  const word = reader.next().text.toUpperCase();
  const operator = signs[word] ?? word;
  if (!operators.has(operator)) throw new NotUnderstood(`compares with "${word.slice(0, 30)}"`);
  const plain = operator === '!=' ? '=' : operator;
  return {
    kind: 'test',
    path,
    operator: plain,
    values: valuesOf(reader, operator === 'IN'),
    negated: before !== (operator === '!='),
  };
}

function condition(reader: Reader): Condition {
  const primary = (): Condition => {
    if (reader.take('NOT')) return { kind: 'not', inner: reader.deeper(primary) };
    if (!reader.take('(')) return test(reader);
    const inner = reader.deeper(() => condition(reader));
    reader.expect(')');
    return inner;
  };
  return joined<Condition>(reader, 'OR', 'or', () => joined<Condition>(reader, 'AND', 'and', primary));
}

function qualifier(reader: Reader): string | null {
  if (reader.take('WITHIN')) {
    reader.next();
    reader.expect('SECONDS');
    return 'WITHIN';
  }
  if (reader.take('REPEATS')) {
    reader.next();
    reader.expect('TIMES');
    return 'REPEATS';
  }
  if (!reader.take('START')) return null;
  reader.next();
  reader.expect('STOP');
  reader.next();
  return 'START and STOP';
}

function observation(reader: Reader): Observation {
  const primary = (): Observation => {
    const isGroup = reader.take('(');
    if (!isGroup) reader.expect('[');
    let inner: Observation = isGroup
      ? reader.deeper(() => observation(reader))
      : { kind: 'observation', condition: reader.deeper(() => condition(reader)) };
    reader.expect(isGroup ? ')' : ']');
    for (let by = qualifier(reader); by !== null; by = qualifier(reader)) inner = { kind: 'qualified', by, inner };
    return inner;
  };
  const and = (): Observation => joined<Observation>(reader, 'AND', 'and', primary);
  const or = (): Observation => joined<Observation>(reader, 'OR', 'or', and);
  return joined<Observation>(reader, 'FOLLOWEDBY', 'followedBy', or);
}

/** The tree of a pattern. Throws `NotUnderstood`. */
export function parsePattern(pattern: string): Observation {
  const reader = new Reader(lex(pattern));
  const tree = observation(reader);
  if (!reader.isDone()) throw new NotUnderstood(`goes on ${reader.where()}`);
  return tree;
}
