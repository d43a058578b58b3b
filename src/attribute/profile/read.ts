// Profiles from YAML files. A folder is read whole; what is wrong in a file is told with line and column, and the other files
// stay, as with rules.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { attempt } from '../../sigma/refused.js';
import { mostBytes, type Node, readYaml } from '../../sigma/yaml.js';
import { LetterlockError } from '../../util/error.js';
import { byText } from '../../util/order.js';
import type { At, Problem } from '../../util/problem.js';
import { checkProfile } from './check.js';
import { type Profile, profileSchema } from './profile.js';

export interface Profiles {
  /** In the order of their ids. */
  readonly profiles: readonly Profile[];
  /** Ids of those that came from the user. */
  readonly own: readonly string[];
  readonly problems: readonly Problem[];
}

type Path = readonly PropertyKey[];

function plain(node: Node): unknown {
  if (node.kind === 'list') return node.items.map(plain);
  if (node.kind === 'scalar') return node.value;
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
}

/** Where the nearest thing stands that is there. */
function placeOf(node: Node, [key, ...rest]: Path): At {
  if (node.kind === 'map') {
    const entry = node.entries.find((each) => each.key === key);
    return entry === undefined ? node.at : rest.length === 0 ? entry.value.at : placeOf(entry.value, rest);
  }
  const item = node.kind === 'list' && typeof key === 'number' ? node.items[key] : undefined;
  return item === undefined ? node.at : placeOf(item, rest);
}

function mistake(node: Node, { code, path, message, ...issue }: z.core.$ZodIssue): Problem {
  const keys = code === 'unrecognized_keys' ? (issue as { keys: string[] }).keys : [];
  const where = path.map((key) => (typeof key === 'number' ? `entry ${key + 1}` : String(key))).join(', ');
  const lead = where === '' ? '' : `${where}: `;
  const said =
    keys.length > 0
      ? `${keys.join(', ')} is not known here`
      : message.endsWith('received undefined')
        ? 'is missing'
        : message.endsWith('received null')
          ? 'is empty'
          : message;
  return {
    code: 'profileSchema',
    at: keys.length > 0 ? keyPlace(node, path, keys[0] ?? '') : placeOf(node, path),
    message: `${lead}${said}`,
    refused: true,
  };
}

/** Where a key stands that should not be there. */
function keyPlace(node: Node, path: Path, key: string): At {
  const at = placeOf(node, path);
  const find = (each: Node): At | null => {
    if (each.kind === 'list') return each.items.map(find).find((found) => found !== null) ?? null;
    if (each.kind !== 'map') return null;
    const here = each.at.line === at.line && each.at.column === at.column;
    const entry = here ? each.entries.find((item) => item.key === key) : undefined;
    return entry?.at ?? each.entries.map((item) => find(item.value)).find((found) => found !== null) ?? null;
  };
  return find(node) ?? at;
}

function profileOf(node: Node, problems: Problem[]): Profile[] {
  const parsed = profileSchema.safeParse(plain(node));
  if (!parsed.success) {
    problems.push(...parsed.error.issues.map((issue) => mistake(node, issue)));
    return [];
  }
  const found = checkProfile(parsed.data, (path) => placeOf(node, path));
  problems.push(...found);
  return found.some((problem) => problem.refused) ? [] : [parsed.data];
}

/** The profiles of one text; several documents may stand in a file. */
export function parseProfiles(text: string, path: string, problems: Problem[]): Profile[] {
  return readYaml(text, path, problems).flatMap((node) => attempt(() => profileOf(node, problems), problems) ?? []);
}

function filesAt(path: string): string[] {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info === undefined) {
    throw new LetterlockError({
      code: 'profilesMissing',
      message: `there are no profiles at ${path}`,
      hint: 'give a YAML file, or a folder of them (docs/attribution.md)',
    });
  }
  if (!info.isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => /\.ya?ml$/i.test(name));
  return names.sort(byText).map((name) => join(path, name));
}

function readFile(path: string, problems: Problem[]): Profile[] {
  const fail = (message: string): Profile[] => {
    problems.push({ code: 'profileUnreadable', at: { path, line: 1, column: 1 }, message, refused: true });
    return [];
  };
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > mostBytes)
    return fail('the file is too large for a profile');
  try {
    return parseProfiles(readFileSync(path, 'utf8').replace(/^\ufeff/, ''), path, problems);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return fail('the file cannot be read');
  }
}

const shippedFolder = fileURLToPath(new URL('../../../knowledge/actors', import.meta.url));

let shipped: Profiles | undefined;

/** Read once: the files that come along do not change while the program runs. */
function shippedProfiles(): Profiles {
  if (shipped !== undefined) return shipped;
  const problems: Problem[] = [];
  const profiles = filesAt(shippedFolder).flatMap((path) => readFile(path, problems));
  shipped = { profiles, own: [], problems };
  return shipped;
}

/** The profiles that come along and those of the user; a user's replaces one of the same id. Throws `profilesMissing`. */
export function readProfiles(paths: readonly string[] = []): Profiles {
  const problems = [...shippedProfiles().problems];
  const byId = new Map(shippedProfiles().profiles.map((profile) => [profile.id, profile] as const));
  const own: string[] = [];
  for (const path of [...new Set(paths.flatMap(filesAt))].sort(byText)) {
    const at = { path, line: 1, column: 1 };
    for (const profile of readFile(path, problems)) {
      const message = own.includes(profile.id)
        ? `${profile.id} is told twice; the later one holds`
        : `${profile.id} replaces the profile that comes along`;
      if (byId.has(profile.id)) problems.push({ code: 'profileReplaced', at, message, refused: false });
      byId.set(profile.id, profile);
      own.push(profile.id);
    }
  }
  const profiles = [...byId.values()].sort((a, b) => byText(a.id, b.id));
  return { profiles, own: [...new Set(own)].sort(byText), problems };
}
