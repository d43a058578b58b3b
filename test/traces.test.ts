// `records` by what an intruder leaves elsewhere too: an address however it is typed, an application, a token with its capitals.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { letterlock, proof, root, workshop } from './e2e/run.js';

const fresh = workshop();

proof('records by traces', () => {
  it('finds those of an address, an application and a token, and none that lack one of them', async () => {
    const { cwd } = fresh();
    const list = async (...args: string[]): Promise<Record<string, unknown>[]> => {
      const done = await letterlock(cwd, ['records', '--workspace', 'kept', '--quiet', ...args]);
      expect(done.code, done.stderr).toBe(0);
      return done.stdout
        .trim()
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line));
    };
    const all = await list(join(root, 'samples/northgate'));
    const one = all.find(({ tokenId }) => tokenId === 'O7SP_jmN0Uy_sWdXkBEOAA');
    const { address, application } = one as { address: string; application: { id: string } };
    const ofAddress = all.filter((each) => each.address === address);
    expect(await list('--address', `[${address}]:443`)).toEqual(ofAddress);
    expect(await list('--address', address, '--application', application.id.toUpperCase())).toEqual(
      ofAddress.filter((each) => (each.application as { id: string }).id === application.id),
    );
    expect(await list('--token', 'O7SP_jmN0Uy_sWdXkBEOAA')).toHaveLength(2);
    expect(await list('--token', 'o7sp_jmn0uy_swdxkbeoaa')).toEqual([]);
  });
});
