// Where things come from. All addresses lie in ranges that nobody owns on the Internet: 198.18.0.0/15 (RFC 2544),
// 100.64.0.0/10 (RFC 6598), 2001:db8::/32 (RFC 3849); numbers of networks come from RFC 5398 and countries from ISO
// 3166's user-assigned codes. The one exception is Microsoft's own Exchange range, 2603:10a6::/32, because reading that
// range as 'the service itself' is a thing the reader of these logs must get right.
import { hexOfWord, mix, type Random } from './random.js';

export type NetworkKind = 'office' | 'home' | 'mobile' | 'sharedEgress' | 'hotel' | 'hosting' | 'vpn';

export interface Network {
  /** The first two numbers of a block of IPv4 addresses, and how many blocks of /16 or parts of one it has. */
  readonly base: readonly [number, number, number];
  readonly prefix: number;
  readonly asn: number;
  readonly organisation: string;
  readonly country: string;
  readonly city: string;
  readonly kind: NetworkKind;
}

export interface Place {
  readonly address: string;
  readonly asn: number;
  readonly city: string;
  readonly country: string;
}

type Line = readonly [
  range: string,
  asn: number,
  organisation: string,
  city: string,
  country: string,
  kind: NetworkKind,
];

const lines: readonly Line[] = [
  ['198.19.0.0/19', 64496, 'Gatehouse Secure Web', 'Midport', 'XN', 'sharedEgress'],
  ['198.19.32.0/20', 64503, 'Southport Hotels', 'Southport Bay', 'XS', 'hotel'],
  ['198.19.48.0/20', 64505, 'Farhold Guest Networks', 'Farhold', 'XF', 'hotel'],
  ['198.19.64.0/20', 64506, 'Transit Lounge', 'Eastquay', 'XE', 'hotel'],
  ['198.19.80.0/20', 64504, 'Harbour Cloud', 'Midport', 'XN', 'hosting'],
  ['198.19.96.0/20', 64507, 'Veil VPN', 'Farhold', 'XF', 'vpn'],
  ['198.19.112.0/20', 64511, 'Lowcost Machines', 'Farhold', 'XF', 'hosting'],
  ['198.18.192.0/20', 64510, 'Rackrow Hosting', 'Farhold', 'XF', 'hosting'],
  ['198.18.208.0/20', 64509, 'Hourly Servers', 'Midport', 'XN', 'hosting'],
  ['198.18.224.0/20', 64508, 'Glasshouse Hosting', 'Southport Bay', 'XS', 'hosting'],
  ['100.64.0.0/13', 64501, 'Northline Broadband', 'Northgate', 'XN', 'home'],
  ['100.72.0.0/13', 65536, 'Estuary Fibre', 'Midport', 'XN', 'home'],
  ['100.80.0.0/13', 65537, 'Southport Cable', 'Southport Bay', 'XS', 'home'],
  ['100.96.0.0/13', 64502, 'Beacon Mobile', 'Northgate', 'XN', 'mobile'],
  ['100.104.0.0/13', 65538, 'Strand Mobile', 'Midport', 'XN', 'mobile'],
  ['100.112.0.0/13', 65539, 'Farhold Telecom', 'Farhold', 'XF', 'mobile'],
];

export const networks: readonly Network[] = lines.map(([range, asn, organisation, city, country, kind]) => {
  const [address = '', prefix] = range.split('/');
  const [a = 0, b = 0, c = 0] = address.split('.').map(Number);
  return { base: [a, b, c], prefix: Number(prefix), asn, organisation, city, country, kind };
});

export const networksOf = (kind: NetworkKind): readonly Network[] =>
  networks.filter((network) => network.kind === kind);

