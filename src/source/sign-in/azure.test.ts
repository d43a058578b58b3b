// The same sign-ins as Graph gives them, as a workspace's tables, Azure Monitor's envelopes, PowerShell's objects and advanced
// hunting: each shape alone gives the same record, and all of them together give each record once.
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { capitalised, envelope, huntingRow, tableCsv, tableRow } from '../../../test/oracle/azure-rows.js';
import { at, type Fields, guid, mobile, signIn, tenant } from '../../../test/store/row.js';
import { type Files, inputsOf, lines, load } from '../../../test/store/world.js';
import { sql } from '../../query/sql.js';

const more = {
  appDisplayName: 'Outlook',
  resourceDisplayName: 'Office 365 Exchange Online',
  ipAddressFromResourceProvider: '2001:db8::5',
  location: { city: 'Ulm', countryOrRegion: 'DE' },
  clientAppUsed: 'Browser',
  userAgent: 'Mozilla/5.0 (X; "odd", one)',
  authenticationProtocol: 'deviceCode',
  incomingTokenType: 'none',
  tokenIssuerType: 'AzureAD',
  originalRequestId: guid('o'),
  correlationId: 'C1',
  deviceDetail: { deviceId: 'dev-1', browser: 'Edge 1' },
};
const kinds = ['interactiveUser', 'nonInteractiveUser', 'servicePrincipal', 'managedIdentity'] as const;
const people: Fields[] = kinds
  .slice(0, 2)
  .map((kind, i) => signIn({ kind, at: at(0, i), session: `S${i}`, errorCode: i * 50126, app: mobile, more }));
const services: Fields[] = kinds.slice(2).map((kind, i) =>
  signIn({
    kind,
    at: at(0, 5 + i),
    app: guid('app'),
    more: { location: more.location, resourceDisplayName: 'Exchange', correlationId: 'C2' },
  }),
);
const all = [...people, ...services];

const columns = sql`id, tenant, "at"::VARCHAR AS "at", kind, "userId", "user", application, "servicePrincipalId", resource,
  "resourceName", "addressText", "resourceAddressText", country, "errorCode", "clientApp", "userAgent", "authenticationProtocol",
  "tokenIssuerType", "sessionId", "tokenIdText", "originalRequestId", "correlationId", "deviceId"`;
async function stored(files: Files): Promise<Fields[]> {
  const { database } = await load(files);
  return database.rows<Fields>(sql`SELECT ${columns} FROM "signIn" ORDER BY "at", id`);
}

const shapes: Readonly<Record<string, (rows: readonly Fields[]) => string | Buffer>> = {
  'Graph, arrays one after another': (rows) => rows.map((row) => JSON.stringify([row], null, 2)).join('\r\n\r\n'),
  'tables, JSON': (rows) => JSON.stringify(rows.map(tableRow)),
  'tables, JSON lines': (rows) => lines(rows.map(tableRow)),
  'tables, CSV of the portal': (rows) => `\ufeff${tableCsv(rows.map(tableRow), ' [UTC]')}`,
  'tables, CSV, UTF-16': (rows) => Buffer.from(`\ufeff${tableCsv(rows.map(tableRow))}`, 'utf16le'),
  'tables, CSV, gzip': (rows) => gzipSync(tableCsv(rows.map(tableRow))),
  'Event Hub': (rows) => JSON.stringify({ records: rows.map((row) => envelope(row)) }),
  'Event Hub, a message a line': (rows) =>
    rows.map((row) => `${JSON.stringify({ records: [envelope(row)] })}\n`).join(''),
  'Storage lines': (rows) => lines(rows.map((row) => envelope(row))),
  'Storage lines, properties as text': (rows) => lines(rows.map((row) => envelope(row, true))),
  'Storage lines, UTF-16': (rows) => Buffer.from(`\ufeff${lines(rows.map((row) => envelope(row)))}`, 'utf16le'),
  cmdlet: (rows) => `\ufeff${JSON.stringify(rows.map(capitalised), null, 4)}\r\n`,
};

