// Proves that bad input is met with words: empty, binary, torn or misspelled files never make a stack trace, never cost a
// neighbour its rows, and only a file that could not be read to its end makes exit code 3. A missing path is wrong usage.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Result } from '../../src/record/result.js';
import { Random } from '../oracle/random.js';
import { createWorld } from '../oracle/world.js';
import { writeAudit } from '../oracle/write-audit.js';
import { writeSignIns } from '../oracle/write-sign-ins.js';
import { zip } from '../store/zip.js';
import { expectNoStack, investigate, letterlock, proof, workshop } from './run.js';

const fresh = workshop();
const world = createWorld({ seed: 91, users: 3, days: 10, otherAudit: true });
const rows = world.audit.slice(0, 60).map((data) => ({ data }));

/** A folder with one good file of 60 rows, beside which the bad one is put. */
function goodFolder(): {
  cwd: string;
  logs: string;
  bad: (name: string, bytes: string | Buffer) => void;
  good: string;
} {
  const { cwd, logs } = fresh();
  const good = readFileSync(writeAudit(logs, 'good.csv', rows, 'portalCsv'), 'utf8');
  return { cwd, logs, good, bad: (name, bytes) => writeFileSync(join(logs, name), bytes) };
}

function expectGood(result: Result): void {
  const good = result.inputs.find((input) => input.path === 'good.csv');
  expect(good).toMatchObject({ rows: 60, rejects: 0 });
  expect((good?.records ?? 0) + (good?.duplicates ?? 0)).toBe(60);
  for (const input of result.inputs)
    expect(input.rows, input.path).toBe(input.records + input.duplicates + input.rejects);
}

const later = world.audit.slice(60, 90).map((data) => ({ data }));
const text = (name: string, shape: 'portalCsv' | 'bareLines' | 'bareArray') =>
  readFileSync(writeAudit(fresh().logs, name, later, shape), 'utf8');

