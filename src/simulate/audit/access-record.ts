// MailItemsAccessed. Bind arrives as record type 50 with the messages, Sync as record type 2 with one folder and
// nothing else; Bind has only ClientIPAddress, Sync has ClientIP too and always a SessionId (all measured on a real
// tenant). AppAccessContext ties it to the token; genuine records lack it now and then, the service's own readers
// always.
import { zoneless } from '../clock.js';
import { serverOf } from '../deed.js';
import { inventedId, kind, recordId } from '../identifier.js';
import type { Context } from '../journal.js';
import { mix } from '../random.js';
import type { World } from '../world.js';
import type { Draft } from './aggregate.js';
import { type AuditRecord, type Common, head, quote } from './record.js';

export function accessRecord(world: World, draft: Draft): AuditRecord {
  const { context, at, sync } = draft;
  const { user, principal } = context;
  const id = recordId(context.random);
  const common: Common = {
    at,
    recordType: sync ? 2 : 50,
    operation: 'MailItemsAccessed',
    resultStatus: 'Succeeded',
    userKey: user?.puid ?? context.clientAppId ?? '',
    userType: user ? 0 : 5,
    userId: user?.upn ?? `ServicePrincipal_${principal?.id}`,
    workload: 'Exchange',
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

function mailboxText(world: World, { context, sync, throttled }: Draft): string {
  const { owner } = context.mailbox;
  const { address, appId, clientAppId, sessionId, user } = context;
  return (
    (sync ? `,"ClientIP":"${address}"` : '') +
    (appId === null ? '' : `,"AppId":"${appId}"`) +
    (clientAppId === null ? '' : `,"ClientAppId":"${clientAppId}"`) +
    tokenText(world, context) +
    `,"ClientIPAddress":"${address}","ClientInfoString":"${context.clientInfo}","ExternalAccess":false,` +
    `"InternalLogonType":0,"LogonType":${logonTypeOf(context)}` +
    (user === null ? '' : `,"LogonUserSid":"${user.sid}"`) +
    `,"MailboxGuid":"${inventedId(kind.mailbox, owner.number, world.org.number)}","MailboxOwnerSid":"${owner.sid}",` +
    `"MailboxOwnerUPN":"${owner.upn}","OperationProperties":[{"Name":"MailAccessType","Value":"${sync ? 'Sync' : 'Bind'}"},` +
    `{"Name":"IsThrottled","Value":"${throttled ? 'True' : 'False'}"}],"OrganizationName":"${world.org.domain}",` +
    `"OriginatingServer":${serverText(world, owner.number)}` +
    (sessionId === null ? '' : `,"SessionId":"${sessionId}"`)
  );
}

function tokenText(world: World, { token, user, principal, idsLost }: Context): string {
  if (!token || idsLost) return '';
  const session = token.session ? `"AADSessionId":"${token.session.id}",` : '';
  return (
    `,"AppAccessContext":{${session}"IssuedAtTime":"${zoneless(token.issuedAt)}","UniqueTokenId":"${token.id}"},` +
    `"TokenObjectId":"${token.userId ?? user?.objectId ?? principal?.id ?? ''}","TokenTenantId":"${token.tenant ?? world.org.tenant}"`
  );
}

function itemText(world: World, { context, folders, sync }: Draft): string {
  const { mailbox } = context;
  if (sync) {
    const folder = mailbox.folders[folders[0]?.folder ?? 0];
    const path = folder?.path ?? '';
    // Of one folder the path is always there or never, so that it keeps one name.
    const hidden = mix(mailbox.owner.key, 91) % 1000 < world.org.profile.noPath * 1000;
    const name = quote(path.slice(path.lastIndexOf('\\') + 1));
    const shown = hidden ? '"Not Available"' : quote(path);
    return `,"Item":{"Id":"","ParentFolder":{"Id":"${folder?.id}","Name":${name},"Path":${shown}}}`;
  }
  let count = 0;
  const parts = folders.map(({ folder, messages }) => {
    count += messages.length;
    const { id, path } = mailbox.folders[folder] ?? { id: '', path: '' };
    const items = messages.map((message) => {
      const { itemId, internetMessageId, bytes } = mailbox.message(message);
      return `{"Id":"${itemId}","InternetMessageId":"${internetMessageId}","SizeInBytes":${bytes}}`;
    });
    return `{"FolderItems":[${items.join(',')}],"Id":"${id}","Path":${quote(path)}}`;
  });
  return `,"Folders":[${parts.join(',')}],"OperationCount":${count}`;
}

/** How the exports name a folder that was synchronised: its path, or its name where they hide the path. */
export function syncedFolder(world: World, { context, folders }: Draft): string {
  const path = context.mailbox.folders[folders[0]?.folder ?? 0]?.path ?? '';
  const hidden = mix(context.mailbox.owner.key, 91) % 1000 < world.org.profile.noPath * 1000;
  return hidden ? path.slice(path.lastIndexOf('\\') + 1) : path;
}
