// Administration as the audit log has it: record type 1, parameters as texts, an address with port, an empty
// ClientAppId, and ResultStatus `True`. The service's own commands run as NT AUTHORITY\SYSTEM with UserType 3 and
// ExternalAccess true.
import type { Cmdlet } from '../journal.js';
import type { World } from '../world.js';
import { type AuditRecord, auditRecord, idFor } from './record.js';

const system = 'NT AUTHORITY\\SYSTEM (Microsoft.Exchange.ServiceHost)';

export function cmdletRecord(world: World, cmdlet: Cmdlet): AuditRecord {
  const { person, at, operation } = cmdlet;
  const common = {
    id: idFor(world, `cmdlet|${at}|${operation}|${cmdlet.objectId}`),
    at,
    recordType: 1,
    operation,
    resultStatus: 'True',
    userKey: person?.puid ?? system,
    userType: person ? (person.habit === 'administrator' ? 2 : 0) : 3,
    userId: person?.upn ?? system,
    workload: 'Exchange',
  };
  return auditRecord(world, common, {
    ClientIP: cmdlet.address,
    ObjectId: cmdlet.objectId,
    AppId: cmdlet.appId,
    ClientAppId: '',
    ExternalAccess: person === null,
    OrganizationName: world.org.domain,
    OriginatingServer: world.mailboxes[0]?.owner.server,
    Parameters: cmdlet.parameters.map(([Name, Value]) => ({ Name, Value })),
  });
}
