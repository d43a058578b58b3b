// The readout of the sample as people get it: golden text and Markdown for the three readers, HTML by its size, and PDF by its pages, for
// whom there is a browser.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fixtures } from '../src/output/fixtures/fixture.js';
import { quiet } from '../src/output/fixtures/quiet.js';
import { readers } from '../src/output/readout/content.js';
import { renderHtml } from '../src/output/readout/html/render-html.js';
import { findChromium, renderPdf } from '../src/output/readout/pdf.js';
import { readoutOf } from '../src/output/readout/readout.js';
import type { Result } from '../src/record/result.js';
import { letterlock, proof, root, workshop } from './e2e/run.js';

const golden = (name: string): string => join(root, 'test/golden/readout', name);
const fresh = workshop();
let cwd = '';

const readout = async (...args: string[]): Promise<string> => {
  const done = await letterlock(cwd, ['readout', '--workspace', 'kept', '--quiet', ...args]);
  expect(done.code, done.stderr).toBe(0);
  return done.stdout;
};

const most = 420;

/** A record has thousands of lines, nearly all of them rows of tables. */
function begin(text: string): string {
  const lines = text.trimEnd().split('\n');
  return lines.length <= most ? text : `${lines.slice(0, most).join('\n')}\n… and more lines\n`;
}

proof('the readout of the sample', () => {
  beforeAll(async () => {
    cwd = fresh().cwd;
    const sample = join(root, 'samples/northgate');
    const done = await letterlock(cwd, [
      'investigate',
      sample,
      '--workspace',
      'kept',
      '--quiet',
      '--json',
      'result.json',
    ]);
    expect(done.code, done.stderr).toBe(0);
  });

  it.each(readers)('for %s, as text and as Markdown', async (reader) => {
    await expect(begin(await readout('--for', reader))).toMatchFileSnapshot(golden(`${reader}.txt`));
    const markdown = await readout('--for', reader, '--format', 'markdown', '--tlp', 'GREEN');
    await expect(begin(markdown)).toMatchFileSnapshot(golden(`${reader}.md`));
    expect(markdown.trimEnd().endsWith('**TLP:GREEN**')).toBe(true);
  });

  it('takes the format from the name of the file, and is small enough to send', async () => {
    await readout('--for', 'responder', '--out', 'responder.html');
    const html = readFileSync(join(cwd, 'responder.html'), 'utf8');
    expect(html.startsWith('<!DOCTYPE html>')).toBe(true);
    expect(html.length).toBeLessThan(150_000);
  });

  it('names file, row, line and hash of the evidence, and they are right', async () => {
    const text = (await readout('--for', 'record')).replace(/\n {10,}/g, ' ');
    const [, file = '', , rows = ''] = /rests on (AuditLog\S+), SHA-256 ([0-9a-f ]+): rows (\d+)/.exec(text) ?? [];
    const line = readFileSync(join(root, 'samples/northgate', file), 'utf8').split('\n')[Number(rows)];
    expect(line).toContain('MailItemsAccessed');
    expect(line).toContain('O7SP_jmN0Uy_sWdXkBEOAA');
  });

  it('holds no name, address or subject in any file when redacted', async () => {
    await readout('--for', 'record', '--redact', 'users,addresses,subjects', '--json', 'r.json', '--out', 'r.html');
    for (const name of ['r.json', 'r.html'])
      expect(readFileSync(join(cwd, name), 'utf8')).not.toMatch(
        /northgate|marrow|orrin|calloway|ashby|198\.18\.|mission\.example/i,
      );
  });

  it('takes a result in the place of a workspace, and says what it then lacks', async () => {
    const done = await letterlock(cwd, ['readout', 'result.json', '--for', 'record']);
    expect(done.stdout).toContain('Rows and lines were not looked up');
    const both = await letterlock(cwd, ['readout', 'result.json', '--workspace', 'kept']);
    expect([both.code, both.stderr]).toEqual([2, expect.stringContaining('a result and a workspace')]);
    const pdf = await letterlock(cwd, ['readout', 'result.json', '--format', 'pdf']);
    expect([pdf.code, pdf.stderr]).toEqual([2, expect.stringContaining('name a file with --out')]);
    const kind = await letterlock(cwd, ['readout', 'result.json', '--redact', 'users,everything']);
    expect([kind.code, kind.stderr]).toEqual([2, expect.stringContaining('users, subjects, addresses')]);
  });
});

const browser = await findChromium(process.env);
if (browser === null) console.warn('SKIPPED: no Chromium, Chrome or Edge here, so PDF is not proved');

const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type \/Page\n/g)?.length ?? 0;

describe.skipIf(browser === null)('PDF', () => {
  const options = { tlp: 'RED', places: null, redacted: [] } as const;
  const htmlOf = (make: (() => Result) | undefined): string =>
    renderHtml(readoutOf((make ?? quiet)(), { ...options, reader: 'minister' }));

  it('for a minister is one page, has the same bytes each time, a title, an outline and a structure', async () => {
    const html = htmlOf(fixtures.intrusion);
    const [one, two] = [await renderPdf(html, process.env), await renderPdf(html, process.env)];
    expect(pagesOf(one)).toBe(1);
    expect(one.equals(two)).toBe(true);
    const text = one.toString('latin1');
    for (const part of ['/Title (Who has been reading the mail: briefing', '/Outlines', '/MarkInfo'])
      expect(text).toContain(part);
  });

  it('is one page whatever the logs hold', async () => {
    expect(pagesOf(await renderPdf(htmlOf(fixtures.hostile), process.env))).toBe(1);
  });
});

it('says so where there is no browser', async () => {
  await expect(renderPdf('', { PATH: '', LETTERLOCK_CHROMIUM: '/nowhere/chromium' })).rejects.toMatchObject({
    code: 'noChromium',
  });
});