proof('bad input', () => {
  test.concurrent('files without rows are named and do no harm', async () => {
    const { cwd, bad } = goodFolder();
    bad('empty.csv', '');
    bad('empty.json', '[]');
    bad('blank.jsonl', '\n\n');
    bad('header.csv', 'RecordId,CreationDate,RecordType,Operation,UserId,AuditData\n');
    bad('binary.bin', Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * 7919) % 256)));
    bad('notes.txt', 'Dear colleague,\nplease find the logs attached.\n');
    const { result } = await investigate(cwd, ['logs']);
    expectGood(result);
    const named = [
      ...result.inputs.map((input) => input.path),
      ...result.coverage.limits.map((limit) => limit.message),
    ].join('\n');
    for (const name of ['empty.csv', 'binary.bin', 'notes.txt']) expect(named).toContain(name);
  });

  test.concurrent('a truncated gzip gives the rows before the tear, a warning, and exit code 3', async () => {
    const { cwd, bad } = goodFolder();
    const random = new Random(5);
    const padded = later.map(({ data }) => JSON.stringify({ ...data, Padding: random.hex(400) }));
    const whole = gzipSync(padded.join('\n'));
    bad('torn.jsonl.gz', whole.subarray(0, Math.floor(whole.length * 0.7)));
    const { result } = await investigate(cwd, ['logs'], 3);
    expectGood(result);
    const torn = result.inputs.find((input) => input.path.startsWith('torn.jsonl.gz'));
    expect(torn?.warnings.length).toBeGreaterThan(0);
    expect(torn?.rows).toBeLessThanOrEqual(30);
  });

  test.concurrent('a quote that never closes', async () => {
    const { cwd, bad } = goodFolder();
    bad('quote.csv', `${text('q.csv', 'portalCsv')}"unclosed,"2026-03-01T00:00:00","50","MailItemsAccessed`);
    const run = await letterlock(cwd, ['investigate', 'logs', '--json', 'result.json', '--quiet']);
    expectNoStack(run);
    expect([0, 3]).toContain(run.code);
    const result = JSON.parse(readFileSync(join(cwd, 'result.json'), 'utf8')) as Result;
    expectGood(result);
    const file = result.inputs.find((input) => input.path === 'quote.csv');
    expect(file?.records).toBe(30);
    expect((file?.rejects ?? 0) + (file?.warnings.length ?? 0)).toBeGreaterThan(0);
  });

  test.concurrent('a JSON array torn off in the middle keeps what came before', async () => {
    const { cwd, bad } = goodFolder();
    const whole = text('a.json', 'bareArray');
    bad('torn.json', whole.slice(0, Math.floor(whole.length * 0.6)));
    const run = await letterlock(cwd, ['investigate', 'logs', '--json', 'result.json', '--quiet']);
    expectNoStack(run);
    expect([0, 3]).toContain(run.code);
    const result = JSON.parse(readFileSync(join(cwd, 'result.json'), 'utf8')) as Result;
    expectGood(result);
    expect(result.inputs.find((input) => input.path === 'torn.json')?.records).toBeGreaterThan(10);
  });

  test.concurrent('byte order mark, CRLF, blank lines and no last line break change nothing', async () => {
    const { cwd, bad } = goodFolder();
    bad('crlf.csv', `\ufeff${text('c.csv', 'portalCsv').replaceAll('\n', '\r\n')}`);
    bad('crlf.jsonl', `\ufeff${text('c.jsonl', 'bareLines').replaceAll('\n', '\r\n\r\n').trimEnd()}`);
    const { result } = await investigate(cwd, ['logs']);
    expectGood(result);
    for (const name of ['crlf.csv', 'crlf.jsonl']) {
      expect(result.inputs.find((input) => input.path === name)).toMatchObject({ rows: 30, rejects: 0 });
    }
    expect(result.inputs.reduce((sum, input) => sum + input.records, 0)).toBe(90);
  });

  test.concurrent.each([
    ['bareLines', 'not UTF-8', 0xff],
    ['portalCsv', 'NUL', 0],
  ] as const)('%s with two bytes that are %s cost at most the rows that hold them', async (shape, _, byte) => {
    const { cwd, bad } = goodFolder();
    const bytes = Buffer.from(text('clean', shape));
    for (const place of [0.01, 0.8]) bytes[bytes.indexOf('UserKey', Math.floor(bytes.length * place)) + 14] = byte;
    bad('bytes.log', bytes);
    const { result } = await investigate(cwd, ['logs']);
    expectGood(result);
    const file = result.inputs.find((input) => input.path === 'bytes.log');
    expect(file?.rows).toBe(30);
    expect(file?.rejects).toBeLessThanOrEqual(2);
  });

  test.concurrent('a password and a bomb in an archive: said, exit code 3, and the neighbours are read', async () => {
    const { cwd, bad } = goodFolder();
    const content = text('clean', 'bareLines');
    bad(
      'secret.zip',
      zip([
        { name: 'locked.jsonl', content, encrypted: true },
        { name: 'open.jsonl', content },
      ]),
    );
    bad('bomb.zip', zip([{ name: 'zeros', content: Buffer.alloc(80_000_000) }]));
    const { result } = await investigate(cwd, ['logs'], 3);
    expectGood(result);
    const told = result.inputs.flatMap(({ path, warnings }) => warnings.map(({ code }) => `${path} ${code}`));
    expect(told).toContain('secret.zip!/locked.jsonl passwordProtected');
    expect(told).toContain('bomb.zip!/zeros archiveLimit');
    const unseen = result.coverage.limits.find(({ code }) => code === 'unreadable')?.message;
    expect(unseen).toContain('2 files could not be read at all');
    expect(result.inputs.find(({ path }) => path === 'secret.zip!/open.jsonl')).toMatchObject({ rows: 30, rejects: 0 });
    const { stdout } = await letterlock(cwd, ['records', 'logs', '--rows', '--quiet']);
    const rows = stdout.split('\n').filter((line) => line.includes('secret.zip!/open.jsonl'));
    expect(rows.length).toBeGreaterThan(0);
    for (const line of rows) expect(JSON.parse(line).line).toBe(JSON.parse(line).row);
  });

  // Who runs the tests as root may read everything, so there the program runs as nobody.
  const root = process.getuid?.() === 0;
  test.skipIf(process.getuid === undefined)(
    'a file and a folder without permission: said, and exit code 3',
    async () => {
      const { cwd, logs, bad } = goodFolder();
      bad('locked.csv', 'x');
      mkdirSync(join(logs, 'closed'));
      for (const name of ['locked.csv', 'closed']) chmodSync(join(logs, name), 0);
      if (root) for (let at = logs; at.startsWith(tmpdir()) && at !== tmpdir(); at = dirname(at)) chmodSync(at, 0o777);
      const run = await letterlock(
        cwd,
        ['investigate', 'logs', '--json', 'result.json', '--quiet'],
        undefined,
        root ? 65534 : undefined,
      );
      chmodSync(join(logs, 'closed'), 0o755);
      expectNoStack(run);
      expect(run.code, run.stderr).toBe(3);
      const result = JSON.parse(readFileSync(join(cwd, 'result.json'), 'utf8')) as Result;
      expectGood(result);
      for (const path of ['locked.csv', 'closed'])
        expect(result.inputs.find((input) => input.path === path)?.warnings).toMatchObject([
          { code: 'unreadable', message: 'no permission to read it' },
        ]);
    },
  );

  test.concurrent('links in a circle and to nothing: said, exit code 3, also by the list of records', async () => {
    const { cwd, logs } = goodFolder();
    symlinkSync('.', join(logs, 'again'));
    symlinkSync('round', join(logs, 'round'));
    symlinkSync('nothing', join(logs, 'dangling'));
    const { result } = await investigate(cwd, ['logs'], 3);
    expectGood(result);
    const told = result.inputs.map(({ path, warnings }) => [path, warnings[0]?.message]);
    expect(told).toContainEqual(['round', 'it is a link that leads in a circle']);
    expect(told).toContainEqual(['dangling', 'it vanished before it could be read, or is a link to nothing']);
    const list = await letterlock(cwd, ['records', 'logs', '--quiet']);
    expect(list.code).toBe(3);
    expect(list.stderr).toContain('2 files could not be read at all (dangling and round)');
    expect(list.stdout.split('\n').length).toBe(61);
  });

  test.skipIf(!existsSync('/dev/full')).concurrent('no room for the list of records: said, exit code 4', async () => {
    const { cwd } = goodFolder();
    const run = await letterlock(cwd, ['records', 'logs', '--quiet', '--json', '/dev/full']);
    expect(run.stderr).toContain('there is no room to write');
    expect(run.stderr).not.toMatch(/^\s+at .+:\d+/m);
    expect(run.code).toBe(4);
  });

  test('a full disk: said, exit code 4, and what was read stays', async (context) => {
    const { cwd, logs, bad } = goodFolder();
    const disk = join(cwd, 'disk');
    mkdirSync(disk);
    const mounted = root && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk]).status === 0;
    if (!mounted) {
      console.warn('SKIPPED: no small disk could be made (that needs root)');
      return context.skip();
    }
    try {
      const random = new Random(7);
      const padded = later.map(({ data }) => JSON.stringify({ ...data, Padding: random.hex(300_000) }));
      bad('z-large.jsonl', padded.join('\n'));
      const run = await letterlock(cwd, ['investigate', 'logs', '--workspace', 'disk/ws', '--quiet']);
      expect(run.stderr).toContain('there is no room to write');
      expect(run.code).toBe(4);
      expect(run.stdout + run.stderr).not.toMatch(/^\s+at .+:\d+/m);
      rmSync(join(logs, 'z-large.jsonl'));
      spawnSync('mount', ['-o', 'remount,size=100m', disk]);
      const { result } = await investigate(cwd, ['disk/ws']);
      expectGood(result);
    } finally {
      spawnSync('umount', ['-l', disk]);
    }
  });

  test.concurrent('a folder without logs says so', async () => {
    const { cwd } = fresh();
    const run = await letterlock(cwd, ['investigate', 'logs', '--json', 'result.json', '--quiet']);
    expectNoStack(run);
    expect([0, 2]).toContain(run.code);
    if (run.code === 2) expect(run.stderr.trim()).not.toBe('');
    else
      expect((JSON.parse(readFileSync(join(cwd, 'result.json'), 'utf8')) as Result).verdict.code).toBe('notAssessable');
  });

  test.concurrent.each([
    [['investigate', 'nowhere']],
    [['investigate']],
    [['investigate', 'logs', '--no-such-option']],
    [['frobnicate']],
  ])('wrong usage: %s', async (args) => {
    const run = await letterlock(fresh().cwd, args);
    expectNoStack(run);
    expect(run.code).toBe(2);
    expect(run.stderr.trim()).not.toBe('');
    if (args[1] === 'nowhere') expect(run.stderr).toContain('nowhere');
  });

  test.concurrent('what an adversary writes into logs and names does not reach the terminal as commands', async () => {
    const { cwd, logs } = fresh();
    const evil =
      '\u001b]0;owned\u0007\u001b[31m<script>alert(1)</script>=cmd|"/c calc"!A1\r\nFAKE LINE\u202e\'); DROP TABLE x;--';
    const hostile = world.audit.map((data, n) => ({
      data: n % 5 === 0 ? { ...data, ClientInfoString: `Client=OWA;${evil};`, UserId: `${data.UserId}${evil}` } : data,
    }));
    const rule = {
      ...world.audit[0],
      Id: 'e5b1c1de-0000-4000-8000-00000000000a',
      RecordType: 1,
      Operation: 'New-InboxRule',
    };
    const parameters = [
      { Name: 'Name', Value: evil },
      { Name: 'ForwardTo', Value: `${evil}@evil.example` },
    ];
    writeAudit(
      logs,
      `a'; \u001b[2J--.csv`,
      [...hostile, { data: { ...rule, Folders: undefined, Parameters: parameters } }],
      'portalCsv',
    );
    writeSignIns(logs, 'sign-ins', world.signIns, 'graphArray');
    const run = await letterlock(cwd, ['investigate', 'logs', '--json', 'result.json']);
    expectNoStack(run);
    expect(run.code).toBe(0);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not come out
    expect(run.stdout + run.stderr).not.toMatch(/\u001b\]|\u001b\[2J|\u001b\[31m<|\u0007|\u202e|^FAKE LINE/m);
    const result = JSON.parse(readFileSync(join(cwd, 'result.json'), 'utf8')) as Result;
    expect(result.inputs.find((input) => input.path.endsWith('.csv'))).toMatchObject({
      rows: hostile.length + 1,
      rejects: 0,
    });
  });
});
