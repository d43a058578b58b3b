// Rule files -> a rule set. A folder is read whole, in the order of its paths; a bad rule is told and the others stay.
import { createHash } from 'node:crypto';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LetterlockError } from '../util/error.js';
import { byText } from '../util/order.js';
import type { Problem } from '../util/problem.js';
import { readDocument } from './document.js';
import { noPlaceholders, type Placeholders } from './placeholder.js';
import { attempt } from './refused.js';
import type { Document } from './rule.js';
import { makeRuleSet, type RuleSet } from './rule-set.js';
import { mostBytes, readYaml } from './yaml.js';

export interface RuleFile {
  /** As problems and rules name it. */
  readonly path: string;
  readonly text: string;
}

async function walk(folder: string, seen: Set<string>, found: string[]): Promise<void> {
  // Links may run in a circle; a folder is entered once.
  const real = await realpath(folder);
  if (seen.has(real)) return;
  seen.add(real);
  for (const name of (await readdir(folder)).sort(byText)) {
    const path = join(folder, name);
    const info = await stat(path).catch(() => null);
    if (info?.isDirectory()) await walk(path, seen, found);
    else if (info?.isFile() && /\.ya?ml$/i.test(name)) found.push(path);
  }
}

/** Files that the paths name: files as they are, of folders everything that ends in .yml or .yaml. Throws `rulesMissing`. */
export async function findRuleFiles(paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const info = await stat(path).catch(() => null);
    if (info === null) {
      throw new LetterlockError({
        code: 'rulesMissing',
        message: `there are no rules at ${path}`,
        hint: 'give a rule file, or a folder of them',
      });
    }
    if (info.isDirectory()) await walk(path, new Set(), found);
    else found.push(path);
  }
  return [...new Set(found)].sort(byText);
}

async function readRuleFile(path: string, problems: Problem[]): Promise<RuleFile[]> {
  const at = { path, line: 1, column: 1 };
  const { size } = await stat(path);
  if (size > 4 * mostBytes) {
    problems.push({
      code: 'yamlTooLarge',
      at,
      message: `the file has ${size} bytes; rules have at most ${mostBytes}`,
      refused: true,
    });
    return [];
  }
  const bytes = await readFile(path).catch(() => null);
  if (bytes !== null) return [{ path, text: bytes.toString('utf8') }];
  problems.push({ code: 'unreadable', at, message: 'the file cannot be read', refused: true });
  return [];
}

/** The rules of texts. */
export function parseRules(
  files: readonly RuleFile[],
  placeholders: Placeholders = noPlaceholders,
  before: readonly Problem[] = [],
): RuleSet {
  const problems: Problem[] = [...before];
  const documents: Document[] = files.flatMap(({ path, text }) =>
    readYaml(text, path, problems).flatMap(
      (node) => attempt(() => readDocument(node, placeholders, problems), problems) ?? [],
    ),
  );
  return makeRuleSet(documents, problems);
}

export interface Loaded extends RuleSet {
  /** SHA-256 over the texts and the values of placeholders, so that a result can say which rules it was made with. */
  readonly hash: string;
}

export async function loadRules(
  paths: readonly string[],
  placeholders: Placeholders = noPlaceholders,
): Promise<Loaded> {
  const problems: Problem[] = [];
  const files: RuleFile[] = [];
  for (const path of await findRuleFiles(paths)) files.push(...(await readRuleFile(path, problems)));
  const hash = createHash('sha256');
  for (const text of files.map((file) => file.text).sort(byText)) hash.update(`${text.length}:${text}`);
  for (const [name, values] of [...placeholders].sort(([a], [b]) => byText(a, b)))
    hash.update(JSON.stringify([name, values]));
  return { ...parseRules(files, placeholders, problems), hash: hash.digest('hex') };
}
