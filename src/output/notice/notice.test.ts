// Notices as their readers get them: nothing to click on, nothing of anybody else, file names that hold whatever a mailbox is called, and
// lists that no spreadsheet runs.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { detectors } from '../../detect/detect.js';
import type { Case, Result } from '../../record/result.js';
import { blankFinding } from '../fixtures/blank.js';
import { fixtures } from '../fixtures/fixture.js';
import type { Places } from '../readout/record/evidence.js';
import { fileNames } from './file-name.js';
import { type Notices, noticesOf } from './notice.js';
import { parseTemplate } from './template.js';
import { toldReasons } from './values.js';

const shipped = (name: string): string =>
  readFileSync(new URL(`../../../knowledge/notices/en/${name}.txt`, import.meta.url), 'utf8');
const templates = {
  person: parseTemplate('person', 'person.txt', shipped('person')),
  organisation: parseTemplate('organisation', 'organisation.txt', shipped('organisation')),
};
const options = {
  templates,
  tlp: 'AMBER+STRICT' as const,
  sender: 'R. Vane',
  telephone: 'extension 4000',
  places: null as Places,
};
const told = (result: Result): Case[] =>
  result.cases.filter(({ level }) => level !== 'low' && level !== 'informational');
const noticesFor = (result: Result, more: Partial<typeof options> = {}): Notices => {
  const cases = told(result);
  return noticesOf(result, cases[0]?.tenant ?? '', cases, { ...options, ...more });
};
const textOf = ({ files }: Notices, path: string): string => {
  const found = files.find((it) => it.path === path);
  if (found === undefined) throw new Error(`no ${path} among ${files.map((it) => it.path).join(', ')}`);
  return found.content;
};
const intrusion = () => (fixtures.intrusion as () => Result)();

