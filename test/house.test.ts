// House style that a machine can check: size and names of files, their opening words, and what would make two runs over
// the same logs differ (chance, the clock, the locale). `ILIKE` is here because on DuckDB `lower(x) LIKE` is twice as fast.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['src', 'web', 'test', 'tools', 'bench'];
const longest = 300;
const fewestFiles = 8;

const segment = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const fileName = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|d|config))*\.[cm]?[jt]sx?$/;

interface Ban {
  readonly name: string;
  readonly pattern: RegExp;
  readonly clock?: true;
}

/** What src/ may not contain. The doors in src/cli/ may read the clock, to pass it in. */
const bans: readonly Ban[] = [
  { name: 'Math.random', pattern: /\bMath\s*\.\s*random\b/ },
  { name: 'Date.now()', pattern: /\bDate\s*\.\s*now\b/, clock: true },
  { name: 'new Date() without a time', pattern: /\bnew\s+Date\b(?!\s*\(\s*([^)\s]|$))/, clock: true },
  { name: 'Date() as text', pattern: /(?<!new\s|[.\w$])Date\s*\(\s*\)/, clock: true },
  { name: 'toLocale...', pattern: /\.\s*toLocale\w*/ },
  { name: 'localeCompare', pattern: /\blocaleCompare\b/ },
  { name: 'ILIKE', pattern: /\bILIKE\b/i },
];

/** The line without its comment. A `//` inside an open string is not a comment; in doubt the text stays. */
function codeOf(line: string): string {
  const at = line.search(/(^|\s)\/\//);
  const quotes = line.slice(0, Math.max(at, 0)).match(/['"`]/g) ?? [];
  return at >= 0 && quotes.length % 2 === 0 ? line.slice(0, at) : line;
}

/** Blanks block comments but keeps every line where it is. */
const withoutBlocks = (text: string): string =>
  text.replace(/^[ \t]*\/\*[\s\S]*?\*\//gm, (block) => block.replace(/[^\n]/g, ' '));

const isGenerated = (text: string): boolean => /^(#!.*\n)?\/\/.*\bgenerated\b/i.test(text);
/** A room that is only reserved: nothing in it yet. */
const isPlaceholder = (text: string): boolean => /^\s*(export \{\};)?\s*$/.test(text);

function check(file: string, text: string): string[] {
  const problems: string[] = [];
  const parts = file.split('/');
  const name = parts.pop() ?? '';
  if (!fileName.test(name) || !parts.every((part) => segment.test(part))) {
    problems.push(`${file}: names are lower-case-with-hyphens`);
  }
  const lines = text.replace(/\n$/, '').split('\n');
  if (lines.length > longest && !isGenerated(text)) {
    problems.push(`${file}: ${lines.length} lines; ${longest} is the end`);
  }
  if (!file.startsWith('src/')) return problems;
  const isTest = file.endsWith('.test.ts');
  if (!isTest && !isPlaceholder(text) && !/^(#!.*\n)?\/\/ \S/.test(text)) {
    problems.push(`${file}:1: begin with a // comment that says where the file stands`);
  }
  for (const [index, line] of withoutBlocks(text).split('\n').entries()) {
    const code = codeOf(line);
    for (const ban of bans) {
      if (ban.clock && file.startsWith('src/cli/')) continue;
      if (ban.pattern.test(code)) problems.push(`${file}:${index + 1}: ${ban.name}`);
    }
  }
  return problems;
}

function sources(): Map<string, string> {
  const files = new Map<string, string>();
  for (const folder of folders) {
    let names: string[] = [];
    try {
      names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort();
    } catch {
      continue; // a folder that does not exist yet
    }
    for (const name of names) {
      const path = `${folder}/${name.replaceAll('\\', '/')}`;
      const skipped = /(^|\/)(node_modules|dist|fixtures|golden)\//.test(path);
      if (!skipped && /\.[cm]?[jt]sx?$/.test(path)) files.set(path, readFileSync(join(root, path), 'utf8'));
    }
  }
  return files;
}

describe('the house', () => {
  const files = sources();

  it('keeps its style', () => {
    expect([...files].flatMap(([file, text]) => check(file, text))).toEqual([]);
  });

  it('was really looked at', () => {
    expect([...files.keys()].filter((file) => file.startsWith('src/')).length).toBeGreaterThan(fewestFiles);
    expect(files.has('test/house.test.ts')).toBe(true);
  });
});

describe('the check itself', () => {
  const problems = (file: string, line: string) => check(file, `// A file.\n${line}\n`);

  it.each([
    ['const a = Math.random();', 'Math.random'],
    ['const a = Date.now();', 'Date.now()'],
    ['const f = Date.now;', 'Date.now()'],
    ['const a = new Date();', 'new Date() without a time'],
    ['const a = new Date;', 'new Date() without a time'],
    ['const a = Date();', 'Date() as text'],
    ['a.toLocaleString();', 'toLocale...'],
    ["const u = 'http://x'; a.localeCompare(b);", 'localeCompare'],
    ["const sql = 'a ILIKE b';", 'ILIKE'],
  ])('finds %s', (line, name) => {
    expect(problems('src/simulate/a.ts', line)).toEqual([`src/simulate/a.ts:2: ${name}`]);
  });

  it.each([
    ['src/store/a.ts', 'const a = new Date(text);'],
    ['src/store/a.ts', 'const a = new Date(Date.UTC(2023, 4, 15));'],
    ['src/store/a.ts', 'const a = 1; // never Math.random or ILIKE'],
    ['src/store/a.ts', '/**\n * never Date.now()\n */'],
    ['src/cli/main.ts', 'const now = new Date(); const then = Date.now();'],
    ['test/a.test.ts', 'const a = Math.random();'],
  ])('leaves %s alone: %s', (file, line) => {
    expect(problems(file, line)).toEqual([]);
  });

  it('finds names, length and a missing opening', () => {
    expect(check('src/store/loadFile.ts', '// A file.\n')).toHaveLength(1);
    expect(check('src/Store/load.ts', '// A file.\n')).toHaveLength(1);
    expect(check('src/store/load_file.ts', '// A file.\n')).toHaveLength(1);
    expect(check('src/store/load-file.test.ts', 'const a = 1;\n')).toEqual([]);
    expect(check('src/store/a.ts', 'const a = 1;\n')).toHaveLength(1);
    expect(check('src/cli/main.ts', '#!/usr/bin/env node\n// The door.\n')).toEqual([]);
    expect(check('src/letterlock.ts', 'export {};\n')).toEqual([]);
    const long = 'const a = 1;\n'.repeat(longest);
    expect(check('src/store/a.ts', `// A file.\n${long}`)).toEqual([
      `src/store/a.ts: ${longest + 1} lines; ${longest} is the end`,
    ]);
    expect(check('src/store/a.ts', `// Generated by tools/docs.mjs.\n${long}`)).toEqual([]);
  });
});
