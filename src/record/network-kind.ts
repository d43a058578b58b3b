// What a network is, in the words that the result uses. A user's table may use any word; these are the ones that mean
// something to the program, however they are capitalised.

export const networkKinds = [
  'office',
  'home',
  'mobile',
  'hotel',
  'sharedEgress',
  'hosting',
  'cloud',
  'cdn',
  'vpn',
  'proxy',
  'residentialProxy',
  'tor',
  'microsoft',
  'private',
  'carrierGradeNat',
  'loopback',
  'linkLocal',
  'documentation',
  'reserved',
] as const;

/** Where anybody can rent a machine or come out: such a network says nothing about who stands behind an address. */
export const rentedKinds: readonly string[] = ['hosting', 'cloud', 'cdn', 'vpn', 'proxy', 'residentialProxy', 'tor'];

/** Through which people pass: a telephone, a journey, a company's way out. To be in a new one of these is nothing. */
export const passingKinds: readonly string[] = ['mobile', 'carrierGradeNat', 'hotel', 'sharedEgress'];

/** That two come from there says nothing: whole towns, organisations or the service itself come out there. */
export const sharedKinds: readonly string[] = [
  ...passingKinds.filter((kind) => kind !== 'hotel'),
  ...['office', 'microsoft', 'private', 'loopback', 'linkLocal'],
];
/** Out of these come many at once whom nothing joins but what they pay for. */
export const exitKinds: readonly string[] = ['vpn', 'proxy', 'residentialProxy', 'tor', 'cdn', 'hotel'];

export const isSharedNetwork = (kind: string | null): boolean => kind !== null && sharedKinds.includes(kind);
export const isExit = (kind: string | null): boolean => kind !== null && exitKinds.includes(kind);

const known: ReadonlyMap<string, string> = new Map(networkKinds.map((kind) => [kind.toLowerCase(), kind]));
const others: ReadonlyMap<string, string> = new Map([
  ['datacenter', 'hosting'],
  ['datacentre', 'hosting'],
  ['data center', 'hosting'],
  ['data centre', 'hosting'],
  ['residential proxy', 'residentialProxy'],
]);

/** The program's word for a kind that somebody wrote; other words stay as they are, in lower case. */
export function networkKind(written: string | null): string | null {
  const text = written?.trim().toLowerCase() ?? '';
  return text === '' ? null : (known.get(text) ?? others.get(text) ?? text);
}
