// Log sources and the names of their fields: the same rule finds a field under the names of Graph, Sentinel, Azure Monitor, Defender
// and the portal; what this workspace has no log for says so.
import { beforeAll, describe, expect, it } from 'vitest';
import { auditFields } from '../../../src/record/field.js';
import { auditPlace } from '../../../src/sigma/log/audit.js';
import { auditMapping } from '../../../src/source/audit/mapping.js';
import type { Workspace } from '../../../src/store/workspace.js';
import { lines, load } from '../../store/world.js';
import { ask, event, ruleText, signIn, tenant } from './world.js';

const directory = {
  id: 'd1',
  activityDateTime: '2024-03-04T10:00:00Z',
  activityDisplayName: 'Add member to role',
  category: 'RoleManagement',
  loggedByService: 'Core Directory',
  result: 'success',
  initiatedBy: { user: { userPrincipalName: 'root@x.example', ipAddress: '192.0.2.1' } },
  targetResources: [
    {
      id: 't',
      type: 'User',
      modifiedProperties: [{ displayName: 'Role.DisplayName', oldValue: null, newValue: '"Admin"' }],
    },
  ],
  additionalDetails: [{ key: 'User-Agent', value: 'EvoSTS' }],
};
const audit = [
  event('x1', { Operation: 'New-InboxRule', ResultStatus: 'True', ClientIP: '192.0.2.5:1', UserId: 'ann@x.example' }),
  event('x2', {
    Operation: 'AlertTriggered',
    Workload: 'SecurityComplianceCenter',
    RecordType: 40,
    Name: 'Suspicious inbox forwarding',
    ResultStatus: 'Succeeded',
  }),
  event('x3', {
    Operation: 'Add member to role.',
    Workload: 'AzureActiveDirectory',
    RecordType: 8,
    ResultStatus: 'Success',
  }),
];
const signIns = [
  signIn('s1', {
    userPrincipalName: 'Ann@X.example',
    ipAddress: '198.51.100.7',
    userAgent: 'axios/1.7',
    status: { errorCode: 50053, failureReason: 'Account is locked' },
    deviceDetail: { deviceId: '', isCompliant: false },
    location: { countryOrRegion: 'XN' },
    authenticationProtocol: 'deviceCode',
    riskEventTypes_v2: ['unfamiliarFeatures', 'anomalousToken'],
  }),
  signIn('s2', {
    userPrincipalName: 'bob@x.example',
    clientAppUsed: 'IMAP4',
    authenticationRequirement: 'singleFactorAuthentication',
    riskEventTypes_v2: [],
  }),
];

let all: Workspace;
let auditOnly: Workspace;
beforeAll(async () => {
  const files = { 'audit.jsonl': lines(audit), 'sign-ins.jsonl': lines(signIns) };
  all = await load({ ...files, 'directory.jsonl': lines([directory]) });
  auditOnly = await load({ 'audit.jsonl': lines(audit) });
});

const source = (product: string, service: string): string => `product: ${product}\n  service: ${service}`;

