// The audit log's own copy of an interactive sign-in: record type 15, UserLoggedIn or UserLoginFailed. Its Id is the
// sign-in's id (every measured row has Id = IntraSystemId, which look like Entra request ids). The odd facts: a failure
// says ResultStatus Success all the same, so only Operation and ErrorNumber tell; SessionId is there in under half.
import type { SignIn } from '../journal.js';
import type { World } from '../world.js';
import { type AuditRecord, auditRecord } from './record.js';

const errors: Readonly<Record<number, string>> = { 50126: 'InvalidUserNameOrPassword', 50053: 'IdsLocked' };

/** null for a sign-in that is not a person's. */
export function logonRecord(world: World, signIn: SignIn): AuditRecord | null {
  const { person, id, at } = signIn;
  if (!person || signIn.kind !== 'interactive') return null;
  const failed = signIn.errorCode !== 0;
  const common = {
    id,
    at,
    recordType: 15,
    operation: failed ? 'UserLoginFailed' : 'UserLoggedIn',
    resultStatus: 'Success',
    userKey: person.objectId,
    userType: 0,
    userId: person.upn,
    workload: 'AzureActiveDirectory',
  };
  return auditRecord(world, common, {
    ClientIP: signIn.place.address,
    ObjectId: signIn.resource.id,
    AzureActiveDirectoryEventType: 1,
    ExtendedProperties: [
      { Name: 'ResultStatusDetail', Value: failed ? 'UserError' : 'Success' },
      { Name: 'UserAgent', Value: signIn.device?.userAgent ?? '' },
      { Name: 'RequestType', Value: failed ? 'Login:login' : 'OAuth2:Authorize' },
    ],
    Actor: [
      { ID: person.objectId, Type: 0 },
      { ID: person.upn, Type: 5 },
    ],
    ActorContextId: world.org.tenant,
    ActorIpAddress: signIn.place.address,
    IntraSystemId: id,
    Target: [{ ID: signIn.resource.id, Type: 0 }],
    TargetContextId: world.org.tenant,
    ApplicationId: signIn.application.id,
    DeviceProperties: deviceProperties(world, signIn),
    ErrorNumber: `${signIn.errorCode}`,
    LogonError: errors[signIn.errorCode] ?? null,
  });
}

function deviceProperties(world: World, { id, device, sessionId }: SignIn): object[] {
  const shown = sessionId !== null && world.random.fork(`logon/${id}`).chance(0.45);
  return [
    { Name: 'OS', Value: device?.system ?? '' },
    { Name: 'BrowserType', Value: device?.browser ? 'Edge' : 'Other' },
    { Name: 'IsCompliantAndManaged', Value: 'False' },
    ...(shown ? [{ Name: 'SessionId', Value: sessionId }] : []),
  ];
}
