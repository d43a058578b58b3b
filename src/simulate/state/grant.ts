// Grants of applications as an administrator finds them at the end of the time: those that are at home in the tenant, those
// that somebody consented to, and what was added to an old application.
import type { Application } from '../application.js';
import {
  archive,
  backup,
  consented,
  customers,
  discovery,
  exchange,
  graph,
  legacyTool,
  rolledOut,
  security,
} from '../application.js';
import { principalOf } from '../life/nightly.js';
import type { World } from '../world.js';
import { applicationsOf } from './fact.js';
import { settingsOf } from './setting.js';
import type { Row } from './table.js';

interface Grant {
  readonly application: Application;
  readonly principal: string;
  readonly resource: Application;
  /** Delegated: the scopes, and for whom; null for everybody. */
  readonly scope?: string;
  readonly person?: string | null;
  /** Application permission: the role's id and name. */
  readonly role?: readonly [id: string, name: string];
}

// Ids of roles: Microsoft Graph's permissions reference, and the Exchange resource's.
const mailRead = ['810c84a8-4a9e-49e6-bf7d-12d183f40d01', 'Mail.Read'] as const;
const fullAccess = ['dc890d15-9560-4a4c-9b7f-a736ec74ec40', 'full_access_as_app'] as const;

/** Of those that read as themselves, the archive does so through EWS. */
const asThemselves = new Map<Application, Grant['role']>([
  [backup, mailRead],
  [archive, fullAccess],
  [discovery, mailRead],
  [security, mailRead],
]);
const inNames = new Set<Application>([customers, rolledOut]);

function grants(world: World): Grant[] {
  const home = applicationsOf(world).flatMap(({ application, objectId: principal }): Grant[] => {
    const role = asThemselves.get(application);
    if (role) return [{ application, principal, resource: role === fullAccess ? exchange : graph, role }];
    const forAll = { scope: 'Mail.Read User.Read offline_access', person: null };
    return inNames.has(application) ? [{ application, principal, resource: graph, ...forAll }] : [];
  });
  const given = settingsOf(world, 'Consent to application.').map((deed): Grant => {
    const text = JSON.stringify(deed.fields.ModifiedProperties);
    const [, principal = '', person = '', scope = ''] =
      /ClientId: ([^,]*), PrincipalId: ([^,]*),.*?Scope: ([^\]]*)\]\]/.exec(text) ?? [];
    return { application: consented, principal, resource: graph, scope, person };
  });
  const added = settingsOf(world, 'Add app role assignment to service principal.').map(
    (): Grant => ({
      ...{
        application: legacyTool,
        principal: principalOf(world, legacyTool).id,
        resource: exchange,
        role: fullAccess,
      },
    }),
  );
  return [...home, ...given, ...added];
}

const grantId = (grant: Grant, i: number): string => Buffer.from(`${grant.principal}/${i}`).toString('base64url');

/** Graph oauth2PermissionGrants. */
export const delegatedGrants = (world: World): Row[] =>
  grants(world).flatMap((grant, i) =>
    grant.scope === undefined
      ? []
      : [
          {
            ...{ id: grantId(grant, i), clientId: grant.principal },
            ...{
              consentType: grant.person === null ? 'AllPrincipals' : 'Principal',
              principalId: grant.person ?? null,
            },
            ...{ resourceId: principalOf(world, grant.resource).id, scope: grant.scope },
          },
        ],
  );

/** Graph appRoleAssignments of service principals. */
export const applicationGrants = (world: World): Row[] =>
  grants(world).flatMap((grant, i) =>
    grant.role === undefined
      ? []
      : [
          {
            ...{ id: grantId(grant, i), appRoleId: grant.role[0], principalId: grant.principal },
            ...{ principalDisplayName: grant.application.name, principalType: 'ServicePrincipal' },
            ...{ resourceId: principalOf(world, grant.resource).id, resourceDisplayName: grant.resource.name },
          },
        ],
  );

/** Microsoft-Extractor-Suite's OAuthPermissions: a row for each scope or role. */
export const oauthPermissions = (world: World): Row[] =>
  grants(world).flatMap(({ application, principal, resource, scope, person, role }) => {
    const about = { AppId: application.id, ClientObjectId: principal, AppDisplayName: application.name };
    const type = scope === undefined ? 'Application' : 'Delegated';
    return (scope?.split(' ') ?? [role?.[1] ?? '']).map((permission) => ({
      ...{ PermissionType: type, ...about, ResourceDisplayName: resource.name, Permission: permission },
      ...{ ConsentType: scope === undefined ? '' : person === null ? 'AllPrincipals' : 'Principal' },
      PrincipalObjectId: person ?? '',
    }));
  });

/** Graph applications: what the organisation registered itself. */
export const registrations = ({ org }: World): Row[] => [
  {
    ...{ id: `${legacyTool.id.slice(0, -1)}f`, appId: legacyTool.id, displayName: legacyTool.name },
    ...{ signInAudience: 'AzureADMyOrg', publisherDomain: org.domain },
  },
];
