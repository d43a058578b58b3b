// Ids of the invented world. Ids of things (tenant, people, mailboxes, applications) are of one obviously invented
// kind, 00000000-0000-4000-a000-...; ids of events look like real ones, since a reader may depend on their form. The
// odd fact: a token id (`uti`) is the sign-in's id in disguise, base64url of the GUID's bytes in .NET order, where
// the first three groups are little-endian (measured on a real row, and public in AzureAD/MSIdentityTools).
import type { Random } from './random.js';

/** Kinds of invented things, the first four digits of the last group. */
export const kind = { tenant: 0, person: 1, mailbox: 2, application: 3, servicePrincipal: 4, device: 5 } as const;

/** The id of the `number`th invented thing of a kind. */
export function inventedId(of: number, number: number): string {
  return `00000000-0000-4000-a000-${of.toString(16).padStart(4, '0')}${number.toString(16).padStart(8, '0')}`;
}

/** A GUID of version 4, as audit records have. */
export function recordId(random: Random): string {
  const hex = random.hex(31);
  const variant = random.pick(['8', '9', 'a', 'b']);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-${variant}${hex.slice(15, 18)}-${hex.slice(18, 30)}`;
}

/** The id of a sign-in: Entra's request ids end in `00`. */
export function signInId(random: Random): string {
  return `${recordId(random).slice(0, -2)}00`;
}

const dotNetOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

/** The token id (22 characters, case matters) that belongs to a sign-in id. */
export function tokenIdOf(id: string): string {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  return Buffer.from(dotNetOrder.map((place) => bytes[place] as number)).toString('base64url');
}

/** The sign-in id behind a token id; the inverse of `tokenIdOf`. */
export function signInIdOf(tokenId: string): string {
  const bytes = Buffer.from(tokenId, 'base64url');
  const hex = Buffer.from(dotNetOrder.map((place) => bytes[place] as number)).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
