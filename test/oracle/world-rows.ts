// Rows as Microsoft writes them: an audit record of a mailbox access (domain.md 2.2: a Bind names messages, a Sync a folder),
// a sign-in in Graph's beta shape (5.3), and a few audit records of other kinds. Spelling varies as it does in the wild.
import type { Random } from './random.js';
import { oldTokenIdOf, tokenIdOf } from './token.js';
import { type Client, exchange, type Fields, substrate, type Token, type User } from './world-model.js';

export const zoneless = (at: number) => new Date(at).toISOString().slice(0, 19);
const zulu = (at: number) => `${zoneless(at)}Z`;

export class Rows {
  readonly #random: Random;
  readonly tenant: string;
  readonly domain: string;

  constructor(random: Random, tenant: string, domain: string) {
    this.#random = random;
    this.tenant = tenant;
    this.domain = domain;
  }

  /** UPNs come in any case; the mailbox and the person are the same. */
  #spell(upn: string): string {
    return this.#random.chance(0.15) ? upn.replace(/(^|\.)[a-z]/g, (letter) => letter.toUpperCase()) : upn;
  }

  /** One address in one of the spellings of domain.md 2.6. */
  spellAddress(ip: string): string {
    const port = this.#random.int(1025, 65000);
    if (ip.includes(':')) {
      return this.#random.pick([ip, ip.toUpperCase(), `[${ip}]`, `[${ip}]:${port}`, ip]);
    }
    return this.#random.pick([ip, ip, ip, `${ip}:${port}`, `[${ip}]`, `::ffff:${ip}`, `[::ffff:${ip}]:${port}`]);
  }

  spellToken(signInId: string): string {
    const kind = this.#random.next();
    return kind < 0.93 ? tokenIdOf(signInId) : kind < 0.97 ? signInId : oldTokenIdOf(signInId);
  }

  #common(at: number, operation: string, recordType: number, userId: string): Fields {
    return {
      CreationTime: zoneless(at),
      Id: this.#random.guid(),
      Operation: operation,
      OrganizationId: this.tenant,
      RecordType: recordType,
      ResultStatus: 'Succeeded',
      UserKey: this.#random.hex(16).toUpperCase(),
      UserType: 0,
      Version: 1,
      Workload: 'Exchange',
      UserId: this.#spell(userId),
    };
  }

  bind(at: number, owner: User, by: { user: string; client: Client; address: string }, items: Fields[]): Fields {
    return {
      ...this.#common(at, 'MailItemsAccessed', 50, by.user),
      AppId: by.client.through,
      ClientAppId: by.client.appId,
      ClientIPAddress: this.spellAddress(by.address),
      ClientInfoString: by.client.info,
      ExternalAccess: false,
      InternalLogonType: 0,
      LogonType: 0,
      MailboxGuid: owner.oid,
      MailboxOwnerUPN: this.#spell(owner.upn),
      OrganizationName: this.domain,
      OriginatingServer: 'DB9PR03MB7001 (15.20.8700.012)\r\n',
      OperationProperties: properties('Bind'),
      OperationCount: items.length,
      Folders: [{ Id: `LgAA${owner.puid}`, Path: '\\Inbox', FolderItems: items }],
    };
  }

  sync(at: number, owner: User, sessionId: string, address: string, folder: string): Fields {
    return {
      ...this.#common(at, 'MailItemsAccessed', 2, owner.upn),
      ClientIP: this.spellAddress(address),
      ClientIPAddress: address,
      ClientInfoString: 'Client=MSExchangeRPC',
      ClientProcessName: 'OUTLOOK.EXE',
      ClientVersion: '16.0.19029.20136',
      ExternalAccess: false,
      InternalLogonType: 0,
      LogonType: 0,
      MailboxGuid: owner.oid,
      MailboxOwnerUPN: this.#spell(owner.upn),
      SessionId: sessionId,
      OperationProperties: properties('Sync'),
      Item: { Id: 'LgAA', ParentFolder: { Id: `LgAB${folder}`, Name: folder, Path: `\\${folder}` } },
    };
  }

  attachment(at: number, owner: User, by: { user: string; client: Client; address: string }): Fields {
    const { Folders: _, ...row } = this.bind(at, owner, by, []);
    return {
      ...row,
      Operation: 'AttachmentAccess',
      OperationProperties: [{ Name: 'AttachmentAccessType', Value: 'Bind' }],
      OperationCount: 1,
      Messages: [
        { Id: 'LgAC', Path: '\\Inbox', MessageItems: [{ Id: 'RgAA', SizeInBytes: this.#random.int(900, 90000) }] },
      ],
    };
  }

  /** The service's own reader: Microsoft's address, Microsoft's application, no token of the identity provider. */
  reader(at: number, owner: User, items: Fields[]): Fields {
    const address = `2603:10a6:10:${this.#random.hex(3).replace(/^0+/, 'a')}::${this.#random.int(1, 9)}`;
    const client = { name: 'Substrate', appId: substrate, through: substrate, info: 'Client=REST;Client=RESTSystem;;' };
    return this.bind(at, owner, { user: owner.upn, client, address }, items);
  }

  login(token: Token, user: User): Fields {
    return {
      ...this.#common(token.issuedAt, 'UserLoggedIn', 15, user.upn),
      Id: token.signInId,
      IntraSystemId: token.signInId,
      Workload: 'AzureActiveDirectory',
      ResultStatus: 'Success',
      ApplicationId: token.client.appId,
      ClientIP: token.address,
      ActorIpAddress: token.address,
      ErrorNumber: '0',
      ExtendedProperties: [{ Name: 'RequestType', Value: 'OAuth2:Authorize' }],
      DeviceProperties: [{ Name: 'SessionId', Value: token.sessionId ?? '' }],
      Target: [{ ID: exchange, Type: 0 }],
    };
  }

  noise(at: number, owner: User): Fields {
    const system = 'NT AUTHORITY\\SYSTEM (Microsoft.Exchange.ServiceHost)';
    return this.#random.chance(0.5)
      ? {
          ...this.#common(at, 'Set-Mailbox', 1, system),
          UserType: 3,
          ExternalAccess: true,
          ObjectId: owner.oid,
          Parameters: [{ Name: 'Identity', Value: owner.oid }],
        }
      : {
          ...this.#common(at, 'FileAccessed', 6, owner.upn),
          Workload: 'SharePoint',
          ClientIP: owner.home,
          ObjectId: `https://${this.domain.split('.')[0]}.example/sites/all/Überblick "${this.#random.hex(4)}".docx`,
        };
  }

  signIn(token: Token, errorCode = 0): Fields {
    const { user, client } = token;
    const application = token.kind === 'servicePrincipal';
    return {
      id: token.signInId,
      createdDateTime: zulu(token.issuedAt),
      userDisplayName: user?.name ?? '',
      userPrincipalName: user?.upn ?? '',
      userId: user?.oid ?? '',
      appId: client.appId,
      appDisplayName: client.name,
      resourceId: client.through,
      resourceDisplayName: client.through === exchange ? 'Office 365 Exchange Online' : 'Microsoft Graph',
      resourceTenantId: this.tenant,
      homeTenantId: this.tenant,
      ipAddress: token.address,
      clientAppUsed: application ? '' : 'Mobile Apps and Desktop clients',
      userAgent: application ? '' : 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)',
      correlationId: this.#random.guid(),
      isInteractive: token.kind === 'interactive',
      signInEventTypes: [
        token.kind === 'interactive' || token.kind === 'nonInteractive' ? `${token.kind}User` : token.kind,
      ],
      sessionId: token.sessionId ?? '',
      uniqueTokenIdentifier: tokenIdOf(token.signInId),
      originalRequestId: '',
      incomingTokenType: token.kind === 'nonInteractive' ? 'refreshToken' : 'none',
      authenticationProtocol: 'oAuth2',
      tokenIssuerType: 'AzureAD',
      crossTenantAccessType: 'none',
      conditionalAccessStatus: 'notApplied',
      servicePrincipalId: application ? client.appId.replace(/^......../, '0badcafe') : '',
      servicePrincipalName: application ? client.name : '',
      location: { city: 'Hamburg', state: 'Hamburg', countryOrRegion: 'DE' },
      status: { errorCode, failureReason: errorCode === 0 ? 'Other.' : 'Invalid username or password.' },
    };
  }
}

export function contextOf(
  random: Random,
  ids: { tokenId: string; sessionId: string | null; issuedAt: number },
): Fields {
  return {
    AppAccessContext: {
      ...(ids.sessionId === null ? {} : { AADSessionId: ids.sessionId }),
      CorrelationId: random.guid(),
      UniqueTokenId: ids.tokenId,
      IssuedAtTime: zoneless(ids.issuedAt),
    },
  };
}

function properties(type: 'Bind' | 'Sync'): Fields[] {
  return [
    { Name: 'MailAccessType', Value: type },
    { Name: 'IsThrottled', Value: 'False' },
  ];
}
