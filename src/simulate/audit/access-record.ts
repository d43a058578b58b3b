// MailItemsAccessed and AttachmentAccess. Bind arrives as record type 50 with the messages, Sync as record type 2 with one folder and
// nothing else; Bind has only ClientIPAddress, Sync has ClientIP too and always a SessionId (all measured on a real
// tenant). AppAccessContext ties it to the token; genuine records lack it now and then, the service's own readers
// always.
import { zoneless } from '../clock.js';
import { serverOf } from '../deed.js';
import { inventedId, kind, recordId } from '../identifier.js';
import type { Context } from '../journal.js';
import type { Mailbox } from '../mail.js';
import { mix } from '../random.js';
import type { World } from '../world.js';
import type { Draft } from './aggregate.js';
import { type AuditRecord, type Common, head, quote } from './record.js';

export function accessRecord(world: World, draft: Draft): AuditRecord {
  const { context, at, sync, attachment } = draft;
  const { user, principal } = context;
  const id = recordId(context.random);
  const common: Common = {
    at,
    recordType: sync ? world.org.profile.syncFolders || 2 : 50,
    operation: attachment ? 'AttachmentAccess' : 'MailItemsAccessed',
    resultStatus: 'Succeeded',
    userKey: user?.puid ?? context.clientAppId ?? '',
    userType: user ? 0 : 5,
    userId: user?.upn ?? `ServicePrincipal_${principal?.id}`,
    workload: 'Exchange',
    clientIp: sync ? context.address : null,
  };
  const text = (withId: boolean) =>
    `${head(world.org.tenant, withId ? id : null, common)}${mailboxText(world, draft)}${itemText(world, draft)}}`;
  const { recordType, operation, userId } = common;
  return { id, at, recordType, operation, userId, intrusion: context.intrusion, access: draft, text };
}

/** 0 owner, 1 administrator (and applications), 2 delegate. */
const logonTypeOf = ({ user, mailbox }: Context): number => (user === null ? 1 : user === mailbox.owner ? 0 : 2);

/** A server's name as JSON text. */
const serverText = (world: World, number: number): string => JSON.stringify(serverOf(world, number % 1000));

function mailboxText(world: World, draft: Draft): string {
  const { context } = draft;
  const { owner } = context.mailbox;
  const { address, appId, clientAppId, sessionId, user } = context;
  return (
    contextText(context) +
    (appId === null ? '' : `,"AppId":"${appId}"`) +
    (clientAppId === null ? '' : `,"ClientAppId":"${clientAppId}"`) +
    `,"ClientIPAddress":"${address}","ClientInfoString":"${context.clientInfo}","ExternalAccess":false,` +
    `"InternalLogonType":0,"LogonType":${logonTypeOf(context)}` +
    (user === null ? '' : `,"LogonUserSid":"${user.sid}"`) +
    `,"MailboxGuid":"${inventedId(kind.mailbox, owner.number, world.org.number)}","MailboxOwnerSid":"${owner.sid}",` +
    `"MailboxOwnerUPN":"${owner.upn}","OperationProperties":${propertiesText(draft)},"OrganizationName":"${world.org.domain}",` +
    `"OriginatingServer":${serverText(world, owner.number)}` +
    (sessionId === null ? '' : `,"SessionId":"${sessionId}"`) +
    tokenText(world, context)
  );
}

function propertiesText({ sync, attachment, throttled }: Draft): string {
  if (attachment) return '[{"Name":"AttachmentAccessType","Value":"Bind"}]';
  return (
    `[{"Name":"MailAccessType","Value":"${sync ? 'Sync' : 'Bind'}"},` +
    `{"Name":"IsThrottled","Value":"${throttled ? 'True' : 'False'}"}]`
  );
}

function contextText({ token, idsLost }: Context): string {
  if (!token || idsLost) return '';
  const session = token.session ? `"AADSessionId":"${token.session.id}",` : '';
  return `,"AppAccessContext":{${session}"IssuedAtTime":"${zoneless(token.issuedAt)}","UniqueTokenId":"${token.id}"}`;
}

function tokenText(world: World, { token, user, principal, idsLost }: Context): string {
  if (!token || idsLost) return '';
  return `,"TokenObjectId":"${token.userId ?? user?.objectId ?? principal?.id ?? ''}","TokenTenantId":"${token.tenant ?? world.org.tenant}"`;
}

function itemText(world: World, { context, folders, sync, attachment }: Draft): string {
  const { mailbox } = context;
  if (sync) return syncText(world, mailbox, folders[0]?.folder ?? 0);
  let count = 0;
  const parts = folders.map(({ folder, messages }) => {
    count += messages.length;
    const { id, path } = mailbox.folders[folder] ?? { id: '', path: '' };
    if (attachment) return `{"Id":"${id}","MessageItems":[${filesText(mailbox, messages)}],"Path":${quote(path)}}`;
    return `{"FolderItems":[${messagesText(mailbox, messages)}],"Id":"${id}","Path":${quote(path)}}`;
  });
  return `,"${attachment ? 'Messages' : 'Folders'}":[${parts.join(',')}],"OperationCount":${count}`;
}

const messagesText = (mailbox: Mailbox, messages: readonly number[]): string =>
  messages
    .map((message) => {
      const { itemId, internetMessageId, bytes } = mailbox.message(message);
      return `{"Id":"${itemId}","InternetMessageId":"${internetMessageId}","SizeInBytes":${bytes}}`;
    })
    .join(',');

/** Files are named by store ids alone: of which message they are the log does not say. */
const filesText = (mailbox: Mailbox, messages: readonly number[]): string =>
  messages
    .map((message) => {
      const { id, bytes } = mailbox.attachment(message);
      return `{"Id":"${id}","SizeInBytes":${bytes}}`;
    })
    .join(',');

/** One folder: in `Item` as measured in 2021, or in `Folders[]` as a public tool of 2026 reads it. */
function syncText(world: World, mailbox: Mailbox, number: number): string {
  const folder = mailbox.folders[number];
  const path = folder?.path ?? '';
  const name = quote(path.slice(path.lastIndexOf('\\') + 1));
  const shown = isPathHidden(world, mailbox) ? '"Not Available"' : quote(path);
  const text = `{"Id":"${folder?.id}","Name":${name},"Path":${shown}}`;
  return world.org.profile.syncFolders === 0
    ? `,"Item":{"Id":"","ParentFolder":${text}}`
    : `,"Folders":[${text}],"OperationCount":1`;
}

/** Of one mailbox the path is always there or never, so that a folder keeps one name. */
const isPathHidden = ({ org }: World, { owner }: Mailbox): boolean =>
  mix(owner.key, 91) % 1000 < org.profile.noPath * 1000;

/** How the exports name a folder that was synchronised: its path, or its name where they hide the path. */
export function syncedFolder(world: World, { context, folders }: Draft): string {
  const path = context.mailbox.folders[folders[0]?.folder ?? 0]?.path ?? '';
  return isPathHidden(world, context.mailbox) ? path.slice(path.lastIndexOf('\\') + 1) : path;
}
