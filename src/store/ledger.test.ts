// The completeness ledger: rows = records + duplicates + rejects, per file, and rejects with their row and line.
import { describe, expect, it } from 'vitest';
import { bind, type Fields, signIn } from '../../test/store/row.js';
import { inputsOf, lines, load } from '../../test/store/world.js';
import { readRejects } from './ledger.js';

const row = (id: string, more: Fields = {}): Fields => bind({ id, at: Date.UTC(2024, 2, 4, 10), more });
const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const header = 'RecordId,CreationDate,RecordType,Operation,UserId,AuditData';
const csvRow = (id: string, data: string): string =>
  `${id},2024-03-04T10:00:00Z,50,MailItemsAccessed,Ann@x.example,${cell(data)}`;

describe('the ledger', () => {
  it('counts every row once, whichever file it stands in', async () => {
    const workspace = await load({
      'a.jsonl': lines([row('1'), row('2'), row('2'), row('3', { CreationTime: undefined })]),
      'b.json': JSON.stringify([row('2'), row('4')]),
      'c.csv': `${header}\r\n${csvRow('5', JSON.stringify(row('5')))}\r\n${csvRow('6', '')}\r\n`,
      'd.jsonl': lines([signIn({ id: '1', at: 0 }), signIn({ id: '7', at: Date.UTC(2024, 2, 4) })]),
      'e.txt': 'nothing of ours',
    });
    const inputs = await inputsOf(workspace);
    for (const input of inputs) expect(input.rows).toBe(input.records + input.duplicates + input.rejects);
    const figures = inputs.map(({ path, rows, rejects }) => [path, rows, rejects]);
    expect(figures).toEqual([
      ['a.jsonl', 4, 1],
      ['b.json', 2, 0],
      ['c.csv', 2, 1],
      ['d.jsonl', 2, 1],
      ['e.txt', 0, 0],
    ]);
    expect(inputs.slice(0, 3).reduce((sum, input) => sum + input.records, 0)).toBe(4);
    expect(inputs[4]).toMatchObject({ shape: 'unknown', warnings: [{ code: 'notRecognised' }] });
  });

  it('takes the same content under two paths for one input, named by the smaller', async () => {
    const workspace = await load({ 'z.jsonl': lines([row('1')]), 'a.jsonl': lines([row('1')]) });
    expect((await inputsOf(workspace)).map(({ path, records }) => [path, records])).toEqual([['a.jsonl', 1]]);
  });

  it('warns of ids that were made, of plateaus and of promised results', async () => {
    const cmdlet = (id: string, count: number): Fields => ({
      Identity: id,
      ResultIndex: 1,
      ResultCount: count,
      AuditData: row(id),
    });
    const workspace = await load({
      'a.jsonl': lines([row('1', { Id: undefined })]),
      'b.json': JSON.stringify([cmdlet('2', 900)]),
      'c.jsonl': lines(Array.from({ length: 5000 }, (_, i) => ({ ...row(`c${i}`), Folders: [] }))),
    });
    const codes = (await inputsOf(workspace)).map((input) => input.warnings.map((warning) => warning.code));
    expect(codes).toEqual([['derivedIds'], ['probablyTruncated'], ['probablyTruncated']]);
  });

  it('says where an empty export has nothing in it', async () => {
    const workspace = await load({ 'a.csv': `${header}\r\n`, 'b.json': '[]', 'c.json': '{"value":[]}', 'd.jsonl': '' });
    const figures = (await inputsOf(workspace)).map(({ shape, rows, warnings }) => [shape, rows, warnings.length]);
    expect(figures).toEqual([
      ['purviewCsv', 0, 0],
      ['unknown', 0, 1],
      ['unknown', 0, 1],
      ['empty', 0, 1],
    ]);
  });
});

