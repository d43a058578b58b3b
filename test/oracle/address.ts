// Addresses as audit records spell them (domain.md 2.6): with or without port, in brackets, v4 inside v6, host names,
// nothing. Wanted: lower-case text, no port, v4-mapped as v4; null where the text holds no address.
import { isIP } from 'node:net';

export function addressOf(text: unknown): string | null {
  if (typeof text !== 'string') return null;
  const spelled = text.trim().toLowerCase();
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(spelled);
  const bare = bracketed?.[1] ?? spelled;
  const host = isIP(bare) === 0 ? bare.replace(/:\d+$/, '') : bare;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(host)?.[1];
  if (mapped !== undefined && isIP(mapped) === 4) return mapped;
  return isIP(host) === 0 ? null : host;
}
