// Proves that bad input is met with words: empty, binary, torn or misspelled files never make a stack trace, never cost a
// neighbour its rows, and only a file that could not be read to its end makes exit code 3. A missing path is wrong usage.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import type { Result } from '../../src/record/result.js';
import { Random } from '../oracle/random.js';
import { createWorld } from '../oracle/world.js';
import type { Fields } from '../oracle/world-model.js';
import { writeAudit } from '../oracle/write-audit.js';
import { writeSignIns } from '../oracle/write-sign-ins.js';
import { zip } from '../store/zip.js';
import { expectNoStack, investigate, letterlock, ownProcess, proof, type Run, workshop } from './run.js';

const fresh = workshop();
const world = createWorld({ seed: 91, users: 4, days: 12, otherAudit: true });
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

/** Thirty records that lie in no other file. */
function rowsOf(part: number): { data: Fields }[] {
  const some = world.audit.slice(60 + part * 30, 90 + part * 30);
  if (some.length < 30) throw new Error('the world is too small');
  return some.map((data) => ({ data }));
}
const text = (part: number, shape: 'portalCsv' | 'bareLines' | 'bareArray') =>
  readFileSync(writeAudit(fresh().logs, 'x', rowsOf(part), shape), 'utf8');

/** Two bytes within two rows. */
function soiled(part: number, shape: 'portalCsv' | 'bareLines', byte: number): Buffer {
  const bytes = Buffer.from(text(part, shape));
  for (const place of [0.01, 0.8]) bytes[bytes.indexOf('UserKey', Math.floor(bytes.length * place)) + 14] = byte;
  return bytes;
}

function tornGzip(part: number): Buffer {
  const random = new Random(5);
  const padded = rowsOf(part).map(({ data }) => JSON.stringify({ ...data, Padding: random.hex(400) }));
  const whole = gzipSync(padded.join('\n'));
  return whole.subarray(0, Math.floor(whole.length * 0.7));
}

/** One folder with everything that is bad, so that it costs one program. */
function badFiles(): Readonly<Record<string, string | Buffer>> {
  const json = text(2, 'bareArray');
  return {
    ...{ 'empty.csv': '', 'empty.json': '[]', 'blank.jsonl': '\n\n' },
    'header.csv': 'RecordId,CreationDate,RecordType,Operation,UserId,AuditData\n',
    'binary.bin': Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * 7919) % 256)),
    'notes.txt': 'Dear colleague,\nplease find the logs attached.\n',
    'torn.jsonl.gz': tornGzip(0),
    'quote.csv': `${text(1, 'portalCsv')}"unclosed,"2026-03-01T00:00:00","50","MailItemsAccessed`,
    'torn.json': json.slice(0, Math.floor(json.length * 0.6)),
    'crlf.csv': `\ufeff${text(3, 'portalCsv').replaceAll('\n', '\r\n')}`,
    'crlf.jsonl': `\ufeff${text(4, 'bareLines').replaceAll('\n', '\r\n\r\n').trimEnd()}`,
    'not-utf8.log': soiled(5, 'bareLines', 0xff),
    'nul.log': soiled(6, 'portalCsv', 0),
    'secret.zip': zip([
      { name: 'locked.jsonl', content: 'x', encrypted: true },
      { name: 'open.jsonl', content: text(7, 'bareLines') },
    ]),
    'bomb.zip': zip([{ name: 'zeros', content: Buffer.alloc(80_000_000) }]),
  };
}

