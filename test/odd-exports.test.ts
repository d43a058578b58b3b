// Exports as people make, save again and pass on: other orders and columns, Excel's separators and encodings, wrappers that tools put
// around rows, values as text, PowerShell that gave up at its depth. Each gives its records, or says what is wrong with it.
import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../src/query/sql.js';
import type { Reject } from '../src/record/result.js';
import { readRejects } from '../src/store/ledger.js';
import type { Workspace } from '../src/store/workspace.js';
import { at, bind, type Fields, signIn, tokenOf } from './store/row.js';
import { type Files, inputsOf, lines, load } from './store/world.js';

const quoted = (cell: unknown): string => `"${String(cell ?? '').replaceAll('"', '""')}"`;
/** As Excel quotes. */
const plain = (cell: unknown, d: string): string =>
  /["\n]/.test(`${cell}`) || `${cell}`.includes(d) ? quoted(cell) : `${cell ?? ''}`;
const table = (
  rows: readonly Fields[],
  d = ',',
  end = '\r\n',
  cell = quoted as (cell: unknown, d: string) => string,
): string => {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return (
    [names, ...rows.map((row) => names.map((name) => row[name]))]
      .map((cells) => cells.map((it) => cell(it, d)).join(d))
      .join(end) + end
  );
};

const three = [0, 1, 2];
const folder = {
  Folders: [{ Id: 'f', Path: '\\Boîte de réception', FolderItems: [{ Id: 'i', InternetMessageId: '<m@x>' }] }],
};
const records = (name: string): Fields[] =>
  three.map((n) =>
    bind({ id: `${name} ${n}`, at: at(n, 10), session: 's', token: tokenOf('t'.repeat(32)), more: folder }),
  );
const portal = (row: Fields): Fields => ({
  ...{
    RecordId: row.Id,
    CreationDate: `${row.CreationTime}Z`,
    RecordType: 50,
    Operation: row.Operation,
    UserId: row.UserId,
  },
  AuditData: JSON.stringify(row),
});
const rows = (name: string): Fields[] => records(name).map(portal);
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const nestedTexts = (row: Fields): Fields =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, typeof value === 'object' ? JSON.stringify(value) : value]),
  );
const words = (row: Fields): Fields =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key,
      Array.isArray(value) ? 'System.Object[]' : typeof value === 'object' ? '@{A=1; B=2}' : value,
    ]),
  );

/** Each holds the three records whole. */
const whole: Readonly<Record<string, (name: string) => string | Buffer>> = {
  'columns in another order': (name) =>
    table(rows(name).map((row) => Object.fromEntries(Object.entries(row).reverse()))),
  'columns more': (name) => table(rows(name).map((row) => ({ Case: 'x, "y"', ...row, Note: '' }))),
  'columns translated': (name) =>
    table(
      rows(name).map(({ CreationDate, Operation, AuditData }) => ({
        Datum: CreationDate,
        Vorgang: Operation,
        Überwachungsdaten: AuditData,
      })),
    ),
  'columns in small letters': (name) =>
    table(
      rows(name).map((row) =>
        Object.fromEntries(Object.entries(row).map(([key, value]) => [key.toLowerCase(), value])),
      ),
    ),
  'Excel, semicolons': (name) =>
    table(
      rows(name).map((row) => ({ ...row, CreationDate: '04.03.2024 10:00' })),
      ';',
      '\r\n',
      plain,
    ),
  'Excel, sep=;': (name) => `\ufeffsep=;\r\n${table(rows(name), ';', '\r\n', plain)}`,
  'Excel, sep=, and other line ends': (name) => `sep=,\n${table(rows(name))}`,
  'Excel, dates as numbers': (name) =>
    table(
      rows(name).map((row) => ({ ...row, CreationDate: '45355.41667' })),
      ',',
      '\r\n',
      plain,
    ),
  'Excel, tabs in UTF-16': (name) => utf16(`\ufeff${table(rows(name), '\t', '\r\n', plain)}`),
  'Excel for old Macs': (name) => table(rows(name), ',', '\r', plain),
  '#TYPE, line ends of another kind': (name) => `#TYPE Selected.System.Object\n${table(rows(name))}`,
  '#TYPE, saved again': (name) => `"#TYPE Selected.System.Object";;;;;\r\n${table(rows(name), ';')}`,
  'a title above': (name) => `Search results\r\n\r\n${table(rows(name))}`,
  pipes: (name) => table(rows(name), '|'),
  'UTF-16 without a mark': (name) => utf16(JSON.stringify(records(name), null, 2)),
  'UTF-16, big endian': (name) => utf16(`\ufeff${JSON.stringify(records(name))}`).swap16(),
  pretty: (name) =>
    records(name)
      .map((row) => JSON.stringify(row, null, '\t'))
      .join('\n'),
  '{"value"}': (name) => JSON.stringify({ '@odata.context': 'x', value: records(name) }, null, 2),
  '{"data"}': (name) => JSON.stringify({ status: 'ok', data: records(name), count: 3 }),
  '{"Records"}, a page a line': (name) =>
    records(name)
      .map((row) => `${JSON.stringify({ Records: [row] })}\n`)
      .join(''),
  '{"AuditLogs"} pretty': (name) =>
    JSON.stringify({ meta: { by: 'x', list: [{ a: 1 }] }, AuditLogs: records(name) }, null, 4),
  'two lists in one object': (name) =>
    JSON.stringify({ value: records(name).slice(0, 1), records: records(name).slice(1) }),
  'lists within a list': (name) => JSON.stringify([records(name).slice(0, 2), records(name).slice(2)]),
  'commas behind lines': (name) =>
    records(name)
      .map((row) => `${JSON.stringify(row)},\n`)
      .join(''),
  'JSON, nested as text': (name) => lines(records(name).map(nestedTexts)),
  'CSV, nested as text': (name) => table(records(name).map(nestedTexts)),
};

