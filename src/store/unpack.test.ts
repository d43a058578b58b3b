// Archives: members are inputs of their own, with their own hash, and are found again; what cannot be unpacked is told by name
// and costs its neighbours nothing.
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bind } from '../../test/store/row.js';
import { emptyWorkspace, inputsOf, lines, load, writeFiles } from '../../test/store/world.js';
import { type Member, zip } from '../../test/store/zip.js';
import { archiveLimits } from '../source/container/limit.js';
import { silent } from '../util/progress.js';
import { discover } from './discover.js';
import { loadAll } from './load-all.js';
import { findRows } from './locate.js';
import { isRefusal, unpack } from './unpack.js';

const at = Date.UTC(2024, 2, 4, 10);
const log = (...ids: readonly string[]): string => lines(ids.map((id) => bind({ id, at })));
const sha = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

/** What loading a folder with one archive says: the inputs, and what could not be read. */
async function loaded(archive: Buffer, name = 'a.zip') {
  const workspace = await emptyWorkspace();
  const failed = await loadAll(workspace, await discover([writeFiles({ [name]: archive })]), silent);
  const problems = failed.map(({ path, warnings }) => [path, warnings[0]?.code]);
  return { workspace, inputs: await inputsOf(workspace), problems, failed };
}

describe('members', () => {
  it('are inputs, named after the archive, with the hash and the bytes of the member', async () => {
    const members = [
      { name: 'x/a.jsonl', content: log('1', '2') },
      { name: 'x/', content: '', method: 0 },
      { name: 'b.jsonl.gz', content: gzipSync(log('3')), method: 0 },
      { name: 'notes.txt', content: 'none of ours' },
    ];
    const { inputs, problems, workspace } = await loaded(zip(members));
    expect(problems).toEqual([]);
    expect(inputs.map(({ path, rows, shape }) => [path, rows, shape])).toEqual([
      ['a.zip!/b.jsonl.gz', 1, 'auditData'],
      ['a.zip!/notes.txt', 0, 'unknown'],
      ['a.zip!/x/a.jsonl', 2, 'auditData'],
    ]);
    expect(inputs[2]).toMatchObject({ sha256: sha(log('1', '2')), bytes: log('1', '2').length });
    expect(readdirSync(workspace.scratch)).toEqual([]);
  });

  it('of archives in archives, also where all is in zip64', async () => {
    const deep = zip([{ name: 'c.jsonl', content: log('1'), zip64: true }], true);
    const { inputs } = await loaded(zip([{ name: 'd/b.zip', content: deep, method: 0, zip64: true }], true));
    expect(inputs.map(({ path, records }) => [path, records])).toEqual([['a.zip!/d/b.zip!/c.jsonl', 1]]);
  });

  it('are found again, row and line', async () => {
    const inner = zip([{ name: 'c.jsonl', content: log('1', '2') }]);
    const archive = zip([
      { name: 'c.jsonl', content: log('7') },
      { name: 'x!/b.zip', content: inner },
    ]);
    const { workspace, inputs } = await loaded(archive, 'a!/a.zip');
    const member = inputs.find((input) => input.rows === 2);
    expect(member?.path).toBe('a!/a.zip!/x!/b.zip!/c.jsonl');
    expect(await findRows(workspace, member?.sha256 ?? '', ['2'])).toEqual(new Map([['2', { row: 2, line: 2 }]]));
    await expect(findRows(workspace, 'no such', ['2'])).rejects.toThrow('is not where it was read from');
  });

  it('with names that climb, come twice, or are in other alphabets are harmless and told apart', async () => {
    const members: Member[] = [
      { name: '../../../tmp/evil.jsonl', content: log('1') },
      { name: '/etc/evil.jsonl', content: log('2') },
      { name: 'C:\\logs\\a.jsonl', content: log('3') },
      { name: 'twice.jsonl', content: log('4') },
      { name: 'twice.jsonl', content: log('5') },
      { name: 'Prüfung.jsonl', content: log('6'), unflagged: true },
      { name: Buffer.from([0x50, 0x72, 0x81, 0x66, 0x2e, 0x6a, 0x73, 0x6f, 0x6e]), content: log('7'), unflagged: true },
    ];
    const { inputs, problems } = await loaded(zip(members));
    expect(problems).toEqual([]);
    expect(inputs.map(({ path }) => path)).toEqual(
      [
        '../../../tmp/evil.jsonl',
        '/etc/evil.jsonl',
        'C:/logs/a.jsonl',
        'Prüf.json',
        'Prüfung.jsonl',
        'twice.jsonl',
        'twice.jsonl (2)',
      ].map((name) => `a.zip!/${name}`),
    );
  });

  it('of one content in two archives, or beside one, are one input', async () => {
    const workspace = await load({ 'a.zip': zip([{ name: 'x.jsonl', content: log('1') }]), 'b.jsonl': log('1') });
    expect((await inputsOf(workspace)).map(({ path }) => path)).toEqual(['a.zip!/x.jsonl']);
  });
});

