// Sign-ins that went through Export-Csv: what it kept is read, what it lost is said.
import { expect, it } from 'vitest';
import { flattened, tableCsv } from '../../../test/oracle/azure-rows.js';
import { at, type Fields, mobile, signIn, tenant } from '../../../test/store/row.js';
import { inputsOf, load } from '../../../test/store/world.js';
import { sql } from '../../query/sql.js';

const iso = (text: string): string => text;
/** As an American machine writes it. */
const american = (text: string): string => {
  const [, year, month, day, hour, rest] = /^(\d+)-(\d+)-(\d+)T(\d+):(\d+:\d+)/.exec(text) as RegExpExecArray;
  const twelve = Number(hour) % 12 || 12;
  return `${Number(month)}/${Number(day)}/${year} ${twelve}:${rest} ${Number(hour) < 12 ? 'AM' : 'PM'}`;
};
const kinds = ['interactiveUser', 'nonInteractiveUser', 'servicePrincipal'] as const;
const rows = kinds.map((kind, n) =>
  signIn({
    kind,
    at: at(n, 13 + n),
    app: mobile,
    session: `S${n}`,
    errorCode: 50126,
    more: { location: { countryOrRegion: 'DE' } },
  }),
);
const typed = `#TYPE Microsoft.Graph.PowerShell.Models.MicrosoftGraphSignIn\r\n`;
const columns = sql`id, kind, "at"::VARCHAR AS "at", tenant, "user", application, "addressText", "sessionId", "tokenIdText", "errorCode", country`;

it.each([
  ['ISO times', iso, typed],
  ['times as a culture writes them', american, ''],
])('what is left is read, %s', async (_, time, first) => {
  const workspace = await load({ 'x.csv': `${first}${tableCsv(rows.map((row) => flattened(row, time)))}` });
  const [input] = await inputsOf(workspace);
  expect(input).toMatchObject({ shape: 'graphCmdletSignInCsv', rows: 3, records: 3, rejects: 0 });
  expect(input?.warnings.map(({ code }) => code)).toContain('outcomesLost');
  expect(input?.warnings.find(({ code }) => code === 'outcomesLost')?.message).toMatch(/of 3 sign-ins .* types/);
  const found = await workspace.database.rows<Fields>(sql`SELECT ${columns} FROM "signIn" ORDER BY "at"`);
  const seconds = (text: unknown): string => String(text).replace('T', ' ').slice(0, 19);
  expect(found.map((row) => ({ ...row, at: seconds(row.at) }))).toEqual(
    rows.map((row, n) => ({
      ...{
        id: row.id,
        kind: ['interactive', 'nonInteractive', 'servicePrincipal'][n],
        at: seconds(row.createdDateTime),
      },
      ...{ tenant, user: row.userPrincipalName, application: mobile, addressText: '198.51.100.10', sessionId: `S${n}` },
      ...{ tokenIdText: row.uniqueTokenIdentifier, errorCode: null, country: null },
    })),
  );
});

it('columns that people chose and named', async () => {
  const chosen = [
    {
      CreatedDateTime: '3/12/2024 7:22:01 AM',
      UserPrincipalName: 'Ann@x.example',
      AppDisplayName: 'Outlook',
      IPAddress: '192.0.2.1',
    },
    {
      CreatedDateTime: '3/15/2024 3:55:59 PM',
      UserPrincipalName: 'bob@x.example',
      AppDisplayName: 'Outlook',
      IPAddress: '192.0.2.2',
    },
  ].map((row, n) => ({ ...row, Country: 'AU', Status: ['0', '50126'][n] }));
  const workspace = await load({ 'x.csv': tableCsv(chosen) });
  const [input] = await inputsOf(workspace);
  expect(input).toMatchObject({ shape: 'graphCmdletSignInCsv', records: 2, firstAt: '2024-03-12T07:22:01Z' });
  expect(input?.warnings.map(({ code }) => code)).toEqual(['derivedIds', 'cultureDates']);
  const found = await workspace.database.rows(sql`SELECT "user", country, "errorCode" FROM "signIn" ORDER BY "at"`);
  expect(found).toEqual([
    { user: 'ann@x.example', country: 'AU', errorCode: 0 },
    { user: 'bob@x.example', country: 'AU', errorCode: 50126 },
  ]);
});
