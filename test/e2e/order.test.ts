// Proves that nothing depends on the order of arrival: files renamed and split otherwise, rows shuffled, loading one by one into
// a workspace or all at once, loading twice. But for `inputs` and `rejects` the result is the same, byte for byte.
import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { Random } from '../oracle/random.js';
import { createWorld } from '../oracle/world.js';
import { type AuditShape, canCut, type Damage, type ExportRow, isJson, writeAudit } from '../oracle/write-audit.js';
import { writeSignIns } from '../oracle/write-sign-ins.js';
import { apartFrom, investigate, letterlock, type Outcome, ownProcess, proof, workshop } from './run.js';

const fresh = workshop();
const world = createWorld({
  seed: 31,
  users: 3,
  days: 8,
  intrusions: ['forged'],
  otherAudit: true,
  missingShare: 0.02,
});
const shapes: AuditShape[] = ['portalCsv', 'bareLines', 'cmdletJsonText'];

/** Three exports that overlap by half; some rows are damaged in one of them only. */
function exportsOf(): Map<AuditShape, ExportRow[]> {
  const random = new Random(31);
  const quarter = Math.ceil(world.audit.length / 4);
  const damage = (shape: AuditShape): Damage => random.pick(['noTime', 'noId', canCut(shape) ? 'cut' : 'noTime']);
  return new Map(
    shapes.map((shape, n) => [
      shape,
      world.audit
        .slice(n * quarter, (n + 2) * quarter)
        .map((data) => ({ data, damage: random.chance(0.03) ? damage(shape) : undefined })),
    ]),
  );
}

/** The same rows, dealt into files by the seed: other order, other files, other names. */
function deal(logs: string, seed: number): void {
  const random = new Random(seed);
  for (const [shape, rows] of exportsOf()) {
    const parts = random.int(1, 2);
    const dealt = random.shuffle(rows);
    for (let part = 0; part < parts; part++) {
      const name = `${random.hex(6)}.${isJson(shape) ? 'json' : 'csv'}`;
      writeAudit(
        logs,
        name,
        dealt.filter((_, at) => at % parts === part),
        shape,
      );
    }
  }
  const rows = random.shuffle(world.signIns);
  const half = random.int(0, rows.length);
  writeSignIns(logs, `a${random.hex(4)}`, rows.slice(0, half), 'graphLines');
  writeSignIns(logs, `b${random.hex(4)}`, rows.slice(half), 'graphArray');
}

/** Without the files, which each organisation names too. */
const rest = ({ result }: Outcome) => {
  const organisations = result.organisations.map(({ inputs, ...each }) => each);
  return JSON.stringify({ ...apartFrom(result, 'inputs', 'rejects'), organisations }, null, 1);
};

proof('order does not matter', () => {
  let first: Outcome;
  let folder: { cwd: string; logs: string };
  beforeAll(async () => {
    folder = fresh();
    deal(folder.logs, 1);
    first = await investigate(folder.cwd, ['logs', '--workspace', 'space', '--all-sessions'], 0, ownProcess);
    expect(first.result.cases.length).toBeGreaterThan(0);
  });

  test.concurrent.each([2])('rows shuffled and dealt into other files (%i)', async (seed) => {
    const { cwd, logs } = fresh();
    deal(logs, seed);
    const other = await investigate(cwd, ['logs', '--workspace', 'space', '--all-sessions']);
    expect(rest(other)).toBe(rest(first));
  });

  test.concurrent('single files, backwards, without a workspace', async () => {
    const { cwd, logs } = fresh();
    for (const name of readdirSync(folder.logs)) copyFileSync(join(folder.logs, name), join(logs, name));
    const names = readdirSync(logs).map((name) => join('logs', name));
    const back = await investigate(cwd, [...names.reverse(), '--all-sessions']);
    expect(back.text).toBe(first.text);
  });

  test.concurrent('one by one into a workspace is all at once, byte for byte', async () => {
    const { cwd, logs } = fresh();
    const names = readdirSync(folder.logs).sort().reverse();
    expect(names.length).toBeGreaterThan(3);
    const last = names.at(-1);
    let half: Outcome | undefined;
    let all: Outcome | undefined;
    for (const name of names) {
      copyFileSync(join(folder.logs, name), join(logs, name));
      const into = [join('logs', name), '--workspace', 'space'];
      // An answer to a part, made halfway, must not stay; the others are only loaded, by a command that asks less.
      if (name === names[2]) half = await investigate(cwd, [...into, '--all-sessions']);
      else if (name === last) all = await investigate(cwd, [...into, '--all-sessions']);
      else expect(await letterlock(cwd, ['records', ...into, '--rows', '--quiet'])).toMatchObject({ code: 0 });
    }
    expect(half?.text).not.toBe(first.text);
    expect(all?.text).toBe(first.text);
  });

  test.concurrent('loading the same again adds nothing', async () => {
    const again = await investigate(folder.cwd, ['logs', '--workspace', 'space', '--all-sessions']);
    expect(again.text).toBe(first.text);
  });

  test.concurrent('the same content under a second path is one input', async () => {
    const { cwd, logs } = fresh();
    for (const name of readdirSync(folder.logs)) {
      copyFileSync(join(folder.logs, name), join(logs, name));
      copyFileSync(join(folder.logs, name), join(logs, `zz-${name}`));
    }
    const twice = await investigate(cwd, ['logs', '--all-sessions']);
    expect(rest(twice)).toBe(rest(first));
    expect(twice.result.inputs.map((input) => input.sha256)).toEqual([
      ...new Set(twice.result.inputs.map((input) => input.sha256)),
    ]);
  });
});
