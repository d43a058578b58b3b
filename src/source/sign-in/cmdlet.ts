// Sign-ins as Get-MgBetaAuditLogSignIn hands them to ConvertTo-Json: Graph's objects with every key, the nested ones too, in
// PowerShell's capitals. The words in the values stay Graph's.
import type { signInFields } from '../../record/field.js';
import { type Mapping, respelled } from '../mapping.js';
import { graphMapping } from './graph.js';

const capital = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1);

/** The Graph SDK writes `IPAddress`; what others make of the same objects keeps `IpAddress`. */
export const cmdletMapping = (address: 'IPAddress' | 'IpAddress'): Mapping<typeof signInFields> =>
  respelled(graphMapping, (key) => capital(key).replace(/^IpAddress/, address));
