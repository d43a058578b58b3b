// Files that change under our hands: what vanished is told, and what is written to while it is read is never half there.
import { spawnSync } from 'node:child_process';
import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bind } from '../../test/store/row.js';
import { emptyWorkspace, inputsOf, lines, writeFiles } from '../../test/store/world.js';
import { silent } from '../util/progress.js';
import { discover } from './discover.js';
import { loadAll } from './load-all.js';

const at = Date.UTC(2024, 2, 4, 10);
const log = (...ids: readonly string[]): string => lines(ids.map((id) => bind({ id, at })));

describe('a file that changes', () => {
  it('vanishes before it is read: it is told, and the others are read', async () => {
    const folder = writeFiles({ 'a.jsonl': log('1'), 'b.jsonl': log('2') });
    const found = await discover([folder]);
    rmSync(join(folder, 'a.jsonl'));
    const workspace = await emptyWorkspace();
    const failed = await loadAll(workspace, found, silent);
    expect(failed).toMatchObject([{ path: 'a.jsonl', shape: 'unreadable', warnings: [{ code: 'unreadable' }] }]);
    expect(failed[0]?.warnings[0]?.message).toContain('vanished');
    expect((await inputsOf(workspace)).map(({ path, records }) => [path, records])).toEqual([['b.jsonl', 1]]);
  });

  it('is a pipe that nobody writes to: it is told, not waited for', async (context) => {
    const folder = writeFiles({ 'b.jsonl': log('2') });
    if (spawnSync('mkfifo', [join(folder, 'a.jsonl')]).status !== 0) return context.skip('no pipe can be made here');
    const workspace = await emptyWorkspace();
    const failed = await loadAll(workspace, await discover([folder]), silent);
    expect(failed.map(({ path, warnings }) => [path, warnings[0]?.message])).toEqual([
      ['a.jsonl', 'it is a pipe, a socket or a device, not a file'],
    ]);
    expect((await inputsOf(workspace)).map(({ path }) => path)).toEqual(['b.jsonl']);
  });

  it('grows while it is read: it is read as it was at one moment, or not at all', async () => {
    const folder = writeFiles({ 'a.jsonl': log('1'), 'b.jsonl': log('2') });
    const found = await discover([folder]);
    const workspace = await emptyWorkspace();
    let written = 1;
    const timer = setInterval(() => appendFileSync(join(folder, 'a.jsonl'), log(`more ${written++}`)), 1);
    const failed = await loadAll(workspace, found, silent).finally(() => clearInterval(timer));
    expect(written).toBeGreaterThan(3);
    const inputs = await inputsOf(workspace);
    expect(inputs.find(({ path }) => path === 'b.jsonl')?.records).toBe(1);
    const grown = inputs.find(({ path }) => path === 'a.jsonl');
    if (grown === undefined) expect(failed[0]?.warnings[0]?.message).toContain('written to while it was read');
    else expect(grown.bytes).toBe(grown.rows === 1 ? log('1').length : grown.bytes);
    // Read again in peace, it is whole.
    expect(await loadAll(workspace, found, silent)).toEqual([]);
    const last = (await inputsOf(workspace)).filter(({ path }) => path === 'a.jsonl');
    expect(last.reduce((sum, { records }) => sum + records, 0)).toBe(written);
  });
});
