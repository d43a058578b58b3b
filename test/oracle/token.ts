// The two spellings of one identifier: a sign-in's id is a GUID, the token it issued carries the same 16 bytes as
// base64url (domain.md 0.1: the first three groups of the GUID are little-endian). An older spelling is base64 of the text.

const groups = [
  [3, 2, 1, 0],
  [5, 4],
  [7, 6],
  [8, 9],
  [10, 11, 12, 13, 14, 15],
];

export function tokenIdOf(guid: string): string {
  const text = Buffer.from(guid.replaceAll('-', ''), 'hex');
  const bytes = Buffer.from(groups.flat().map((at) => text[at] ?? 0));
  return bytes.toString('base64url');
}

export function oldTokenIdOf(guid: string): string {
  return Buffer.from(guid, 'latin1').toString('base64');
}

/** The GUID behind a token id in any of the spellings; null where there is none. */
export function guidOf(tokenId: string): string | null {
  const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
  if (guid.test(tokenId)) return tokenId.toLowerCase();
  if (/^[A-Za-z0-9_-]{22}$/.test(tokenId)) {
    const bytes = Buffer.from(tokenId, 'base64url');
    return groups.map((group) => group.map((at) => (bytes[at] ?? 0).toString(16).padStart(2, '0')).join('')).join('-');
  }
  if (tokenId.length === 48) {
    const text = Buffer.from(tokenId, 'base64').toString('latin1');
    return guid.test(text) ? text.toLowerCase() : null;
  }
  return null;
}
