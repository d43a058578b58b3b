// The Entra audit log (who changed what in the directory) under the names of Graph, Sentinel's AuditLogs and the portal. Where
// no export of it was given, the unified audit log carries the same events with fewer fields; a rule that needs one of the
// others is not run there.
import { auditPlace, equals } from './audit.js';
import { fieldKey, found, type Place, pathsOf, type Target, tableOf, unmapped } from './place.js';

const table = tableOf([
  ['id', 'id', 'id'],
  ['activitydatetime timegenerated timestamp time date date_(utc)', 'at', 'activityDateTime | Date (UTC)', 'other'],
  [
    'operationname activitydisplayname activity activitytype message',
    'operation',
    'activityDisplayName | operationName | Activity',
  ],
  ['operationtype aadoperationtype', 'operationType', 'operationType | AADOperationType'],
  ['status result', 'result', 'result | Status'],
  ['resultdescription resultreason failure_status_reason', 'resultReason', 'resultReason'],
  ['category', 'category', 'category'],
  ['loggedbyservice service', 'service', 'loggedByService | Service'],
  ['target targets targetresources', 'targets', 'targetResources'],
  ['additionaldetails', 'additionalDetails', 'additionalDetails'],
  ['initiatedby initiatied.by initiated.by', null, 'initiatedBy | ActorUserPrincipalName'],
  [
    'initiatedby.user.userprincipalname actoruserprincipalname userprincipalname',
    'user',
    'initiatedBy.user.userPrincipalName | ActorUserPrincipalName',
    'lower',
  ],
  ['initiatedby.user.displayname actordisplayname', 'userName', 'initiatedBy.user.displayName | ActorDisplayName'],
  ['initiatedby.user.ipaddress ipaddress', 'addressText', 'initiatedBy.user.ipAddress | IPAddress'],
  ['initiatedby.app.displayname', 'applicationName', 'initiatedBy.app.displayName'],
  ['correlationid', 'correlationId', 'correlationId'],
]);

export const directoryTarget: Target = {
  log: 'directory',
  title: 'the Entra audit log',
  where: null,
  lacks: () => null,
  place: (field) => found(table, field) ?? unmapped(pathsOf(field)),
};

/** What the unified audit log has of these events. Its operations end in a full stop, which rules do not write. */
const carried = tableOf([
  ['operationname activitydisplayname activity activitytype message operation', null, 'Operation'],
  ['status result', null, 'ResultStatus'],
  ['target targets targetresources', null, 'Target | ModifiedProperties | ObjectId'],
  ['targetresources.modifiedproperties modifiedproperties', null, 'ModifiedProperties'],
  ['targetresources.modifiedproperties.displayname', null, 'ModifiedProperties.Name'],
  ['targetresources.modifiedproperties.newvalue', null, 'ModifiedProperties.NewValue'],
  ['targetresources.modifiedproperties.oldvalue', null, 'ModifiedProperties.OldValue'],
  ['initiatedby initiatied.by initiated.by', null, 'UserId | Actor.ID'],
]);
const elsewhere =
  /^(loggedbyservice|category|resultdescription|resultreason|failure_status_reason|consentcontext|additionaldetails|targetresources\.)/;

export const directoryFromAudit: Target = {
  log: 'audit',
  title: "the directory's part of the unified audit log",
  where: equals('Workload', 'AzureActiveDirectory'),
  lacks: (field) =>
    found(carried, field) === undefined && elsewhere.test(fieldKey(field))
      ? `the unified audit log does not carry ${field}; it needs an export of the Entra audit log`
      : null,
  place: (field): Place => {
    const place = found(carried, field) ?? auditPlace(field);
    return place.paths[0]?.[0] === 'Operation' ? { ...place, fullStop: true } : place;
  },
};
