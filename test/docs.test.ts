// Documentation under test: generated pages are those that the sources give now, links lead somewhere, every stable code in
// the sources is documented where a reader looks for it, and every command line is one that the program accepts.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { program } from '../src/cli/program.js';
import { detectors } from '../src/detect/detect.js';
import { techniquesOf } from '../src/detect/rule/technique.js';
import { readAllowed } from '../src/reconcile/allow.js';
import { unrecordedReasons } from '../src/reconcile/state/recorded.js';
import { catalogues } from '../src/record/field.js';
import { loadRules } from '../src/sigma/load.js';
import { sourceOf } from '../src/sigma/log/source.js';
import type { Rule } from '../src/sigma/rule.js';
import { standing } from '../src/sigma/rule-set.js';
import { rejectReasons } from '../src/source/extract.js';
import { sources as logSources } from '../src/source/recognise.js';
import { groupBy } from '../src/util/group.js';
import { cliPage, fieldsPage, rulesPage } from '../tools/pages.mjs';

const root = resolve(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const filesBelow = (folder: string, ending: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith(ending))
    .sort();

const pages = ['README.md', 'CHANGELOG.md', ...filesBelow('docs', '.md')];
const sources = filesBelow('src', '.ts').filter((path) => !/\.test\.ts$|\/fixtures\//.test(path));
const all = (text: string, pattern: RegExp): string[] =>
  [...new Set([...text.matchAll(pattern)].map((hit) => hit[1] ?? ''))].sort();

async function rules(): Promise<string> {
  const pack = await loadRules([join(root, 'detections')]);
  const logsOf = ({ logSource }: Rule): string[] => sourceOf(logSource).targets.map((target) => target.title);
  return rulesPage({ rules: [...standing(pack), ...pack.correlations], logsOf, techniquesOf });
}

describe('generated pages', () => {
  it.each([
    ['cli.md', () => cliPage(program())],
    ['fields.md', () => fieldsPage({ catalogues, sources: logSources })],
    ['rules.md', rules],
  ])('docs/%s is what `npm run docs` writes', async (name, make) => {
    expect(read(`docs/${name}`)).toBe(await make());
  });
});

/** Headings as GitHub makes anchors of them. */
const anchorsOf = (markdown: string): string[] =>
  all(markdown.replace(/^```[\s\S]*?^```$/gm, ''), /^#+ (.+)$/gm).map((title) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** Targets of links, without those that stand in code. */
const linksOf = (markdown: string): string[] =>
  all(markdown.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, ''), /\]\(([^)\s]+)\)/g);

describe('links', () => {
  it.each(pages)('of %s lead somewhere', (page) => {
    for (const link of linksOf(read(page)).filter((target) => !target.startsWith('https://'))) {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : relative(root, resolve(root, dirname(page), path));
      expect(existsSync(join(root, target)), `${page}: ${link}`).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(read(target)), `${page}: ${link}`).toContain(anchor);
    }
  });

  it('docs/README.md lists every page', () => {
    const listed = linksOf(read('docs/README.md')).map((link) => join('docs', link));
    for (const page of pages.filter((each) => each.startsWith('docs/') && each !== 'docs/README.md'))
      expect(listed, page).toContain(page);
  });
});

/** Codes in the first column of the tables of a page. */
const tabled = (page: string): string[] => all(read(page), /^\| `([\w.]+)` \|/gm);

