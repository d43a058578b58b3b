// The import table of the house, and the check that holds the sources to it. The check reads import lines as plain text:
// no compiler API, so it cannot go blind when a tool changes. It says file, line, import and the rule that was broken.
// A check that passes because it saw nothing is worse than none, so it counts what it saw and is itself tested below.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** Imports point from a higher level to a lower one: never up, never between two rooms of one level. */
const levels: Readonly<Record<string, number>> = {
  util: 0,
  ...{ query: 1, record: 1 },
  ...{ source: 2, sigma: 2 },
  ...{ store: 3, collect: 3, intel: 3 },
  reconcile: 4,
  session: 5,
  ...{ detect: 6, exposure: 6 },
  case: 7,
  ...{ campaign: 8, attribute: 8, compare: 8 },
  ...{ output: 9, exchange: 9, custody: 9, simulate: 9 },
  'letterlock.ts': 10,
  ...{ cli: 11, server: 11, watch: 11 },
};

/** An engine's package may be imported only by src/query/<engine>/. */
const engines: readonly (readonly [folder: string, packages: RegExp])[] = [
  ['duckdb', /^@duckdb\//],
  ['clickhouse', /^(@clickhouse\/|chdb($|\/))/],
];

const connecting = new Set(['collect', 'exchange', 'watch', 'server']);
const connectors = /^(node:)?(http|https|http2|net|tls|dgram|undici)(\/|$)/;
const callsOut =
  /(?<![.\w$])(?:(?:globalThis|self)\.)?fetch\(|globalThis\.fetch\b(?!\()|[=(,:?]\s*fetch\s*[;,)]|new (?:WebSocket|EventSource)\b/g;

/** Output takes plain results: it never reaches into the engine that made them. */
const engineRooms = new Set(['query', 'store', 'collect']);

const fewestFiles = 8;

interface Import {
  readonly line: number;
  readonly target: string;
  readonly typeOnly: boolean;
}

interface Breach {
  readonly file: string;
  readonly line: number;
  readonly target: string;
  readonly rule: string;
}

/** Blanks comments but keeps every line where it is. In doubt, text stays: a false alarm is better than blindness. */
function withoutComments(text: string): string {
  const even = (before: string) => (before.match(/['"`]/g) ?? []).length % 2 === 0;
  return text
    .replace(/^[ \t]*\/\*[\s\S]*?\*\//gm, (block) => block.replace(/[^\n]/g, ' '))
    .split('\n')
    .map((line) => {
      const at = line.search(/(^|\s)\/\//);
      return at >= 0 && even(line.slice(0, at)) ? line.slice(0, at) : line;
    })
    .join('\n');
}

const statement = /(?:^|;)[ \t]*(?:import|export)\s+(type\s+)?([^'"`;()=]*?)\bfrom\s*['"]([^'"]+)['"]/gm;
const sideEffect = /(?:^|;)[ \t]*import\s*['"]([^'"]+)['"]/gm;
const dynamic = /(?<![.\w$])(?:import|require)\(\s*(?:['"]([^'"]+)['"]\s*[,)])?/g;

function importsOf(text: string): Import[] {
  const code = withoutComments(text);
  const lineAt = (index: number) => code.slice(0, index).split('\n').length;
  const found: Import[] = [];
  for (const hit of code.matchAll(statement)) {
    const names = (hit[2] ?? '').replace(/[{}]/g, ' ').split(',');
    const typeOnly = hit[1] !== undefined || names.every((name) => name.trim() === '' || /^\s*type\s/.test(name));
    found.push({ line: lineAt(hit.index + hit[0].length - 1), target: hit[3] ?? '', typeOnly });
  }
  for (const hit of code.matchAll(sideEffect)) {
    found.push({ line: lineAt(hit.index + hit[0].length - 1), target: hit[1] ?? '', typeOnly: false });
  }
  for (const hit of code.matchAll(dynamic)) {
    found.push({ line: lineAt(hit.index), target: hit[1] ?? '(not a plain string)', typeOnly: false });
  }
  return found.sort((a, b) => a.line - b.line);
}

/** The room of a path from the root: `src/store/load.ts` lies in `store`, `src/letterlock.ts` is a room by itself. */
const roomOf = (path: string): string => path.replace(/^src\//, '').split('/')[0] ?? '';

/** Which rule an import breaks, or null. Paths are relative to the root, with forward slashes. */
function ruleBroken(file: string, { target, typeOnly }: Import): string | null {
  if (target.startsWith('(')) return 'unreadable: name the module as a plain string';
  const engine = engines.find(([, packages]) => packages.test(target));
  if (engine) return file.startsWith(`src/query/${engine[0]}/`) ? null : `engine: only src/query/${engine[0]}/ may`;
  const inWeb = file.startsWith('web/');
  const from = roomOf(file);
  if (connectors.test(target)) return inWeb || connecting.has(from) ? null : `connection: ${from} may not open one`;
  if (!target.startsWith('.')) return null;
  const path = normalize(join(dirname(file), target))
    .replaceAll('\\', '/')
    .replace(/\.js$/, '.ts');
  if (inWeb) {
    if (path.startsWith('web/')) return null;
    return path === 'src/server/api.ts' && typeOnly ? null : 'web: only types, only from src/server/api.ts';
  }
  // Tests beside the code may use the shared fixtures; the code itself may not.
  if (!path.startsWith('src/')) {
    const fixture = file.endsWith('.test.ts') && path.startsWith('test/');
    return fixture ? null : 'outside: sources import sources and packages only';
  }
  const to = roomOf(path);
  const [above, below] = [levels[from], levels[to]];
  if (above === undefined || below === undefined)
    return `unknown room: ${above === undefined ? from : to} has no level`;
  if (from === to) return null;
  if (from === 'output' && engineRooms.has(to)) return `results only: output does not import ${to}`;
  if (below === above) return `sideways: ${from} and ${to} are both level ${above}`;
  return below > above ? `upward: ${from} is level ${above}, ${to} is level ${below}` : null;
}

function check(files: ReadonlyMap<string, string>): Breach[] {
  const breaches: Breach[] = [];
  for (const [file, text] of files) {
    for (const found of importsOf(text)) {
      const rule = ruleBroken(file, found);
      if (rule) breaches.push({ file, line: found.line, target: found.target, rule });
    }
    if (file.startsWith('web/') || connecting.has(roomOf(file))) continue;
    const code = withoutComments(text);
    for (const hit of code.matchAll(callsOut)) {
      const line = code.slice(0, hit.index).split('\n').length;
      breaches.push({ file, line, target: hit[0], rule: `connection: ${roomOf(file)} may not open one` });
    }
  }
  return breaches;
}

const say = (breach: Breach): string => `${breach.file}:${breach.line}  ${breach.target}  ${breach.rule}`;

const root = fileURLToPath(new URL('..', import.meta.url));

function sources(folder: string): Map<string, string> {
  const files = new Map<string, string>();
  let names: string[] = [];
  try {
    names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort();
  } catch {
    return files; // a room that does not exist yet
  }
  for (const name of names) {
    const path = `${folder}/${name.replaceAll('\\', '/')}`;
    if (/\.[cm]?[jt]sx?$/.test(path) && !/(^|\/)(node_modules|dist)\//.test(path)) {
      files.set(path, readFileSync(join(root, path), 'utf8'));
    }
  }
  return files;
}

describe('the import table', () => {
  const files = new Map([...sources('src'), ...sources('web')]);

  it('is kept by every source', () => {
    expect(check(files).map(say)).toEqual([]);
  });

  it('was really checked', () => {
    expect(files.size).toBeGreaterThan(fewestFiles);
    const blind = [...files].filter(([, text]) => /^import\b/m.test(text) && importsOf(text).length === 0);
    expect(blind.map(([file]) => file)).toEqual([]);
    const written = [...files.values()].join('\n').match(/^(import|export)\b.*\bfrom '|^\} from '/gm) ?? [];
    const read = [...files.values()].flatMap(importsOf);
    expect(read.length).toBeGreaterThanOrEqual(written.length);
  });
});

describe('the check itself', () => {
  const broken = (file: string, text: string) => check(new Map([[file, text]])).map(say);

  it.each([
    ['src/store/load.ts', "import { a } from '../session/a.js';", 'upward: store is level 3, session is level 5'],
    ['src/detect/a.ts', "export * from '../exposure/b.js';", 'sideways: detect and exposure are both level 6'],
    ['src/record/a.ts', "import type { A } from '../query/a.js';", 'sideways: record and query are both level 1'],
    ['src/util/a.ts', "import '../letterlock.js';", 'upward: util is level 0, letterlock.ts is level 10'],
    ['src/case/a.ts', "const a = await import('../cli/main.js');", 'upward: case is level 7, cli is level 11'],
    ['src/case/a.ts', 'const a = await import(name);', 'unreadable: name the module as a plain string'],
    ['src/case/a.ts', "import { a } from '../helper/a.js';", 'unknown room: helper has no level'],
    ['src/case/a.ts', "import { a } from '../../test/a.js';", 'outside: sources import sources and packages only'],
    ['src/store/a.ts', "import { D } from '@duckdb/node-api';", 'engine: only src/query/duckdb/ may'],
    ['src/query/duckdb/a.ts', "import { Session } from 'chdb';", 'engine: only src/query/clickhouse/ may'],
    ['web/a.ts', "import { createClient } from '@clickhouse/client';", 'engine: only src/query/clickhouse/ may'],
    ['src/store/a.ts', "import { get } from 'node:https';", 'connection: store may not open one'],
    ['src/store/a.ts', "import net from 'net';", 'connection: store may not open one'],
    ['src/cli/a.ts', "const a = await fetch('x');", 'connection: cli may not open one'],
    ['src/cli/a.ts', 'const a = globalThis.fetch;', 'connection: cli may not open one'],
    ['src/cli/a.ts', 'open({ get: fetch, url });', 'connection: cli may not open one'],
    ['src/output/a.ts', "import { a } from '../store/a.js';", 'results only: output does not import store'],
    ['web/a.ts', "import { a } from '../src/server/api.js';", 'web: only types, only from src/server/api.ts'],
    ['web/a.ts', "import type { A } from '../src/record/a.js';", 'web: only types, only from src/server/api.ts'],
  ])('finds what is wrong in %s: %s', (file, text, rule) => {
    expect(broken(file, `// A file.\n${text}\n`)).toEqual([expect.stringContaining(rule)]);
    expect(broken(file, `// A file.\n${text}\n`)[0]).toContain(`${file}:2 `);
  });

  it('reads imports over several lines, after comments and behind a semicolon', () => {
    const text = [
      '/** A block. */',
      'import {',
      '  a,',
      "  b, // one more '",
      "} from '../session/a.js';",
      "import { c } from './c.js'; import d from '../case/d.js';",
      'export interface E { readonly from: string }',
      "export { f } from '../session/f.js';",
    ].join('\n');
    expect(importsOf(text).map(({ line, target }) => `${line} ${target}`)).toEqual([
      '5 ../session/a.js',
      '6 ./c.js',
      '6 ../case/d.js',
      '8 ../session/f.js',
    ]);
    expect(broken('src/store/a.ts', text)).toHaveLength(3);
  });

  it.each([
    ['src/store/a.ts', "import { a } from './b.js';\nimport type { R } from '../record/r.js';"],
    ['src/query/duckdb/a.ts', "import { D } from '@duckdb/node-api';\nimport { q } from '../query.js';"],
    ['src/letterlock.ts', "import { a } from './store/a.js';\nimport { b } from './output/b.js';"],
    ['src/collect/a.ts', "import { request } from 'node:https';\nawait fetch(url);"],
    ['src/server/a.ts', "import { createServer } from 'node:http';\nimport { a } from '../letterlock.js';"],
    ['src/case/a.ts', "// import { a } from '../cli/a.js'; fetch(x)\n/*\nimport '../cli/b.js';\n*/\napp.fetch(x);"],
    ['web/a.ts', "import type { A } from '../src/server/api.js';\nimport { b } from './b.js';\nfetch(x);"],
    ['web/a.ts', "import { type A, type B } from '../src/server/api.js';"],
  ])('leaves what is right in %s alone', (file, text) => {
    expect(broken(file, text)).toEqual([]);
  });
});
