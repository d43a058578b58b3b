// Signs that a file is not what it seems: searches that were cut within a file that looks long enough, records cut at one
// length, types and fields that are new. Each entry names the thread of users who met it.
import { describe, expect, it } from 'vitest';
import { bind, type Fields } from '../../test/store/row.js';
import { inputsOf, lines, load } from '../../test/store/world.js';

const minute = 60_000;
const from = Date.UTC(2024, 2, 4);
const lean = (id: string, at: number): Fields => ({
  Id: id,
  CreationTime: new Date(at).toISOString().slice(0, 19),
  Operation: 'Send',
  RecordType: 2,
  UserId: 'u',
  Workload: 'Exchange',
});

const found = async (files: Readonly<Record<string, string>>) => {
  const inputs = await inputsOf(await load(files));
  return Object.fromEntries(
    inputs.map(({ path, warnings }) => [path, warnings.map(({ code, message }) => [code, message])]),
  );
};

/** Rows of a search as Search-UnifiedAuditLog gives them: `promised` results, of which those in `places` are there. */
const search = (name: string, promised: number, places: readonly number[]): Fields[] =>
  places.map((n) => ({
    Identity: `${name}${n}`,
    ResultIndex: n,
    ResultCount: promised,
    AuditData: lean(`${name}${n}`, from + n * minute),
  }));
const upTo = (n: number, first = 1): number[] => Array.from({ length: n - first + 1 }, (_, i) => first + i);

describe('a file of several searches', () => {
  it('T0pCyber/hawk#289, Microsoft-Extractor-Suite#129: one search that was cut shows, however long the file is', async () => {
    const rows = [...search('a', 40, upTo(40)), ...search('b', 90, upTo(50)), ...search('c', 30, upTo(30, 6))];
    const { 'a.json': warnings } = await found({ 'a.json': JSON.stringify(rows) });
    expect(warnings?.map(([code]) => code)).toEqual(['incompleteSearch']);
    expect(warnings?.[0]?.[1]).toBe('1 search in this file promised 40 more results than are here');
  });

  it('holes within a search count too', async () => {
    const rows = [...search('a', 40, upTo(40)), ...search('b', 20, [1, 2, 3, 4, 8, 9, 19, 20])];
    expect((await found({ 'a.json': JSON.stringify(rows) }))['a.json']?.[0]?.[1]).toContain('12 more results');
  });

  it('counts that grow with the rows or with the pages lack nothing', async () => {
    const growing = upTo(30).flatMap((n) => search('g', n, [n]));
    const paged = [...search('p', 10, upTo(10)), ...search('q', 20, upTo(20, 11)), ...search('r', 25, upTo(25, 21))];
    const warnings = await found({ 'a.json': JSON.stringify(growing), 'b.json': JSON.stringify(paged) });
    expect(warnings).toEqual({ 'a.json': [], 'b.json': [] });
  });

  it('Microsoft-Extractor-Suite#129: a search that was begun anew is not whole because it has rows enough', async () => {
    const twice = (rows: readonly Fields[]): string => JSON.stringify([...rows, ...rows]);
    const doubled = upTo(12).map((n) => ({ ...search('d', 12, [Math.ceil(n / 2)])[0], ResultIndex: n }));
    const warnings = await found({
      'cut.json': twice(search('a', 9, upTo(6))),
      'whole.json': twice(search('b', 6, upTo(6))),
      'doubled.json': JSON.stringify(doubled),
    });
    expect(warnings['cut.json']).toEqual([
      [
        'probablyTruncated',
        'the export says that there are 9 results, but this file holds 12 rows, of which 6 repeat another',
      ],
    ]);
    expect(warnings['whole.json']).toEqual([]);
    expect(warnings['doubled.json']).toEqual([]);
  });

  it('a search that gave up', async () => {
    const rows = [...search('a', 3, upTo(3)), ...search('b', 0, [-1])];
    expect((await found({ 'a.json': JSON.stringify(rows) }))['a.json']?.map(([code]) => code)).toEqual([
      'failedSearch',
    ]);
  });
});

describe('windows without numbers', () => {
  it('microsoft/coe-starter-kit#3090: hours that are full to the row', async () => {
    const hour = (n: number, rows: number): Fields[] =>
      Array.from({ length: rows }, (_, i) => lean(`${n}-${i}`, from + n * 60 * minute + (i % 3600) * 1000));
    const full = await found({
      'a.jsonl': lines([...hour(0, 700), ...hour(1, 5000), ...hour(2, 5000), ...hour(3, 12)]),
    });
    expect(full['a.jsonl']?.map(([code]) => code)).toEqual(['probablyTruncated']);
    expect(full['a.jsonl']?.[0]?.[1]).toContain('2 hours of this file hold exactly as many rows');
    const busy = await found({ 'a.jsonl': lines([...hour(0, 700), ...hour(1, 5000), ...hour(2, 5001)]) });
    expect(busy['a.jsonl']).toEqual([]);
  });
});

describe('records', () => {
  const cutAt = (length: number, id: string) => ({
    Identity: id,
    AuditData: JSON.stringify(
      bind({ id, at: from, messages: Array.from({ length: 300 }, (_, n) => `<${n}@x.example>`) }),
    ).slice(0, length),
  });

  it('MicrosoftDocs/office-docs-powershell#1733: cut at 3,062 characters', async () => {
    const rows = [cutAt(3062, '1'), { Identity: '2', AuditData: bind({ id: '2', at: from }) }];
    const warnings = (await found({ 'a.json': JSON.stringify(rows) }))['a.json'];
    expect(warnings?.map(([code]) => code)).toEqual(['auditDataCut']);
    expect(warnings?.[0]?.[1]).toContain('after exactly 3,062 characters, an old fault of Search-UnifiedAuditLog');
  });

  it('cut at a length that nobody knows, where most are; not where each ends elsewhere', async () => {
    const same = [1, 2, 3].map((n) => cutAt(4000, `${n}`));
    const other = [1, 2, 3].map((n) => cutAt(4000 + n, `${n}`));
    const warnings = await found({ 'a.json': JSON.stringify(same), 'b.json': JSON.stringify(other) });
    expect(warnings['a.json']?.[0]?.[1]).toContain('4,000 characters: a tool on the way');
    expect(warnings['b.json']).toEqual([]);
  });

  it('of types and with fields that are new are kept, and said', async () => {
    const rows = [bind({ id: '1', at: from }), bind({ id: '2', at: from, more: { RecordType: 9999, Shiny: 1 } })];
    const inputs = await inputsOf(await load({ 'a.jsonl': lines(rows) }));
    expect(inputs[0]).toMatchObject({ records: 2, rejects: 0 });
    expect(inputs[0]?.warnings.map(({ code }) => code)).toEqual(['unknownRecordTypes', 'unknownFields']);
    expect(inputs[0]?.warnings[1]?.message).toContain('Shiny');
  });
});
