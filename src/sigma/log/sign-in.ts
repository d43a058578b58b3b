// Fields of the Entra sign-in logs under the names of Graph, Sentinel's SigninLogs, Azure Monitor, Defender's tables and the
// portal's columns (written here with _ for a blank). Graph v1.0 and the portal lack many of them: then nothing is there.
import { not } from '../condition.js';
import { equals } from './audit.js';
import { fieldKey, found, type Place, pathsOf, type Row, type Target, tableOf, unmapped } from './place.js';

const rows: readonly Row[] = [
  ['id requestid request_id', 'id', 'id | Request ID'],
  [
    'createddatetime timegenerated timestamp time date date_(utc)',
    'at',
    'createdDateTime | Date (UTC) | Date',
    'other',
  ],
  ['resulttype errorcode status.errorcode resultcode sign-in_error_code', 'errorCode', '', 'other'],
  [
    'resultdescription failurereason status.failurereason failure_reason',
    null,
    'status.failureReason | status.additionalDetails | Failure reason | ResultDescription',
  ],
  ['userprincipalname username accountupn upn targetusername', 'user', 'userPrincipalName | Username', 'lower'],
  ['userdisplayname accountdisplayname user', null, 'userDisplayName | User'],
  ['userid accountobjectid user_id', 'userId', 'userId | User ID', 'lower'],
  ['appid applicationid application_id', 'application', 'appId | Application ID', 'lower'],
  ['appdisplayname application applicationname', 'applicationName', 'appDisplayName | Application'],
  ['resourceid resource_id resourceidentity', 'resource', 'resourceId | Resource ID', 'lower'],
  ['resourcedisplayname resource resourcename', 'resourceName', 'resourceDisplayName | Resource'],
  ['resourcetenantid resource_tenant_id', null, 'resourceTenantId | Resource tenant ID'],
  ['hometenantid home_tenant_id', 'homeTenant', 'homeTenantId | Home tenant ID', 'lower'],
  ['ipaddress calleripaddress ip_address clientip', 'addressText', 'ipAddress | IP address'],
  ['useragent user_agent', 'userAgent', 'userAgent | User agent'],
  ['clientappused clientapp client_app', 'clientApp', 'clientAppUsed | Client app'],
  [
    'authenticationprotocol authentication_protocol',
    'authenticationProtocol',
    'authenticationProtocol | Authentication Protocol',
  ],
  ['incomingtokentype incoming_token_type', 'incomingTokenType', 'incomingTokenType | Incoming token type'],
  ['tokenissuertype token_issuer_type', 'tokenIssuerType', 'tokenIssuerType | Token issuer type'],
  ['sessionid session_id', 'sessionId', 'sessionId | Session ID'],
  [
    'uniquetokenidentifier uniquetokenid unique_token_identifier',
    'tokenIdText',
    'uniqueTokenIdentifier | Unique token identifier',
  ],
  ['originalrequestid', 'originalRequestId', 'originalRequestId'],
  ['correlationid correlation_id', 'correlationId', 'correlationId | Correlation ID'],
  [
    'serviceprincipalid service_principal_id',
    'servicePrincipalId',
    'servicePrincipalId | Service principal ID',
    'lower',
  ],
  ['serviceprincipalname service_principal_name', null, 'servicePrincipalName | Service principal name'],
  ['devicedetail.deviceid deviceid device_id', null, 'deviceDetail.deviceId | Device ID'],
  ['devicedetail.iscompliant compliant', null, 'deviceDetail.isCompliant | Compliant'],
  ['devicedetail.ismanaged managed', null, 'deviceDetail.isManaged | Managed'],
  ['devicedetail.trusttype join_type', null, 'deviceDetail.trustType | Join Type'],
  ['devicedetail.browser browser', null, 'deviceDetail.browser | Browser'],
  ['devicedetail.operatingsystem operating_system', null, 'deviceDetail.operatingSystem | Operating System'],
  ['deviceinfo devicedetail', null, 'deviceDetail'],
  ['location locationdetails', null, 'location.countryOrRegion | LocationDetails.countryOrRegion | location | Country'],
  [
    'location.countryorregion locationdetails.countryorregion country countrycode',
    'country',
    'location.countryOrRegion',
  ],
  [
    'authenticationrequirement authentication_requirement',
    null,
    'authenticationRequirement | Authentication requirement',
  ],
  ['conditionalaccessstatus conditional_access', null, 'conditionalAccessStatus | Conditional Access'],
  [
    'originaltransfermethod original_transfer_method',
    'originalTransferMethod',
    'originalTransferMethod | Original transfer method',
  ],
  ['crosstenantaccesstype cross_tenant_access_type', null, 'crossTenantAccessType | Cross tenant access type'],
  ['riskeventtype riskeventtypes riskeventtypes_v2', null, 'riskEventTypes_v2 | riskEventTypes'],
];
const table = tableOf(rows);

const failed = not(equals('errorCode', '0'));
const made: Readonly<Record<string, Place>> = {
  status: {
    column: null,
    shadow: null,
    paths: [['status'], ['Status'], ['status', 'failureReason'], ['status', 'additionalDetails']],
    made: [
      { value: 'Success', when: equals('errorCode', '0') },
      { value: 'Failure', when: failed },
    ],
  },
  // Azure's workbooks name the flow in words; the log has the protocol.
  message: {
    column: null,
    shadow: null,
    paths: [['message'], ['Message']],
    made: [
      { value: 'Device Code', when: equals('authenticationProtocol', 'deviceCode') },
      { value: 'ROPC', when: equals('authenticationProtocol', 'ropc') },
    ],
  },
  activitydetails: {
    column: null,
    shadow: null,
    paths: [],
    made: [{ value: 'Sign-ins', when: not(equals('id', '')) }],
  },
};

const place = (field: string): Place => made[fieldKey(field)] ?? found(table, field) ?? unmapped(pathsOf(field));

export const signInTarget: Target = { log: 'signIn', title: 'the sign-in log', where: null, lacks: () => null, place };
