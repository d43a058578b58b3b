// Changes in the directory as Microsoft Graph gives them (directoryAudit, v1.0 and beta), as the portal saves them as JSON, and
// as Azure Monitor wraps them. Fields: learn.microsoft.com/graph, directoryAudit resource.
import type { directoryFields } from '../../record/field.js';
import { type Mapping, path, respelled } from '../mapping.js';

export const graphMapping: Mapping<typeof directoryFields> = {
  id: path('id'),
  at: path('activityDateTime'),
  operation: path('activityDisplayName'),
  operationType: path('operationType'),
  category: path('category'),
  service: path('loggedByService'),
  result: path('result'),
  resultReason: path('resultReason'),
  user: path('initiatedBy.user.userPrincipalName'),
  userId: path('initiatedBy.user.id'),
  userName: path('initiatedBy.user.displayName'),
  application: path('initiatedBy.app.appId'),
  applicationName: path('initiatedBy.app.displayName'),
  servicePrincipalId: path('initiatedBy.app.servicePrincipalId'),
  addressText: path('initiatedBy.user.ipAddress'),
  userAgent: path('userAgent'),
  targets: path('targetResources'),
  additionalDetails: path('additionalDetails'),
  correlationId: path('correlationId'),
};

const capital = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1);

/** As Get-MgBetaAuditLogDirectoryAudit hands them to ConvertTo-Json: keys in PowerShell's capitals. */
export const cmdletMapping = (address: 'IPAddress' | 'IpAddress'): Mapping<typeof directoryFields> =>
  respelled(graphMapping, (key) => (key === 'ipAddress' ? address : capital(key)));
