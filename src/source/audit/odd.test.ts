// What only some exports have: rows of other logs, lists instead of logs, headers in the middle, workspaces instead of tenants, and
// the older log of a single mailbox. Nothing of it may be lost, and nothing may be taken for what it is not.
import { describe, expect, it } from 'vitest';
import { bind, tenant } from '../../../test/store/row.js';
import { load } from '../../../test/store/world.js';
import { sql } from '../../query/sql.js';
import {
  cloudAppRow,
  csv,
  elasticDocument,
  flattened,
  lines,
  officeRow,
  portalRow,
  type Row,
} from './fixtures/rows.js';

const time = Date.UTC(2024, 2, 4, 10);
const record = bind({ id: 'a1', at: time });
const json = JSON.stringify(record);
const asText = (value: unknown): string => JSON.stringify(value);

interface Read {
  readonly shape: string;
  readonly records: Row[];
  readonly codes: string[];
  readonly rejects: Row[];
}

async function read(name: string, content: string): Promise<Read> {
  const { database } = await load({ [name]: content });
  const [input] = await database.rows<{ shape: string }>(sql`SELECT shape FROM input`);
  const records = await database.rows<Row>(sql`SELECT * FROM audit ORDER BY id`);
  const rejects = await database.rows<Row>(
    sql`SELECT code, id, epoch_ms("at") AS at, operation, "user" FROM reject ORDER BY "row"`,
  );
  return { shape: input?.shape ?? '', records, rejects, codes: rejects.map(({ code }) => String(code)) };
}

describe('rows of other logs', () => {
  it('CloudAppEvents of other applications', async () => {
    const aws = { eventName: 'GetObject', eventTime: '2024-03-04T10:00:00Z' };
    const rows = [cloudAppRow(record, record), cloudAppRow(record, aws), cloudAppRow(record, json.slice(0, 300))];
    const { records, codes } = await read('a.jsonl', lines(rows));
    expect(records.map(({ id }) => id)).toEqual(['a1']);
    expect(codes).toEqual(['otherLog', 'invalidJson']);
  });

  it('a union of tables', async () => {
    const rows = [officeRow(record, asText), { ...officeRow(record, asText), Type: 'AzureMetrics', OfficeId: 'x' }];
    const { shape, records, codes } = await read('a.csv', csv(rows));
    expect([shape, records.length, codes]).toEqual(['officeActivity', 1, ['otherLog']]);
  });

  it('other documents and events of a SIEM', async () => {
    const other = { '@timestamp': '2024-03-04T10:00:00.000Z', message: 'x', o365: { audit: {} } };
    const elastic = await read('a.jsonl', lines([elasticDocument(record, true), { ...other, '@timestamp': null }]));
    expect([elastic.records.length, elastic.codes]).toEqual([1, ['otherLog']]);
    const splunk = await read('b.csv', csv([{ _raw: json }, { _raw: '{"action":"x"}' }]));
    expect([splunk.records.length, splunk.codes]).toEqual([1, ['otherLog']]);
  });
});

describe('OfficeActivity', () => {
  it('a table without the organisation has the workspace in its place, and finds the record that names it', async () => {
    const { OrganizationId, ...row } = officeRow(record, asText);
    expect(OrganizationId).toBe(tenant);
    const alone = await read('a.jsonl', lines([row]));
    expect(alone.records[0]).toMatchObject({ tenant: 'workspace:11111111-aaaa-4000-8000-000000000000' });
    const { database } = await load({ 'a.jsonl': lines([row]), 'b.jsonl': lines([record]) });
    const both = await database.rows(sql`SELECT tenant, "clientInfo" FROM audit`);
    expect(both).toEqual([{ tenant, clientInfo: 'Client=REST;Client=RESTSystem;;' }]);
  });

  it('tables without AppAccessContext, with names in place of numbers, and the portal’s column for the time', async () => {
    const { TimeGenerated, AppAccessContext, ...row } = officeRow({ ...record, LogonType: 1 }, asText);
    expect(AppAccessContext).toBeDefined();
    const names = { 'TimeGenerated [UTC]': TimeGenerated, UserType: 'DcAdmin', RecordType: 'SomethingNew' };
    const { records } = await read('a.csv', csv([{ ...row, ...names }]));
    expect(records[0]).toMatchObject({ tokenIdText: null, userType: 3, recordType: null, logonType: 1 });
    const other = { RecordType: ' sharePointSharingOperation' };
    expect((await read('b.csv', csv([{ ...row, ...names, ...other }]))).records[0]).toMatchObject({ recordType: 14 });
  });
});

