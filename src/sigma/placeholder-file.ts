// The user's values for placeholders: a YAML map from name to a value or a list of values.
import { readFile } from 'node:fs/promises';
import { LetterlockError } from '../util/error.js';
import type { Problem } from '../util/problem.js';
import type { Placeholders } from './placeholder.js';
import { asMap, locatedTexts } from './read.js';
import { attempt, Refused } from './refused.js';
import { readYaml } from './yaml.js';

function wrong(path: string, problem: Problem | undefined): LetterlockError {
  const at = problem?.at;
  return new LetterlockError({
    code: 'placeholderFile',
    message: `${path}${at === undefined ? '' : `, line ${at.line}`}: ${problem?.message ?? 'holds no values'}`,
    hint: 'write one line for each placeholder, like  Administrators: [ann@example.com, bob@example.com]',
    ...(at === undefined ? {} : { at: { path, line: at.line } }),
  });
}

/** Throws `placeholderFile`. */
export async function readPlaceholders(path: string): Promise<Placeholders> {
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw new LetterlockError({
      code: 'placeholderFile',
      message: `cannot read ${path}`,
      hint: 'check the path',
      cause,
    });
  });
  const problems: Problem[] = [];
  const [node] = readYaml(text, path, problems);
  const entries = attempt(() => {
    if (node === undefined) throw new Refused('empty', { path, line: 1, column: 1 }, 'holds no values');
    return asMap(node, 'the file').entries.map(({ key, value }) => {
      return [key.replaceAll('%', ''), locatedTexts(value, key).map((each) => each.text)] as const;
    });
  }, problems);
  if (entries === null || problems.length > 0) throw wrong(path, problems[0]);
  return new Map(entries);
}
