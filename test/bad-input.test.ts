// Proves that one folder may hold every kind of bad file at once: each is told by name and in words, rows are rejected one by
// one, the good file beside them loses nothing, and nothing that an adversary wrote is taken for a command. In one process:
// what the program's doors add (exit codes, streams) is proved in e2e/bad-input.test.ts.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { discover, investigate, loadAll, openWorkspace, type Result } from '../src/letterlock.js';
import { standardReadout } from '../src/output/readout/readout.js';
import { renderReadoutMarkdown } from '../src/output/readout/render-markdown.js';
import { renderTerminal } from '../src/output/terminal/render-terminal.js';
import { silent } from '../src/util/progress.js';
import { bind, type Fields } from './store/row.js';
import { lines, newFolder } from './store/world.js';
import { zip } from './store/zip.js';

const slow = process.env.LETTERLOCK_SLOW === '1';
if (!slow) console.warn('SKIPPED: one JSON line of 200 MB; set LETTERLOCK_SLOW=1 (a line of 20 MB is tested)');

const at = Date.UTC(2024, 2, 4, 10);
const row = (id: string, more: Fields = {}): Fields => bind({ id, at, more });
const text = (id: string, more: Fields = {}): string => JSON.stringify(row(id, more));
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const csv = (...cells: readonly string[]): string =>
  `RecordId,CreationDate,RecordType,Operation,UserId,AuditData\n${cells.map((cell) => `x,2024-03-04T10:00:00Z,50,MailItemsAccessed,u,${cell}\n`).join('')}`;
const nested = (depth: number, open: string, close: string): string => open.repeat(depth) + close.repeat(depth);
const cmdlet = (id: string, auditData: unknown): Fields => ({ Identity: id, ResultIndex: 1, AuditData: auditData });
const evil = "\u001b]0;owned\u0007\u001b[2J\u202e=cmd()\r\nFAKE'); DROP TABLE audit;--\u0000";

/** Name, content, and how many rows of it are records and rejects; null where it is no log. */
const files: readonly (readonly [name: string, content: string | Buffer, ledger: readonly [number, number] | null])[] =
  [
    ['good.jsonl', lines(Array.from({ length: 40 }, (_, n) => row(`good ${n}`))), [40, 0]],
    ['empty.json', '', null],
    ['blank.csv', ' \n\n', null],
    ['noise.bin', Buffer.from(Array.from({ length: 9000 }, (_, n) => (n * 7919) % 256)), null],
    ['book.xlsx', zip([{ name: '[Content_Types].xml', content: '<x/>' }]), null],
    ['letter.txt', 'Dear colleague,\nfind the logs attached.\n', null],
    ['deep-array.json', nested(10_000, '[', ']'), null],
    ['deep-object.json', nested(10_000, '{"value":', '}'), null],
    [
      'deep.jsonl',
      `${text('deep').replace(/}$/, `,"Extra":${nested(10_000, '[', ']')}}`)}\n${text('after deep')}`,
      [2, 0],
    ],
    [
      'deep-field.jsonl',
      `${text('field').replace('"Folders":', `"Folders":${nested(10_000, '[', ']')},"X":`)}\n${text('d2')}`,
      [2, 0],
    ],
    [
      'dates.jsonl',
      lines(
        [
          '0001-01-01T00:00:00',
          '9999-12-31T23:59:59',
          '0000-00-00T00:00:00',
          '294247-01-10T04:00:54',
          '2024-02-30T00:00:00',
          'soon',
        ].map((CreationTime) => row('date', { CreationTime })),
      ),
      [0, 6],
    ],
    [
      'nul.jsonl',
      `${text('nul', { ClientInfoString: 'a\u0000b' })}\n${text('raw nul').replace('ann', 'an\0n')}\n`,
      [2, 0],
    ],
    ['not-utf8.jsonl', Buffer.from(`${text('latin', { Subject: 'für' })}\n${text('u')}\n`, 'latin1'), [2, 0]],
    ['torn-cmdlet.json', JSON.stringify([cmdlet('c1', text('c1')), cmdlet('c2', text('c2'))]).slice(0, -200), [1, 1]],
    [
      'bad-line.jsonl',
      `${JSON.stringify(cmdlet('l1', row('l1')))}\n{"Identity":"l2","AuditData":"{\n${JSON.stringify(cmdlet('l3', text('l3')))}`,
      [2, 1],
    ],
    ['quote.csv', csv(quoted(text('q1')), `"{broken`, quoted(text('q2')), quoted(text('q3'))), [3, 1]],
    ['long.jsonl', `${text('long', { Padding: 'x'.repeat(20_000_000) })}\n`, null],
    ['long-among.jsonl', `${text('m1')}\n${text('m2', { Padding: 'x'.repeat(33_000_000) })}\n${text('m3')}\n`, [2, 1]],
    [
      'evil.jsonl',
      lines([
        row('evil', { ClientInfoString: `Client=OWA;${evil}`, UserId: `ann${evil}`, MailboxOwnerUPN: `ann${evil}` }),
      ]),
      [1, 0],
    ],
    [
      'rule.jsonl',
      lines([row('rule', { RecordType: 1, Operation: 'New-InboxRule', Parameters: [{ Name: 'Name', Value: evil }] })]),
      [1, 0],
    ],
    [`a'; \u001b[2J DROP.jsonl`, lines([row('name')]), [1, 0]],
    [
      'bomb.jsonl.gz',
      gzipSync(Buffer.concat([Buffer.from(`${text('bomb')}\n`), Buffer.alloc(80_000_000, 10)])),
      [1, 0],
    ],
    [
      'torn.jsonl.gz',
      gzipSync(lines(Array.from({ length: 3000 }, (_, n) => row(`torn ${n}`)))).subarray(0, -500),
      null,
    ],
  ];

