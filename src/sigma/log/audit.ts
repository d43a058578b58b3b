// Fields of the unified audit log under the names of the log itself, of Sentinel's OfficeActivity and of Defender's
// CloudAppEvents. Whatever is not named here is looked for in the raw record: at its path, and, where the name has no dot,
// also as an entry of the lists of {Name, Value} in which Exchange and Entra hide most of what matters.
import type { Condition } from '../condition.js';
import { any, test } from '../condition.js';
import { found, type Place, pathsOf, type Row, type Target, tableOf, unmapped } from './place.js';

/** Only columns that hold exactly what stands at the path: see test/conformance/sigma/log-source.test.ts. */
const rows: readonly Row[] = [
  ['id officeid sourcerecordid reportid', 'id', 'Id'],
  ['creationtime timegenerated timestamp starttime start_time time @timestamp', 'at', 'CreationTime', 'other'],
  ['operation actiontype operationname event.action', 'operation', 'Operation'],
  ['recordtype officerecordtype', 'recordType', 'RecordType', 'number'],
  ['workload officeworkload', 'workload', 'Workload'],
  ['resultstatus', 'resultStatus', 'ResultStatus'],
  ['usertype', null, 'UserType', 'number', 'userType'],
  ['userkey', 'userKey', 'UserKey'],
  ['userid userprincipalname accountupn mailboxuser', 'user', 'UserId', 'lower'],
  ['objectid officeobjectid', 'objectId', 'ObjectId'],
  ['organizationid', 'tenant', 'OrganizationId', 'lower'],
  ['clientip clientipaddress client_ipaddress ipaddress', null, 'ClientIPAddress | ClientIP'],
  ['mailboxguid', 'mailboxGuid', 'MailboxGuid', 'lower'],
  ['mailboxownerupn', 'mailboxOwner', 'MailboxOwnerUPN', 'lower'],
  ['logontype logon_type', null, 'LogonType', 'number', 'logonType'],
  ['clientinfostring', 'clientInfo', 'ClientInfoString'],
  ['clientprocessname', 'clientProcess', 'ClientProcessName'],
  ['appid', 'appId', 'AppId', 'lower'],
  ['clientappid', null, 'ClientAppId', 'lower', 'clientAppId'],
  ['operationproperties.mailaccesstype', null, 'OperationProperties.MailAccessType', 'text', 'mailAccessType'],
  ['operationproperties.isthrottled', null, 'OperationProperties.IsThrottled', 'text', 'throttled'],
  [
    'useragent user_agent',
    null,
    'UserAgent | ExtendedProperties.UserAgent | ExtendedProperties.additionalDetails.User-Agent',
  ],
];
const table = tableOf(rows);

/** Lists of {Name, Value} whose entries a rule may also name without the list. */
export const bags = [
  'Parameters',
  'ExtendedProperties',
  'OperationProperties',
  'ModifiedProperties',
  'DeviceProperties',
];

export const nowhere = { path: '', line: 0, column: 0 };
export const equals = (field: string, ...values: readonly string[]): Condition =>
  any(values.map((value) => test(field, { kind: 'pattern', pattern: [value], cased: false }, nowhere)));

function rawPlace(field: string): Place {
  const paths = pathsOf(field);
  const inBags = field.includes('.') ? [] : bags.map((bag) => [bag, field]);
  return unmapped([...paths, ...inBags]);
}

export const auditPlace = (field: string): Place => found(table, field) ?? rawPlace(field);

/** Rules written for connectors that renamed the columns; `status` is a word for what services write in many ways. */
const renamed = tableOf([
  ['eventsource', 'workload', 'Workload'],
  // The name of an alert stands in `Name` of the AlertTriggered record.
  ['eventname', null, 'Operation | Name'],
]);
const succeeded = equals('ResultStatus', 'Success', 'Succeeded', 'True');
const status: Place = {
  column: null,
  shadow: null,
  paths: [['Status'], ['status'], ['ResultStatus']],
  made: [{ value: 'success', when: succeeded }],
};

const base = { log: 'audit', title: 'the unified audit log', lacks: () => null } as const;

export const auditTarget: Target = { ...base, where: null, place: auditPlace };

/** Part of the audit log, under the names of the connector that rules for it were written for. */
export const auditPart = (title: string, where: Condition): Target => ({
  ...base,
  title,
  where,
  place: (field) => found(renamed, field) ?? (field.toLowerCase() === 'status' ? status : auditPlace(field)),
});
