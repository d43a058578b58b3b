// Where each field of a sign-in stands, in Graph's JSON and in the portal's CSV with its odd headers (domain.md 3 and 4).
import { describe, expect, it } from 'vitest';
import { exchange, type Fields, guid, mobile, otherTenant, signIn, tenant, tokenOf } from '../../../test/store/row.js';
import { type Files, lines, load } from '../../../test/store/world.js';
import { epochMs } from '../../query/operation.js';
import { sql } from '../../query/sql.js';

const time = Date.UTC(2024, 2, 4, 10);

async function stored(files: Files): Promise<Fields[]> {
  const { database } = await load(files);
  const rows = await database.rows<Fields>(
    sql`SELECT * EXCLUDE (raw, fingerprint, file, problem, derived, richness, "at"), ${epochMs(sql`"at"`)} AS "at" FROM "signIn" ORDER BY "at", id`,
  );
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)));
}
const graph = (...rows: Fields[]): Promise<Fields[]> => stored({ 'signins.jsonl': lines(rows) });

describe('Graph', () => {
  it('beta, interactive', async () => {
    const id = guid('s');
    const more = {
      homeTenantId: otherTenant,
      appDisplayName: 'Outlook',
      resourceDisplayName: 'Exchange',
      ipAddressFromResourceProvider: '2001:db8::5',
      location: { city: 'Ulm', countryOrRegion: 'DE' },
      clientAppUsed: 'Browser',
      userAgent: 'Mozilla',
      authenticationProtocol: 'deviceCode',
      incomingTokenType: 'none',
      tokenIssuerType: 'AzureAD',
      originalRequestId: id,
      correlationId: 'C1',
      deviceDetail: { deviceId: 'DEV-1' },
    };
    const row = signIn({
      id,
      at: time,
      user: 'Ann@X.example',
      kind: 'interactiveUser',
      app: mobile.toUpperCase(),
      session: 'SID-1',
      errorCode: 50126,
      more,
    });
    expect(await graph(row)).toEqual([
      {
        id,
        tenant,
        homeTenant: otherTenant,
        at: time,
        kind: 'interactive',
        userId: guid('Ann@X.example'),
        user: 'ann@x.example',
        application: mobile,
        applicationName: 'Outlook',
        resource: exchange,
        resourceName: 'Exchange',
        addressText: '198.51.100.10',
        resourceAddressText: '2001:db8::5',
        country: 'DE',
        errorCode: 50126,
        clientApp: 'Browser',
        userAgent: 'Mozilla',
        authenticationProtocol: 'deviceCode',
        incomingTokenType: 'none',
        tokenIssuerType: 'AzureAD',
        sessionId: 'SID-1',
        tokenIdText: tokenOf(id),
        originalRequestId: id,
        correlationId: 'C1',
        deviceId: 'dev-1',
      },
    ]);
  });

  it('the four kinds', async () => {
    const kinds = ['interactiveUser', 'nonInteractiveUser', 'servicePrincipal', 'managedIdentity'] as const;
    const rows = await graph(...kinds.map((kind, i) => signIn({ at: time + i, kind })));
    expect(rows.map((row) => row.kind)).toEqual([
      'interactive',
      'nonInteractive',
      'servicePrincipal',
      'managedIdentity',
    ]);
    expect(rows.map((row) => row.user)).toEqual(['ann@x.example', 'ann@x.example', undefined, undefined]);
    expect(rows.map((row) => 'servicePrincipalId' in row)).toEqual([false, false, true, true]);
  });

  it('v1.0: no ids but its own, seven decimals, interactive unless it says otherwise', async () => {
    const old = {
      id: 'v1',
      createdDateTime: '2024-03-04T10:00:00.6195833Z',
      userPrincipalName: 'ann@x.example',
      userId: 'u',
      appId: mobile,
      ipAddress: '198.51.100.10',
      status: { errorCode: 0 },
    };
    const rows = await graph(
      { ...old, isInteractive: true },
      { ...old, id: 'v2', isInteractive: false },
      { ...old, id: 'v3' },
    );
    expect(rows.map((row) => [row.id, row.kind])).toEqual([
      ['v1', 'interactive'],
      ['v2', 'nonInteractive'],
      ['v3', 'interactive'],
    ]);
    expect(rows[0]).toMatchObject({ at: time + 619, errorCode: 0 });
    for (const key of ['tenant', 'tokenIdText', 'sessionId']) expect(rows[0]).not.toHaveProperty(key);
  });

  it('a page, and an offset in the time', async () => {
    const page = {
      '@odata.context': 'x',
      value: [signIn({ id: 'p', at: time, more: { createdDateTime: '2024-03-04T05:00:00-05:00' } })],
    };
    expect(await stored({ 'page.json': JSON.stringify(page, null, 2) })).toMatchObject([{ id: 'p', at: time }]);
  });
});