describe('sign-ins are the same in every shape', () => {
  let graph: Fields[];
  beforeAll(async () => {
    graph = await stored({ 'a.jsonl': lines(all) });
  });

  // The tables of services have fewer columns; what is there is the same.
  const comparable = (row: Fields, like: Fields): Fields =>
    Object.fromEntries(Object.entries(row).filter(([key]) => like[key] !== null));

  it.each(Object.entries(shapes))('%s', async (_, write) => {
    const found = await stored({ export: write(all) });
    expect(found.map((row) => row.id)).toEqual(graph.map((row) => row.id));
    for (const [i, row] of found.entries()) {
      const like = graph[i] as Fields;
      const missing = Object.keys(like).filter((key) => like[key] !== null && row[key] === null);
      const { userPrincipalName } = all.find((each) => each.id === like.id) as Fields;
      expect(missing).toEqual(userPrincipalName === null && missing.length > 0 ? ['tenant'] : []);
      for (const key of Object.keys(like).filter((each) => row[each] !== null))
        if (like[key] !== null) expect(row[key], key).toEqual(like[key]);
      expect(comparable(row, like).kind).toBe(like.kind);
    }
  });

  it('advanced hunting has no token id, but the same request ids', async () => {
    const found = await stored({ people: lines(people.map(huntingRow)), services: lines(services.map(huntingRow)) });
    expect(found.map(({ id, kind, user, application, errorCode }) => [id, kind, user, application, errorCode])).toEqual(
      graph.map(({ id, kind, user, application, errorCode }) => [id, kind, user, application, errorCode]),
    );
  });

  it('all of them together give each record once, whatever comes first', async () => {
    const files = Object.fromEntries(
      Object.entries(shapes).map(([name, write], i) => [`${i} ${name.replaceAll(/\W/g, '-')}`, write(all)]),
    );
    const workspace = await load(files);
    const inputs = await inputsOf(workspace);
    expect(inputs.reduce((sum, input) => sum + input.records, 0)).toBe(all.length);
    for (const input of inputs) expect(input).toMatchObject({ rows: all.length, rejects: 0, warnings: [] });
  });
});

describe('an ordinary row, a copy, a cut one and one without a time', () => {
  const [row, other] = people as [Fields, Fields];
  const timeless = { ...other, id: guid('timeless'), createdDateTime: '' };
  const bad = (good: (row: Fields) => Fields, cut: number, without: (row: Fields) => Fields): string =>
    [good(row), good(row)].map((each) => `${JSON.stringify(each)}\n`).join('') +
    `${JSON.stringify(good(other)).slice(0, cut)}\n${JSON.stringify(without(good(timeless)))}\n`;

  it.each<[string, string, string]>([
    [
      'graphSignIn',
      'graph',
      bad(
        (each) => each,
        200,
        (each) => each,
      ),
    ],
    ['sentinelTable', 'table', bad(tableRow, 200, (each) => ({ ...each, TimeGenerated: '', CreatedDateTime: '' }))],
    [
      'azureMonitor',
      'envelope',
      bad(
        (each) => envelope(each),
        300,
        (each) => each,
      ),
    ],
    [
      'graphCmdletSignIn',
      'cmdlet',
      bad(
        (each) => capitalised(each) as Fields,
        200,
        (each) => each,
      ),
    ],
    ['defenderSignIn', 'hunting', bad(huntingRow, 200, (each) => ({ ...each, Timestamp: '' }))],
  ])('%s', async (shape, _, text) => {
    const workspace = await load({ 'x.jsonl': text });
    const [input] = await inputsOf(workspace);
    expect(input).toMatchObject({ shape, rows: 4, records: 1, duplicates: 1, rejects: 2 });
    const codes = await workspace.database.rows<Fields>(sql`SELECT code FROM reject ORDER BY "row"`);
    expect(codes.map((each) => each.code)).toEqual(['invalidJson', 'noTime']);
  });
});

