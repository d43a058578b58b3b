// Reads simulated exports back with csv-parse and JSON.parse, not with anything that wrote them: what the tests hold the
// truth against.
import { parse } from 'csv-parse/sync';
import type { Kept } from './memory.js';

export interface Audit {
  readonly Id?: string;
  readonly Operation: string;
  readonly RecordType: number;
  readonly CreationTime: string;
  readonly UserId: string;
  readonly MailboxOwnerUPN: string;
  readonly ClientIPAddress: string;
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
    readonly FolderItems: readonly { readonly InternetMessageId: string }[];
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
  if (path.endsWith('.jsonl'))
    return text
      .trimEnd()
      .split('\n')
      .map((line) => ({ AuditData: line }));
  if (path.endsWith('PT1H.json'))
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Fields);
  const value = JSON.parse(text.replace(/^\ufeff/, '')) as Fields[] | { value?: Fields[]; records: Fields[] };
  return Array.isArray(value) ? value : (value.value ?? value.records);
}

/** A row as a sign-in, out of whatever stands around it; null where it is none. */
function signInOf(row: Fields): { id: unknown; at: unknown; fields: Fields } | null {
  const fields = (row.properties ?? row) as Fields;
  const id = fields['Request ID'] ?? (fields.createdDateTime ? fields.id : (fields.Type ?? fields.AppId) && fields.Id);
  const at =
    fields['Date (UTC)'] ?? fields.createdDateTime ?? fields['CreatedDateTime [UTC]'] ?? fields.CreatedDateTime;
  return id === undefined ? null : { id, at, fields };
}

function parsed(text: unknown): Fields | null {
  try {
    return JSON.parse(String(text)) as Fields;
  } catch {
    return null;
  }
}

/** Every row of every file. */
export function reread({ files }: Kept): { audits: AuditRow[]; signIns: SignInRow[] } {
  const audits: AuditRow[] = [];
  const signIns: SignInRow[] = [];
  for (const [path, text] of files) {
    if (path === 'networks.csv') continue;
    rowsOf(path, text).forEach((fields, i) => {
      const line = path.endsWith('.jsonl') ? parsed(fields.AuditData) : null;
      const isAudit = 'Operation' in fields || 'AuditData' in fields;
      const signIn = signInOf(line?.createdDateTime ? line : isAudit ? {} : fields);
      if (signIn !== null) {
        signIns.push({ path, id: String(signIn.id), at: String(signIn.at), fields: signIn.fields });
        return;
      }
      const audit = 'AuditData' in fields ? (line ?? parsed(fields.AuditData)) : fields;
      const rowId = (fields.RecordId ?? fields.Identity ?? null) as string | null;
      audits.push({ path, row: i + 1, rowId, audit: audit as Audit | null });
    });
  }
  return { audits, signIns };
}
