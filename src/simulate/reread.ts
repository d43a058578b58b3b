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
    return parse<Record<string, string>>(text.slice(from), { columns: true });
  }
  if (path.endsWith('.jsonl'))
    return text
      .trimEnd()
      .split('\n')
      .map((line) => ({ AuditData: line }));
  const value = JSON.parse(text) as Fields[] | { value: Fields[] };
  return Array.isArray(value) ? value : value.value;
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
      const signIn = line?.createdDateTime ? line : fields;
      const id = signIn['Request ID'] ?? (signIn.createdDateTime ? signIn.id : undefined);
      if (id !== undefined) {
        signIns.push({
          path,
          id: String(id),
          at: String(signIn['Date (UTC)'] ?? signIn.createdDateTime),
          fields: signIn,
        });
        return;
      }
      const audit = 'AuditData' in fields ? (line ?? parsed(fields.AuditData)) : fields;
      const rowId = (fields.RecordId ?? fields.Identity ?? null) as string | null;
      audits.push({ path, row: i + 1, rowId, audit: audit as Audit | null });
    });
  }
  return { audits, signIns };
}
