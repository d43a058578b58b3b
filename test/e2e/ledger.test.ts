// Proves the completeness ledger: in every file rows = records + duplicates + rejects, each figure as a slow second reader
// counts it; a reject names its row and line and what could be salvaged; figures and coverage follow from the records kept.
import { beforeAll, expect, test } from 'vitest';
import { type ExportFile, isReject, writeOverlapping } from '../oracle/exports.js';
import { type Oracle, readAll } from '../oracle/read.js';
import { accessesOf, accessFigures, countBy, signInFigures } from '../oracle/tally.js';
import { createWorld } from '../oracle/world.js';
import { writeSignIns } from '../oracle/write-sign-ins.js';
import { investigate, type Outcome, proof, workshop } from './run.js';

const fresh = workshop();

proof.each([
  { seed: 11, signIns: 'graphArray' },
  { seed: 12, signIns: 'portalCsv' },
] as const)('the ledger of world $seed', ({ seed, signIns }) => {
  let files: ExportFile[];
  let oracle: Oracle;
  let run: Outcome;

  beforeAll(async () => {
    const world = createWorld({
      seed,
      users: 4,
      days: 10,
      intrusions: ['forged'],
      otherAudit: true,
      backup: true,
      throttled: true,
    });
    const { cwd, logs } = fresh();
    files = writeOverlapping(logs, world, { seed, pieces: 10, damage: 0.04, gzip: true });
    writeSignIns(logs, 'tenant', [...world.signIns, ...world.signIns.slice(0, 20)], signIns);
    oracle = readAll([logs]);
    run = await investigate(cwd, ['logs']);
  });

  const inputOf = (name: string) =>
    run.result.inputs.find((input) => input.path === name || input.path.startsWith(`${name}!/`));

  test('rows are records, duplicates and rejects', () => {
    for (const input of run.result.inputs) {
      expect(input.rows, input.path).toBe(input.records + input.duplicates + input.rejects);
    }
  });

  test('every file stands there with the figures of the second reader', () => {
    const said = oracle.files.map(({ name }) => {
      const { rows, records, duplicates, rejects, sha256, bytes } = inputOf(name) ?? {};
      return { name, rows, records, duplicates, rejects, sha256, bytes };
    });
    const wanted = oracle.files.map(({ name, rows, records, duplicates, rejects, sha256, bytes }) => {
      return { name, rows: rows.length, records, duplicates, rejects: rejects.length, sha256, bytes };
    });
    expect(said).toEqual(wanted);
    expect(run.result.inputs.length).toBe(oracle.files.length);
  });

  test('as many rejects as rows were damaged', () => {
    expect(run.result.rejects.length).toBe(files.flatMap((file) => file.rows).filter(isReject).length);
  });

  test('a reject names its row, its line and what could be salvaged', () => {
    for (const file of oracle.files) {
      const said = run.result.rejects.filter((reject) => reject.path.startsWith(file.name));
      const short = (row: unknown, line: unknown, salvaged: { id: string | null; operation: string | null }) => ({
        row,
        line:
          file.name.includes('Array') || file.name.includes('Blob') || file.name.includes('cmdletJson') ? null : line,
        id: salvaged.id,
        operation: salvaged.operation,
      });
      const wanted = file.rejects.map(({ row, line, salvaged }) => short(row, line, salvaged));
      expect(
        said.map(({ row, line, salvaged }) => short(row, line, salvaged)),
        file.name,
      ).toEqual(wanted);
      for (const reject of said) expect(reject.reason, file.name).not.toBe('');
    }
  });

  test('a row without an id is a record, and is warned about', () => {
    for (const file of files.filter(({ rows }) => rows.some((row) => row.damage === 'noId'))) {
      const name = file.path.split('/').at(-1) ?? '';
      expect(inputOf(name)?.warnings.length, name).toBeGreaterThan(0);
    }
  });

  test('accesses are counted after de-duplication', () => {
    expect(run.result.accesses).toEqual(accessFigures(oracle.records));
    expect(run.result.reconciliation.total).toBe(accessFigures(oracle.records).records);
  });

  test('coverage counts each mailbox and each kind of sign-in', () => {
    const mailboxes = Object.fromEntries(run.result.coverage.mailboxes.map((row) => [row.mailbox, row.accessRecords]));
    expect(mailboxes).toEqual(countBy(accessesOf(oracle.records), (record) => record.mailbox));
    const kinds = run.result.coverage.signIns.filter(({ kind }) => kind !== 'auditLog');
    const figures = kinds.map(({ kind, rows, failures, users }) => {
      // What counts as a user of a service principal's sign-in is not said in the contract.
      return [kind, { rows, failures, users: kind === 'servicePrincipal' ? 0 : users }];
    });
    expect(Object.fromEntries(figures)).toEqual(signInFigures(oracle.records));
  });
});