describe('rejects', () => {
  it('a CSV with cells over several lines, blank lines and CRLF', async () => {
    const text = [
      header,
      csvRow('1', JSON.stringify(row('1'), null, 1)),
      '',
      csvRow('2', '{"Id":"2","CreationTime":"2024-03-04T10:00:00","Opera'),
      csvRow('3', ''),
      '',
      csvRow('4', JSON.stringify(row('4', { CreationTime: 'soon' }), null, 1)).replace('2024-03-04T10:00:00Z', ''),
      csvRow('5', JSON.stringify(row('5', { Operation: '' }))).replace('MailItemsAccessed', ''),
    ].join('\r\n');
    const workspace = await load({ 'a.csv': text });
    const long = JSON.stringify(row('1'), null, 1).split('\n').length;
    const second = JSON.stringify(row('4', { CreationTime: 'soon' }), null, 1).split('\n').length;
    expect(await readRejects(workspace.database)).toMatchObject([
      {
        path: 'a.csv',
        row: 2,
        line: 3 + long,
        code: 'invalidJson',
        salvaged: { id: '2', time: '2024-03-04T10:00:00Z', operation: 'MailItemsAccessed', user: 'ann@x.example' },
      },
      { row: 3, line: 4 + long, code: 'empty', salvaged: { id: '3', time: '2024-03-04T10:00:00Z' } },
      { row: 4, line: 6 + long, code: 'noTime', salvaged: { id: '4', time: null } },
      {
        row: 5,
        line: 6 + long + second,
        code: 'noOperation',
        salvaged: { id: '5', time: '2024-03-04T10:00:00Z', user: 'ann@x.example' },
      },
    ]);
    expect((await inputsOf(workspace))[0]).toMatchObject({ rows: 5, records: 1, rejects: 4 });
  });

  it.each(['\n', '\r\n'])('JSON lines: blank lines count as lines, not as rows (%j)', async (end) => {
    const rows = [
      JSON.stringify(row('1')),
      '',
      '  ',
      '{"Id":"2","UserId":"Bob@x.example","Cre',
      JSON.stringify(row('3')),
    ];
    const workspace = await load({ 'a.jsonl': rows.join(end) });
    const salvaged = { id: '2', user: 'bob@x.example' };
    expect(await readRejects(workspace.database)).toMatchObject([{ row: 2, line: 4, code: 'invalidJson', salvaged }]);
  });

  // dialect.ts readLines(): with mixed line ends the engine takes CR and LF for two, and later lines count too high.
  it('JSON lines: mixed line ends, as files put together have them', async () => {
    const workspace = await load({
      'a.jsonl': `${JSON.stringify(row('1'))}\n${JSON.stringify(row('2'))}\r\n{"Id":"3\n`,
    });
    expect(await readRejects(workspace.database)).toMatchObject([{ row: 3, line: 3 }]);
  });

  // rejects.ts salvage(): an empty text in the row is given as the operation; result.md wants null where it is unknown.
  it('an empty operation is none', async () => {
    const workspace = await load({ 'a.jsonl': lines([row('1', { Operation: '' })]) });
    expect(await readRejects(workspace.database)).toMatchObject([
      { code: 'noOperation', salvaged: { operation: null } },
    ]);
  });

  it('a time outside every audit log’s reach is none', async () => {
    const times = [
      '0001-01-01T00:00:00',
      '1970-01-01T00:00:00',
      '2100-01-01T00:00:00',
      '2099-12-31T23:59:59',
      '2000-01-01T00:00:00',
    ];
    const workspace = await load({ 'a.jsonl': lines(times.map((CreationTime, i) => row(`t${i}`, { CreationTime }))) });
    expect((await readRejects(workspace.database)).map(({ row, code }) => [row, code])).toEqual(
      [1, 2, 3].map((n) => [n, 'noTime']),
    );
  });

  // extract.ts problem(): epoch_ms('infinity') is null, so neither bound catches it and the row becomes a record.
  it('infinity is no usable time', async () => {
    const workspace = await load({ 'a.jsonl': lines([row('1', { CreationTime: 'infinity' })]) });
    expect(await readRejects(workspace.database)).toMatchObject([{ code: 'noTime' }]);
  });

  // extract.ts: the engine's json_valid refuses half of a surrogate pair, which JSON allows and which a subject that was cut
  // within an emoji contains; the record is lost as "probably cut".
  it('a subject cut within an emoji does not cost the record', async () => {
    const text = JSON.stringify(row('1')).replace(
      '"Workload":"Exchange"',
      '"Workload":"Exchange","Subject":"hello \\ud83d"',
    );
    const workspace = await load({ 'a.jsonl': `${text}\n${JSON.stringify(row('2'))}\n` });
    expect(JSON.parse(text).Subject).toHaveLength(7);
    const nameless = await load({ 'a.jsonl': `${text.replace('"Id":"1",', '')}\n` });
    const [input] = await inputsOf(nameless);
    expect([input?.records, input?.warnings[0]?.code]).toEqual([1, 'derivedIds']);
    expect((await inputsOf(workspace))[0]).toMatchObject({ records: 2, rejects: 0 });
  });
});
