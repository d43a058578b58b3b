// Where things come from. All addresses lie in ranges that nobody owns on the Internet: 198.18.0.0/15 (RFC 2544),
// 100.64.0.0/10 (RFC 6598), 2001:db8::/32 (RFC 3849); numbers of networks come from RFC 5398 (64496-64511) and
// countries from ISO 3166's user-assigned codes. The one exception is Microsoft's own Exchange range, 2603:10a6::/32,
// because reading that range as 'the service itself' is a thing the reader of these logs must get right.
import type { Random } from './random.js';

export interface Place {
  readonly address: string;
  readonly asn: number;
  readonly city: string;
  readonly country: string;
}

const home = { city: 'Northgate', country: 'XN' };
const abroad = { city: 'Southport Bay', country: 'XS' };
const elsewhere = { city: 'Farhold', country: 'XF' };

/** The office's line: two shared IPv4 addresses, and for one device in four its own IPv6 address. */
export function officeOf(person: number): Place {
  const address =
    person % 4 === 3 ? `2001:db8:10:1::${(0x100 + person).toString(16)}` : `198.18.10.${2 + (person % 2)}`;
  return { address, asn: 64500, ...home };
}

export const homeOf = (person: number): Place => ({
  address: `100.64.${16 + (person >> 8)}.${person & 255}`,
  asn: 64501,
  ...home,
});

/** A mobile carrier hands out another address of its pool each day. */
export const carrierOf = (random: Random): Place => ({
  address: `100.96.${random.int(0, 3)}.${random.int(1, 254)}`,
  asn: 64502,
  ...home,
});

export const hotelOf = (day: number): Place => ({ address: `198.19.44.${20 + (day % 3)}`, asn: 64503, ...abroad });
export const backupHost: Place = { address: '198.19.80.7', asn: 64504, ...home };

/** Outside machines that try passwords now and then, as every tenant sees. */
export const guesserOf = (random: Random): Place => ({
  address: `198.19.${random.int(120, 123)}.${random.int(1, 254)}`,
  asn: 64511,
  ...elsewhere,
});

/** The intruder's rented hosts: two networks that nobody else uses. */
export const rentedHosts: readonly Place[] = ['198.18.200.14', '198.18.200.77', '198.18.231.5', '198.18.231.190'].map(
  (address) => ({ address, asn: 64510, ...elsewhere }),
);

/** A front end inside Exchange Online. */
export const microsoftAddress = (random: Random): string =>
  `2603:10a6:${random.pick(['10', '20', '102', '208'])}:${random.hex(2).replace(/^0/, '1')}::${random.int(10, 40)}`;