describe('log sources', () => {
  it.each([
    [
      'azure',
      'signinlogs',
      's1',
      ['ResultType: 50053', "ResultType: '50053'", 'resultType: 50053', 'ErrorCode: 50053', 'status.errorCode: 50053'],
    ],
    [
      'azure',
      'signinlogs',
      's1',
      [
        'UserPrincipalName: ann@x.example',
        'userPrincipalName: ANN@x.example',
        'Username|startswith: ann',
        'AccountUpn: ann@x.example',
        'properties.userPrincipalName: ann@x.example',
      ],
    ],
    [
      'azure',
      'signinlogs',
      's1',
      [
        'IPAddress: 198.51.100.7',
        'ipAddress|cidr: 198.51.100.0/24',
        'callerIpAddress: 198.51.100.7',
        'properties.ipAddress: 198.51.100.7',
      ],
    ],
    [
      'azure',
      'signinlogs',
      's1',
      [
        'Status: Failure',
        "Status|contains: 'locked'",
        'ResultDescription|contains: locked',
        'properties.status.failureReason|contains: locked',
      ],
    ],
    [
      'azure',
      'signinlogs',
      's1',
      [
        "DeviceDetail.deviceId: ''",
        'properties.deviceDetail.isCompliant: false',
        'Location: XN',
        'LocationDetails.countryOrRegion: XN',
        "properties.message: 'Device Code'",
        'userAgent|contains: axios',
      ],
    ],
    [
      'azure',
      'signinlogs',
      's2',
      [
        'Status: Success',
        'ResultType: 0',
        'ClientApp: IMAP4',
        'clientAppUsed: IMAP4',
        'AuthenticationRequirement: singleFactorAuthentication',
      ],
    ],
    [
      'azure',
      'riskdetection',
      's1',
      ['riskEventType: anomalousToken', 'riskEventType: UnfamiliarFeatures', "riskEventType|contains: ''"],
    ],
    [
      'azure',
      'auditlogs',
      'd1',
      [
        "OperationName: 'Add member to role'",
        "properties.message: 'Add member to role'",
        "ActivityDisplayName|contains|all: [Add, 'to role']",
        'Category: RoleManagement',
        'LoggedByService: Core Directory',
        'Status: Success',
        'properties.result: success',
      ],
    ],
    [
      'azure',
      'auditlogs',
      'd1',
      [
        'TargetResources.modifiedProperties.newValue|contains: Admin',
        'targetResources.type: user',
        'TargetResources|contains: Role.DisplayName',
        'initiatedBy.user.userPrincipalName: root@x.example',
        'additionalDetails.User-Agent: evosts',
      ],
    ],
    [
      'm365',
      'exchange',
      'x1',
      [
        'eventSource: Exchange',
        'eventName: New-InboxRule\n  status: success',
        'Operation: New-InboxRule',
        'ActionType: New-InboxRule',
      ],
    ],
    [
      'm365',
      'threat_management',
      'x2',
      ["eventName: 'Suspicious inbox forwarding'\n  eventSource: SecurityComplianceCenter\n  status: success"],
    ],
    ['m365', 'threat_detection', 'x2', ['eventName|startswith: Suspicious']],
    [
      'm365',
      'audit',
      'x1',
      [
        'ClientIP|cidr: 192.0.2.0/24',
        'Client_IPAddress|cidr: 192.0.2.5',
        'UserId: ann@x.example',
        'OfficeWorkload: Exchange\n  Operation: New-InboxRule',
      ],
    ],
    ['letterlock', 'audit', 'x1', ['operation: New-InboxRule', 'user: ann@x.example', "addressText: '192.0.2.5:1'"]],
    [
      'letterlock',
      'signin',
      's1',
      ['errorCode: 50053', 'errorCode|gt: 50000', 'userAgent|contains: axios', 'kind: interactive\n  country: XN'],
    ],
    ['letterlock', 'directory', 'd1', ['operation: add member to role', 'category|endswith: Management']],
  ])('%s/%s finds %s', async (product, service, id, detections) => {
    const texts = detections.map((each) => ruleText(`selection:\n  ${each}`, source(product, service)));
    const answers = await ask(all, texts);
    for (const [i, each] of detections.entries()) expect([each, answers[i]]).toEqual([each, [id]]);
  });

  it('the directory in the unified audit log stands in where its own log was not exported, but not for what that lacks', async () => {
    const ask3 = (detection: string): string => ruleText(`selection:\n  ${detection}`, source('azure', 'auditlogs'));
    const answers = await ask(auditOnly, [
      ask3("OperationName: 'Add member to role'"),
      ask3('OperationName: Add*\n  Category: RoleManagement'),
    ]);
    expect(answers[0]).toEqual(['x3']);
    expect(answers[1]).toBe('the unified audit log does not carry Category; it needs an export of the Entra audit log');
  });

  it('a log of sign-ins without any risk was asked all the same, unlike one that does not tell of risks', async () => {
    const question = ruleText("selection:\n  riskEventType|contains: ''", source('azure', 'riskdetection'));
    const [quiet, mute] = await Promise.all(
      [{ riskEventTypes_v2: [] }, {}].map((fields) => load({ 'sign-ins.jsonl': lines([signIn('s1', fields)]) })),
    );
    expect(await ask(quiet as Workspace, [question])).toEqual([[]]);
    expect(await ask(mute as Workspace, [question])).toEqual([
      'the workspace holds no records of sign-ins with a risk',
    ]);
  });

  it.each([
    ['azure', 'signinlogs', 'the workspace holds no records of the sign-in log'],
    ['azure', 'activitylogs', 'no export of the Azure activity log is read'],
    ['azure', 'pim', 'no export of alerts of Privileged Identity Management is read'],
    ['gcp', 'gcp.audit', 'no export of gcp/gcp.audit is read'],
    ['letterlock', 'nothing', 'letterlock has no log called nothing'],
  ])('%s/%s says what is missing', async (product, service, reason) => {
    const [answer] = await ask(auditOnly, [ruleText('selection:\n  a: b', source(product, service))]);
    expect(answer).toContain(reason);
  });
});

describe('the mapping of the audit log', () => {
  it('names a column only where it holds exactly what stands at the path', () => {
    const origins = Object.entries(auditMapping).filter(([key]) => key in auditFields);
    expect(origins.length).toBeGreaterThan(20);
    for (const [key, origin] of origins) {
      if (origin?.kind !== 'path') continue;
      const field = origin.path.join('.');
      const { column } = auditPlace(field);
      if (column !== null) expect([field, column.name]).toEqual([field, key]);
    }
    for (const field of ['ClientIP', 'ClientAppId', 'UserAgent', 'SessionId'])
      expect([field, auditPlace(field).column]).toEqual([field, null]);
    expect(auditPlace('Operation').column?.name).toBe('operation');
    expect(tenant).toHaveLength(36);
  });
});
