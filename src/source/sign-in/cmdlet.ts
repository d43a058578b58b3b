// Sign-ins as Get-MgBetaAuditLogSignIn hands them to ConvertTo-Json: Graph's objects with every key, the nested ones too, in
// PowerShell's capitals. The words in the values stay Graph's. Export-Csv keeps only the outermost values of the same objects.

import { matches } from '../../query/operation.js';
import { type Sql, sql } from '../../query/sql.js';
import type { signInFields } from '../../record/field.js';
import { column, first, type Mapping, made, respelled } from '../mapping.js';
import { graphMapping } from './graph.js';

const capital = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1);

/** The Graph SDK writes `IPAddress`; what others make of the same objects keeps `IpAddress`. */
export const cmdletMapping = (address: 'IPAddress' | 'IpAddress'): Mapping<typeof signInFields> =>
  respelled(graphMapping, (key) => capital(key).replace(/^IpAddress/, address));

/** Of a value within the object, Export-Csv writes the name of its type: Microsoft.Graph.PowerShell.Models.MicrosoftGraphSignInStatus. */
const typeName = '^(Microsoft|System)\\.';

/** What is left of the status: nothing, or what people's own columns make of it. */
const errorCode = (code: Sql, status: Sql): Sql => sql`CASE WHEN ${matches(code, '^[0-9]+$')} THEN ${code}
  WHEN ${matches(status, '^[0-9]+$')} THEN ${status} WHEN lower(${status}) IN ('success', 'succeeded') THEN '0'
  WHEN ${status} IS NOT NULL AND NOT ${matches(status, typeName)} THEN '1' END`;

const plain = (text: Sql): Sql => sql`CASE WHEN NOT ${matches(text, typeName)} THEN ${text} END`;

/** The same objects through Export-Csv, whole or a choice of their columns: plain texts are left, and what lay deeper is lost. */
export function cmdletCsvMapping(address: 'IPAddress' | 'IpAddress'): Mapping<typeof signInFields> {
  const { deviceId, ...mapping } = cmdletMapping(address);
  return {
    ...mapping,
    country: first(column('Country'), made([column('Location')], plain)),
    errorCode: made([column('ErrorCode'), column('Status')], errorCode),
  };
}
