// Ids of the invented world. Ids of things (tenant, people, mailboxes, applications) are of one obviously invented
// kind, 00000000-0000-4000-a000-...; ids of events look like real ones, since a reader may depend on their form. The
// odd fact: a token id (`uti`) is the sign-in's id in disguise, base64url of the GUID's bytes in .NET order, where
// the first three groups are little-endian (measured on a real row, and public in AzureAD/MSIdentityTools).
import { hexOfWord, mix, type Random } from './random.js';

/** Kinds of invented things, the first digits of the last group. */
export const kind = {
  tenant: 0,
  person: 1,
  mailbox: 2,
  application: 3,
  servicePrincipal: 4,
  device: 5,
  credential: 6,
} as const;

/** The id of the `number`th invented thing of a kind, in a tenant (0: of no tenant in particular). */
export function inventedId(of: number, number: number, tenant = 0): string {
  const group = of.toString(16).padStart(4, '0');
  return `00000000-${tenant.toString(16).padStart(4, '0')}-4000-a000-${group}${number.toString(16).padStart(8, '0')}`;
}

/** A GUID of version 4, as audit records have. */
export function recordId(random: Random): string {
  const [a, b, c, d] = [random.word(), random.word(), random.word(), random.word()];
  const second = hexOfWord(b);
  const third = hexOfWord(((c & 0x3fffffff) | 0x80000000) >>> 0);
  const tail = `${third.slice(4)}${hexOfWord(d)}`;
  return `${hexOfWord(a)}-${second.slice(0, 4)}-4${second.slice(5)}-${third.slice(0, 4)}-${tail}`;
}

/** The id of a sign-in: Entra's request ids end in `00`. */
export const signInId = (random: Random): string => `${recordId(random).slice(0, -2)}00`;

/** The id that ties records of one request together: made from one of theirs, so that nothing need be kept. */
export function correlationOf(id: string): string {
  const lot = Number.parseInt(id.slice(0, 8), 16);
  const [a, b, c, d] = [mix(lot, 21), mix(lot, 22), mix(lot, 23), mix(lot, 24)].map(hexOfWord) as [
    string,
    string,
    string,
    string,
  ];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${d}`;
}

const dotNetOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
const guidBytes = Buffer.alloc(16);
const tokenBytes = Buffer.alloc(16);

/** The token id (22 characters, case matters) that belongs to a sign-in id. */
export function tokenIdOf(id: string): string {
  guidBytes.write(id.slice(0, 8) + id.slice(9, 13) + id.slice(14, 18) + id.slice(19, 23) + id.slice(24), 'hex');
  for (let i = 0; i < 16; i++) tokenBytes[i] = guidBytes[dotNetOrder[i] as number] as number;
  return tokenBytes.toString('base64url');
}

/** The sign-in id behind a token id; the inverse of `tokenIdOf`. */
export function signInIdOf(tokenId: string): string {
  const bytes = Buffer.from(tokenId, 'base64url');
  const hex = Buffer.from(dotNetOrder.map((place) => bytes[place] as number)).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
