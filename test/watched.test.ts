// Watched people: their cases come first and keep their level, whatever name the file knows them by; and what a file of them
// may look like.
import { beforeAll, describe, expect, it } from 'vitest';
import { readWatchedFile, type WatchedEntry } from '../src/case/watched-file.js';
import { everything, investigate, type Result } from '../src/letterlock.js';
import { standardReadout } from '../src/output/readout/readout.js';
import { renderReadoutMarkdown } from '../src/output/readout/render-markdown.js';
import { renderTerminal } from '../src/output/terminal/render-terminal.js';
import type { Workspace } from '../src/store/workspace.js';
import { forged, life, person, together } from './store/life.js';
import { at, guid, mobile } from './store/row.js';
import { lines, load, writeFiles } from './store/world.js';

const read = (text: string | Buffer): Promise<WatchedEntry[]> =>
  readWatchedFile(`${writeFiles({ 'vip.csv': text })}/vip.csv`);

/** Two actors: the graver one at person 1, a lesser one at the person who was renamed in between. */
const renamed = { MailboxGuid: guid('mailbox') };
const old = life({ people: 1, days: 7, domain: 'old.example' });
const young = life({ people: 1, days: 7, fromDay: 7, domain: 'new.example' });
const withGuid = (rows: typeof old) => ({ ...rows, audit: rows.audit.map((row) => ({ ...row, ...renamed })) });
const rows = together(life({ people: 12, days: 14 }), withGuid(old), withGuid(young), {
  audit: [
    ...forged(at(5, 1), 8, { user: person(1), ip: '192.0.2.66' }),
    ...forged(at(9, 1), 3, { user: person(0, 'new.example'), ip: '192.0.9.66', app: mobile, more: renamed }),
  ],
});
const people = `user,name,vip,aliases\n${person(1)},One,no,chief@x.example\n${person(2)},Two,Ambassador,\n`;

let workspace: Workspace;
const ask = (...given: string[]): Promise<Result> =>
  investigate(workspace, {
    ...everything,
    watched: given.map((each) => ({ given: each, name: 'Somebody', role: null, aliases: [] })),
  });
const order = (result: Result) => result.cases.map((item) => item.mailboxes[0]);

describe('cases of watched people', () => {
  let plain: Result;
  beforeAll(async () => {
    workspace = await load({ 'a.jsonl': lines(rows.audit), 's.jsonl': lines(rows.signIns), 'people.csv': people });
    plain = await ask();
  });

  it('come first under the name that an account was given later, and keep their level', async () => {
    expect(order(plain)).toEqual([person(1), person(0, 'new.example')]);
    const result = await ask(person(0, 'old.example'), 'nobody@x.example');
    expect(order(result)).toEqual([person(0, 'new.example'), person(1)]);
    expect(result.cases.map((item) => item.level).sort()).toEqual(plain.cases.map((item) => item.level).sort());
    expect(result.verdict).toEqual(plain.verdict);
    expect(result.cases[0]?.watched).toEqual([person(0, 'new.example')]);
    expect(result.watched).toMatchObject([
      { given: person(0, 'old.example'), users: [person(0, 'new.example')], seen: true, cases: [result.cases[0]?.id] },
      { given: 'nobody@x.example', seen: false, cases: [] },
      { given: person(2), role: 'Ambassador', seen: true, cases: [] },
    ]);
    const texts = [
      renderTerminal(result, { colour: false, width: 100 }),
      renderReadoutMarkdown(standardReadout(result)),
    ];
    for (const text of texts) expect(text).toContain('nobody@x.example');
    expect(texts[0]).toContain('a watched person');
    expect(texts[0]).toContain('Somebody; watched');
    expect(texts[0]).toContain('Not in these logs under any name: nobody@x.example');
  });

  it('come first under an alias, and under the object id of the sign-ins', async () => {
    for (const name of ['chief@x.example', guid(person(1))]) {
      const [first] = (await ask(name)).cases;
      expect(first?.watched, name).toEqual([person(1)]);
    }
  });
});

describe('the file', () => {
  it.each([
    ['one address a line', 'Ann@X.example\n\n# comment\nSMTP:bob@x.example\r\nann@x.EXAMPLE\n'],
    [
      'a table',
      'User Principal Name,Display Name,JobTitle\nann@x.example,Ann,Minister\nbob@x.example,,\nANN@x.example,,Deputy\n',
    ],
    ['semicolons and further columns', 'Nr;Mail;Name\n1;ann@x.example;Ann\n2;bob@x.example;\n'],
    ['a table without a header', 'ann@x.example,Ann,Minister\nbob@x.example\n'],
    ['what Windows writes', Buffer.from('\ufeffupn\tname\r\nann@x.example\tAnn\r\nbob@x.example\tBob\r\n', 'utf16le')],
  ])('may be %s', async (_, text) => {
    expect((await read(text)).map((entry) => entry.given)).toEqual(['ann@x.example', 'bob@x.example']);
  });

  it('keeps name, role and other names', async () => {
    expect(
      await read('user,name,role,aliases\nann@x.example,"Marrow, Ann",Minister,old@x.example;a@x.example\n'),
    ).toEqual([
      { given: 'ann@x.example', name: 'Marrow, Ann', role: 'Minister', aliases: ['old@x.example', 'a@x.example'] },
    ]);
  });

  it.each([
    ['', undefined],
    ['user,name\n', undefined],
    ['ann@x.example\nbob\n', 2],
    ['name,phone\nAnn,1\n', 1],
    ['user,name\nann@x.example,A\n,B\n', 3],
    ['\u001b[2J<script>\n', 1],
  ])('with a mistake says where: %j', async (text, line) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'vipFile', ...(line ? { at: { line } } : {}) });
  });

  it('that is not there, or a folder', async () => {
    await expect(readWatchedFile('/nowhere/vip')).rejects.toThrow('there is no such file');
    await expect(readWatchedFile(writeFiles({}))).rejects.toThrow('it is a folder');
  });
});
