// What is this address: who speaks when several tables know it, and that the quick look-up agrees with a slow scan.
import { beforeAll, describe, expect, it } from 'vitest';
import { at, signIn } from '../../../test/store/row.js';
import { lines, load } from '../../../test/store/world.js';
import type { Database } from '../../query/database.js';
import { readParquet } from '../../query/operation.js';
import { sql } from '../../query/sql.js';
import { addressText, parseAddress } from '../../record/address.js';
import { readKnowledge } from '../../record/knowledge.js';
import { makePlaces } from './places.js';
import { readWhereabouts } from './whereabouts.js';

interface Place {
  readonly ip: string;
  readonly asn: number | null;
  readonly organisation: string | null;
  readonly country: string | null;
  readonly kind: string | null;
  readonly microsoft: boolean;
  readonly provider: number | null;
}

const networksCsv = `range,asn,organisation,country,kind
198.18.0.0/16,64500,Our office,XN,Office
198.18.7.0/24,64501,Our guests,XN,
10.1.0.0/16,,Branch,,
100.64.0.0/13,64502,Homes Ltd,XN,home
2001:db8::/48,64500,Our office,XN,office
2001:db8:0:7::/64,64510,Rented,XF,DataCentre
8.8.4.0/24,,Our resolver,,
81.2.69.0/24,14061,,,
`;
const knowledge = readKnowledge();
const { networkTables } = knowledge;

let database: Database;
let places: Map<string, Place>;
let probes: { family: 4 | 6; number: bigint }[];

const wide = (high: number | bigint, low: number | bigint): bigint => (BigInt(high) << 64n) + BigInt(low);

/** Edges of the shipped stretches, and the numbers before them. */
async function edges(source: Database): Promise<{ family: 4 | 6; number: bigint }[]> {
  const four = await source.rows<{ first: number }>(
    sql`SELECT first FROM ${readParquet(networkTables.ipv4)} WHERE hash(first) % 30000 = 0 ORDER BY first LIMIT 9`,
  );
  const six = await source.rows<{ high: string; low: string }>(sql`SELECT high::VARCHAR AS high, low::VARCHAR AS low
    FROM ${readParquet(networkTables.ipv6)} WHERE hash(high) % 20000 = 0 OR low <> 0 AND hash(low) % 700 = 0 ORDER BY high, low LIMIT 9`);
  const numbers = [
    ...four.map(({ first }) => ({ family: 4 as const, number: BigInt(first) })),
    ...six.map(({ high, low }) => ({ family: 6 as const, number: wide(BigInt(high), BigInt(low)) })),
  ];
  return numbers.flatMap((edge) => [edge, { ...edge, number: edge.number - 1n }]);
}

beforeAll(async () => {
  const named = [
    ...['198.18.1.9', '198.18.7.9', '198.19.0.1', '10.1.2.3', '10.2.0.1', '100.64.1.1', '100.100.0.1', '127.0.0.1'],
    ...['2001:db8::9', '2001:db8:0:7::9', '2001:db8:1::9', '::1', 'fe80::1', 'ff02::1', 'fd00::1', '192.0.2.1'],
    ...['8.8.8.8', '8.8.4.4', '40.96.1.1', '2603:10a6:10::5', '1.1.1.1', '81.2.69.7', '20.190.160.1', '52.239.1.1'],
  ];
  const first = await load({ 'none.txt': '' });
  probes = await edges(first.database);
  const all = [...named, ...probes.map(({ family, number }) => addressText(family, number))];
  const signIns = all.flatMap((ip, i) => [
    signIn({ id: `s${i}`, at: at(0, i / 100), ip, more: { location: { countryOrRegion: i % 2 === 0 ? 'ZZ' : 'QQ' } } }),
    ...(ip === '8.8.8.8' ? [signIn({ id: 'odd', at: at(1), ip: `[::ffff:${ip}]:443` })] : []),
  ]);
  const workspace = await load({ 'sign-ins.jsonl': lines(signIns), 'networks.csv': networksCsv });
  database = workspace.database;
  await makePlaces(database, knowledge);
  const rows = await database.rows<Place>(sql`SELECT DISTINCT * EXCLUDE (logged, number) FROM place`);
  places = new Map(rows.map((row) => [row.ip, row]));
});

const place = (ip: string): Place | undefined => places.get(parseAddress(ip)?.ip ?? '');

