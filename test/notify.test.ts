// `letterlock notify` as it is typed: what it writes and says, and what it refuses before anything is written.
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { program } from '../src/cli/program.js';
import { fixtures } from '../src/output/fixtures/fixture.js';
import { renderJson } from '../src/output/json.js';
import type { Result } from '../src/record/result.js';
import { writeFiles } from './store/world.js';

const make = (name: string): Result => (fixtures[name] as () => Result)();
const closed = (): Result => {
  const result = make('intrusion');
  const judgement = {
    verdict: 'benign',
    state: 'closed',
    because: 'x',
    by: null,
    at: '2023-07-01T08:00:00Z',
    verdictId: 'v',
    levelByLogs: 'high',
    reopened: [],
  } as const;
  return { ...result, cases: result.cases.map((it) => ({ ...it, judgement: { ...judgement, reopened: [] } })) };
};
const shipped = fileURLToPath(new URL('../knowledge/notices/en', import.meta.url));

function home(result: Result) {
  const folder = writeFiles({ 'result.json': renderJson(result) });
  return { folder, out: join(folder, 'out'), result: join(folder, 'result.json') };
}

async function notify(...words: string[]): Promise<string> {
  const written: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  const quiet = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  try {
    await program().parseAsync(['notify', ...words], { from: 'user' });
  } finally {
    spy.mockRestore();
    quiet.mockRestore();
  }
  return written.join('');
}

describe('letterlock notify', () => {
  it('writes the notices of a case, and says what is left to fill in', async () => {
    const { out, result } = home(make('intrusion'));
    const text = await notify('case-7d1f20', result, '--out', out, '--sender', 'R. Vane');
    expect(text).toMatch(/1 organisation and 3 people/);
    expect(text).toContain('[A NUMBER THAT THE READER KNOWS]');
    expect(text).not.toContain('[WHO SENDS THIS]');
    const folder = join(out, 'northgate.example');
    expect(readdirSync(folder).sort()).toEqual(['organisation.csv', 'organisation.txt', 'people', 'to-send.csv']);
    const notice = readFileSync(join(folder, 'people/deputy-at-northgate.example.txt'), 'utf8');
    expect(notice).toContain('ask for R. Vane,');
    expect(notice.startsWith('TLP:AMBER+STRICT (within your organisation')).toBe(true);
  });

  it('takes a campaign, a marking and a redaction', async () => {
    const result = make('intrusion');
    const { out, result: path } = home(result);
    await notify(
      result.campaigns[0]?.id ?? '',
      path,
      '--out',
      out,
      '--tlp',
      'GREEN',
      '--redact',
      'subjects',
      '--quiet',
    );
    const list = readFileSync(join(out, 'northgate.example/people/minister-at-northgate.example.csv'), 'utf8');
    expect(list).not.toContain('Draft position');
    expect(list).toContain('subject-');
    expect(readdirSync(join(out, 'northgate.example/people'))).toHaveLength(8);
  });

  it.each([
    ['an unknown case', ['case-nowhere'], 'unknownSubject', make('intrusion')],
    ['a closed case', ['case-7d1f20'], 'caseClosed', closed()],
  ])('refuses %s', async (_what, [id = ''], code, result) => {
    const { out, result: path } = home(result);
    await expect(notify(id, path, '--out', out)).rejects.toMatchObject({ code });
    expect(existsSync(out)).toBe(false);
  });

  it('refuses a folder with something in it, and to redact whom a notice is for', async () => {
    const { folder, out, result } = home(make('intrusion'));
    await expect(notify('case-7d1f20', result, '--out', folder)).rejects.toMatchObject({ code: 'folderNotEmpty' });
    await expect(notify('case-7d1f20', result, '--out', out, '--redact', 'users')).rejects.toThrow(
      /has to name whom it is for/,
    );
  });

  it('takes templates in another language, and says file and line of what is wrong in one, before anything is written', async () => {
    const { folder, out, result } = home(make('intrusion'));
    const templates = join(folder, 'deutsch');
    cpSync(shipped, templates, { recursive: true });
    const path = join(templates, 'person.txt');
    const german = readFileSync(path, 'utf8').replace('WHAT TO DO', 'WAS TUN');
    writeFileSync(path, german.replace('{{/blind}}', '{{/blnd}}'));
    await expect(notify('case-7d1f20', result, '--out', out, '--templates', templates)).rejects.toThrow(
      /person\.txt:\d+: \{\{\/blnd\}\} stands where/,
    );
    expect(existsSync(out)).toBe(false);
    writeFileSync(path, german);
    await notify('case-7d1f20', result, '--out', out, '--templates', templates, '--quiet');
    expect(readFileSync(join(out, 'northgate.example/people/deputy-at-northgate.example.txt'), 'utf8')).toContain(
      'WAS TUN',
    );
    await expect(
      notify('case-7d1f20', result, '--out', out, '--templates', join(folder, 'none')),
    ).rejects.toMatchObject({ code: 'noticeTemplate' });
  });
});
