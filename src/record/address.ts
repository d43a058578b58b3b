// Network addresses in every form the logs use: with and without port, bracketed, IPv4 mapped into IPv6, host names.
// Trap: a bare IPv6 address must not lose its last group to a rule that strips ":port" (elastic/integrations' fixture
// test-ip-formats and measured exports). An address becomes canonical text and a 128-bit number, so that the same address
// spelled twice is one and a network is a range.

export interface Address {
  /** Canonical lower-case text: dotted IPv4, or IPv6 with the longest run of zeros shortened (RFC 5952). */
  readonly ip: string;
  readonly family: 4 | 6;
  readonly number: bigint;
  /** The network that stands for a place: /24 or /64, as text. */
  readonly network: string;
}

const octets = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

function parseIpv4(text: string): bigint | null {
  const match = octets.exec(text);
  if (match === null) return null;
  const parts = match.slice(1).map(Number);
  if (parts.some((part) => part > 255)) return null;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function parseGroups(text: string): number[] | null {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    const v4 = i === parts.length - 1 && part.includes('.') ? parseIpv4(part) : null;
    if (v4 !== null) groups.push(Number(v4 >> 16n), Number(v4 & 0xffffn));
    else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups;
}

function parseIpv6(text: string): bigint | null {
  const bare = text.replace(/%.*$/, '');
  const halves = bare.split('::');
  if (!bare.includes(':') || halves.length > 2) return null;
  const head = parseGroups(halves[0] as string);
  const tail = halves.length === 2 ? parseGroups(halves[1] as string) : [];
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  return [...head, ...Array<number>(missing).fill(0), ...tail].reduce((sum, g) => sum * 65536n + BigInt(g), 0n);
}

const dotted = (n: bigint): string => [24n, 16n, 8n, 0n].map((shift) => String((n >> shift) & 255n)).join('.');

function longestZeros(groups: readonly bigint[]): { start: number; length: number } {
  let best = { start: -1, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (start + length < 8 && groups[start + length] === 0n) length++;
    if (length > best.length) best = { start, length };
  }
  return best;
}

function colons(n: bigint): string {
  const groups = Array.from({ length: 8 }, (_, i) => (n >> BigInt(112 - 16 * i)) & 0xffffn);
  const text = (part: readonly bigint[]): string => part.map((g) => g.toString(16)).join(':');
  const { start, length } = longestZeros(groups);
  return start < 0 ? text(groups) : `${text(groups.slice(0, start))}::${text(groups.slice(start + length))}`;
}

/** The number as text of its family. */
export const addressText = (family: 4 | 6, number: bigint): string => (family === 4 ? dotted(number) : colons(number));

function make(family: 4 | 6, number: bigint): Address {
  const hostBits = family === 4 ? 8n : 64n;
  const base = (number >> hostBits) << hostBits;
  const network = `${addressText(family, base)}/${family === 4 ? 24 : 64}`;
  return { ip: addressText(family, number), family, number, network };
}

/** The address in a logged text, or null for host names, blanks and anything else. */
export function parseAddress(logged: string): Address | null {
  const text = logged.trim();
  const inner =
    /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? (/^[\d.]+:\d+$/.test(text) ? text.replace(/:\d+$/, '') : text);
  const v4 = parseIpv4(inner);
  if (v4 !== null) return make(4, v4);
  const v6 = parseIpv6(inner);
  if (v6 === null) return null;
  return v6 >> 32n === 0xffffn ? make(4, v6 & 0xffffffffn) : make(6, v6);
}

export interface Range {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** The range of a CIDR or of a single address; null where it is neither. */
export function parseRange(text: string): Range | null {
  const [host, bits, ...more] = text.trim().split('/');
  const address = parseAddress(host ?? '');
  if (address === null || more.length > 0) return null;
  const width = address.family === 4 ? 32 : 128;
  if (bits !== undefined && !/^\d{1,3}$/.test(bits)) return null;
  const length = bits === undefined ? width : Number(bits);
  if (length > width) return null;
  const free = BigInt(width - length);
  const first = (address.number >> free) << free;
  return { family: address.family, first, last: first + (1n << free) - 1n };
}