/** Codes of the errors that a source file throws. */
function errorCodes(path: string): string[] {
  const text = read(path);
  const plain = all(text, /new LetterlockError\(\{\s*code: '([\w.]+)'/g);
  const [prefix] = all(text, /new LetterlockError\(\{\s*code: `([\w.]+)\$\{code\}`/g);
  const made = prefix === undefined ? [] : all(text, /refuse\(\s*'(\w+)'/g).map((code) => `${prefix}${code}`);
  const passed = all(text, /\brefusing\(\s*'(\w+)'/g);
  const thrown = text.match(/new LetterlockError\(/g)?.length ?? 0;
  expect(
    text.match(/new LetterlockError\(\{\s*code(: ['`]|,)/g)?.length ?? 0,
    `${path}: begin an error with its code`,
  ).toBe(thrown);
  return [...plain, ...made, ...passed];
}

const joined = (paths: readonly string[]): string => paths.map(read).join('\n');

describe('codes', () => {
  it('of errors are those in docs/errors.md', () => {
    const codes = [...new Set(sources.flatMap(errorCodes))].sort();
    expect(codes.length).toBeGreaterThan(9);
    expect(tabled('docs/errors.md')).toEqual(codes);
  });

  it('of reconciliation, reasons and limits, are in docs/reconciliation.md', () => {
    const reasons = [
      ...all(read('src/reconcile/classify.ts'), /'(?:background|notAssessable|unexplained) (\w+)'/g),
      ...all(read('src/reconcile/background.ts'), /'(\w+)' AS reason/g),
    ];
    expect(reasons.length).toBeGreaterThan(12);
    const limits = all(
      joined(sources.filter((path) => /^src\/(reconcile|exposure|session)\/.*limits?\.ts$/.test(path))),
      /(?:code: |add\(\s*)'(\w+)'/g,
    );
    expect(limits.length).toBeGreaterThan(9);
    const page = read('docs/reconciliation.md');
    for (const code of [...reasons, ...limits]) expect(page).toContain(`\`${code}\` |`);
    const known = new Set([...reasons, ...limits, 'token', 'session', 'context']);
    const shown = all(page, /\| `(\w+)` \|/g).filter((code) => !/^(explained|background|notAss|unexp)/.test(code));
    expect(shown.filter((code) => !known.has(code))).toEqual([]);
  });

  it('of rejects and warnings are in docs/ledger.md', () => {
    const page = read('docs/ledger.md');
    for (const [code, text] of Object.entries(rejectReasons)) expect(page).toContain(`| \`${code}\` | ${text} |`);
    const warnings = all(
      joined(sources.filter((path) => path.startsWith('src/store/'))),
      /(?:warn\(\s*|(?:warnings: \[|return \[|warnings\.set\(\w+, |: Note = )\{\s*code: |(?:refusal|unread)\(\s*[\w.]+,\s*)'(\w+)'/g,
    );
    expect(warnings.length).toBeGreaterThan(4);
    expect(tabled('docs/ledger.md')).toEqual([...Object.keys(rejectReasons), ...warnings].sort());
  });

  it('of shapes, detections, windows and verdicts are documented', () => {
    expect(tabled('docs/reading.md')).toEqual(
      [...new Set(logSources.flatMap((source) => source.shapes).map((shape) => shape.name))].sort(),
    );
    const page = read('docs/detections.md');
    for (const { name, title, strong, techniques } of detectors) {
      expect(page).toContain(`| \`${name}\` | ${title} | ${strong ? 'yes' : 'no'} | ${techniques.join(', ')} |`);
      expect(page).toContain(`## ${name}\n`);
    }
    expect(tabled('docs/detections.md')).toEqual(detectors.map(({ name }) => name).sort());
    const needs = groupBy(
      detectors.flatMap((each) => each.needs.map((need) => ({ need, each }))),
      ({ need }) => need.code,
    );
    for (const [code, same] of needs)
      expect(page).toContain(
        `| \`${code}\` | ${same[0]?.need.least} | ${same.map(({ each }) => each.name).join(', ')} |`,
      );
    const windows = all(read('src/exposure/unknown.ts').match(/reason: ('.*);/)?.[1] ?? '', /'(\w+)'/g);
    expect(tabled('docs/exposure.md')).toEqual(windows);
    expect(tabled('docs/state.md')).toEqual(Object.keys(unrecordedReasons).sort());
    const verdicts = all(read('src/case/verdict.ts'), /code: '(\w+)'/g);
    expect(tabled('docs/sessions-and-cases.md')).toEqual(expect.arrayContaining(verdicts));
  });
});

/** Command lines in code blocks, and those in running text that are more than the name of a command. */
function commandsOf(markdown: string): string[] {
  const blocks = all(markdown, /^(?: {4}|\$ |)(?:npx )?(letterlock .*)$/gm);
  const spans = all(markdown.replace(/^```[\s\S]*?^```$/gm, ''), /`(?:npx )?(letterlock [^`\n]+)`/g);
  return [...blocks, ...spans];
}

/** Parses a command line as the program would, and does nothing. Throws what commander throws. */
async function parse(line: string): Promise<void> {
  const root = program();
  for (const command of [root, ...root.commands.flatMap((each) => [each, ...each.commands])]) {
    command.exitOverride().configureOutput({ writeOut: () => {}, writeErr: () => {} });
    if (command.commands.length === 0) command.action(() => {});
  }
  const [, ...words] = (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/^"(.*)"$/, '$1'));
  const isName = words.length === 1 && root.commands.some((command) => command.name() === words[0]);
  if (isName) return;
  await root.parseAsync(words, { from: 'user' }).catch((error: { exitCode?: number }) => {
    if (error.exitCode !== 0) throw error;
  });
}

describe('command lines', () => {
  const lines = pages.flatMap((page) => commandsOf(read(page)).map((line) => ({ page, line })));

  it('were found', () => {
    expect(lines.length).toBeGreaterThan(15);
  });

  it.each(lines)('$page: $line', async ({ line }) => {
    await parse(line.replace(/ {2,}\S.*$/, ''));
  });

  it('are really parsed', async () => {
    for (const wrong of [
      'frobnicate',
      'investigate x --workspace',
      'records x --no-such-option',
      'records x --from yesterday',
    ])
      await expect(parse(`letterlock ${wrong}`), wrong).rejects.toThrow();
  });
});

describe('the allow file of docs/allow.md', () => {
  it('is accepted', async () => {
    const yaml = /^```yaml\n([\s\S]*?)^```$/m.exec(read('docs/allow.md'))?.[1] ?? '';
    const folder = mkdtempSync(join(tmpdir(), 'letterlock-docs-'));
    try {
      writeFileSync(join(folder, 'allow.yml'), yaml);
      const allowed = await readAllowed(join(folder, 'allow.yml'));
      expect(allowed.applications).toHaveLength(1);
      expect(allowed.networks).toHaveLength(2);
      expect(allowed.delegates).toHaveLength(2);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('words that do not belong here', () => {
  it.each(pages)('%s names no machine and no registry', (page) => {
    expect(read(page)).not.toMatch(/(^|[\s`'"(])\/(home|root|work|tmp|Users)\/|registry\.|npmjs/m);
  });
});
