// MailItemsAccessed. Bind arrives as record type 50 with the messages, Sync as record type 2 with one folder and
// nothing else; Bind has only ClientIPAddress, Sync has ClientIP too and always a SessionId (all measured on a real
// tenant). AppAccessContext ties it to the token; genuine records lack it now and then, the service's own readers
// always.

import { backupPrincipal } from '../application.js';
import { zoneless } from '../clock.js';
import type { Context } from '../journal.js';
import type { World } from '../world.js';
import type { Draft } from './aggregate.js';
import { type AuditRecord, auditRecord, idFor } from './record.js';

const logonType = { owner: 0, delegate: 2, service: 0, application: 1, intruder: 0 } as const;

export function accessRecord(world: World, draft: Draft): AuditRecord {
  const { context, at, sync } = draft;
  const first = draft.folders[0];
  const about = [
    context.actor,
    context.mailbox.owner.number,
    context.user?.number,
    context.address,
    context.clientInfo,
  ];
  const id = idFor(world, [...about, context.token?.id, at, first?.folder.id, first?.messages[0]?.itemId].join('|'));
  const person = context.user;
  const common = {
    id,
    at,
    recordType: sync ? 2 : 50,
    operation: 'MailItemsAccessed',
    resultStatus: 'Succeeded',
    userKey: person?.puid ?? context.clientAppId ?? '',
    userType: person ? 0 : 5,
    userId: person?.upn ?? `ServicePrincipal_${backupPrincipal}`,
    workload: 'Exchange',
  };
  return auditRecord(world, common, { ...mailboxFields(world, draft), ...itemFields(draft) }, draft);
}

function mailboxFields(world: World, draft: Draft): object {
  const { context, sync } = draft;
  const { owner } = context.mailbox;
  return {
    ClientIP: sync ? context.address : null,
    AppId: context.appId,
    ClientAppId: context.clientAppId,
    ...tokenFields(world, context),
    ClientIPAddress: context.address,
    ClientInfoString: context.clientInfo,
    ExternalAccess: false,
    InternalLogonType: 0,
    LogonType: logonType[context.actor],
    LogonUserSid: context.user?.sid ?? null,
    MailboxGuid: owner.mailboxGuid,
    MailboxOwnerSid: owner.sid,
    MailboxOwnerUPN: owner.upn,
    OperationProperties: [
      { Name: 'MailAccessType', Value: sync ? 'Sync' : 'Bind' },
      { Name: 'IsThrottled', Value: draft.throttled ? 'True' : 'False' },
    ],
    OrganizationName: world.org.domain,
    OriginatingServer: owner.server,
    SessionId: context.sessionId,
  };
}

function tokenFields(world: World, { token, user, idsLost }: Context): object {
  if (!token || idsLost) return {};
  return {
    AppAccessContext: {
      ...(token.sessionId ? { AADSessionId: token.sessionId } : {}),
      IssuedAtTime: zoneless(token.issuedAt),
      UniqueTokenId: token.id,
    },
    TokenObjectId: user?.objectId ?? backupPrincipal,
    TokenTenantId: world.org.tenant,
  };
}

function itemFields({ folders, sync }: Draft): object {
  if (sync) {
    const [entry] = folders;
    const path = entry?.folder.path ?? '';
    return {
      Item: {
        Id: '',
        ParentFolder: { Id: entry?.folder.id, Name: path.slice(path.lastIndexOf('\\') + 1), Path: path },
      },
    };
  }
  const written = folders.map(({ folder, messages }) => ({
    FolderItems: messages.map((m) => ({ Id: m.itemId, InternetMessageId: m.internetMessageId, SizeInBytes: m.bytes })),
    Id: folder.id,
    Path: folder.path,
  }));
  return { Folders: written, OperationCount: folders.reduce((sum, { messages }) => sum + messages.length, 0) };
}