let result: Result;
const inputOf = (name: string) => result.inputs.find((input) => input.path === name);
const codesOf = (name: string) => inputOf(name)?.warnings.map(({ code }) => code) ?? [];

async function read(folder: string): Promise<Result> {
  const workspace = await openWorkspace(null, 1);
  try {
    const failed = await loadAll(workspace, await discover([folder]), silent);
    const answer = await investigate(workspace);
    return { ...answer, inputs: [...answer.inputs, ...failed] };
  } finally {
    await workspace.close();
  }
}

describe('a folder of bad files', () => {
  beforeAll(async () => {
    const folder = newFolder();
    for (const [name, content] of files) writeFileSync(join(folder, name), content);
    mkdirSync(join(folder, 'below', 'empty'), { recursive: true });
    symlinkSync('..', join(folder, 'below', 'up'));
    symlinkSync('round', join(folder, 'round'));
    symlinkSync('nothing', join(folder, 'dangling'));
    result = await read(folder);
  }, 120_000);

  it.each(files.filter(([, , ledger]) => ledger !== null))(
    '%j: every row is a record or a reject',
    (name, _, ledger) => {
      const input = inputOf(name);
      expect([(input?.records ?? 0) + (input?.duplicates ?? 0), input?.rejects]).toEqual(ledger);
      expect(result.rejects.filter(({ path }) => path === name)).toHaveLength(ledger?.[1] ?? -1);
    },
  );

  it('each file is there once, adds up, and those that are no log say so', () => {
    const extra = ['dangling', 'round'];
    expect(result.inputs.map(({ path }) => path).sort()).toEqual([...files.map(([name]) => name), ...extra].sort());
    for (const input of result.inputs) expect(input.rows).toBe(input.records + input.duplicates + input.rejects);
    for (const name of files.flatMap(([name, , ledger]) => (ledger === null && !name.startsWith('torn') ? [name] : [])))
      expect(codesOf(name), name).toEqual(['notRecognised']);
    expect(inputOf('book.xlsx')?.warnings[0]?.message).toContain('save the sheet as CSV');
    expect(inputOf('long.jsonl')?.warnings[0]?.message).toContain('no JSON object could be read');
  });

  it('what ends early, leads nowhere or in a circle is told', () => {
    for (const name of ['torn.jsonl.gz', 'bomb.jsonl.gz']) expect(codesOf(name)).toContain('notReadToEnd');
    expect(inputOf('torn.jsonl.gz')?.records).toBeGreaterThan(1000);
    expect(codesOf('round')).toEqual(['unreadable']);
    expect(inputOf('round')?.warnings[0]?.message).toContain('circle');
    expect(inputOf('dangling')?.warnings[0]?.message).toContain('link to nothing');
  });

  it('a time that no calendar has is not made up', () => {
    const times = result.rejects.filter(({ path }) => path === 'dates.jsonl').map(({ salvaged }) => salvaged.time);
    for (const time of times) expect(time ?? '2000-01-01T00:00:00Z').toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(times[4]).toBeNull();
  });

  it('nothing that was written into logs or names acts', () => {
    const page = { colour: false, width: 100, exports: ['x'], allSessions: true };
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not come out
    const acting = /[\u0000-\u0009\u000b-\u001f\u007f\u202e]|^FAKE/m;
    expect(renderTerminal(result, page)).not.toMatch(acting);
    expect(renderReadoutMarkdown(standardReadout(result))).not.toMatch(acting);
    expect(result.inputs.find(({ path }) => path.includes('DROP'))?.records).toBe(1);
  });
});

describe('many', () => {
  it('small files: all of them are read', async () => {
    const folder = newFolder();
    const many = slow ? 5000 : 150;
    for (let n = 0; n < many; n++) {
      if (n % 100 === 0) mkdirSync(join(folder, `${n / 100}`));
      writeFileSync(join(folder, `${Math.floor(n / 100)}`, `${n}.json`), `[${text(`many ${n}`)}]`);
    }
    const { inputs, accesses } = await read(folder);
    expect(inputs).toHaveLength(many);
    expect(accesses.records).toBe(many);
  }, 120_000);

  it.skipIf(!slow)(
    'bytes in one JSON line of 200 MB: in bounded memory',
    async () => {
      const folder = newFolder();
      const padding = 'z'.repeat(2500);
      const rows = Array.from({ length: 70_000 }, (_, n) => text(`line ${n}`, { Padding: padding }));
      writeFileSync(join(folder, 'line.json'), `[${rows.join(',')}]`);
      writeFileSync(
        join(folder, 'object.jsonl'),
        `${text('first')}\n${text('huge', { Padding: 'x'.repeat(200_000_000) })}\n`,
      );
      rows.length = 0;
      const before = process.memoryUsage().rss;
      const { inputs } = await read(folder);
      expect(inputs.map(({ rows: all, rejects }) => [all, rejects])).toEqual([
        [70_000, 0],
        [2, 1],
      ]);
      expect(process.memoryUsage().rss - before).toBeLessThan(1_500_000_000);
    },
    600_000,
  );
});
