// Reads simulated exports back with csv-parse and JSON.parse, not with anything that wrote them: what the tests hold the
// truth against.
import { parse } from 'csv-parse/sync';
import type { Kept } from './memory.js';
import { isRecord, parsed, recordIn, rowsIn } from './reread-record.js';

export interface Audit {
  readonly Id?: string;
  readonly Operation: string;
  readonly RecordType: number;
  readonly CreationTime: string;
  readonly UserId: string;
  readonly MailboxOwnerUPN: string;
  readonly ClientIPAddress?: string;
  readonly ClientAppId?: string;
  readonly SessionId?: string;
  readonly LogonType?: number;
  readonly AppAccessContext?: {
    readonly UniqueTokenId: string;
    readonly IssuedAtTime: string;
    readonly AADSessionId?: string;
  };
  readonly Folders?: readonly {
    readonly Path: string;
    readonly FolderItems?: readonly { readonly InternetMessageId: string }[];
  }[];
  readonly Item?: { readonly ParentFolder: { readonly Name: string; readonly Path: string } };
  readonly OperationCount?: number;
  readonly Parameters?: readonly { readonly Name: string; readonly Value: string }[];
  readonly ExtendedProperties?: readonly { readonly Name: string; readonly Value: string }[];
}

export interface AuditRow {
  readonly path: string;
  /** From 1. */
  readonly row: number;
  /** Beside the record, where the shape has it. */
  readonly rowId: string | null;
  /** null where it cannot be read. */
  readonly audit: Audit | null;
}

export interface SignInRow {
  readonly path: string;
  readonly id: string;
  readonly at: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

type Fields = Readonly<Record<string, unknown>>;

function rowsOf(path: string, text: string): Fields[] {
  if (path.endsWith('.csv')) {
    const from = text.startsWith('#TYPE') ? text.indexOf('\n') + 1 : 0;
    return parse<Record<string, string>>(text.slice(from), { columns: true, bom: true });
  }
  // A torn line is a torn record; what stands around a record is never torn.
  const firstLine = text.slice(0, text.indexOf('\n'));
  if (path.endsWith('.jsonl') || (firstLine.startsWith('{') && parsed(firstLine) !== null))
    return text
      .trimEnd()
      .split('\n')
      .map((line) => parsed(line) ?? { AuditData: line });
  // Arrays one after another have a blank line between.
  return text
    .replace(/^\ufeff/, '')
    .split(/\n\n(?=\[)/)
    .flatMap((part) => rowsIn(JSON.parse(part)));
}

/** A row as a sign-in, out of whatever stands around it; null where it is none. */
function signInOf(row: Fields): { id: unknown; at: unknown; fields: Fields } | null {
  const fields = (row.properties ?? row) as Fields;
  const id =
    fields['Request ID'] ??
    fields.RequestId ??
    (fields.createdDateTime ? fields.id : (fields.Type ?? fields.AppId) && fields.Id);
  const at =
    fields['Date (UTC)'] ??
    fields.Timestamp ??
    fields.createdDateTime ??
    fields['CreatedDateTime [UTC]'] ??
    fields.CreatedDateTime;
  return id === undefined ? null : { id, at, fields };
}

/** Every row of every file. */
export function reread({ files }: Kept): { audits: AuditRow[]; signIns: SignInRow[] } {
  const audits: AuditRow[] = [];
  const signIns: SignInRow[] = [];
  for (const [path, text] of files) {
    if (path === 'networks.csv') continue;
    rowsOf(path, text).forEach((fields, i) => {
      const signIn = isRecord(fields) ? null : signInOf(fields);
      if (signIn !== null) {
        signIns.push({ path, id: String(signIn.id), at: String(signIn.at), fields: signIn.fields });
        return;
      }
      const { rowId, audit } = recordIn(fields);
      audits.push({ path, row: i + 1, rowId, audit: audit as Audit | null });
    });
  }
  return { audits, signIns };
}
