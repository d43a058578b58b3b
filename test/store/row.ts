// Tiny audit records and sign-ins with sensible defaults: a test says only what it is about. Written after domain.md 2 to 4,
// without the product.
import { createHash } from 'node:crypto';

export type Fields = Record<string, unknown>;

export const tenant = '7e4a0000-0000-4000-8000-000000000001';
export const otherTenant = '7e4a0000-0000-4000-8000-000000000002';
export const exchange = '00000002-0000-0ff1-ce00-000000000000';
export const sharePoint = '00000003-0000-0ff1-ce00-000000000000';
export const outlook = 'd3590ed6-52b3-4102-aeff-aad2292ab01c';
export const mobile = '27922004-5251-4030-b22d-91ecd9a37ea4';
export const backup = '0badc0de-0000-4000-8000-000000000001';

/** Days of four weeks from Monday, 4 March 2024; hours may be fractions. */
export const at = (day: number, hour = 0): number => Date.UTC(2024, 2, 4) + Math.round((day * 24 + hour) * 3_600_000);

/** A GUID that a name always gives. */
export const guid = (name: string): string =>
  createHash('sha256')
    .update(name)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

const bytesOf = (id: string): Buffer => {
  const b = Buffer.from(id.replaceAll('-', ''), 'hex');
  return Buffer.concat([
    b.subarray(0, 4).reverse(),
    b.subarray(4, 6).reverse(),
    b.subarray(6, 8).reverse(),
    b.subarray(8),
  ]);
};

/** The token id of a sign-in: base64url of its GUID in .NET byte order (domain.md, fact 1). */
export const tokenOf = (id: string): string => bytesOf(id).toString('base64url');

/** The older form: base64 of the GUID's text, 48 characters. */
export const longTokenOf = (id: string): string => Buffer.from(id).toString('base64');

const zoneless = (ms: number): string => new Date(ms).toISOString().slice(0, 19);

export interface Access {
  readonly id?: string;
  readonly at: number;
  readonly user?: string;
  readonly mailbox?: string;
  readonly ip?: string | null;
  /** The acting application; null for a record that names only the resource. */
  readonly app?: string | null;
  readonly token?: string | null;
  readonly session?: string | null;
  readonly issuedAt?: number | null;
  readonly tenant?: string;
  readonly messages?: readonly string[];
  readonly more?: Fields;
}

const context = (access: Access): Fields => ({
  ...(access.session == null ? {} : { AADSessionId: access.session }),
  ...(access.token == null ? {} : { UniqueTokenId: access.token }),
  ...(access.issuedAt == null ? {} : { IssuedAtTime: zoneless(access.issuedAt) }),
});

const common = (access: Access, id: string): Fields => ({
  Id: id,
  CreationTime: zoneless(access.at),
  Operation: 'MailItemsAccessed',
  OrganizationId: access.tenant ?? tenant,
  UserType: 0,
  UserId: access.user ?? 'ann@x.example',
  Workload: 'Exchange',
  MailboxOwnerUPN: access.mailbox ?? access.user ?? 'ann@x.example',
  ...(access.ip === null ? {} : { ClientIPAddress: access.ip ?? '198.51.100.10' }),
});

const nameOf = (access: Access, kind: string): string => access.id ?? guid(`${kind} ${JSON.stringify(access)}`);

/** A record of opened messages. */
export function bind(access: Access): Fields {
  const app = access.app === undefined ? outlook : access.app;
  const items = (access.messages ?? ['<one@x.example>']).map((id) => ({
    Id: `item ${id}`,
    InternetMessageId: id,
    SizeInBytes: 1000,
  }));
  return {
    ...common(access, nameOf(access, 'bind')),
    RecordType: 50,
    ClientInfoString: 'Client=REST;Client=RESTSystem;;',
    AppId: exchange,
    ...(app === null ? {} : { ClientAppId: app }),
    AppAccessContext: context(access),
    OperationProperties: [
      { Name: 'MailAccessType', Value: 'Bind' },
      { Name: 'IsThrottled', Value: 'False' },
    ],
    OperationCount: items.length,
    Folders: [{ Id: 'f1', Path: '\\Inbox', FolderItems: items }],
    ...access.more,
  };
}

/** A record of a synchronised folder. */
export function sync(access: Access & { readonly folder?: string }): Fields {
  return {
    ...common(access, nameOf(access, 'sync')),
    RecordType: 2,
    ClientIP: access.ip ?? '198.51.100.10',
    ClientInfoString: 'Client=MSExchangeRPC',
    SessionId: access.session ?? undefined,
    OperationProperties: [
      { Name: 'MailAccessType', Value: 'Sync' },
      { Name: 'IsThrottled', Value: 'False' },
    ],
    Item: { ParentFolder: { Id: 'f2', Path: 'Not Available', Name: access.folder ?? 'Inbox' } },
    ...access.more,
  };
}

export interface Issue {
  readonly id?: string;
  readonly at: number;
  readonly user?: string | null;
  readonly kind?: 'interactiveUser' | 'nonInteractiveUser' | 'servicePrincipal' | 'managedIdentity';
  readonly ip?: string;
  readonly app?: string;
  readonly session?: string | null;
  readonly errorCode?: number;
  readonly tenant?: string;
  readonly more?: Fields;
}

/** A sign-in as Graph beta gives it. */
export function signIn(issue: Issue): Fields {
  const id = issue.id ?? guid(`sign-in ${JSON.stringify(issue)}`);
  const kind = issue.kind ?? 'nonInteractiveUser';
  const person = kind.endsWith('User');
  const user = person ? (issue.user ?? 'ann@x.example') : null;
  return {
    id,
    createdDateTime: new Date(issue.at).toISOString(),
    userPrincipalName: user,
    userId: user === null ? '' : guid(user),
    appId: issue.app ?? outlook,
    appDisplayName: 'An application',
    servicePrincipalId: person ? '' : guid(`sp ${issue.app}`),
    resourceId: exchange,
    resourceTenantId: issue.tenant ?? tenant,
    homeTenantId: issue.tenant ?? tenant,
    ipAddress: issue.ip ?? '198.51.100.10',
    isInteractive: kind === 'interactiveUser',
    signInEventTypes: [kind],
    sessionId: issue.session ?? null,
    uniqueTokenIdentifier: tokenOf(id),
    status: { errorCode: issue.errorCode ?? 0, failureReason: 'Other.' },
    ...issue.more,
  };
}
