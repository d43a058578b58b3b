// The log of single mailboxes, as Search-MailboxAuditLog -ShowDetails gives it through Export-Csv, and as JSON as DFIR-O365RC
// writes it. Only what happens in a mailbox stands in it, under ids of its own: an event that lies in both logs is two records.
// It names no tenant and no token, and whoever is not the owner by a display name. Columns: public scripts that read them, and
// the cmdlet's page (MicrosoftDocs/office-docs-powershell); the forms of Identity and of AggregatedRecordFoldersData are guesses.
import type { AuditRecord } from '../audit/record.js';
import { withZ } from '../clock.js';
import { type AuditShape, numbered, quoted, searchRows } from './shape.js';

type Fields = Readonly<Record<string, unknown>>;
type Pair = { readonly Name: string; readonly Value: string };
type Folder = { readonly Id?: string; readonly Name?: string; readonly Path?: string };

/** Base64, as the service's ids of entries are. */
const ownId = ({ id }: AuditRecord): string =>
  `RgAAAA${Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64').replaceAll('=', '')}AAAJ`;

const logonTypes = ['Owner', 'Admin', 'Delegate'];

/** A folder that was synchronised, or in which something changed. */
const folderOf = ({ Item, Folders }: Fields): Folder => {
  const item = (Item as { readonly ParentFolder?: Folder } | undefined)?.ParentFolder;
  const folders = (Folders ?? []) as readonly (Folder & { readonly FolderItems?: unknown })[];
  return item ?? folders.find(({ FolderItems }) => FolderItems === undefined) ?? {};
};

/** The messages of several folders as JSON text; nothing where the record names none. */
const aggregated = ({ Folders }: Fields): string =>
  ((Folders ?? []) as readonly { readonly FolderItems?: unknown }[]).some(
    ({ FolderItems }) => FolderItems !== undefined,
  )
    ? JSON.stringify(Folders)
    : '';

/** Columns by name; the time is written by whoever writes the row. */
function eventOf(record: AuditRecord, fields: Fields): Record<string, unknown> {
  const folder = folderOf(fields);
  const context = record.access?.context;
  return {
    Operation: record.operation,
    OperationResult: fields.ResultStatus,
    LogonType: logonTypes[Number(fields.LogonType)],
    ExternalAccess: fields.ExternalAccess,
    FolderId: folder.Id,
    FolderPathName: folder.Path,
    FolderName: folder.Name,
    ClientInfoString: fields.ClientInfoString,
    ClientIPAddress: fields.ClientIPAddress,
    ClientProcessName: '',
    InternalLogonType: 'Owner',
    MailboxGuid: fields.MailboxGuid,
    MailboxOwnerUPN: fields.MailboxOwnerUPN,
    MailboxOwnerSid: fields.MailboxOwnerSid,
    LogonUserDisplayName: context?.user?.name ?? context?.principal?.name ?? record.userId,
    LogonUserSid: fields.LogonUserSid,
    AppId: fields.AppId,
    ClientAppId: fields.ClientAppId,
    SessionId: fields.SessionId,
    OriginatingServer: String(fields.OriginatingServer).trimEnd(),
    OperationProperties: ((fields.OperationProperties ?? []) as Pair[]).map(({ Name, Value }) => `${Name}:${Value}`),
    AuditOperationsCountInAggregatedRecord: fields.OperationCount,
    AggregatedRecordFoldersData: aggregated(fields),
    Identity: ownId(record),
    IsValid: true,
    ObjectState: 'New',
  };
}

const columns = [
  ...['Operation', 'OperationResult', 'LogonType', 'ExternalAccess', 'FolderId', 'FolderPathName', 'FolderName'],
  ...[
    'ClientInfoString',
    'ClientIPAddress',
    'ClientProcessName',
    'InternalLogonType',
    'MailboxGuid',
    'MailboxOwnerUPN',
  ],
  ...['MailboxOwnerSid', 'LogonUserDisplayName', 'LogonUserSid', 'AppId', 'ClientAppId', 'SessionId'],
  ...['OriginatingServer', 'OperationProperties', 'AuditOperationsCountInAggregatedRecord'],
  ...['AggregatedRecordFoldersData', 'Identity', 'IsValid', 'ObjectState'],
];

function cell(value: unknown): string {
  if (typeof value === 'boolean') return quoted(value ? 'True' : 'False');
  return quoted(Array.isArray(value) ? value.join(' ') : `${value ?? ''}`);
}

const search = {
  ...{ mostRows: searchRows, overlaps: true, byArrival: false, repeatsId: true, damages: [], ownId, stream: () => '' },
  // That the attachments of 2025 stand in this log, which is being retired, nobody has shown.
  holds: ({ recordType, operation }: AuditRecord) =>
    (recordType === 2 || recordType === 50) && operation !== 'AttachmentAccess',
} as const;

export const mailboxAuditCsv: AuditShape = {
  name: 'mailboxAuditCsv',
  fileName: ({ from, to, part }) => `MailboxAuditLog_${from}_${to}${numbered(part)}.csv`,
  ...search,
  begin: () =>
    `#TYPE Microsoft.Exchange.Data.Storage.Management.MailboxAuditLogEvent\r\n${['LastAccessed', ...columns].map(quoted).join(',')}\r\n`,
  ...{ between: '', end: '', lines: { head: 2, row: 1 } },
  row: (sheet, record, auditData) => {
    const event = eventOf(record, JSON.parse(auditData) as Fields);
    sheet.plain(`${quoted(sheet.dates.only(record.at))},${columns.map((name) => cell(event[name])).join(',')}\r\n`);
  },
};

export const mailboxAuditJson: AuditShape = {
  name: 'mailboxAuditJson',
  fileName: ({ from, to, part }) => `mailboxAudit_${from}_${to}${numbered(part)}.json`,
  ...search,
  ...{ begin: () => '[\n', between: ',\n', end: '\n]\n', lines: { head: 1, row: 1 } },
  row: (sheet, record, auditData) => {
    const event = eventOf(record, JSON.parse(auditData) as Fields);
    sheet.plain(JSON.stringify({ LastAccessed: withZ(record.at), ...event }));
  },
};
