// The same records in every export that is not the record itself: what is stored must be what the bare records give. Each file
// holds an opened message, a synchronised folder, a copy, a row without a usable time, and where a row can be torn, a cut one.
import { beforeAll, describe, expect, it } from 'vitest';
import { bind, sync, tenant } from '../../../test/store/row.js';
import { load } from '../../../test/store/world.js';
import type { Database } from '../../query/database.js';
import { join, name, sql } from '../../query/sql.js';
import { auditFields } from '../../record/field.js';
import type { Row } from './fixtures/rows.js';
import * as rows from './fixtures/rows.js';

const time = Date.UTC(2024, 2, 4, 10);
interface Records {
  readonly whole: readonly Row[];
  readonly torn: string;
}

/** The ids of every file are its own, so that all files can lie in one workspace. */
function recordsOf(file: number): Records {
  const access = { at: time, session: 'SID-1', token: 'JYpgIpsdtUSw8suU8GstAA', issuedAt: time - 60_000 };
  const messages = ['<one@x.example>', '<two@x.example>'];
  const opened = bind({ ...access, id: `${file}-a`, messages, more: { LogonType: 2, ExternalAccess: false } });
  const more = { LogonType: 0, UserKey: 'K1' };
  const synced = sync({ id: `${file}-b`, at: time + 1000, session: 'EX-1', folder: 'Sent', more });
  const timeless: Row = { ...bind({ id: `${file}-c`, at: time }), CreationTime: undefined };
  return { whole: [opened, synced, opened, timeless], torn: json(bind({ id: `${file}-d`, at: time })).slice(0, 200) };
}
const json = (record: Row): string => JSON.stringify(record);

interface Case {
  readonly file: string;
  readonly shape: string;
  readonly content: (records: Records) => string;
  /** Rows that can be torn have a fifth. */
  readonly cut?: true;
  /** Fields that the export does not have. */
  readonly lacks?: readonly string[];
}

const withTorn = ({ whole, torn }: Records, row: (record: Row, text: string) => Row): Row[] => [
  ...whole.map((record) => row(record, json(record))),
  row(whole[3] as Row, torn),
];
const asText = (value: unknown): string => JSON.stringify(value);
const twice = (value: unknown): string => JSON.stringify(JSON.stringify(value));
const hit = (source: Row): Row => ({ _index: 'logs', _id: 'x', _score: 1, _source: source });
const office = ({ whole }: Records, as: (value: unknown) => unknown): Row[] =>
  whole.map((record) => rows.officeRow(record, as));
const splunkResult = (row: Row): Row => ({ preview: false, offset: 0, result: row });

