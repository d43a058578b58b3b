// Complaints 1 to 15: what gets lost, doubled or cut while a log is collected. Each is a small synthetic export, and all lie in
// one folder, as they would; the ledger must say of each file what is wrong with it.
import { beforeAll, describe, expect, it } from 'vitest';
import { everything, investigate, type Result } from '../../src/letterlock.js';
import { sql } from '../../src/query/sql.js';
import { loadRules } from '../../src/sigma/load.js';
import type { Workspace } from '../../src/store/workspace.js';
import { at, bind, type Fields } from '../store/row.js';
import { type Files, lines, load } from '../store/world.js';
import { named } from './list.js';

const minute = 60_000;
const lean = (id: string, ms: number): Fields => ({
  ...{ Id: id, CreationTime: new Date(ms).toISOString().slice(0, 19), Operation: 'Send', RecordType: 2 },
  ...{ UserId: 'ann@x.example', Workload: 'Exchange' },
});
const result = (id: string, place: number, of: number, auditData: unknown = lean(id, at(0))): Fields => ({
  ...{ Identity: id, ResultIndex: place, ResultCount: of, CreationDate: '2024-03-04T00:00:00Z' },
  ...{ UserIds: 'ann@x.example', Operations: 'Send', AuditData: auditData },
});
const numbers = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const found = (name: string, places: readonly number[], of: number): Fields[] =>
  places.map((place) => result(`${name} ${place}`, place, of));
const quoted = (text: unknown): string => `"${String(text).replaceAll('"', '""')}"`;
const portal = (rows: readonly Fields[]): string =>
  ['RecordId,CreationDate,RecordType,Operation,UserId,AuditData']
    .concat(rows.map((row) => [row.Id, '', 2, 'Send', row.UserId, JSON.stringify(row)].map(quoted).join(',')))
    .join('\r\n');

const graph = (id: string): Fields => ({
  ...{ id, createdDateTime: '2024-03-04T00:00:00Z', auditLogRecordType: 'exchangeItem', operation: 'Send' },
  ...{ userPrincipalName: 'ann@x.example', auditData: lean(id, at(0)) },
});
const page = (ids: readonly string[]): string =>
  JSON.stringify({ '@odata.context': 'x', value: ids.map(graph) }, null, 1);
const failure = { error: { code: 'UnknownError', message: '', innerError: { date: '2024-03-04T00:00:00' } } };

const crashed = ['r1', 'r2', 'r3', 'r4'].map((id) => lean(id, at(1)));
const wide = (id: string): string =>
  JSON.stringify(bind({ id, at: at(1), messages: numbers(1, 900).map((n) => `<${n}.${'x'.repeat(50)}@x.example>`) }));
const rule = (id: string, parameters: unknown): Fields => ({
  ...{ ...lean(id, at(2)), RecordType: 1, Operation: 'New-InboxRule', MailboxOwnerUPN: 'ann@x.example' },
  Parameters: parameters,
});
const sends = [
  { Name: 'Name', Value: '.' },
  { Name: 'ForwardTo', Value: 'spy@elsewhere.example' },
];
const events = ['e1', 'e2', 'e3'].map((id) => lean(id, at(2)));

const files: Files = {
  '01-stopped.json': JSON.stringify(found('stopped', numbers(1, 8), 83_348)),
  '01-plateau.jsonl': lines(numbers(1, 5000).map((n) => lean(`plateau ${n}`, at(3) + n * minute))),
  '02-anew.json': JSON.stringify([...found('anew', numbers(1, 6), 9), ...found('anew', numbers(1, 6), 9)]),
  '03-one-type.csv': portal(['m1', 'm2'].map((id) => lean(id, at(0)))),
  '03-merged.csv': ['m1', 'm2', 'm3'].map((id) => portal([lean(id, at(0)), lean(id, at(0))])).join('\r\n'),
  '04-cancelled.json': JSON.stringify([...found('cancelled', [1, 2], 2), result('given up', -1, 0, '')]),
  '06-short.json': JSON.stringify([
    ...found('short', numbers(1, 3), 3),
    ...found('page', [...numbers(1, 4), ...numbers(6, 9)], 9),
  ]),
  '07-torn.json': page(['g1', 'g2', 'g3']).slice(0, -170),
  '08-errors.json': `${page(['h1', 'h2'])}\n${JSON.stringify(failure, null, 1)}\n${page(['h3'])}`,
  '09-before.jsonl': lines(crashed.slice(0, 3)) + JSON.stringify(crashed[3]).slice(0, 60),
  '09-resumed.jsonl': lines(crashed.slice(1)),
  '11-cut.json': JSON.stringify([result('cut', 1, 2, wide('cut').slice(0, 3062)), result('not cut', 2, 2)]),
  '12-paged.json': JSON.stringify([...found('paged', [1, 2, 3], 3), result('paged 2', 2, 3)]),
  '14-over-64-kb.jsonl': `${wide('wide')}\n`,
  '14-skipped.json': JSON.stringify([result('skipped', 1, 2, wide('skipped').slice(0, 65_536)), result('s2', 2, 2)]),
  '15-pages.jsonl': lines([...events, events[2] as Fields]),
  '15-parameters.jsonl': lines([
    rule('list', sends),
    rule('text', JSON.stringify(sends)),
    rule('object', { Name: '.', ForwardTo: 'spy@elsewhere.example' }),
  ]),
};

let workspace: Workspace;
let answer: Result;
beforeAll(async () => {
  workspace = await load(files);
  answer = await investigate(workspace, { ...everything, rules: await loadRules(['detections']) });
});