describe.each(['intrusion', 'hostile'])('of the %s fixture', (name) => {
  const result = (fixtures[name] as () => Result)();
  const { files } = noticesFor(result);

  it('hold nothing that a mail program would make a link of, and no character that is not seen', () => {
    for (const { path, content } of files.filter((it) => it.path.endsWith('.txt'))) {
      expect(content, path).not.toMatch(/:\/\/|www\.|mailto:|<[a-z]/i);
      for (const line of content.split('\n')) expect(line, path).not.toMatch(/\p{C}/u);
      expect(content).toContain('no password');
      expect(content).toContain('TLP:AMBER+STRICT');
      expect(content).not.toMatch(/\{\{|\}\}|undefined|null|NaN/);
    }
  });

  it('have lists that no spreadsheet runs', () => {
    for (const { path, content } of files.filter((it) => it.path.endsWith('.csv'))) {
      expect(content.startsWith('\ufeff'), path).toBe(true);
      expect(content.slice(1), path).not.toMatch(/(?:^|[\n,])"?\s*[=+@＝＋＠-]/u);
      expect(content.slice(1), path).not.toMatch(/[^\r\n\P{C}]/u);
    }
  });

  it('lie in files of their own, inside the folder', () => {
    const paths = files.map(({ path }) => path.toLowerCase());
    expect(new Set(paths).size).toBe(paths.length);
    for (const path of paths) expect(path).toMatch(/^(?:people\/)?[a-z0-9][a-z0-9.-]*\.(?:txt|csv)$/);
  });
});

describe('a notice to a person', () => {
  const result = intrusion();
  const notices = noticesFor(result);
  const people = notices.files.filter(({ path }) => path.startsWith('people/'));

  it('holds nothing of any other person', () => {
    const owners = ['minister', 'deputy', 'ambassador.geneva'];
    expect(people).toHaveLength(2 * owners.length);
    for (const { path, content } of people) {
      const others = owners.filter((owner) => !path.includes(owner));
      expect(others).toHaveLength(2);
      for (const other of others) {
        expect(content).not.toContain(other);
        expect(content).not.toContain(`<${other.slice(0, 3)}0`);
      }
      if (!path.includes('minister')) expect(content).not.toMatch(/Quill|290/);
    }
  });

  it('names the three tiers of what was exposed, and the whole list beside it', () => {
    const text = textOf(notices, 'people/minister-at-northgate.example.txt');
    expect(text).toContain('To: Mara Quill, minister@northgate.example');
    expect(text).toMatch(/Messages opened: 290\n/);
    expect(text).toMatch(/folders were copied[^\n]*\n {2}- \\Sent Items, 2023-05-20 02:01 UTC\n/);
    expect(text).toContain('2023-05-20 02:05 to 2023-05-21 02:05 UTC');
    expect(text).toContain('We judge that this was not you');
    const rows = textOf(notices, 'people/minister-at-northgate.example.csv').trim().split('\r\n');
    expect(rows).toHaveLength(1 + 290 + 1 + 1);
    const deputy = textOf(notices, 'people/deputy-at-northgate.example.txt');
    expect(deputy).toContain('no folder that was copied, and no mail that was sent on');
    expect(deputy).not.toContain('In these times the logs could not record');
  });

  it('has a reference of its own, which to-send.csv knows, and is the same in every run', () => {
    const references = people.flatMap(({ content }) => /Reference: ([0-9A-F]{4}-[0-9A-F]{4})/.exec(content)?.[1] ?? []);
    expect(new Set(references).size).toBe(3);
    for (const reference of references) expect(textOf(notices, 'to-send.csv')).toContain(`${reference},`);
    expect(noticesFor(intrusion())).toEqual(notices);
  });

  it('does not say more than we know of a case that is less than high', () => {
    const cases = result.cases.map((it) => ({
      ...it,
      level: 'medium' as const,
      judgement: null,
      confidence: 'low' as const,
    }));
    const text = textOf(noticesFor({ ...result, cases }), 'people/deputy-at-northgate.example.txt');
    expect(text).toContain('may have read mail in your mailbox');
    expect(text).toContain('It may have been you');
    expect(text).toContain('Our confidence is low');
    expect(text).not.toMatch(/We judge|confirmed/);
  });

  it('does not say that a mailbox was read where the logs show nothing of it', () => {
    const finding = {
      ...blankFinding({
        id: 'bypass',
        title: 'What an account does in mailboxes is no longer recorded',
        users: ['admin@northgate.example'],
      }),
      ...{
        detection: 'rule',
        rule: { id: 'x', source: 'audit-bypass/rule.yml' },
        mailboxes: ['quiet@northgate.example'],
      },
    };
    const cases = result.cases.map((it) => ({
      ...it,
      mailboxes: [...it.mailboxes, 'quiet@northgate.example'],
      findings: ['bypass'],
    }));
    const text = textOf(noticesFor({ ...result, cases, findings: [finding] }), 'people/quiet-at-northgate.example.txt');
    expect(text).toContain('do not show that anybody read it,\nand they do not rule it out');
    expect(text).toContain(
      'a change was made that concerns your mailbox:\n    What an account does in mailboxes is no longer recorded.',
    );
    expect(text).not.toMatch(/has read mail|may have read mail|stand out|admin@/);
  });

  it('never puts what we judge and how sure we are into one sentence', () => {
    for (const sentence of shipped('person').split(/(?<=[.:?])\s/))
      if (/confidence is/i.test(sentence)) expect(sentence).not.toMatch(/judge|may have/);
  });
});

describe('a shared mailbox, and one of nobody known', () => {
  const result = intrusion();
  const people = result.people.map((it) => ({ ...it, mailboxType: 'SharedMailbox' }));
  const cases = result.cases.map((it) => ({ ...it, mailboxes: [...it.mailboxes, 'guid:7f1c'] }));
  const notices = noticesFor({ ...result, people, cases });

  it('get no notice of their own, and stand in that to the organisation', () => {
    expect(notices.files.map(({ path }) => path).sort()).toEqual([
      'organisation.csv',
      'organisation.txt',
      'people/deputy-at-northgate.example.csv',
      'people/deputy-at-northgate.example.txt',
      'to-send.csv',
    ]);
    const text = textOf(notices, 'organisation.txt');
    expect(text).toContain('minister@northgate.example (shared by several people)');
    expect(text).toContain('guid:7f1c (whose it is, the logs do not say)');
    expect(text.match(/please tell whoever uses it/g)).toHaveLength(3);
    expect(notices).toMatchObject({ people: 1, others: 3 });
  });
});

it('names the evidence by file and row to the organisation', () => {
  const place = {
    path: 'audit-1.csv',
    row: 280,
    line: 281,
    time: '2023-05-15T01:04:09Z',
    operation: 'MailItemsAccessed',
  };
  const places: Places = new Map([
    ['r-1', [{ ...place, id: 'r-1' }]],
    ['r-min-0', [{ ...place, id: 'r-min-0', row: 281 }]],
  ]);
  const notices = noticesFor(intrusion(), { places });
  expect(textOf(notices, 'organisation.txt')).toMatch(/audit-1\.csv\n {4}SHA-256 [0-9a-f]{64}\n {4}row 280\n/);
  expect(textOf(notices, 'organisation.csv')).toContain('r-min-0,audit-1.csv row 281 line 281');
});

it('writes an address to which mail was sent on so that nobody writes to it by a slip', () => {
  const result = intrusion();
  const way = {
    mailbox: 'deputy@northgate.example',
    to: ['box@evil.example'],
    by: 'inbox rule "."',
    condition: null,
    fromAt: '2023-05-15T01:04:09Z',
    toAt: null,
    records: [],
  };
  const cases = result.cases.map((it) => ({ ...it, exposure: { ...it.exposure, diverted: [way] } }));
  const notices = noticesFor({ ...result, cases });
  const texts = notices.files
    .filter(({ path }) => path.endsWith('.txt'))
    .map(({ content }) => content)
    .join('\n');
  expect(texts).toContain('to box (at) evil (dot) example, by a rule in your mailbox');
  expect(texts).not.toContain('box@evil.example');
});

it('has words for every detector', () => {
  expect(toldReasons().sort()).toEqual(detectors.map(({ name }) => name).sort());
});

it('gives files names that hold on every system, and each its own', () => {
  const odd = [
    '../../etc/passwd',
    'CON@x.example',
    'con',
    'a/b@x.example',
    'a\\b@x.example',
    'A/B@X.example',
    '',
    '...',
    'ann@x.example',
    'ann-at-x.example',
    'ü@x.example',
    'x'.repeat(300),
    `${'x'.repeat(300)}y`,
    'a\u202eb\n',
  ];
  const names = [...fileNames(odd).values()];
  expect(names).toHaveLength(odd.length);
  expect(new Set(names).size).toBe(odd.length);
  for (const name of names) {
    expect(name).toMatch(/^[a-z0-9][a-z0-9.-]*$/);
    expect(name).not.toMatch(/^(con|prn|aux|nul)(\.|$)|\.\./);
    expect(name.length).toBeLessThan(90);
  }
});
