// A command means the same in every export: what rules read of it stands under the record's own names, however the export took
// the record apart.
import { beforeAll, expect, it } from 'vitest';
import { bind, type Fields } from '../../../test/store/row.js';
import { load } from '../../../test/store/world.js';
import { sql } from '../../query/sql.js';
import {
  csv,
  elasticDocument,
  flattened,
  lines,
  officeRow,
  splunkCells,
  splunkFields,
  tables,
} from './fixtures/rows.js';

const at = Date.UTC(2024, 2, 4, 10);
const pairs = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([Name, Value]) => ({ Name, Value }));
const common = { Folders: undefined, ObjectId: 'EURPR01\\.', ResultStatus: 'True', UserKey: 'k' };
const records: Fields[] = [
  bind({
    id: 'rule',
    at,
    more: {
      ...{ ...common, RecordType: 1, Operation: 'New-InboxRule', OperationProperties: undefined },
      Parameters: pairs({ Name: '.', ForwardTo: 'spy@elsewhere.example', SubjectContainsWords: 'invoice;pay' }),
    },
  }),
  bind({
    id: 'consent',
    at,
    more: {
      ...{ ...common, RecordType: 8, Operation: 'Consent to application.', Workload: 'AzureActiveDirectory' },
      OperationProperties: undefined,
      ModifiedProperties: [
        { Name: 'ConsentAction.Permissions', NewValue: '[] => [[Scope: Mail.Read]]', OldValue: '-' },
      ],
      ExtendedProperties: pairs({ additionalDetails: '{"User-Agent":"EvoSTS"}', category: 'Application' }),
      Target: [{ ID: 'ServicePrincipal_1', Type: 2 }],
    },
  }),
];

const withLists = (record: Fields): Fields => ({ ...officeRow(record, JSON.stringify), ...office(record) });
const office = ({ Parameters, ModifiedProperties, ExtendedProperties, Target, ObjectId }: Fields): Fields =>
  Object.fromEntries(
    Object.entries({ Parameters, ModifiedProperties, ExtendedProperties, AADTarget: Target })
      .map(([key, value]) => [key, value === undefined ? '' : JSON.stringify(value)])
      .concat([['OfficeObjectId', String(ObjectId)]]),
  );
const asObjects = (record: Fields): Fields => {
  const { o365, ...rest } = elasticDocument(record, false) as { o365: { audit: Fields } };
  const folded = Object.entries(o365.audit).map(([key, value]) => [
    key,
    key === 'Parameters' || key === 'ExtendedProperties'
      ? Object.fromEntries((value as { Name: string; Value: string }[]).map(({ Name, Value }) => [Name, Value]))
      : value,
  ]);
  return { ...rest, o365: { audit: Object.fromEntries(folded) } };
};

const exports_: Readonly<Record<string, string>> = {
  'bare.jsonl': lines(records),
  'office.csv': csv(records.map(withLists)),
  'office.json': tables(records.map(withLists)),
  'elastic-hits.json': JSON.stringify({ hits: { hits: records.map((record) => ({ _source: asObjects(record) })) } }),
  'elastic-flat.jsonl': lines(records.map((record) => flattened(asObjects(record)))),
  'splunk.csv': csv(records.map(splunkCells)),
  'splunk.jsonl': lines(records.map((record) => ({ result: splunkFields(record) }))),
};

const read = ['Operation', 'Workload', 'ObjectId', 'ClientIPAddress', 'Parameters', 'ModifiedProperties', 'Target'];
const opened = (value: unknown): unknown =>
  typeof value === 'string' && /^[[{]/.test(value) ? JSON.parse(value) : value;
/** Splunk has texts for numbers. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value === '' ? null : (value ?? null), (_, v) => (typeof v === 'number' ? `${v}` : v)));

async function recordsOf(name: string): Promise<unknown[]> {
  const { database } = await load({ [name]: exports_[name] as string });
  const rows = await database.rows<{ raw: string }>(sql`SELECT raw FROM audit ORDER BY id`);
  return rows.map(({ raw }) => {
    const record = JSON.parse(raw) as Fields;
    return Object.fromEntries(read.map((key) => [key, plain(opened(record[key]))]));
  });
}

let bare: unknown[];
beforeAll(async () => {
  bare = await recordsOf('bare.jsonl');
  expect(bare).toHaveLength(2);
});

it.each(Object.keys(exports_))('%s', async (name) => {
  expect(await recordsOf(name)).toEqual(bare);
});

it('rows that become rejects keep their text, by which they are found again', async () => {
  const [rule] = records as [Fields];
  const timeless = { ...rule, Id: 'timeless', CreationTime: undefined };
  const { database } = await load({
    'office.csv': csv([withLists(rule), withLists(timeless)]),
    'elastic.jsonl': lines([asObjects(rule), asObjects(timeless)]),
    'splunk.csv': csv([rule, timeless].map(splunkCells)),
  });
  const rejects = await database.rows(sql`SELECT code, "row", id FROM reject ORDER BY file`);
  expect(rejects).toEqual(Array.from({ length: 3 }, () => ({ code: 'noTime', row: 2, id: 'timeless' })));
});