const header =
  'Date (UTC),Request ID,User agent,Correlation ID,User ID,User,Username,Incoming token type,Authentication Protocol,Unique token identifier,Application,Application ID ,Resource,Resource ID ,Resource tenant ID,Home tenant ID,IP address,Location,Status,Sign-in error code,Client app,Session ID,IP address (seen by resource),Autonomous system  number,Token issuer type,Incoming token type';
const filled = (status: string, code: string, incoming = 'none'): string =>
  `2024-03-04T10:00:00Z,R1,"Moz, 5",C1,U1,Ann,Ann@X.example,${incoming},none,Uti-1,Outlook,${mobile},Exchange,${exchange},${tenant},${otherTenant},198.51.100.10:5,"Ulm, Bavaria, DE",${status},${code},Browser,SID-1,192.0.2.7,64500,AzureAD,second`;
const portal = async (row: string, name = 'InteractiveSignIns.csv', columns = header): Promise<Fields[]> =>
  stored({ [name]: `\ufeff${columns}\r\n${row}\r\n` });

describe('portal CSV', () => {
  it('headers with trailing and double blanks, and one that comes twice', async () => {
    expect(await portal(filled('Success', ''))).toEqual([
      {
        id: 'R1',
        tenant,
        homeTenant: otherTenant,
        at: time,
        userId: 'u1',
        user: 'ann@x.example',
        application: mobile,
        applicationName: 'Outlook',
        resource: exchange,
        resourceName: 'Exchange',
        addressText: '198.51.100.10:5',
        resourceAddressText: '192.0.2.7',
        country: 'DE',
        errorCode: 0,
        clientApp: 'Browser',
        userAgent: 'Moz, 5',
        authenticationProtocol: 'none',
        incomingTokenType: 'none',
        tokenIssuerType: 'AzureAD',
        sessionId: 'SID-1',
        tokenIdText: 'Uti-1',
        correlationId: 'C1',
      },
    ]);
  });

  it('error codes: success may leave them empty, 0 or None; an interrupted sign-in has not succeeded', async () => {
    const cases = [
      ['Success', '', 0],
      ['Success', 'None', 0],
      ['Success', '0', 0],
      ['Failure', '50126', 50126],
      ['Interrupted', '50140', 50140],
      ['Failure', '', 1],
    ] as const;
    const rows = cases.map(([status, code], i) => filled(status, code).replace('R1', `R${i}`));
    expect((await portal(rows.join('\r\n'))).map((row) => row.errorCode)).toEqual(cases.map(([, , number]) => number));
  });

  // portal.ts errorCode(): a text that is no number becomes null, and null counts as success in sign-in.ts.
  it('a failure whose code is no number stays a failure', async () => {
    const [row] = await portal(filled('Failure', 'None'));
    expect(row?.errorCode ?? 0).not.toBe(0);
  });

  it('a refresh token makes it non-interactive; otherwise the row does not say', async () => {
    expect(await portal(filled('Success', '', 'refreshToken'))).toMatchObject([{ kind: 'nonInteractive' }]);
    expect((await portal(filled('Success', '')))[0]).not.toHaveProperty('kind');
  });

  it('service principals and managed identities', async () => {
    const columns =
      'Date (UTC),Request ID,Service principal ID,Application,Application ID ,Resource tenant ID,IP address,Status';
    const row = `2024-03-04T10:00:00Z,R2,SP-1,Backup,${mobile},${tenant},198.51.100.10,Success`;
    expect(await portal(row, 'ApplicationSignIns.csv', columns)).toMatchObject([
      { kind: 'servicePrincipal', servicePrincipalId: 'sp-1', application: mobile },
    ]);
    const managed = await portal(`${row},userAssigned`, 'x.csv', `${columns},Managed Identity type`);
    expect(managed).toMatchObject([{ kind: 'managedIdentity' }]);
  });
});
