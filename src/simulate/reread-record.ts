// The record in a row of any export, put together again by hand where an export has taken it apart: as little as the tests need
// to hold the truth against, and nothing of what wrote or reads the exports.

type Fields = Readonly<Record<string, unknown>>;

export function parsed(text: unknown): Fields | null {
  try {
    return JSON.parse(String(text)) as Fields;
  } catch {
    return null;
  }
}

/** The rows of an array, a page, a search's answer or a table. */
export function rowsIn(value: unknown): Fields[] {
  if (Array.isArray(value)) return value as Fields[];
  const page = value as {
    readonly value?: Fields[];
    readonly Results?: Fields[];
    readonly records?: Fields[];
    readonly hits?: { readonly hits: { readonly _source: Fields }[] };
    readonly tables?: { readonly columns: { readonly name: string }[]; readonly rows: unknown[][] }[];
  };
  if (page.hits) return page.hits.hits.map(({ _source }) => _source);
  if (!page.tables) return page.value ?? page.Results ?? page.records ?? [];
  return page.tables.flatMap(({ columns, rows }) =>
    rows.map((row) => Object.fromEntries(columns.map(({ name }, i) => [name, row[i] ?? ''] as const))),
  );
}

const objectOf = (value: unknown): Fields | null =>
  typeof value === 'object' ? (value as Fields | null) : parsed(value);
const lines = (text: unknown): string[] => (text === '' ? [] : String(text).split('\n'));

const inside = ['AuditData', 'o365.AuditData', 'RawEventData', '_raw'];

/** Whether a row is of the audit log. */
export const isRecord = (fields: Fields): boolean =>
  [...inside, 'Operation', 'result', 'auditData', 'o365'].some((key) => key in fields);

/** `rowId`: beside the record, where the export has it. */
export function recordIn(fields: Fields): { rowId: string | null; audit: Fields | null } {
  const place = inside.find((key) => key in fields);
  if (place !== undefined)
    return { rowId: (fields.RecordId ?? fields.Identity ?? null) as string | null, audit: objectOf(fields[place]) };
  if ('result' in fields) return recordIn(fields.result as Fields);
  if ('auditData' in fields) return graph(fields);
  if ('LastAccessed' in fields) return mailboxAudit(fields);
  if ('OfficeId' in fields) return { rowId: String(fields.OfficeId), audit: office(fields) };
  if ('o365' in fields) return elastic(fields);
  return { rowId: null, audit: 'OperationProperties{}.Name' in fields ? splunk(fields) : fields };
}

function graph(fields: Fields): ReturnType<typeof recordIn> {
  const record = objectOf(fields.auditData);
  const audit = record && { ...record, CreationTime: String(record.CreationTime).replace('Z', '') };
  return { rowId: String(fields.id), audit };
}

/** Of one folder's synchronisation the folder stands in columns; of opened messages a text has the folders. */
function mailboxAudit(fields: Fields): ReturnType<typeof recordIn> {
  const time = String(fields.LastAccessed);
  const at = time.includes('T') ? time : new Date(`${time} UTC`).toISOString();
  const folders = fields.AggregatedRecordFoldersData;
  const audit = {
    ...fields,
    CreationTime: at.slice(0, 19),
    UserId: fields.LogonType === 'Owner' ? fields.MailboxOwnerUPN : fields.LogonUserDisplayName,
    ...(folders
      ? { Folders: parsed(folders) }
      : { Item: { ParentFolder: { Name: fields.FolderName ?? '', Path: fields.FolderPathName ?? '' } } }),
    AppAccessContext: undefined,
  };
  return { rowId: String(fields.Identity), audit };
}

function office(fields: Fields): Fields {
  const nested = Object.fromEntries(
    ['Folders', 'Item', 'AppAccessContext'].map((key) => [key, fields[key] ? parsed(fields[key]) : undefined]),
  );
  return {
    ...fields,
    ...nested,
    ClientIPAddress: fields.Client_IPAddress,
    CreationTime: String(fields.TimeGenerated).replace('Z', ''),
  };
}

function elastic({ event, o365, client }: Fields): ReturnType<typeof recordIn> {
  const { id, action, original } = event as Fields;
  const { audit } = o365 as { readonly audit: Fields };
  if (original !== undefined) return { rowId: String(id), audit: parsed(original) };
  const folders = audit.ExchangeAggregatedFolders;
  const ClientIPAddress = (client as Fields | undefined)?.ip;
  return {
    rowId: String(id),
    audit: { ...audit, ClientIPAddress, Operation: action, ...(folders ? { Folders: folders } : {}) },
  };
}

function splunk(fields: Fields): Fields {
  const items = lines(fields['Folders{}.FolderItems{}.InternetMessageId']);
  const context = {
    UniqueTokenId: fields['AppAccessContext.UniqueTokenId'],
    IssuedAtTime: fields['AppAccessContext.IssuedAtTime'],
  };
  const Path = fields['Item.ParentFolder.Path'];
  return {
    ...fields,
    ...(items.length > 0
      ? { Folders: [{ FolderItems: items.map((InternetMessageId) => ({ InternetMessageId })) }] }
      : {}),
    ...(context.UniqueTokenId ? { AppAccessContext: context } : {}),
    ...(Path ? { Item: { ParentFolder: { Path, Name: fields['Item.ParentFolder.Name'] } } } : {}),
  };
}
