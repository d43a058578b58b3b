// What a row says, read by hand: an audit record or a sign-in, or a reject. Written from docs and the contract only; no
// line of the product is used here, so that two independent readings can be held against each other.
import { addressOf } from './address.js';
import { isObject } from './json.js';

export type Kind = 'interactive' | 'nonInteractive' | 'servicePrincipal' | 'managedIdentity';
export type Access = {
  way: 'bind' | 'sync' | 'attachment' | 'other';
  throttled: boolean;
  messageIds: string[];
};
export type OracleRecord = {
  log: 'audit' | 'signIn';
  /** null where the row had none: then the product derives one from the content. */
  id: string | null;
  tenant: string | null;
  at: number;
  operation: string;
  user: string | null;
  mailbox: string | null;
  address: string | null;
  application: { id: string | null; viaId: string | null };
  tokenId: string | null;
  sessionId: string | null;
  issuedAt: number | null;
  access: Access | null;
  signIn: { kind: Kind; success: boolean } | null;
  /** how many filled values the row holds: of copies the richest is kept. */
  richness: number;
  /** the same content gives the same text, whatever the export's shape. */
  content: string;
};
export type Salvaged = { id: string | null; time: number | null; operation: string | null; user: string | null };
type Fields = Record<string, unknown>;

export const text = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value : typeof value === 'number' ? String(value) : null;
const lower = (value: unknown): string | null => text(value)?.trim().toLowerCase() ?? null;

/** Milliseconds; a time without a zone is UTC. US order for dates with slashes, as cmdlets in English write them. */
export function timeOf(value: unknown): number | null {
  const spelled = text(value)?.trim();
  if (!spelled) return null;
  const ticks = /^\/Date\((\d+)\)\/$/.exec(spelled)?.[1];
  if (ticks !== undefined) return Number(ticks);
  const us = /^(\d+)\/(\d+)\/(\d{4}) (\d+):(\d\d):(\d\d) ([AP]M)$/.exec(spelled);
  if (us) {
    const [month, day, year, hour, minute, second] = us.slice(1, 7).map(Number) as [number, ...number[]];
    const half = us[7] === 'PM' ? 12 : 0;
    return Date.UTC(year ?? 0, month - 1, day ?? 1, ((hour ?? 0) % 12) + half, minute ?? 0, second ?? 0);
  }
  const iso = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)?$/.exec(spelled);
  if (!iso) return null;
  const at = Date.parse(`${iso[1]}T${iso[2]}${(iso[3] ?? '.0').slice(0, 4)}${iso[4] ?? 'Z'}`);
  return Number.isNaN(at) ? null : at;
}

export function auditRecord(row: Fields): OracleRecord | null {
  const at = timeOf(row.CreationTime);
  const operation = text(row.Operation);
  if (at === null || operation === null) return null;
  const context = isObject(row.AppAccessContext) ? row.AppAccessContext : {};
  const acting = lower(row.ClientAppId) ?? lower(row.AppId) ?? lower(row.ApplicationId);
  const via = lower(row.AppId);
  return {
    log: 'audit',
    id: lower(row.Id),
    tenant: lower(row.OrganizationId),
    at,
    operation,
    user: lower(row.UserId),
    mailbox: lower(row.MailboxOwnerUPN),
    address: addressOf(row.ClientIPAddress) ?? addressOf(row.ClientIP),
    application: { id: acting, viaId: via === acting ? null : via },
    tokenId: text(context.UniqueTokenId),
    sessionId: lower(row.SessionId) ?? lower(context.AADSessionId),
    issuedAt: timeOf(context.IssuedAtTime),
    access: accessOf(row, operation),
    signIn: null,
    richness: filled(row),
    content: canonical(row),
  };
}

function accessOf(row: Fields, operation: string): Access | null {
  const properties = new Map<string, string | null>();
  for (const pair of list(row.OperationProperties)) properties.set(String(pair.Name), text(pair.Value));
  const throttled = properties.get('IsThrottled')?.toLowerCase() === 'true';
  if (operation === 'AttachmentAccess') return { way: 'attachment', throttled, messageIds: [] };
  if (operation !== 'MailItemsAccessed') return null;
  const type = properties.get('MailAccessType');
  const messageIds = list(row.Folders)
    .flatMap((folder) => list(folder.FolderItems))
    .flatMap((item) => text(item.InternetMessageId) ?? []);
  return { way: type === 'Bind' ? 'bind' : type === 'Sync' ? 'sync' : 'other', throttled, messageIds };
}

export function graphSignIn(row: Fields): OracleRecord | null {
  const status = isObject(row.status) ? row.status : {};
  const types = Array.isArray(row.signInEventTypes) ? row.signInEventTypes.join(' ') : '';
  return signIn(row, {
    at: timeOf(row.createdDateTime),
    id: lower(row.id),
    tenant: lower(row.resourceTenantId) ?? lower(row.homeTenantId),
    user: lower(row.userPrincipalName),
    address: addressOf(row.ipAddress),
    application: lower(row.appId),
    tokenId: text(row.uniqueTokenIdentifier),
    sessionId: lower(row.sessionId),
    kind: kindOf(types, row.isInteractive),
    success: status.errorCode === 0,
  });
}

function kindOf(types: string, isInteractive: unknown): Kind {
  if (types.includes('servicePrincipal')) return 'servicePrincipal';
  if (types.includes('managedIdentity')) return 'managedIdentity';
  return types.includes('nonInteractiveUser') || isInteractive === false ? 'nonInteractive' : 'interactive';
}

/** The portal's CSV does not say which of its four lists it is; the file's name does (domain.md 3). */
export function portalSignIn(row: Fields, fileName: string): OracleRecord | null {
  const kind = fileName.includes('NonInteractive')
    ? 'nonInteractive'
    : fileName.includes('MSISignIns')
      ? 'managedIdentity'
      : 'Service principal ID' in row
        ? 'servicePrincipal'
        : 'interactive';
  return signIn(row, {
    at: timeOf(row['Date (UTC)']),
    id: lower(row['Request ID']),
    tenant: lower(row['Resource tenant ID']) ?? lower(row['Home tenant ID']),
    user: lower(row.Username),
    address: addressOf(row['IP address']),
    application: lower(row['Application ID']),
    tokenId: text(row['Unique token identifier']),
    sessionId: lower(row['Session ID']),
    kind,
    success: row.Status === 'Success',
  });
}

type SignInFacts = Pick<OracleRecord, 'id' | 'tenant' | 'user' | 'address' | 'tokenId' | 'sessionId'> & {
  at: number | null;
  application: string | null;
  kind: Kind;
  success: boolean;
};

function signIn(row: Fields, facts: SignInFacts): OracleRecord | null {
  const { at, application, kind, success, ...rest } = facts;
  if (at === null || facts.id === null) return null;
  return {
    ...rest,
    log: 'signIn',
    at,
    operation: 'SignIn',
    mailbox: null,
    application: { id: application, viaId: null },
    issuedAt: at,
    access: null,
    signIn: { kind, success },
    richness: filled(row),
    content: canonical(row),
  };
}

const list = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isObject) : []);

function filled(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + filled(item), 0);
  if (isObject(value)) return filled(Object.values(value));
  return value === null || value === undefined || value === '' ? 0 : 1;
}

export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join()}}`;
}
