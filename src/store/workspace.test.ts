// The workspace: one owner at a time, its own format only, nothing left behind by a temporary one.
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newFolder, writeFiles } from '../../test/store/world.js';
import { sql } from '../query/sql.js';
import { discover } from './discover.js';
import { lock } from './lock.js';
import { storeFormat } from './schema.js';
import { openWorkspace } from './workspace.js';

describe('lock', () => {
  it('is given to one at a time', async () => {
    const folder = newFolder();
    const unlock = await lock(folder);
    await expect(lock(folder)).rejects.toMatchObject({ code: 'workspaceBusy' });
    await unlock();
    await (await lock(folder))();
    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });

  it.each(['4194304999', 'nobody', ''])('of an owner that is gone (%j) is taken over', async (text) => {
    const folder = newFolder();
    writeFileSync(join(folder, 'lock'), text);
    const unlock = await lock(folder);
    expect(readFileSync(join(folder, 'lock'), 'utf8')).toBe(String(process.pid));
    await unlock();
  });
});

describe('openWorkspace', () => {
  it('keeps what it holds, and refuses a second owner', async () => {
    const folder = join(newFolder(), 'new', 'deep');
    const first = await openWorkspace(folder, 1);
    await first.database.run(sql`INSERT INTO address VALUES ('x', NULL, NULL, NULL, NULL)`);
    await expect(openWorkspace(folder, 1)).rejects.toMatchObject({ code: 'workspaceBusy' });
    await first.close();
    const again = await openWorkspace(folder, 1);
    expect(await again.database.rows(sql`SELECT logged FROM address`)).toEqual([{ logged: 'x' }]);
    await again.close();
    expect(existsSync(join(folder, 'scratch'))).toBe(false);
  });

  it('refuses the workspace of another format and lets it go', async () => {
    const folder = newFolder();
    const old = await openWorkspace(folder, 1);
    await old.database.run(sql`UPDATE store SET format = ${storeFormat + 1}`);
    await old.close();
    for (const _ of [1, 2]) await expect(openWorkspace(folder, 1)).rejects.toMatchObject({ code: 'workspaceFormat' });
    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });

  it('a temporary one leaves nothing behind', async () => {
    const workspace = await openWorkspace(null, 1);
    const home = join(workspace.scratch, '..');
    await workspace.close();
    expect(existsSync(home)).toBe(false);
  });
});

describe('discover', () => {
  it('finds everything below a folder once, in one order, also where links run in a circle', async () => {
    const folder = writeFiles({ 'b/2.csv': 'x', 'b/1.csv': 'x', 'a.csv': 'x', 'B.csv': 'x' });
    symlinkSync(folder, join(folder, 'b', 'back'));
    symlinkSync(join(folder, 'b'), join(folder, 'c'));
    expect((await discover([folder])).map((file) => file.path)).toEqual(['B.csv', 'a.csv', 'b/1.csv', 'b/2.csv']);
  });

  it('passes over a workspace that lies among the exports', async () => {
    const folder = writeFiles({ 'a.csv': 'x' });
    const workspace = await openWorkspace(join(folder, 'work'), 1);
    await workspace.close();
    expect((await discover([folder])).map((file) => file.path)).toEqual(['a.csv']);
  });

  it('hands a broken link on, so that it is said to be unreadable', async () => {
    const folder = writeFiles({ 'a.csv': 'x' });
    symlinkSync(join(folder, 'nowhere'), join(folder, 'b.csv'));
    expect((await discover([folder])).map((file) => file.path)).toEqual(['a.csv', 'b.csv']);
  });

  it('says which argument is missing', async () => {
    await expect(discover([join(newFolder(), 'none')])).rejects.toMatchObject({ code: 'pathMissing' });
  });

  it('an empty folder holds nothing', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'empty'));
    expect(await discover([folder])).toEqual([]);
  });

  // discover.ts: of a file that two arguments name, the last one's path is kept.
  it('does not depend on the order of the arguments', async () => {
    const folder = writeFiles({ 'a/x.csv': 'x' });
    const file = join(folder, 'a', 'x.csv');
    const paths = async (list: string[]) => (await discover(list)).map(({ path }) => path);
    expect(await paths([folder, file])).toEqual(await paths([file, folder]));
  });
});
