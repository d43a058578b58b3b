// Sign-ins as `Get-MgBetaAuditLogSignIn | ConvertTo-Json` writes them: Graph's objects with every key in PowerShell's
// capitals, CRLF, and a byte order mark.
import { signInKinds } from '../journal.js';
import { graphSignIn } from './graph-sign-in.js';
import { numbered, type SignInShape, searchRows } from './shape.js';

const capital = (key: string): string =>
  key.startsWith('ipAddress') ? `IPA${key.slice(3)}` : key.charAt(0).toUpperCase() + key.slice(1);

export function capitalised(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(capitalised);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [capital(key), capitalised(inner)]));
}

export const signInCmdlet: SignInShape = {
  name: 'graphCmdletJson',
  fileName: ({ stream, from, to, part }) => `Get-MgBetaAuditLogSignIn_${stream}_${from}_${to}${numbered(part)}.json`,
  ...{ kinds: signInKinds, mostRows: searchRows, overlaps: true },
  ...{ begin: () => '\ufeff[\r\n', between: ',\r\n', end: '\r\n]\r\n', lines: { head: 1, row: 1 } },
  row: (sheet, world, signIn) => sheet.plain(JSON.stringify(capitalised(JSON.parse(graphSignIn(world, signIn))))),
};
