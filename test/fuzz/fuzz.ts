// Loads mutants through the public path, a batch to a workspace, and holds what must hold for every file whatever is in it: no
// crash, every file in the ledger, rows = records + duplicates + rejects, no row lost where the container is whole, the
// reasons of all rejects kept, and the same ledger when the files come in the opposite order.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { discover, loadAll, openWorkspace } from '../../src/letterlock.js';
import type { Input } from '../../src/record/result.js';
import { readInputs, readRejects } from '../../src/store/ledger.js';
import { silent } from '../../src/util/progress.js';
import { Random } from '../oracle/random.js';
import { type Mutant, mutate } from './mutate.js';
import { makeSources } from './sources.js';

export interface Fault {
  readonly file: string;
  readonly done: string;
  readonly what: string;
}

export interface Outcome {
  readonly files: number;
  readonly rows: number;
  readonly rejects: number;
  readonly wholeContainers: number;
  readonly faults: readonly Fault[];
}

async function ledgerOf(folder: string, backwards: boolean) {
  const workspace = await openWorkspace(null, 1);
  try {
    const found = await discover([folder]);
    const failed = await loadAll(workspace, backwards ? [...found].reverse() : found, silent);
    const inputs = [...(await readInputs(workspace.database)), ...failed];
    return { inputs, rejects: await readRejects(workspace.database) };
  } finally {
    await workspace.close();
  }
}

const hashOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

function faultsOf(mutant: Mutant, input: Input | undefined, rejects: number): string[] {
  if (input === undefined) return ['it is not in the ledger'];
  const faults: string[] = [];
  const codes = input.warnings.map(({ code }) => code);
  if (codes.includes('unreadable')) faults.push(`unreadable: ${input.warnings[0]?.message}`);
  if (input.rows !== input.records + input.duplicates + input.rejects) faults.push('its ledger does not add up');
  if (input.records < 0 || input.duplicates < 0) faults.push('there are fewer than no rows');
  if (rejects !== input.rejects) faults.push(`${input.rejects} rejects are counted, ${rejects} are kept`);
  const known = !codes.includes('notRecognised');
  if (mutant.rows !== null && known && input.rows !== mutant.rows)
    faults.push(`${input.rows} rows instead of ${mutant.rows}`);
  if (mutant.rows !== null && !known) faults.push('it was not recognised');
  return faults;
}

async function runBatch(mutants: readonly Mutant[], bothWays: boolean): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-fuzz-'));
  try {
    for (const mutant of mutants) writeFileSync(join(folder, mutant.name), mutant.bytes);
    const { inputs, rejects } = await ledgerOf(folder, false);
    // The same content under several names is one input.
    const byHash = new Map(inputs.map((input) => [input.sha256, input]));
    const faults = mutants.flatMap((mutant) => {
      const input =
        byHash.get(hashOf(mutant.content)) ?? inputs.find(({ path }) => path.split('!/')[0] === mutant.name);
      const kept = rejects.filter(({ path }) => path === input?.path).length;
      return faultsOf(mutant, input, kept).map((what) => ({ file: mutant.name, done: mutant.done, what }));
    });
    const backwards = bothWays ? await ledgerOf(folder, true) : { inputs };
    const plain = (list: readonly Input[]): string[] => list.map((input) => JSON.stringify(input)).sort();
    const [one, two] = [plain(inputs), plain(backwards.inputs)];
    if (process.env.LETTERLOCK_FUZZ_KEEP !== undefined)
      for (const { file } of faults) copyFileSync(join(folder, file), join(process.env.LETTERLOCK_FUZZ_KEEP, file));
    const differing = one.flatMap((text, i) =>
      text === two[i] ? [] : [{ file: '', done: '', what: `another order, another ledger: ${text} / ${two[i]}` }],
    );
    const sum = (key: 'rows' | 'rejects'): number => inputs.reduce((all, input) => all + input[key], 0);
    const wholeContainers = mutants.filter(({ rows }) => rows !== null).length;
    return {
      files: mutants.length,
      rows: sum('rows'),
      rejects: sum('rejects'),
      wholeContainers,
      faults: [...faults, ...differing],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const batchSize = 50;

/** `files` mutants from a seed. A crash is a fault of its batch. */
export async function fuzz(files: number, seed: number, tell: (done: Outcome) => void = () => {}): Promise<Outcome> {
  const sources = makeSources(seed);
  const random = new Random(seed);
  let all: Outcome = { files: 0, rows: 0, rejects: 0, wholeContainers: 0, faults: [] };
  while (all.files < files) {
    const mutants = Array.from({ length: Math.min(batchSize, files - all.files) }, (_, i) =>
      mutate(random.pick(sources), random.fork(`file ${all.files + i}`), all.files + i),
    );
    const batch = await runBatch(mutants, (all.files / batchSize) % 5 === 0).catch((error: unknown) => ({
      ...{ files: mutants.length, rows: 0, rejects: 0, wholeContainers: 0 },
      faults: [
        {
          file: mutants.map(({ name }) => name).join(' '),
          done: '',
          what: `crash: ${error instanceof Error ? error.stack : error}`,
        },
      ],
    }));
    all = {
      files: all.files + batch.files,
      rows: all.rows + batch.rows,
      rejects: all.rejects + batch.rejects,
      wholeContainers: all.wholeContainers + batch.wholeContainers,
      faults: [...all.faults, ...batch.faults],
    };
    tell(all);
  }
  return all;
}
