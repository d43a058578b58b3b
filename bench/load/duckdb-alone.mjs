// The yardstick: DuckDB alone extracts the columns that Letterlock extracts, with the raw text kept, by the plainest loader
// there is. No hash of the file, no check of its bytes, no ledger, no duplicates, no rejects.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { auditFields, signInFields } from '../../dist/record/field.js';

const text = (value) => `'${value.replaceAll("'", "''")}'`;
const types = { text: 'VARCHAR', json: 'VARCHAR', time: 'TIMESTAMP', integer: 'BIGINT', boolean: 'BOOLEAN' };

/** Where in a record the columns stand: the same places as in `src/source/`, written down plainly. */
const audit = {
  specification: {
    ...{
      Id: 'VARCHAR',
      OrganizationId: 'VARCHAR',
      CreationTime: 'TIMESTAMP',
      Operation: 'VARCHAR',
      RecordType: 'BIGINT',
    },
    ...{ Workload: 'VARCHAR', ResultStatus: 'VARCHAR', UserType: 'BIGINT', UserKey: 'VARCHAR', UserId: 'VARCHAR' },
    ...{
      ObjectId: 'VARCHAR',
      ClientIPAddress: 'VARCHAR',
      ClientIP: 'VARCHAR',
      ActorIP: 'VARCHAR',
      ActorIpAddress: 'VARCHAR',
    },
    ...{ MailboxGuid: 'VARCHAR', MailboxOwnerUPN: 'VARCHAR', LogonType: 'BIGINT', ExternalAccess: 'BOOLEAN' },
    ...{ ClientInfoString: 'VARCHAR', ClientProcessName: 'VARCHAR', SessionId: 'VARCHAR', AppId: 'VARCHAR' },
    AppAccessContext: {
      AADSessionId: 'VARCHAR',
      ClientAppId: 'VARCHAR',
      UniqueTokenId: 'VARCHAR',
      IssuedAtTime: 'TIMESTAMP',
    },
    ...{ ClientAppId: 'VARCHAR', UniqueTokenIdentifier: 'VARCHAR', TokenObjectId: 'VARCHAR', TokenTenantId: 'VARCHAR' },
    ...{ DeviceId: 'VARCHAR', OperationProperties: [{ Name: 'VARCHAR', Value: 'VARCHAR' }], OperationCount: 'BIGINT' },
    ...{ Folders: 'JSON', Item: { ParentFolder: 'JSON' }, Messages: 'JSON' },
    DeviceProperties: [{ Name: 'VARCHAR', Value: 'VARCHAR' }],
    ...{ ApplicationId: 'VARCHAR', ErrorNumber: 'BIGINT', ErrorCode: 'BIGINT' },
    ExtendedProperties: [{ Name: 'VARCHAR', Value: 'VARCHAR' }],
  },
  columns: {
    ...{ id: 'Id', tenant: 'OrganizationId', at: 'CreationTime', operation: 'Operation', recordType: 'RecordType' },
    ...{ workload: 'Workload', resultStatus: 'ResultStatus', userType: 'UserType', userKey: 'UserKey', user: 'UserId' },
    ...{ objectId: 'ObjectId', mailboxGuid: 'MailboxGuid', mailboxOwner: 'MailboxOwnerUPN', logonType: 'LogonType' },
    ...{ externalAccess: 'ExternalAccess', clientInfo: 'ClientInfoString', clientProcess: 'ClientProcessName' },
    ...{ exchangeSessionId: 'SessionId', appId: 'AppId', tokenUserId: 'TokenObjectId', tokenTenant: 'TokenTenantId' },
    ...{ deviceId: 'DeviceId', operationCount: 'OperationCount', folders: 'Folders', messages: 'Messages' },
    ...{ signInApplication: 'ApplicationId', parentFolder: 'Item.ParentFolder' },
    ...{ entraSessionId: 'AppAccessContext.AADSessionId', tokenIssuedAt: 'AppAccessContext.IssuedAtTime' },
  },
  made: {
    addressText: 'coalesce(s.ClientIPAddress, s.ClientIP)',
    actorAddressText: 'coalesce(s.ActorIP, s.ActorIpAddress)',
    clientAppId: 'coalesce(s.ClientAppId, s.AppAccessContext.ClientAppId)',
    tokenIdText: 'coalesce(s.AppAccessContext.UniqueTokenId, s.UniqueTokenIdentifier)',
    signInError: 'coalesce(s.ErrorNumber, s.ErrorCode)',
    ...{
      mailAccessType: bag('OperationProperties', 'MailAccessType'),
      throttled: bag('OperationProperties', 'IsThrottled'),
    },
    ...{
      signInSessionId: bag('DeviceProperties', 'SessionId'),
      userAgent: bag('ExtendedProperties', 'UserAgent'),
      requestType: bag('ExtendedProperties', 'RequestType'),
    },
  },
};

function bag(list, name) {
  return `list_filter(s.${list}, lambda entry: entry.Name = ${text(name)})[1].Value`;
}

