// `letterlock rules` as a newcomer meets it: the rule, hits and misses of docs/sigma.md work as they stand there.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { letterlock, proof, root, workshop } from './run.js';

const page = readFileSync(join(root, 'docs/sigma.md'), 'utf8');
const blocks = (language: string): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm'))].map((hit) => hit[1] ?? '');

proof('letterlock rules', () => {
  const home = workshop()().cwd;
  const folder = join(home, 'my-rules/forward');
  const [rule = ''] = blocks('yaml');
  const [hit = '', miss = ''] = blocks('json');
  const id = /^id: (.*)$/m.exec(rule)?.[1] ?? '';
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  beforeAll(() => {
    mkdirSync(folder, { recursive: true });
    write('rule.yml', rule);
    write('hit.jsonl', hit);
    write('miss.jsonl', miss);
  });

  it('check, test and explain the rule of the page', async () => {
    const checked = await letterlock(home, ['rules', 'check', 'my-rules']);
    expect([checked.code, checked.stdout]).toEqual([0, '1 rule and 0 correlations can be run; 0 refused, 0 notes\n']);
    const tested = await letterlock(home, ['rules', 'test', 'my-rules']);
    expect(tested.stdout).toBe(
      'ok     Mail of a mailbox is forwarded outside (1 hit, 2 misses) my-rules/forward\n1 rule tested, 0 failed\n',
    );
    expect(tested.code).toBe(0);
    const explained = await letterlock(home, ['rules', 'explain', id, '--rules', 'my-rules', folder]);
    expect(explained.stdout).toContain('Parameters.ForwardTo');
    expect(explained.stdout).not.toContain('cannot run');
  });

  it('a test that goes wrong says what, and gives 1', async () => {
    write('rule.yml', rule.replace('not filter_own', 'filter_own'));
    const { code, stdout } = await letterlock(home, ['rules', 'test', 'my-rules']);
    write('rule.yml', rule);
    expect(code).toBe(1);
    expect(stdout).toContain('does not match 7f1c0c1e-0000-4000-8000-000000000001, which is a hit');
    expect(stdout).toContain('matches 7f1c0c1e-0000-4000-8000-000000000002, which is a miss');
  });

  it('a rule that is refused is told with its place, and gives 3', async () => {
    write('rule.yml', rule.replace('|contains', '|contians'));
    const { code, stdout } = await letterlock(home, ['rules', 'check', 'my-rules']);
    const listed = await letterlock(home, ['rules', 'list', '--rules', 'my-rules']);
    write('rule.yml', rule);
    expect([code, listed.code]).toEqual([3, 3]);
    expect(stdout).toContain(
      'my-rules/forward/rule.yml:14:7: refused: there is no modifier contians [unknownModifier]',
    );
    expect(listed.stderr).toContain('unknownModifier');
  });

  it('what is not there', async () => {
    expect((await letterlock(home, ['rules', 'explain', 'nothing', '--rules', 'my-rules'])).stderr).toContain(
      'there is no rule nothing',
    );
    expect((await letterlock(home, ['rules', 'check', 'absent'])).code).toBe(2);
    expect((await letterlock(home, ['rules', 'test', 'absent'])).stderr).toContain('there is no folder absent');
    mkdirSync(join(home, 'empty'), { recursive: true });
    expect((await letterlock(home, ['rules', 'test', 'empty'])).stderr).toContain('there is no folder with a rule.yml');
  });
});