let workspace: Workspace;
const names = Object.keys(whole);
const fileOf = (name: string): string => `${String(names.indexOf(name)).padStart(2, '0')}.txt`;

describe('three records as', () => {
  let bare: unknown[];
  const stored = (number: string) =>
    workspace.database.rows(
      sql`SELECT right(id, 1) AS n, "at", tenant, "user", operation, "mailAccessType", "tokenIdText", "entraSessionId",
          json_extract_string(folders, '$[0].Path') AS path FROM audit WHERE starts_with(id, ${number}) ORDER BY id`,
    );
  beforeAll(async () => {
    const files: Files = { bare: lines(records('bare')) };
    workspace = await load({
      ...files,
      ...Object.fromEntries(
        names.map((name, n) => [fileOf(name), (whole[name] as (id: string) => string | Buffer)(`${n}~`)]),
      ),
    });
    bare = await stored('bare');
    expect(bare).toHaveLength(3);
    expect(bare[0]).toMatchObject({ mailAccessType: 'Bind', entraSessionId: 's', path: '\\Boîte de réception' });
  }, 60_000);

  it.each(names)('%s', async (name) => {
    const input = (await inputsOf(workspace)).find(({ path }) => path === fileOf(name));
    expect(input).toMatchObject({ rows: 3, records: 3, rejects: 0 });
    // The column was only a copy of the records' own times.
    expect(input?.warnings.map(({ code }) => code)).toEqual(
      name.includes('dates as numbers') ? ['ambiguousDates'] : [],
    );
    expect(await stored(`${names.indexOf(name)}~`)).toEqual(bare);
  });
});

const issued = three.map((n) =>
  signIn({ id: `s${n}`, at: at(n, 10), kind: 'interactiveUser', more: { location: { countryOrRegion: 'DE' } } }),
);
const hunted = issued.map(({ id, appId, userPrincipalName }, n) => ({
  ...{
    Timestamp: `Mar ${n + 4}, 2024 10:00:00 AM`,
    ApplicationId: appId,
    RequestId: id,
    ErrorCode: 0,
    AccountUpn: userPrincipalName,
  },
  LogonType: '["interactiveUser"]',
}));
const downloaded = three.map((n) => ({
  ...{
    'Date (UTC)': `${45355 + n},41667`,
    'Request ID': `p${n}`,
    Username: 'ann@x.example',
    'Application ID': 'a',
    Status: 'Success',
  },
}));
const tabled = three.map((n) => ({
  ...{ 'TimeGenerated [Local Time]': '3/14/2024, 1:00:00.000 PM', AppId: 'a', ResultType: '0', Id: `l${n}` },
  IsInteractive: 'true',
  Type: 'SigninLogs',
}));

