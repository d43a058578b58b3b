// `letterlock compare` as it is called: files, folders of parts, workspaces, exit codes, and everything that can be wrong with two answers.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { program } from '../../src/cli/program.js';
import { openWorkspace } from '../../src/letterlock.js';
import { blankCase, blankInput } from '../../src/output/fixtures/blank.js';
import { intrusion } from '../../src/output/fixtures/intrusion.js';
import { renderJson } from '../../src/output/json.js';
import { writeParts } from '../../src/output/parts.js';
import { comparison } from '../../src/record/comparison.js';
import type { Result } from '../../src/record/result.js';
import { newFolder } from '../store/world.js';

const folder = newFolder();
const path = (name: string): string => join(folder, name);

/** Runs the command in this process: what it printed and its exit code. */
async function run(...words: string[]): Promise<{ text: string; told: string; code: number }> {
  const [printed, said]: [string[], string[]] = [[], []];
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0),
  ];
  try {
    await program().parseAsync(['compare', ...words], { from: 'user' });
    return { text: printed.join(''), told: said.join(''), code: Number(process.exitCode ?? 0) };
  } finally {
    for (const spy of spies) spy.mockRestore();
    process.exitCode = undefined;
  }
}

const code = (...words: string[]): Promise<string> =>
  run(...words).then(
    () => 'none',
    (error: { code?: string }) => error.code ?? String(error),
  );

const later = (): Result => {
  const result = intrusion();
  return { ...result, cases: [...result.cases, blankCase({ id: 'case-more', level: 'medium', title: 'One more' })] };
};

beforeAll(async () => {
  const old = intrusion();
  writeFileSync(path('old.json'), renderJson(old));
  writeFileSync(path('same.json'), renderJson(old));
  writeFileSync(path('new.json'), renderJson(later()));
  writeFileSync(path('cut.json'), renderJson(old).slice(0, 4000));
  writeFileSync(path('contract.json'), renderJson(old).replace('"contract": 1', '"contract": 2'));
  writeFileSync(path('other.json'), renderJson(old).replaceAll('00000000a001', '00000000b002'));
  const unread = blankInput({
    path: 'cut.zip',
    sha256: 'x',
    warnings: [{ code: 'notReadToEnd', message: 'it ends too early' }],
  });
  writeFileSync(path('unread.json'), renderJson({ ...later(), inputs: [...old.inputs, unread] }));
  await writeParts(old, path('parts'));
});

describe('letterlock compare', () => {
  it('says in its first line that a case is new, and in its exit code, if it is asked to', async () => {
    const { text, code: end } = await run(path('old.json'), path('new.json'));
    expect(text.split('\n')[0]).toMatch(/^ WORSE {3}1 new case \(medium\), “One more”/);
    expect(end).toBe(0);
    expect((await run(path('old.json'), path('new.json'), '--fail-on', 'medium')).code).toBe(1);
    expect((await run(path('old.json'), path('new.json'), '--fail-on', 'high')).code).toBe(0);
    expect((await run(path('new.json'), path('old.json'), '--fail-on', 'low')).code).toBe(0);
  });

  it('says that nothing is new, of a file and a folder of parts too', async () => {
    expect((await run(path('old.json'), path('same.json'))).text).toMatch(/^ NOTHING NEW /);
    expect((await run(path('old.json'), path('parts'))).text).toMatch(/^ NOTHING NEW /);
  });

  it('writes JSON that keeps the contract, and Markdown', async () => {
    const { text } = await run(path('old.json'), path('new.json'), '--json', '-');
    expect(comparison.parse(JSON.parse(text)).headline.code).toBe('worse');
    await run(path('old.json'), path('new.json'), '--markdown', path('changes.md'), '--quiet');
    expect(existsSync(path('changes.md'))).toBe(true);
  });

  it('lets a file that was not read to its end outweigh what was found, and names it', async () => {
    const { code: end, told } = await run(path('old.json'), path('unread.json'), '--fail-on', 'medium');
    expect(end).toBe(3);
    expect(told).toContain('cut.zip: it ends too early');
  });
});

describe('what is wrong is told', () => {
  it.each([
    ['the same file twice', 'old.json', 'old.json', 'sameTwice'],
    ['the same file by another way', 'old.json', 'parts/../old.json', 'sameTwice'],
    ['a file that is cut off', 'old.json', 'cut.json', 'inputNotOfThatKind'],
    ['another contract', 'contract.json', 'new.json', 'inputNotOfThatKind'],
    ['another organisation', 'old.json', 'other.json', 'otherOrganisation'],
    ['nothing there', 'old.json', 'nowhere.json', 'inputNotReadable'],
  ])('%s', async (_what, old, now, wanted) => {
    expect(await code(path(old), path(now))).toBe(wanted);
  });

  it('a workspace in use', async () => {
    mkdirSync(path('kept'));
    const workspace = await openWorkspace(path('kept'), 1);
    try {
      expect(await code(path('old.json'), path('kept'))).toBe('workspaceBusy');
    } finally {
      await workspace.close();
    }
  });
});