describe('files of several logs', () => {
  it('the category gives the kind; other logs are rejects with their place', async () => {
    const [row] = services as [Fields];
    const firstParty = envelope({ ...row, id: guid('first') }, false, {
      category: 'MicrosoftServicePrincipalSignInLogs',
    });
    const federation = envelope({ ...row, id: guid('adfs') }, false, { category: 'ADFSSignInLogs' });
    const workspace = await load({
      'PT1H.json': lines([...all.map((each) => envelope(each)), firstParty, federation]),
    });
    const [input] = await inputsOf(workspace);
    expect(input).toMatchObject({ rows: 6, records: 5, rejects: 1 });
    const found = await workspace.database.rows<Fields>(
      sql`SELECT kind, "firstParty", tenant FROM "signIn" ORDER BY kind, "firstParty"`,
    );
    expect(found.map(({ kind, firstParty: own }) => [kind, own])).toEqual([
      ['interactive', null],
      ['managedIdentity', null],
      ['nonInteractive', null],
      ['servicePrincipal', true],
      ['servicePrincipal', null],
    ]);
    expect(new Set(found.map((each) => each.tenant))).toEqual(new Set([tenant]));
    expect(await workspace.database.rows(sql`SELECT code, "row", line FROM reject`)).toEqual([
      { code: 'otherLog', row: 6, line: 6 },
    ]);
  });

  it('a file of nothing but another log of Entra is refused row by row', async () => {
    const federation = envelope(people[0] as Fields, false, { category: 'ADFSSignInLogs' });
    const [input] = await inputsOf(await load({ 'PT1H.json': lines([federation, federation]) }));
    expect(input).toMatchObject({ rows: 2, records: 0, rejects: 2 });
  });

  it('a union of tables', async () => {
    const heartbeat = { TenantId: 'w', TimeGenerated: '2024-03-04T10:00:00Z', Computer: 'x', Type: 'Heartbeat' };
    const workspace = await load({ 'union.csv': tableCsv([...all.map(tableRow), heartbeat]) });
    const [input] = await inputsOf(workspace);
    expect(input).toMatchObject({ shape: 'sentinelTable', rows: 5, records: 4, rejects: 1 });
  });

  it('a union with the audit log’s table, whose rows come first by far', async () => {
    const office = (n: number): Fields => ({
      ...{
        TenantId: 'w',
        TimeGenerated: '2024-03-04T10:00:00Z',
        OfficeId: guid(`o${n}`),
        Operation: 'MailItemsAccessed',
      },
      ...{
        RecordType: 'ExchangeItemAggregated',
        OrganizationId: tenant,
        UserId: 'ann@x.example',
        Type: 'OfficeActivity',
      },
    });
    const rows = [...Array.from({ length: 80 }, (_, n) => office(n)), ...all.map(tableRow)];
    for (const text of [lines(rows), tableCsv(rows), lines([...rows].reverse())]) {
      const workspace = await load({ union: text });
      const [input] = await inputsOf(workspace);
      expect(input).toMatchObject({ shape: 'officeActivity', rows: 84, records: 84, rejects: 0 });
      const [found] = await workspace.database.rows<Fields>(
        sql`SELECT (SELECT count(*) FROM audit) AS audit, (SELECT count(*) FROM "signIn") AS "signIns"`,
      );
      expect(found).toEqual({ audit: 80, signIns: 4 });
    }
  });

  it('a table without its name is told by its columns, its kind by what the row shows', async () => {
    const nameless = [...people, ...services].map(tableRow).map(({ Type: _, Category: __, ...row }) => row);
    expect((await stored({ 'x.csv': tableCsv(nameless) })).map((row) => row.kind)).toEqual([
      'interactive',
      'nonInteractive',
      'servicePrincipal',
      'servicePrincipal',
    ]);
  });

  it('a time in another zone than UTC is not taken for UTC', async () => {
    const [input] = await inputsOf(await load({ 'x.csv': tableCsv(people.map(tableRow), ' [Local Time]') }));
    expect(input).toMatchObject({ records: 0, rejects: 2 });
  });
});

describe('the steps of sign-ins beside their list', () => {
  it('are recognised and left unread', async () => {
    const header =
      'Request ID,Date,Authentication method,Authentication method detail,Succeeded,Result detail,Requirement';
    const text = `\ufeff${header}\r\n${guid('s')},2024-03-04T10:00:00Z,Password,Password Hash Sync,true,,Primary authentication\r\n`;
    const [input] = await inputsOf(await load({ 'InteractiveSignIns_AuthDetails.csv': text }));
    expect(input).toMatchObject({ shape: 'entraPortalAuthDetails', rows: 0, rejects: 0 });
    expect(input?.warnings.map(({ code }) => code)).toEqual(['notNeeded']);
  });
});