/** The `number`th address of a network, round and round; never its first or last. */
export function placeIn(network: Network, number: number): Place {
  const size = 2 ** (32 - network.prefix);
  const [a, b, c] = network.base;
  const at = ((a * 256 + b) * 256 + c) * 256 + 1 + (number % (size - 2));
  const address = `${Math.floor(at / 0x1000000)}.${Math.floor(at / 65536) % 256}.${Math.floor(at / 256) % 256}.${at % 256}`;
  return { address, asn: network.asn, city: network.city, country: network.country };
}

export const officeAsn = 64500;

/** An office: a few shared IPv4 addresses a site, and for one device in four its own IPv6 address. */
export function officeOf(tenant: number, site: number, person: number): Place {
  const here = { asn: officeAsn, city: `Site ${site + 1}`, country: 'XN' };
  if (person % 4 !== 3) return { address: `198.18.${tenant}.${2 + site * 64 + (person % 3)}`, ...here };
  return { address: `2001:db8:${tenant.toString(16)}:${site + 1}::${(0x100 + person).toString(16)}`, ...here };
}

const homes = networksOf('home');
const carriers = networksOf('mobile');
const egresses = networksOf('sharedEgress');
const hotels = networksOf('hotel');

/** Most providers keep a home's address for weeks, some hand out another every day. */
export function homeOf(key: number, day: number): Place {
  const provider = homes[key % homes.length] as Network;
  const lease = key % 5 === 0 ? day : Math.floor((day + (key % 41)) / 41);
  return placeIn(provider, mix(key, lease));
}

/** A mobile carrier hands out an address of its pool for hours, to many at once. */
export const carrierOf = (key: number, random: Random): Place =>
  placeIn(carriers[key % carriers.length] as Network, random.int(0, 4000));

/** A web filter in the cloud: few addresses for everybody, other ones each day. */
export const egressOf = (random: Random): Place => placeIn(egresses[0] as Network, random.int(0, 60));

export const hotelOf = (trip: number, day: number): Place =>
  placeIn(hotels[trip % hotels.length] as Network, mix(trip, Math.floor(day / 3)) % 4000);

/** Outside machines that try passwords now and then, as every tenant sees. */
export const guesserOf = (random: Random): Place => placeIn(networks[6] as Network, random.int(0, 4000));

/** The machine in a data centre on which a program of a provider runs. */
export const hostOf = (program: number, random: Random, region: 'usual' | 'other' = 'usual'): Place =>
  placeIn(
    networks[region === 'usual' ? 4 : 7] as Network,
    (region === 'usual' ? program * 64 : program * 4) + random.int(0, 3),
  );

/** A desktop in a data centre: the networks are those in which anybody rents, an intruder too. */
export const cloudDesktopOf = (key: number): Place => placeIn(networks[8] as Network, mix(key, 77) % 190);

/** Hosts that anybody can rent. */
export const rentedHost = (random: Random): Place =>
  placeIn(networks[random.int(7, 9)] as Network, random.int(200, 4000));

export const vpnExit = (random: Random): Place => placeIn(networks[5] as Network, random.int(0, 120));

/** A front end inside Exchange Online. */
export const microsoftAddress = (random: Random): string =>
  `2603:10a6:${random.pick(['10', '20', '102', '208'])}:${hexOfWord(random.word()).slice(0, 2).replace(/^0/, '1')}::${random.int(10, 40)}`;

/** The table of all invented networks, as `networks.csv` beside the exports. */
export function networksCsv(tenants: readonly { readonly number: number; readonly name: string }[]): string {
  const offices = tenants.flatMap(({ number, name }) =>
    [`198.18.${number}.0/24`, `2001:db8:${number.toString(16)}::/48`].map(
      (range) => `${range},${officeAsn},${name} office,XN,office`,
    ),
  );
  const rest = networks.map(
    ({ base, prefix, asn, organisation, country, kind }) =>
      `${base.join('.')}.0/${prefix},${asn},${organisation},${country},${kind}`,
  );
  return `${['range,asn,organisation,country,kind', ...offices, ...rest].join('\n')}\n`;
}
