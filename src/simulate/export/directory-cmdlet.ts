// Changes in the directory as `Get-MgBetaAuditLogDirectoryAudit | ConvertTo-Json -Depth 5` writes them: Graph's objects with every
// key in PowerShell's capitals, CRLF, and a byte order mark.
import type { Change } from './directory-audit.js';
import { numbered, searchRows } from './shape.js';
import type { SideShape } from './side-export.js';
import { capitalised } from './sign-in-cmdlet.js';

export const directoryCmdlet: SideShape<Change> = {
  name: 'graphCmdletJson',
  fileName: ({ from, to, part }) => `Get-MgBetaAuditLogDirectoryAudit_${from}_${to}${numbered(part)}.json`,
  ...{ mostRows: searchRows, overlaps: true },
  ...{ begin: () => '\ufeff[\r\n', between: ',\r\n', end: '\r\n]\r\n', lines: { head: 1, row: 1 } },
  row: (sheet, _, { audit }) => sheet.plain(JSON.stringify(capitalised(audit))),
};
