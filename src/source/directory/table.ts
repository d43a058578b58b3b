// Changes in the directory as rows of a workspace's AuditLogs table: who did it, to what, and more are objects in JSON exports
// and JSON text in CSV. Columns: Azure Monitor's table reference (learn.microsoft.com, 2024).
import { join, sql } from '../../query/sql.js';
import type { directoryFields } from '../../record/field.js';
import { first, inner, type Mapping, made, path } from '../mapping.js';

export const tableMapping: Mapping<typeof directoryFields> = {
  id: path('Id'),
  tenant: path('AADTenantId'),
  at: first(path('ActivityDateTime'), path('TimeGenerated')),
  // Some names end in a blank, which belongs to them.
  operation: made([path('ActivityDisplayName'), path('OperationName')], (...names) => sql`coalesce(${join(names)})`),
  operationType: first(path('AADOperationType'), path('OperationType')),
  category: path('Category'),
  service: path('LoggedByService'),
  result: first(path('Result'), path('ResultType')),
  resultReason: first(path('ResultReason'), path('ResultDescription')),
  user: inner('InitiatedBy', 'user.userPrincipalName'),
  userId: inner('InitiatedBy', 'user.id'),
  userName: inner('InitiatedBy', 'user.displayName'),
  application: inner('InitiatedBy', 'app.appId'),
  applicationName: inner('InitiatedBy', 'app.displayName'),
  servicePrincipalId: inner('InitiatedBy', 'app.servicePrincipalId'),
  addressText: inner('InitiatedBy', 'user.ipAddress'),
  targets: path('TargetResources'),
  additionalDetails: path('AdditionalDetails'),
  correlationId: path('CorrelationId'),
};
