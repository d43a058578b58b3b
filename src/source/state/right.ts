// Who may do what: rights to mailboxes and folders, and what applications were granted. Microsoft-Extractor-Suite puts all
// rights to one mailbox into one row (Scripts/Get-MailboxPermissions.ps1) and one scope into a row of its grants
// (Scripts/Get-OAuthPermissions.ps1).
import { sql } from '../../query/sql.js';
import { first, fixed, made, path } from '../mapping.js';
import { has } from '../shape.js';
import { inBoth, list, type Spelling, type StateShape, stateShape, together } from './fact.js';

const permission = stateShape('mailboxPermissions', 'mailbox permissions, Get-MailboxPermission', 'permission', {
  subject: first(path('UserPrincipalName'), path('Identity')),
  grantee: first(list('User'), path('Trustee')),
  rights: list('AccessRights'),
  type: first(
    list('FolderName'),
    made([path('Trustee')], (text) => sql`CASE WHEN ${text} IS NOT NULL THEN 'recipient' END`),
    fixed('mailbox'),
  ),
});

const allPermissions = stateShape(
  'mailboxPermissionsByMailbox',
  'mailbox permissions, Microsoft-Extractor-Suite',
  'permission',
  {
    subject: path('UserPrincipalName'),
    name: path('DisplayName'),
    type: path('RecipientTypeDetails'),
    grantee: together('FullAccessUsers', 'SendAsUsers', 'SendOnBehalfUsers', 'InboxUsers', 'CalendarUsers'),
    rights: together(
      'FullAccessPermissions',
      'SendAsPermissions',
      'SendOnBehalfUsers',
      'InboxPermissions',
      'CalendarPermissions',
    ),
  },
);

const delegated = (spell: Spelling) =>
  stateShape('permissionGrants', 'delegated grants, Graph oauth2PermissionGrants', 'grant', {
    subjectId: path(spell('ClientId')),
    type: path(spell('ConsentType')),
    grantee: path(spell('PrincipalId')),
    rights: path(spell('Scope')),
  });

const roles = (spell: Spelling) =>
  stateShape('appRoleAssignments', 'application grants, Graph appRoleAssignments', 'grant', {
    subjectId: path(spell('PrincipalId')),
    name: path(spell('PrincipalDisplayName')),
    type: path(spell('PrincipalType')),
    rights: path(spell('AppRoleId')),
  });

// The name of the client; of application permissions older versions give the id of the resource beside it.
const clientName = made(
  [path('AppDisplayName'), path('ClientDisplayName'), path('PermissionType')],
  (now, before, type) => sql`coalesce(${now}, CASE WHEN lower(${type}) = 'delegated' THEN ${before} END)`,
);

const grants = stateShape('oauthPermissions', 'OAuth grants, Microsoft-Extractor-Suite', 'grant', {
  subject: path('AppId'),
  subjectId: path('ClientObjectId'),
  name: clientName,
  type: path('PermissionType'),
  grantee: first(path('PrincipalObjectId'), path('ConsentType')),
  rights: path('Permission'),
  ownerTenant: path('AppOwnerOrganizationId'),
});

export const rightShapes: readonly StateShape[] = [
  { shape: grants, is: (head) => has(head, 'PermissionType', 'ClientObjectId', 'Permission') },
  { shape: allPermissions, is: (head) => has(head, 'FullAccessUsers', 'SendAsUsers') },
  ...inBoth(delegated, (hasAll) => hasAll('ConsentType', 'ClientId', 'ResourceId', 'Scope')),
  ...inBoth(roles, (hasAll) => hasAll('AppRoleId', 'PrincipalId', 'ResourceId')),
  {
    shape: permission,
    is: (head) => has(head, 'Identity', 'AccessRights') && (has(head, 'User') || has(head, 'Trustee')),
  },
];