describe('joined and summed up', () => {
  it('a header in the middle of a joined file', async () => {
    const one = csv([portalRow(record, json)]);
    const { records, codes } = await read('a.csv', `${one}\r\n${one}`);
    expect([records.length, codes]).toEqual([1, ['header']]);
  });

  it('a type line in the middle of a joined file', async () => {
    const one = `#TYPE Selected.System.Object\r\n${csv([portalRow(record, json)])}`;
    const { records, codes } = await read('a.csv', `${one}\r\n${one}`);
    expect([records.length, codes]).toEqual([1, ['empty', 'header']]);
  });

  it("a collector's list of sessions is no log", async () => {
    const row = {
      TimeStamp: '2024-03-04T10:00:00',
      User: 'Ann@x.example',
      Action: 'MailItemsAccessed',
      SessionId: 'SID-1',
      ClientIP: '198.51.100.10',
      MailAccessType: 'Bind',
      IsThrottled: 'False',
      OperationCount: 2,
    };
    const { shape, records, rejects } = await read('a.csv', csv([row]));
    expect([shape, records.length]).toEqual(['accessSummary', 0]);
    expect(rejects).toEqual([
      { code: 'summary', id: null, at: time, operation: 'MailItemsAccessed', user: 'ann@x.example' },
    ]);
  });

  it('and so is its list of messages', async () => {
    const row = {
      Timestamp: '2024-03-04T10:00:00',
      User: 'ann@x.example',
      IPaddress: 'x',
      SessionID: 'y',
      InternetMessageId: '<z>',
    };
    expect(await read('a.csv', csv([row]))).toMatchObject({ shape: 'accessSummary', codes: ['summary'] });
  });
});

describe('the log of a single mailbox', () => {
  const row = {
    Operation: 'MailItemsAccessed',
    OperationResult: 'Succeeded',
    LogonType: 'Delegate',
    ExternalAccess: false,
    FolderId: 'f2',
    FolderPathName: '\\Sent',
    ClientInfoString: 'Client=MSExchangeRPC',
    ClientIPAddress: '198.51.100.10',
    MailboxOwnerUPN: 'Ann@x.example',
    LogonUserDisplayName: 'Bob',
    SessionId: 'EX-1',
    OperationProperties: 'MailAccessType:Sync; IsThrottled:False',
    LastAccessed: '2024-03-04T10:00:00Z',
    Identity: 'AAA=',
  };
  const same = {
    id: 'AAA=',
    tenant: null,
    logonType: 2,
    user: 'bob',
    mailboxOwner: 'ann@x.example',
    throttled: 'False',
  };

  it.each([
    ['a.csv', csv([row])],
    ['a.json', JSON.stringify([{ ...row, LastAccessed: `/Date(${time})/` }], null, 2)],
    ['b.json', JSON.stringify({ ...row, OperationProperties: ['MailAccessType:Sync', 'IsThrottled:False'] })],
  ])('%s', async (name, content) => {
    const { shape, records } = await read(name, content);
    expect(shape).toBe('mailboxAuditLog');
    expect(records[0]).toMatchObject({ ...same, mailAccessType: 'Sync', exchangeSessionId: 'EX-1' });
    expect(JSON.parse(String(records[0]?.parentFolder))).toEqual({ Id: 'f2', Name: null, Path: '\\Sent' });
  });

  it('opened messages stand in a column of their own, the owner under their address', async () => {
    const folders = [{ Id: 'f', Path: '\\Inbox', FolderItems: [{ InternetMessageId: '<one@x.example>' }] }];
    const bound = {
      ...row,
      LogonType: 'Owner',
      OperationProperties: 'MailAccessType:Bind',
      AggregatedRecordFoldersData: JSON.stringify(folders),
    };
    const { records } = await read('a.csv', csv([bound]));
    expect(records[0]).toMatchObject({ user: 'ann@x.example', mailAccessType: 'Bind', logonType: 0 });
    expect(JSON.parse(String(records[0]?.folders))).toEqual(folders);
  });
});

it('an id, a time and a user that only stand around a record are taken from there', async () => {
  const { Id, CreationTime, UserId, ...rest } = record;
  const beside = { siem: { RecordId: Id, CreationDate: `${CreationTime}Z`, UserId, AuditData: JSON.stringify(rest) } };
  for (const [name, content] of [
    ['a.jsonl', lines([beside])],
    ['a.csv', csv([flattened(beside)])],
  ] as const) {
    const { records } = await read(name, content);
    expect(records[0]).toMatchObject({ id: 'a1', user: 'ann@x.example', operation: 'MailItemsAccessed' });
  }
});
