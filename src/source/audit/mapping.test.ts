// Where each field of an audit record stands, told by whole records of the kinds that matter (domain.md 2).
import { describe, expect, it } from 'vitest';
import { bind, exchange, type Fields, guid, mobile, sync, tenant } from '../../../test/store/row.js';
import { lines, load } from '../../../test/store/world.js';
import { epochMs } from '../../query/operation.js';
import { sql } from '../../query/sql.js';

const time = Date.UTC(2024, 2, 4, 10);

async function stored(row: Fields): Promise<Fields> {
  const { database } = await load({ 'a.json': lines([row]) });
  const [found] = await database.rows<Fields>(
    sql`SELECT * EXCLUDE (raw, fingerprint, file, problem, derived, richness, "at", "tokenIssuedAt"), ${epochMs(sql`"at"`)} AS "at",
      ${epochMs(sql`"tokenIssuedAt"`)} AS "tokenIssuedAt" FROM audit`,
  );
  return Object.fromEntries(Object.entries(found ?? {}).filter(([, value]) => value !== null));
}

describe('audit records', () => {
  it('Bind: messages, token, session; case folded where the service compares without it', async () => {
    const row = bind({
      id: 'ABC',
      at: time,
      user: 'Ann@X.example',
      ip: '[2001:db8::1]:443',
      app: mobile,
      token: 'JYpgIpsdtUSw8suU8GstAA',
      session: 'SID-1',
      issuedAt: time - 60_000,
    });
    const more = {
      RecordType: 50,
      LogonType: 0,
      ExternalAccess: false,
      MailboxGuid: 'A-B',
      ActorIP: '192.0.2.1',
      TokenObjectId: 'OID',
      TokenTenantId: 'TID',
      DeviceId: 'D-1',
      UserKey: 'K1',
    };
    expect(await stored({ ...row, ...more })).toEqual({
      id: 'ABC',
      tenant,
      at: time,
      operation: 'MailItemsAccessed',
      recordType: 50,
      workload: 'Exchange',
      userType: 0,
      userKey: 'K1',
      user: 'ann@x.example',
      addressText: '[2001:db8::1]:443',
      actorAddressText: '192.0.2.1',
      mailboxGuid: 'a-b',
      mailboxOwner: 'ann@x.example',
      logonType: 0,
      externalAccess: false,
      clientInfo: 'Client=REST;Client=RESTSystem;;',
      appId: exchange,
      clientAppId: mobile,
      tokenIdText: 'JYpgIpsdtUSw8suU8GstAA',
      entraSessionId: 'SID-1',
      tokenIssuedAt: time - 60_000,
      tokenUserId: 'oid',
      tokenTenant: 'tid',
      deviceId: 'd-1',
      mailAccessType: 'Bind',
      throttled: 'False',
      operationCount: 1,
      folders: JSON.stringify(row.Folders),
    });
  });

  it('Sync with Item.ParentFolder: both spellings of the address', async () => {
    const row = await stored(sync({ id: 's', at: time, session: 'EX-1', folder: 'Sent' }));
    expect(row).toMatchObject({ mailAccessType: 'Sync', addressText: '198.51.100.10', exchangeSessionId: 'EX-1' });
    expect(JSON.parse(String(row.parentFolder))).toMatchObject({ Name: 'Sent' });
    expect(row).not.toHaveProperty('folders');
  });

  it('Sync with Folders[]', async () => {
    const row = await stored(
      sync({ id: 's', at: time, more: { Item: undefined, Folders: [{ Id: 'f', Path: '\\Inbox' }] } }),
    );
    expect(row).toMatchObject({ mailAccessType: 'Sync', folders: '[{"Id":"f","Path":"\\\\Inbox"}]' });
    expect(row).not.toHaveProperty('parentFolder');
  });

  it('AttachmentAccess: Messages[]', async () => {
    const messages = [{ Id: 'm', Path: '\\Inbox', MessageItems: [{ Id: 'x', SizeInBytes: 5 }] }];
    const more = { Operation: 'AttachmentAccess', Folders: undefined, Messages: messages };
    expect(await stored(bind({ id: 'at', at: time, more }))).toMatchObject({
      operation: 'AttachmentAccess',
      messages: JSON.stringify(messages),
    });
  });

  it('UserLoggedIn: application, error number, session and user agent from their bags', async () => {
    const row = {
      Id: guid('login'),
      CreationTime: '2024-03-04T10:00:00',
      Operation: 'UserLoggedIn',
      OrganizationId: tenant,
      RecordType: 15,
      UserType: 0,
      UserId: 'Ann@x.example',
      ObjectId: exchange,
      ApplicationId: mobile.toUpperCase(),
      ClientIP: '198.51.100.10:4711',
      ActorIpAddress: '198.51.100.10',
      ErrorNumber: '0',
      ResultStatus: 'Success',
      ExtendedProperties: [
        { Name: 'RequestType', Value: 'OAuth2:Token' },
        { Name: 'UserAgent', Value: 'Mozilla/5.0' },
      ],
      DeviceProperties: [
        { Name: 'OS', Value: 'Windows10' },
        { Name: 'SessionId', Value: 'SID-2' },
      ],
    };
    expect(await stored(row)).toMatchObject({
      signInApplication: mobile,
      signInError: 0,
      signInSessionId: 'SID-2',
      userAgent: 'Mozilla/5.0',
      addressText: '198.51.100.10:4711',
      actorAddressText: '198.51.100.10',
      objectId: exchange,
    });
  });

  it('an administrator’s cmdlet, and OWAAuth, whose token id has a name of its own', async () => {
    const cmdlet = {
      Id: 'c',
      CreationTime: '2024-03-04T10:00:00',
      Operation: 'New-InboxRule',
      OrganizationId: tenant,
      RecordType: 1,
      UserType: 2,
      UserId: 'admin@x.example',
      ClientIP: '198.51.100.10:99',
      ClientAppId: '',
      ObjectId: 'ann\\rule',
      ExternalAccess: true,
      Parameters: [{ Name: 'Name', Value: 'rule' }],
    };
    const row = await stored(cmdlet);
    expect(row).toMatchObject({ operation: 'New-InboxRule', objectId: 'ann\\rule', externalAccess: true });
    expect(row).not.toHaveProperty('clientAppId');
    const auth = {
      Id: 'o',
      CreationTime: '2024-03-04T10:00:00',
      Operation: 'OWAGetAccessTokenForResource',
      OrganizationId: tenant,
      RecordType: 275,
      UniqueTokenIdentifier: 'Ab',
    };
    expect(await stored(auth)).toMatchObject({ recordType: 275, tokenIdText: 'Ab' });
  });

  it('fields of an unexpected kind cost nothing but themselves', async () => {
    const more = {
      OperationProperties: 'MailAccessType:Sync',
      AppAccessContext: 'none',
      Folders: null,
      UserType: 'Regular',
      ExternalAccess: 'True',
    };
    const row = await stored(bind({ id: 'odd', at: time, more }));
    expect(row).toMatchObject({ id: 'odd', externalAccess: true });
    for (const key of ['mailAccessType', 'tokenIdText', 'userType']) expect(row).not.toHaveProperty(key);
  });

  // mapping.ts promises `first`: "there and not blank"; since texts are no longer trimmed a blank counts as there.
  it('a blank field is passed over for the next that is filled', async () => {
    expect(
      await stored(bind({ id: 'b', at: time, more: { ClientIPAddress: ' ', ClientIP: '192.0.2.9' } })),
    ).toMatchObject({ addressText: '192.0.2.9' });
  });
});
