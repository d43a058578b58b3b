// Folders that were synchronised whole: the log names the folder and nothing more, and reading offline afterwards leaves no
// trace, so every item that lay in it must be taken as read.
import type { Database } from '../query/database.js';
import { epochMs } from '../query/operation.js';
import { sql } from '../query/sql.js';

export interface SyncedFolder {
  caseId: string;
  mailbox: string;
  folder: string | null;
  firstMs: number;
  lastMs: number;
  records: string[];
}

// The path often says "Not Available" while the name is there; newer records list folders instead of one parent folder.
const folders = sql`SELECT n, coalesce(nullif(json_extract_string(f, '$.Path'), 'Not Available'), json_extract_string(f, '$.Name'),
    json_extract_string(f, '$.Id')) AS folder
  FROM (SELECT n, unnest(CASE WHEN l."parentFolder" IS NOT NULL THEN [l."parentFolder"::JSON] WHEN l.folders IS NOT NULL
      THEN json_extract(l.folders, '$[*]') ELSE [NULL] END) AS f
    FROM access a JOIN "caseAccess" USING (n) JOIN audit l ON l.rowid = a.place WHERE a.kind = 'sync')`;

/** In the order of case, mailbox, first time and name. */
export function readSynchronised(database: Database): Promise<SyncedFolder[]> {
  return database.rows<SyncedFolder>(sql`SELECT c."caseId", a.mailbox, f.folder, ${epochMs(sql`min(a."at")`)} AS "firstMs",
      ${epochMs(sql`max(a."at")`)} AS "lastMs", list(DISTINCT a.id ORDER BY a.id) AS records
    FROM (${folders}) f JOIN access a USING (n) JOIN "caseAccess" c USING (n)
    GROUP BY ALL ORDER BY c."caseId", a.mailbox, "firstMs", f.folder`);
}