const signIn = {
  specification: {
    ...{ id: 'VARCHAR', resourceTenantId: 'VARCHAR', homeTenantId: 'VARCHAR', createdDateTime: 'TIMESTAMP' },
    ...{
      signInEventTypes: ['VARCHAR'],
      userId: 'VARCHAR',
      userPrincipalName: 'VARCHAR',
      appId: 'VARCHAR',
      appDisplayName: 'VARCHAR',
    },
    ...{ servicePrincipalId: 'VARCHAR', resourceId: 'VARCHAR', resourceDisplayName: 'VARCHAR', ipAddress: 'VARCHAR' },
    ...{
      ipAddressFromResourceProvider: 'VARCHAR',
      location: { countryOrRegion: 'VARCHAR' },
      status: { errorCode: 'BIGINT' },
    },
    ...{
      clientAppUsed: 'VARCHAR',
      userAgent: 'VARCHAR',
      authenticationProtocol: 'VARCHAR',
      incomingTokenType: 'VARCHAR',
    },
    ...{
      tokenIssuerType: 'VARCHAR',
      tokenIssuerName: 'VARCHAR',
      originalTransferMethod: 'VARCHAR',
      sessionId: 'VARCHAR',
      uniqueTokenIdentifier: 'VARCHAR',
      originalRequestId: 'VARCHAR',
    },
    ...{ correlationId: 'VARCHAR', deviceDetail: { deviceId: 'VARCHAR' } },
  },
  columns: {
    ...{ id: 'id', tenant: 'resourceTenantId', homeTenant: 'homeTenantId', at: 'createdDateTime', userId: 'userId' },
    ...{ user: 'userPrincipalName', application: 'appId', applicationName: 'appDisplayName', resource: 'resourceId' },
    ...{ servicePrincipalId: 'servicePrincipalId', resourceName: 'resourceDisplayName', addressText: 'ipAddress' },
    ...{ resourceAddressText: 'ipAddressFromResourceProvider', country: 'location.countryOrRegion' },
    ...{ errorCode: 'status.errorCode', clientApp: 'clientAppUsed', userAgent: 'userAgent', sessionId: 'sessionId' },
    ...{ authenticationProtocol: 'authenticationProtocol', incomingTokenType: 'incomingTokenType' },
    ...{ tokenIssuerType: 'tokenIssuerType', tokenIssuerName: 'tokenIssuerName', tokenIdText: 'uniqueTokenIdentifier' },
    ...{
      originalRequestId: 'originalRequestId',
      originalTransferMethod: 'originalTransferMethod',
      correlationId: 'correlationId',
      deviceId: 'deviceDetail.deviceId',
    },
  },
  // Columns of exports that are not these.
  made: { kind: 's.signInEventTypes[1]', workspace: 'NULL', firstParty: 'NULL' },
};

const lines = (files) =>
  `read_csv([${files.map(text).join(', ')}], columns={'json':'VARCHAR'}, delim='\\x01', quote='', escape='', header=false, auto_detect=false, strict_mode=false, max_line_size=16000000)`;
const portal = (files) =>
  `(SELECT AuditData AS json FROM read_csv([${files.map(text).join(', ')}], quote='"', escape='"', header=true, auto_detect=false, max_line_size=16000000,
    columns={'RecordId':'VARCHAR','CreationDate':'VARCHAR','RecordType':'VARCHAR','Operation':'VARCHAR','UserId':'VARCHAR','AuditData':'VARCHAR','AssociatedAdminUnits':'VARCHAR','AssociatedAdminUnitsNames':'VARCHAR'}))`;

async function load(connection, name, fields, { specification, columns, made }, rows) {
  const value = (key) => made[key] ?? `s.${columns[key]}`;
  const keys = Object.keys(fields);
  // New columns of the product belong here too, or the comparison is not one.
  const missing = keys.filter((key) => columns[key] === undefined && made[key] === undefined);
  if (missing.length > 0) throw new Error(`the yardstick lacks ${missing.join(', ')}`);
  const table = keys.map(
    (key) => `"${key}" ${types[fields[key].type]}${fields[key].type === 'json' ? ' USING COMPRESSION zstd' : ''}`,
  );
  await connection.run(`CREATE TABLE ${name} (${table.join(', ')}, raw VARCHAR USING COMPRESSION zstd)`);
  await connection.run(`INSERT INTO ${name} SELECT ${keys.map(value).join(', ')}, json FROM (SELECT json,
    CASE WHEN json_valid(json) THEN json_transform(json, ${text(JSON.stringify(specification))}) END AS s FROM ${rows})`);
}

const [home, ...files] = process.argv.slice(2);
const path = join(home, 'alone.duckdb');
rmSync(path, { force: true });
const instance = await DuckDBInstance.create(path, { storage_compatibility_version: 'latest' });
const connection = await instance.connect();
for (const setting of [
  'preserve_insertion_order=false',
  "memory_limit='1500MB'",
  "checkpoint_threshold='256MB'",
  `temp_directory=${text(home)}`,
])
  await connection.run(`SET ${setting}`);
const isSignIn = (file) => file.includes('SignIns');
await load(connection, 'signin', signInFields, signIn, lines(files.filter(isSignIn)));
const logs = files.filter((file) => !isSignIn(file));
await load(connection, 'audit', auditFields, audit, logs[0].endsWith('.csv') ? portal(logs) : lines(logs));
await connection.run('CHECKPOINT');
const count = await connection.runAndReadAll('SELECT (SELECT count(*) FROM audit), (SELECT count(*) FROM signin)');
console.log(count.getRowsJS()[0].join(' audit rows, '), 'sign-ins');
connection.closeSync();
instance.closeSync();
