// The audit log's own copy of an interactive sign-in: record type 15, UserLoggedIn or UserLoginFailed. Its Id is the
// sign-in's id (every measured row has Id = IntraSystemId, which look like Entra request ids). The odd facts: in some
// tenants a failure says ResultStatus Success all the same (2021), in others Failed (2023), so only Operation and ErrorNumber
// tell; SessionId is there in under half.
import { correlationOf } from '../identifier.js';
import type { SignIn } from '../journal.js';
import type { World } from '../world.js';
import { type AuditRecord, type Common, head } from './record.js';

const errors: Readonly<Record<number, string>> = {
  50126: 'InvalidUserNameOrPassword',
  50053: 'IdsLocked',
  50055: 'UserAccountExpiredPassword',
  50058: 'UserInformationNotProvided',
  50072: 'UserStrongAuthEnrollmentRequiredInterrupt',
  65001: 'DelegationDoesNotExist',
};

/** null for a sign-in that is not a person's own act. */
export function logonRecord(world: World, signIn: SignIn): AuditRecord | null {
  const { person, id, at, intrusion } = signIn;
  if (!person || signIn.kind !== 'interactive') return null;
  const failed = signIn.errorCode !== 0;
  const operation = failed ? 'UserLoginFailed' : 'UserLoggedIn';
  const resultStatus = failed && world.org.profile.failedSays ? 'Failed' : 'Success';
  const common: Common = {
    ...{ at, recordType: 15, operation, resultStatus, userKey: person.objectId, userType: 0 },
    ...{ userId: person.upn, workload: 'AzureActiveDirectory' },
    ...{ clientIp: signIn.place.address, objectId: signIn.resource.id },
  };
  const text = (withId: boolean) =>
    `${head(world.org.tenant, withId ? id : null, common)},${JSON.stringify(fields(world, signIn)).slice(1)}`;
  return { id, at, recordType: 15, operation, userId: person.upn, intrusion, access: null, text };
}

/** In the order in which real records have them. */
function fields(world: World, signIn: SignIn): object {
  const { person, resource, place, device, errorCode, id } = signIn;
  const failed = errorCode !== 0;
  const { tenant } = world.org;
  return {
    AzureActiveDirectoryEventType: 1,
    ExtendedProperties: [
      { Name: 'ResultStatusDetail', Value: failed ? 'UserError' : 'Success' },
      { Name: 'UserAgent', Value: device?.userAgent ?? '' },
      { Name: 'UserAuthenticationMethod', Value: '1' },
      { Name: 'RequestType', Value: signIn.requestType ?? (failed ? 'Login:login' : 'OAuth2:Authorize') },
    ],
    ModifiedProperties: [],
    Actor: [
      { ID: person?.objectId, Type: 0 },
      { ID: person?.upn, Type: 5 },
    ],
    ...{ ActorContextId: tenant, ActorIpAddress: place.address },
    ...{ InterSystemsId: correlationOf(id), IntraSystemId: id, SupportTicketId: '' },
    ...{ Target: [{ ID: resource.id, Type: 0 }], TargetContextId: tenant, ApplicationId: signIn.application.id },
    DeviceProperties: deviceProperties(signIn),
    ...{ ErrorNumber: `${errorCode}`, ...(failed ? { LogonError: errors[errorCode] ?? 'Unknown' } : {}) },
  };
}

function deviceProperties({ id, device, session }: SignIn): object[] {
  const shown = session !== null && Number.parseInt(id.slice(0, 2), 16) < 115;
  const managed = device !== null && device.deviceId !== '';
  const pairs = [
    ...(managed
      ? [
          ['Id', device.deviceId],
          ['DisplayName', device.displayName],
        ]
      : []),
    ...(device?.system ? [['OS', device.system]] : []),
    ['BrowserType', device?.browser.split(' ')[0] || 'Other'],
    ...(managed ? [['TrustType', '1']] : []),
    ['IsCompliantAndManaged', 'False'],
    ...(shown ? [['SessionId', session.id]] : []),
  ];
  return pairs.map(([Name, Value]) => ({ Name, Value }));
}