const input = (name: string) => answer.inputs.find(({ path }) => path === name);
const sums = (name: string): (number | undefined)[] => {
  const { rows, records, duplicates, rejects } = input(name) ?? {};
  return [rows, records, duplicates, rejects];
};
const said = (name: string): string =>
  (input(name)?.warnings ?? []).map(({ code, message }) => `${code}: ${message}`).join('\n');
const rejects = (name: string) => answer.rejects.filter(({ path }) => path === name);

describe('what gets lost while a log is collected', () => {
  it(named(1), () => {
    expect(said('01-stopped.json')).toBe(
      'probablyTruncated: the export says that there are 83,348 results, but this file holds 8 rows',
    );
    expect(said('01-plateau.jsonl')).toMatch(/^probablyTruncated: the file holds exactly 5,000 rows, .* limit/);
    const limits = answer.coverage.limits.filter(({ code }) => code === 'probablyTruncated');
    expect(limits.map(({ message }) => message).join()).toContain('83,348');
  });

  it(named(2), () => {
    expect(sums('02-anew.json')).toEqual([12, 6, 6, 0]);
    expect(said('02-anew.json')).toContain('9 results, but this file holds 12 rows, of which 6 repeat another');
  });

  it(named(3), () => {
    const both = ['03-one-type.csv', '03-merged.csv'].map((name) => sums(name));
    expect(both.map(([rows]) => rows)).toEqual([2, 8]);
    // Three records, however often; the headers in the middle are named.
    expect(both.reduce((sum, [, records]) => sum + (records ?? 0), 0)).toBe(3);
    expect(rejects('03-merged.csv').map(({ code, line }) => [code, line])).toEqual([
      ['header', 4],
      ['header', 7],
    ]);
  });

  it(named(4), () => {
    expect(said('04-cancelled.json')).toContain('failedSearch: 1 row with ResultIndex -1: the search gave up there');
    expect(rejects('04-cancelled.json')).toMatchObject([{ row: 3, code: 'empty' }]);
    // Hours in which nothing came at all: test/blind-spots.test.ts.
  });

  it(named(6), () => expect(said('06-short.json')).toMatch(/^incompleteSearch: 1 search .* promised 1 more result/));

  it(named(7), () => {
    expect(sums('07-torn.json')).toEqual([3, 2, 0, 1]);
    expect(rejects('07-torn.json')).toMatchObject([{ row: 3, code: 'invalidJson', salvaged: { id: 'g3' } }]);
  });

  it(named(8), () => {
    expect(sums('08-errors.json')).toEqual([4, 3, 0, 1]);
    expect(rejects('08-errors.json')).toMatchObject([{ row: 3, code: 'empty' }]);
  });

  it(named(9), () => {
    expect(sums('09-before.jsonl')[3]).toBe(1);
    expect(rejects('09-before.jsonl')).toMatchObject([{ row: 4, line: 4, salvaged: { id: 'r4' } }]);
    const kept = ['09-before.jsonl', '09-resumed.jsonl'].map((name) => sums(name)[1] ?? 0);
    expect(kept[0] as number).toBe(4 - (kept[1] as number));
  });

  it(named(10), async () => {
    const all = ['k1', 'k2', 'k3', 'k4'].map((id) => bind({ id, at: at(1) }));
    const apart = Object.fromEntries(all.map((row, n) => [`${n}.jsonl`, lines([row])]));
    const read = async (some: Files): Promise<unknown[]> =>
      (await load(some)).database.rows(sql`SELECT * EXCLUDE (file) FROM audit ORDER BY id`);
    const merged = await read({ 'merged.json': JSON.stringify(all) });
    expect((await read(apart)).map((row) => row)).toEqual(merged);
    expect(merged).toHaveLength(4);
  });

  it(named(11), () => {
    expect(said('11-cut.json')).toContain('after exactly 3,062 characters, an old fault of Search-UnifiedAuditLog');
    expect(rejects('11-cut.json')).toMatchObject([
      { row: 1, code: 'invalidJson', salvaged: { id: 'cut', time: '2024-03-04T00:00:00Z', user: 'ann@x.example' } },
    ]);
  });

  it(named(12), () => expect(sums('12-paged.json')).toEqual([4, 3, 1, 0]));

  it(named(13), async () => {
    const slices = [3000, 5000, 5000, 12].flatMap((rows, slice) =>
      Array.from({ length: rows }, (_, n) => lean(`${slice} ${n}`, at(0) + slice * minute)),
    );
    const { database } = await load({ 'slices.jsonl': lines(slices) });
    const [{ warnings } = { warnings: '' }] = await database.rows<{ warnings: string }>(
      sql`SELECT warnings::VARCHAR AS warnings FROM input`,
    );
    expect(warnings).toContain('2 minutes of this file hold exactly as many rows as a search gives at most');
  });

  it(named(14), () => {
    expect(wide('wide').length).toBeGreaterThan(65_536);
    expect(sums('14-over-64-kb.jsonl')).toEqual([1, 1, 0, 0]);
    expect(said('14-skipped.json')).toContain(
      'cut after exactly 65,536 characters, the most that some collectors take',
    );
    // What was opened in the hours of a collector that had stopped: test/blind-spots.test.ts.
  });

  it(named(15), async () => {
    expect(sums('15-pages.jsonl')).toEqual([4, 3, 1, 0]);
    expect(sums('15-parameters.jsonl')).toEqual([3, 3, 0, 0]);
    const sent = answer.cases.flatMap(({ exposure }) => exposure.diverted);
    expect(sent.map(({ mailbox, to, records }) => ({ mailbox, to, records }))).toEqual([
      { mailbox: 'ann@x.example', to: ['spy@elsewhere.example'], records: ['list', 'object', 'text'] },
    ]);
  });
});