const cases: Case[] = [
  { file: 'a.csv', shape: 'purviewCsv', content: (it) => rows.csv(withTorn(it, rows.portalRow)), cut: true },
  { file: 'a.jsonl', shape: 'purviewJson', content: (it) => rows.lines(withTorn(it, rows.portalRow)), cut: true },
  {
    file: 'a.json',
    shape: 'searchUnifiedAuditLogJson',
    content: (it) => JSON.stringify(withTorn(it, rows.cmdletRow), null, 4),
    cut: true,
  },
  {
    file: 'object.json',
    shape: 'searchUnifiedAuditLogJson',
    content: (it) =>
      `${JSON.stringify(it.whole.slice(0, 2).map((one) => rows.cmdletRow(one, one)))}\r\n\r\n${JSON.stringify(it.whole.slice(2).map((one) => rows.cmdletRow(one, one)))}`,
  },
  {
    file: 'joined.csv',
    shape: 'searchUnifiedAuditLogCsv',
    content: (it) => `#TYPE Selected.System.Object\r\n${rows.csv(withTorn(it, rows.cmdletRow))}`,
    cut: true,
  },
  {
    file: 'graph.json',
    shape: 'graphAuditRecord',
    content: (it) => JSON.stringify({ '@odata.context': 'x', value: it.whole.map((record) => rows.graphRow(record)) }),
  },
  {
    file: 'graph.jsonl',
    shape: 'graphAuditRecord',
    content: (it) => rows.lines(withTorn(it, rows.graphRow)),
    cut: true,
  },
  { file: 'graph.csv', shape: 'graphAuditRecord', content: (it) => rows.csv(withTorn(it, rows.graphRow)), cut: true },
  {
    file: 'siem.jsonl',
    shape: 'auditDataColumn',
    content: (it) => rows.lines(withTorn(it, (one, data) => hit({ o365: rows.portalRow(one, data) }))),
    cut: true,
  },
  {
    file: 'siem.csv',
    shape: 'auditDataColumn',
    content: (it) =>
      rows.csv(withTorn(it, (one, data) => ({ Host: 'h', ...rows.flattened({ ual: rows.portalRow(one, data) }) }))),
    cut: true,
  },
  {
    file: 'twice.jsonl',
    shape: 'auditDataColumn',
    content: (it) => rows.lines(withTorn(it, (_, data) => ({ when: 'x', AuditData: asText(data) }))),
    cut: true,
  },
  {
    file: 'cloud.json',
    shape: 'cloudAppEvents',
    content: (it) =>
      JSON.stringify({
        Schema: [{ Name: 'Timestamp' }],
        Results: it.whole.map((record) => rows.cloudAppRow(record, record)),
      }),
  },
  { file: 'cloud.csv', shape: 'cloudAppEvents', content: (it) => rows.csv(withTorn(it, rows.cloudAppRow)), cut: true },
  { file: 'office.csv', shape: 'officeActivity', content: (it) => rows.csv(office(it, asText)) },
  { file: 'office.jsonl', shape: 'officeActivity', content: (it) => rows.lines(office(it, asText)) },
  {
    file: 'office-objects.json',
    shape: 'officeActivity',
    content: (it) =>
      JSON.stringify(
        office(it, (value) => value),
        null,
        2,
      ),
  },
  { file: 'office-twice.csv', shape: 'officeActivity', content: (it) => rows.csv(office(it, twice)) },
  { file: 'office-tables.json', shape: 'officeActivity', content: (it) => rows.tables(office(it, asText)) },
  {
    file: 'elastic.jsonl',
    shape: 'elasticDocument',
    content: (it) => rows.lines(it.whole.map((one) => rows.elasticDocument(one, true))),
  },
  {
    file: 'elastic-hits.json',
    shape: 'elasticDocument',
    content: (it) =>
      JSON.stringify({
        took: 1,
        hits: { total: { value: 4 }, hits: it.whole.map((one) => hit(rows.elasticDocument(one, true))) },
      }),
  },
  {
    file: 'elastic-taken.jsonl',
    shape: 'elasticDocument',
    content: (it) => rows.lines(it.whole.map((one) => hit(rows.elasticDocument(one, false)))),
  },
  {
    file: 'elastic-flat.jsonl',
    shape: 'elasticDocument',
    content: (it) => rows.lines(it.whole.map((one) => rows.flattened(rows.elasticDocument(one, false)))),
  },
  {
    file: 'elastic-flat.csv',
    shape: 'elasticDocument',
    content: (it) => rows.csv(it.whole.map((one) => rows.flattened(rows.elasticDocument(one, false)))),
  },
  {
    file: 'splunk.csv',
    shape: 'splunkEvent',
    content: (it) =>
      rows.csv(withTorn(it, (_, data) => ({ _time: '2024-03-04T10:00:00.000+0000', host: 'h', _raw: data }))),
    cut: true,
  },
  {
    file: 'splunk.jsonl',
    shape: 'splunkEvent',
    content: (it) => rows.lines(withTorn(it, (_, data) => splunkResult({ _raw: data }))),
    cut: true,
  },
  {
    file: 'splunk.json',
    shape: 'splunkEvent',
    content: (it) =>
      JSON.stringify({
        preview: false,
        messages: [],
        fields: [{ name: '_raw' }],
        results: it.whole.map((one) => ({ _raw: json(one) })),
      }),
  },
  {
    file: 'splunk-fields.csv',
    shape: 'splunkEvent',
    content: (it) => rows.csv(it.whole.map(rows.splunkCells)),
    lacks: ['folders'],
  },
  {
    file: 'splunk-fields.jsonl',
    shape: 'splunkEvent',
    content: (it) => rows.lines(it.whole.map((one) => splunkResult(rows.splunkFields(one)))),
    lacks: ['folders'],
  },
];

const stored = sql`SELECT ${join(Object.keys(auditFields).map(name))} FROM audit`;
const readable = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value);

describe('one record in every export', () => {
  let database: Database;
  let bare: Row[];
  const recordsIn = async (file: number): Promise<Row[]> => {
    const found = await database.rows<Row>(sql`${stored} WHERE id LIKE ${`${file}-%`} ORDER BY id`);
    return found.map((row) => ({
      ...row,
      id: String(row.id).slice(-1),
      folders: readable(row.folders),
      parentFolder: readable(row.parentFolder),
    }));
  };
  beforeAll(async () => {
    const all = cases.map(({ file, content }, i) => [`${i}-${file}`, content(recordsOf(i))] as const);
    const plain = rows.lines(recordsOf(cases.length).whole.slice(0, 2));
    database = (await load({ ...Object.fromEntries(all), 'bare.jsonl': plain })).database;
    bare = await recordsIn(cases.length);
    expect(bare.map((row) => row.id)).toEqual(['a', 'b']);
    expect(bare[0]).toMatchObject({ tenant, mailAccessType: 'Bind', logonType: 2, throttled: 'False' });
  });

  it.each(cases.map((it, number) => ({ ...it, number })))(
    '$shape: $file',
    async ({ number, file, shape, cut, lacks = [] }) => {
      const [input] = await database.rows<Row>(
        sql`SELECT number, shape, "rows", rejects FROM input WHERE path = ${`${number}-${file}`}`,
      );
      expect(input).toMatchObject({ shape, rows: cut ? 5 : 4, rejects: cut ? 2 : 1 });
      const codes = await database.rows<{ code: string }>(
        sql`SELECT code FROM reject WHERE file = ${Number(input?.number)} ORDER BY code`,
      );
      expect(codes.map(({ code }) => code)).toEqual(cut ? ['invalidJson', 'noTime'] : ['noTime']);
      const without = (row: Row): Row =>
        Object.fromEntries(Object.entries(row).filter(([key]) => !lacks.includes(key)));
      expect((await recordsIn(number)).map(without)).toEqual(bare.map(without));
    },
  );
});