describe('the user’s own table', () => {
  it('speaks before everybody, the narrowest range first', () => {
    expect(place('198.18.1.9')).toMatchObject({
      asn: 64500,
      organisation: 'Our office',
      country: 'XN',
      kind: 'office',
    });
    expect(place('198.18.7.9')).toMatchObject({ asn: 64501, organisation: 'Our guests', kind: 'documentation' });
    expect(place('100.64.1.1')).toMatchObject({ organisation: 'Homes Ltd', kind: 'home', provider: 64502 });
    expect(place('2001:db8::9')).toMatchObject({ organisation: 'Our office', kind: 'office', provider: 64500 });
    expect(place('2001:db8:0:7::9')).toMatchObject({ organisation: 'Rented', kind: 'hosting', provider: null });
  });

  it('leaves to the others what it does not say', () => {
    expect(place('10.1.2.3')).toMatchObject({ asn: null, organisation: 'Branch', country: null, kind: 'private' });
    expect(place('8.8.4.4')).toMatchObject({ asn: 15169, organisation: 'Our resolver', country: 'US', kind: 'cloud' });
    expect(place('81.2.69.7')).toMatchObject({
      asn: 14061,
      organisation: 'DigitalOcean, LLC',
      kind: 'hosting',
      provider: null,
    });
  });
});

describe('ranges that are nobody’s', () => {
  it.each([
    ['198.19.0.1', 'documentation'],
    ['192.0.2.1', 'documentation'],
    ['2001:db8:1::9', 'documentation'],
    ['10.2.0.1', 'private'],
    ['fd00::1', 'private'],
    ['100.100.0.1', 'carrierGradeNat'],
    ['127.0.0.1', 'loopback'],
    ['fe80::1', 'linkLocal'],
    ['ff02::1', 'reserved'],
  ])('%s is %s', (ip, kind) =>
    expect(place(ip)).toMatchObject({
      asn: null,
      organisation: null,
      country: null,
      kind,
      microsoft: false,
      provider: null,
    }),
  );
});

describe('Microsoft', () => {
  it('is the mail service, not what can be rented', () => {
    expect(place('40.96.1.1')).toMatchObject({ kind: 'microsoft', microsoft: true, asn: 8075, provider: null });
    expect(place('2603:10a6:10::5')).toMatchObject({ kind: 'microsoft', microsoft: true, provider: null });
    expect(place('::1')).toMatchObject({ kind: 'loopback', microsoft: true });
    expect(place('52.239.1.1')).toMatchObject({ kind: 'cloud', microsoft: false, asn: 8075, provider: null });
  });
});

describe('the shipped tables', () => {
  it('know who runs what', () => {
    expect(place('8.8.8.8')).toMatchObject({ asn: 15169, organisation: 'Google LLC', country: 'US', kind: 'cloud' });
    expect(place('1.1.1.1')).toMatchObject({ asn: 13335, kind: 'cdn', provider: null });
  });

  it('agree with a slow scan at the edges of their stretches', async () => {
    const values = (family: 4 | 6) =>
      probes.filter((probe) => probe.family === family).map(({ number }) => sql`(${String(number)}::UHUGEINT)`);
    const list = (family: 4 | 6) => values(family).reduce((all, value) => sql`${all}, ${value}`);
    const tables = {
      4: sql`SELECT first::UHUGEINT AS first, asn, country FROM ${readParquet(networkTables.ipv4)}`,
      6: sql`SELECT high::UHUGEINT * 18446744073709551616::UHUGEINT + low AS first, asn, country FROM ${readParquet(networkTables.ipv6)}`,
    };
    expect(probes.length).toBeGreaterThan(30);
    for (const family of [4, 6] as const) {
      const slow = await database.rows<{ number: string; found: { asn: number | null; country: string | null } }>(
        sql`SELECT p.number::VARCHAR AS number, arg_max(row(t.asn, t.country)::STRUCT(asn BIGINT, country VARCHAR), t.first) AS found
          FROM (VALUES ${list(family)}) p(number) JOIN (${tables[family]}) t ON t.first <= p.number GROUP BY p.number`,
      );
      for (const { number, found } of slow) {
        const here = place(addressText(family, BigInt(number)));
        if (here?.kind !== null && here?.asn === null) continue;
        expect({ ip: here?.ip, asn: here?.asn, country: here?.country }).toEqual({
          ip: here?.ip,
          asn: found.asn === null ? null : Number(found.asn),
          country: found.country,
        });
      }
    }
  });
});

describe('whereabouts', () => {
  it('tell what the log claims beside what the tables say', async () => {
    const found = await readWhereabouts(database, sql`SELECT '8.8.8.8' AS ip UNION ALL SELECT '10.1.2.3'`);
    expect([...found.keys()].sort()).toEqual(['10.1.2.3', '8.8.8.8']);
    expect(found.get('8.8.8.8')).toMatchObject({ country: 'US', loggedCountry: 'ZZ', kind: 'cloud' });
  });
});
