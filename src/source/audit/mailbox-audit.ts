// Search-MailboxAuditLog, the older log of a single mailbox (being retired; some tools still export it). Its rows have ids
// of their own, so an event that lies in both logs is two records: give one of them. It names no tenant and no token, and
// users by their display name unless they are the owner. Columns: seen in public scripts; DFIR-O365RC writes them as JSON.
import { extract, jsonObject } from '../../query/operation.js';
import { sql } from '../../query/sql.js';
import type { auditFields } from '../../record/field.js';
import { first, fixed, type Mapping, made, path } from '../mapping.js';
import { folderFrom } from './folder.js';
import { logonType } from './name.js';

/** `MailAccessType:Sync` in a text, or in one of a list of texts. */
const property = (name: string) =>
  made([path('OperationProperties')], (text) => sql`nullif(${extract(text, `${name}\\s*[:=]\\s*"?(\\w+)`)}, '')`);

/** A record of one item names it itself; Bind has the messages of several folders as JSON text. */
const item = made(
  [path('ItemInternetMessageId'), path('ItemId'), path('ItemSubject'), path('FolderId'), path('FolderPathName')],
  (message, id, subject, folderId, folder) =>
    sql`CASE WHEN ${message} IS NOT NULL THEN '[' || ${jsonObject(
      ['Id', 'Path', 'FolderItems'],
      [
        folderId,
        folder,
        sql`json_array(${jsonObject(['Id', 'InternetMessageId', 'Subject'], [id, message, subject])}::JSON)`,
      ],
    )} || ']' END`,
);

export const mailboxAuditMapping: Mapping<typeof auditFields> = {
  id: path('Identity'),
  at: path('LastAccessed'),
  operation: path('Operation'),
  workload: fixed('Exchange'),
  resultStatus: path('OperationResult'),
  user: made(
    [path('LogonType'), path('MailboxOwnerUPN'), path('LogonUserDisplayName')],
    (type, owner, name) =>
      sql`CASE WHEN lower(${type}) IN ('owner', '0') THEN coalesce(${owner}, ${name}) ELSE ${name} END`,
  ),
  addressText: first(path('ClientIPAddress'), path('ClientIP')),
  mailboxGuid: path('MailboxGuid'),
  mailboxOwner: path('MailboxOwnerUPN'),
  logonType: logonType(path('LogonType')),
  externalAccess: path('ExternalAccess'),
  clientInfo: path('ClientInfoString'),
  clientProcess: path('ClientProcessName'),
  exchangeSessionId: path('SessionId'),
  appId: path('AppId'),
  clientAppId: path('ClientAppId'),
  mailAccessType: property('MailAccessType'),
  throttled: property('IsThrottled'),
  operationCount: path('AuditOperationsCountInAggregatedRecord'),
  folders: first(path('AggregatedRecordFoldersData'), item),
  parentFolder: folderFrom('FolderId', 'FolderName', 'FolderPathName'),
};