describe('sign-ins', () => {
  it('of Graph in a CSV, nested values as text or under columns with dots', async () => {
    const flat = issued.map(({ status: _, location: __, ...row }) => ({
      ...row,
      'status.errorCode': 0,
      'location.countryOrRegion': 'DE',
    }));
    for (const csv of [table(issued.map(nestedTexts)), table(flat)]) {
      const { database } = await load({ 'a.csv': csv });
      const found = await database.rows(sql`SELECT id, "errorCode", country FROM "signIn" ORDER BY id`);
      expect(found).toEqual(three.map((n) => ({ id: `s${n}`, errorCode: 0, country: 'DE' })));
    }
  });

  it('dates with the name of the month; numbers and other zones are not guessed', async () => {
    const inputs = await inputsOf(
      await load({ 'hunting.csv': table(hunted), 'portal.csv': table(downloaded, ';'), 'table.csv': table(tabled) }),
    );
    expect(inputs.map(({ rejects, firstAt }) => [rejects, firstAt])).toEqual([
      [0, '2024-03-04T10:00:00Z'],
      [3, null],
      [3, null],
    ]);
    const because = inputs
      .flatMap(({ warnings }) => warnings.map(({ code, message }) => `${code} ${message}`))
      .join('\n');
    expect(because).toMatch(/ambiguousDates .* numbers in which a spreadsheet keeps dates/);
    expect(because).toMatch(/ambiguousDates .* the column "TimeGenerated \[Local Time\]" is not in UTC/);
  });
});

describe('what cannot be mended is said', () => {
  let told: Record<string, string>;
  let rejects: Reject[];
  beforeAll(async () => {
    const latin = Buffer.from(table(rows('latin'), ';', '\r\n', plain), 'latin1');
    const files: Files = {
      'depth.json': JSON.stringify(records('depth').map(words), null, 2),
      'depth-list.json': JSON.stringify(
        records('lists').map((row) => ({ ...row, Folders: ['@{Id=f; Path=\\Inbox}'] })),
      ),
      'depth-record.json': JSON.stringify([{ Identity: 'r', ResultIndex: 1, AuditData: '@{Id=r; Operation=Send}' }]),
      'type-record.csv': table([
        {
          RecordId: 't',
          CreationDate: '',
          Operation: 'Send',
          AuditData: 'Microsoft.Graph.PowerShell.Models.MicrosoftGraphSecurityAuditData',
        },
      ]),
      'latin.csv': latin,
      'excel.csv': table([
        { ...portal(records('excel')[0] as Fields), AuditData: `{"Id":"${'x'.repeat(32_760)}` },
        ...rows('excel').slice(1),
      ]),
      'quoted.csv': table(rows('apostrophe').map((row) => ({ ...row, AuditData: `'${row.AuditData}` }))),
      'translated.csv': table([
        { 'Datum (UTC)': '2024-03-04', 'Anforderungs-ID': 'x', Benutzername: 'ann', 'IP-Adresse': '::1' },
      ]),
      'risky.json': JSON.stringify({
        value: [{ id: 'r', riskState: 'atRisk', activityDateTime: '2024-03-04T10:00:00Z' }],
      }),
    };
    const { database } = await load(files);
    const inputs = await inputsOf({ database } as Workspace);
    told = Object.fromEntries(
      inputs.map(({ path, warnings }) => [path, warnings.map(({ code, message }) => `${code}: ${message}`).join('\n')]),
    );
    rejects = await readRejects(database);
  });
  const codes = (path: string) => rejects.filter((reject) => reject.path === path).map(({ code }) => code);

  it('PowerShell’s words in place of values, and of records', () => {
    expect(told['depth.json']).toMatch(/^valuesLost: .*\(AppAccessContext, Folders and OperationProperties\)/);
    expect(told['depth-list.json']).toMatch(/^valuesLost: .*\(Folders\)/);
    expect([codes('depth-record.json'), codes('type-record.csv')]).toEqual([['shorthand'], ['shorthand']]);
    expect(told['depth-record.json']).toBe('');
  });

  it('bytes of another encoding', async () => {
    expect(told['latin.csv']).toMatch(/^notUtf8: 6 bytes are no UTF-8 and were read as Windows-1252/);
    expect(codes('latin.csv')).toEqual([]);
  });

  it('cells that a spreadsheet cut, and those that only look cut', () => {
    expect(told['excel.csv']).toContain('auditDataCut: 1 record was cut after exactly 32,767 characters');
    expect([told['quoted.csv'], codes('quoted.csv')]).toEqual(['', ['invalidJson', 'invalidJson', 'invalidJson']]);
  });

  it('names of columns and keys that nobody knows', () => {
    expect(told['translated.csv']).toContain(
      'it has the columns Datum (UTC), Anforderungs-ID, Benutzername and IP-Adresse',
    );
    expect(told['risky.json']).toContain('it has the keys id, riskState and activityDateTime');
  });
});