proof('a folder of bad files', () => {
  let result: Result;
  let list: Run;
  const file = (path: string) => result.inputs.find((input) => input.path === path);
  beforeAll(async () => {
    const { cwd, logs, bad } = goodFolder();
    for (const [name, bytes] of Object.entries(badFiles())) bad(name, bytes);
    for (const [name, to] of Object.entries({ again: '.', round: 'round', dangling: 'nothing' }))
      symlinkSync(to, join(logs, name));
    const [one, two] = await Promise.all([
      investigate(cwd, ['logs'], 3),
      letterlock(cwd, ['records', 'logs', '--rows', '--quiet']),
    ]);
    result = one.result;
    list = two;
  }, 120_000);

  test('costs the good file nothing, and each sum holds', () => expectGood(result));

  test('files without rows are named', () => {
    const named = [
      ...result.inputs.map((input) => input.path),
      ...result.coverage.limits.map((limit) => limit.message),
    ].join('\n');
    for (const name of ['empty.csv', 'binary.bin', 'notes.txt']) expect(named).toContain(name);
  });

  test('a truncated gzip gives the rows before the tear, and a warning', () => {
    expect(file('torn.jsonl.gz')?.warnings.map(({ code }) => code)).toContain('notReadToEnd');
    expect(file('torn.jsonl.gz')?.rows).toBeGreaterThan(10);
    expect(file('torn.jsonl.gz')?.rows).toBeLessThanOrEqual(30);
  });

  test('a quote that never closes', () => {
    expect(file('quote.csv')?.records).toBe(30);
    expect((file('quote.csv')?.rejects ?? 0) + (file('quote.csv')?.warnings.length ?? 0)).toBeGreaterThan(0);
  });

  test('a JSON array torn off in the middle keeps what came before', () =>
    expect(file('torn.json')?.records).toBeGreaterThan(10));

  test('byte order mark, CRLF, blank lines and no last line break change nothing', () => {
    for (const name of ['crlf.csv', 'crlf.jsonl']) expect(file(name)).toMatchObject({ records: 30, rejects: 0 });
  });

  test('two bytes that are not UTF-8, or NUL, cost at most the rows that hold them', () => {
    for (const name of ['not-utf8.log', 'nul.log']) {
      expect(file(name)?.rows).toBe(30);
      expect(file(name)?.rejects).toBeLessThanOrEqual(2);
    }
  });

  test('a password and a bomb in an archive: said, and the neighbours are read', () => {
    const told = result.inputs.flatMap(({ path, warnings }) => warnings.map(({ code }) => `${path} ${code}`));
    expect(told).toContain('secret.zip!/locked.jsonl passwordProtected');
    expect(told).toContain('bomb.zip!/zeros archiveLimit');
    const unseen = result.coverage.limits.find(({ code }) => code === 'unreadable')?.message;
    expect(unseen).toContain('4 files could not be read at all');
    expect(file('secret.zip!/open.jsonl')).toMatchObject({ rows: 30, rejects: 0 });
    const rows = list.stdout.split('\n').filter((line) => line.includes('secret.zip!/open.jsonl'));
    expect(rows.length).toBe(30);
    for (const line of rows) expect(JSON.parse(line).line).toBe(JSON.parse(line).row);
  });

  test('links in a circle and to nothing: said, also by the list of records', () => {
    expect(file('round')?.warnings[0]?.message).toBe('it is a link that leads in a circle');
    expect(file('dangling')?.warnings[0]?.message).toBe('it vanished before it could be read, or is a link to nothing');
    expect(list.code).toBe(3);
    expect(list.stderr).toContain('4 files could not be read at all');
    expectNoStack(list);
  });
});

proof('bad input', () => {
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
      const run = await ownProcess(
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
      return context.skip('no small disk could be made (that needs root)');
    }
    try {
      const random = new Random(7);
      const padded = rowsOf(0).map(({ data }) => JSON.stringify({ ...data, Padding: random.hex(300_000) }));
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

  test
    .skipIf(!existsSync('/proc/self'))
    .concurrent('a folder where none can be made: said, and the program ends', async () => {
      const { cwd } = fresh();
      for (const args of [
        ['investigate', 'logs', '--workspace', '/proc/x/y'],
        ['investigate', 'logs', '--quiet', '--out', '/proc/x'],
        ['simulate', '--days', '1', '--mailboxes', '3', '--out', '/proc/x'],
      ]) {
        const run = await letterlock(cwd, args);
        expectNoStack(run);
        expect(run.code).toBe(2);
        expect(run.stderr).toContain('cannot make the folder /proc/x');
      }
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
