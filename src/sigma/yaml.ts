// YAML text -> plain located trees, one for each document. The `yaml` package keeps where things stand; here its nodes become
// maps, lists and scalars with line and column. Rules come from strangers: aliases are counted, size and depth are limited.
import { isAlias, isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseAllDocuments } from 'yaml';
import type { At, Problem } from '../util/problem.js';
import { attempt, Refused } from './refused.js';

export interface Scalar {
  readonly kind: 'scalar';
  readonly at: At;
  /** Where its text begins: behind the quote, or on the line below for a block. */
  readonly textAt: At;
  readonly value: string | number | boolean | null;
  /** As it is written, for numbers that no double can hold. */
  readonly source: string;
}

export interface List {
  readonly kind: 'list';
  readonly at: At;
  readonly items: readonly Node[];
}

export interface Entry {
  readonly key: string;
  readonly at: At;
  readonly value: Node;
}

export interface Mapping {
  readonly kind: 'map';
  readonly at: At;
  readonly entries: readonly Entry[];
}

export type Node = Scalar | List | Mapping;

/** A file of rules holds text for people; what is larger is not one. */
export const mostBytes = 2_000_000;
const mostNodes = 20_000;
const mostAliases = 100;
const deepest = 50;

type YamlDocument = ReturnType<typeof parseAllDocuments>[number] & { contents: ParsedNode | null };

interface Walk {
  readonly document: YamlDocument;
  readonly at: (offset: number) => At;
  nodes: number;
  aliases: number;
}

const start = (node: unknown): number => (node as { range?: readonly number[] } | null)?.range?.[0] ?? 0;

function keyOf(key: unknown, at: At): string {
  if (isScalar(key) && typeof key.value !== 'object') {
    if (key.value === '<<') throw new Refused('yamlMerge', at, 'merge keys (<<) are not part of Sigma; write it out');
    return String(key.source ?? key.value);
  }
  throw new Refused('yamlKey', at, 'a key must be plain text');
}

function textStart(type: string | undefined, at: At): At {
  if (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') return { ...at, column: at.column + 1 };
  return type?.startsWith('BLOCK') ? { ...at, line: at.line + 1, column: 1 } : at;
}

function scalar(value: unknown, source: string | undefined, at: At, type?: string): Scalar {
  const known = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  const text = source ?? String(value ?? '');
  return { kind: 'scalar', at, textAt: textStart(type, at), value: known ? value : null, source: text };
}

function walk(node: unknown, state: Walk, depth: number): Node {
  const at = state.at(start(node));
  state.nodes++;
  if (state.nodes > mostNodes)
    throw new Refused('yamlTooLarge', at, `a rule has at most ${mostNodes} values, aliases counted each time`);
  if (depth > deepest) throw new Refused('yamlTooDeep', at, `values nest at most ${deepest} deep`);
  if (isAlias(node)) {
    state.aliases++;
    const target = node.resolve(state.document as never);
    if (state.aliases > mostAliases) throw new Refused('yamlTooLarge', at, `a rule has at most ${mostAliases} aliases`);
    if (target === undefined) throw new Refused('yamlSyntax', at, `there is no anchor ${node.source}`);
    return walk(target, state, depth + 1);
  }
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }) => {
      const keyAt = state.at(start(key));
      const isEmpty = value === null || (isScalar(value) && value.value === null);
      const inner = isEmpty ? scalar(null, '', keyAt) : walk(value, state, depth + 1);
      return { key: keyOf(key, keyAt), at: keyAt, value: inner };
    });
    return { kind: 'map', at, entries };
  }
  if (isSeq(node)) return { kind: 'list', at, items: node.items.map((item) => walk(item, state, depth + 1)) };
  return isScalar(node) ? scalar(node.value, node.source, at, node.type) : scalar(null, '', at);
}

const firstLine = (message: string): string =>
  (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');

function readDocument(document: YamlDocument, at: Walk['at']): Node {
  const [error] = document.errors;
  if (error !== undefined) throw new Refused('yamlSyntax', at(error.pos[0]), firstLine(error.message));
  try {
    return walk(document.contents, { document, at, nodes: 0, aliases: 0 }, 0);
  } catch (error) {
    if (error instanceof RangeError) throw new Refused('yamlTooDeep', at(0), 'values nest too deep');
    throw error;
  }
}

/** The documents of a file, empty ones left out; those that cannot be read become problems. */
export function readYaml(text: string, path: string, problems: Problem[]): Node[] {
  const lines = new LineCounter();
  const at = (offset: number): At => {
    const { line, col } = lines.linePos(offset);
    return { path, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const top = { path, line: 1, column: 1 };
  if (text.length > mostBytes) {
    attempt(() => {
      throw new Refused('yamlTooLarge', top, `the file has ${text.length} characters; rules have at most ${mostBytes}`);
    }, problems);
    return [];
  }
  const documents = attempt(() => {
    try {
      const all = parseAllDocuments(text, { lineCounter: lines, logLevel: 'silent', stringKeys: false });
      return Array.isArray(all) ? (all as unknown as YamlDocument[]) : [];
    } catch (error) {
      throw new Refused(
        'yamlSyntax',
        top,
        error instanceof RangeError ? 'values nest too deep' : firstLine(String(error)),
      );
    }
  }, problems);
  return (documents ?? [])
    .filter((document) => document.contents !== null || document.errors.length > 0)
    .flatMap((document) => attempt(() => readDocument(document, at), problems) ?? [])
    .filter((node) => node.kind !== 'scalar' || node.value !== null);
}