describe('what cannot be unpacked', () => {
  const good: Member = { name: 'good.jsonl', content: log('1') };

  it('is a member with a password, or packed in a way of its own', async () => {
    const members: Member[] = [
      { name: 'secret.jsonl', content: log('2'), encrypted: true },
      { name: 'aes.jsonl', content: log('3'), method: 99 },
      { name: 'large.jsonl', content: log('4'), method: 9 },
    ];
    const { inputs, problems, failed } = await loaded(zip([...members, good]));
    expect(inputs.map(({ path, records }) => [path, records])).toEqual([['a.zip!/good.jsonl', 1]]);
    expect(problems).toEqual([
      ['a.zip!/secret.jsonl', 'passwordProtected'],
      ['a.zip!/aes.jsonl', 'passwordProtected'],
      ['a.zip!/large.jsonl', 'unreadable'],
    ]);
    expect(failed[2]?.warnings[0]?.message).toContain('Deflate64');
  });

  it('is an archive without its list, or none at all', async () => {
    const whole = zip([good, { name: 'more.jsonl', content: log('2') }]);
    expect((await loaded(whole.subarray(0, whole.length - 60))).problems).toEqual([['a.zip', 'unreadable']]);
    expect((await loaded(zip([]))).problems).toEqual([['a.zip', 'notRecognised']]);
    const noise = Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(300, 7)]);
    expect((await loaded(noise)).problems).toEqual([['a.zip', 'unreadable']]);
  });

  it('is a damaged member, of which the beginning is read', async () => {
    const rows = log(...Array.from({ length: 3000 }, (_, n) => sha(`${n}`)));
    const archive = zip([{ name: 'torn.jsonl', content: rows }, good]);
    archive.fill(0, Math.floor(archive.length / 2), Math.floor(archive.length / 2) + 200);
    const { inputs, problems } = await loaded(archive);
    expect(problems).toEqual([]);
    const torn = inputs.find(({ path }) => path === 'a.zip!/torn.jsonl');
    expect(torn?.warnings.map(({ code }) => code)).toContain('notReadToEnd');
    expect(torn?.records).toBeGreaterThan(100);
    const wrong = await loaded(zip([{ ...good, wrongChecksum: true }]));
    expect(wrong.inputs[0]).toMatchObject({ records: 1, warnings: [{ code: 'notReadToEnd' }] });
  });

  it('is an Office document, which is a zip archive too', async () => {
    const { inputs } = await loaded(zip([{ name: '[Content_Types].xml', content: '<Types/>' }]), 'log.xlsx');
    expect(inputs).toMatchObject([{ path: 'log.xlsx', shape: 'binary', warnings: [{ code: 'notRecognised' }] }]);
    expect(inputs[0]?.warnings[0]?.message).toContain('save the sheet as CSV');
  });
});

describe('limits', () => {
  const limits = { ...archiveLimits, members: 3, depth: 2, freeBytes: 100_000, ratio: 10 };
  async function refused(archive: Buffer) {
    const workspace = await emptyWorkspace();
    const [found] = await discover([writeFiles({ 'a.zip': archive })]);
    const codes: string[] = [];
    for await (const item of unpack(found as never, workspace.scratch, limits))
      codes.push(isRefusal(item) ? `${item.path} ${item.code}` : item.path);
    expect(readdirSync(workspace.scratch)).toEqual([]);
    return codes;
  }
  const zeros = (bytes: number) => Buffer.alloc(bytes, 32);

  it('on the ratio, whatever the archive claims of its sizes', async () => {
    for (const claimedSize of [5_000_000, 10]) {
      const bomb = zip([
        { name: 'a', content: 'x' },
        { name: 'bomb', content: zeros(5_000_000), claimedSize },
      ]);
      expect(await refused(bomb)).toEqual(['a.zip!/a', 'a.zip!/bomb archiveLimit']);
    }
  });

  it('on the ratio of an archive in an archive, taken together', async () => {
    const inner = zip([{ name: 'bomb', content: zeros(5_000_000) }]);
    expect(await refused(zip([{ name: 'b.zip', content: inner }]))).toEqual(['a.zip!/b.zip!/bomb archiveLimit']);
  });

  it('on the number of members', async () => {
    const many = zip(['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, content: name })));
    expect(await refused(many)).toEqual(['a.zip!/a', 'a.zip!/b', 'a.zip!/c', 'a.zip archiveLimit']);
  });

  it('on the depth', async () => {
    const nest = (depth: number): Buffer => zip([{ name: 'n.zip', content: depth === 0 ? 'end' : nest(depth - 1) }]);
    expect(await refused(nest(2))).toEqual(['a.zip!/n.zip!/n.zip archiveLimit']);
    expect(await refused(nest(1))).toEqual(['a.zip!/n.zip!/n.zip']);
  });
});
