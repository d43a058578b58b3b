// What the field knows is data: every table is well formed, every row says where it comes from and of which day it is.
// Where the shared corpus lies beside the checkout, ids and ranges are also compared with the public lists there.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { isIPv4, isIPv6 } from 'node:net';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';

type Row = Readonly<Record<string, string>>;

const folder = fileURLToPath(new URL('../knowledge/', import.meta.url));
const corpus = fileURLToPath(new URL('../../shared/corpus/reference/', import.meta.url));

/** Header and the values that a column allows; the first column is the key. */
const tables: Readonly<Record<string, readonly [header: string, allowed: Readonly<Record<string, RegExp>>]>> = {
  'applications.csv': [
    'id,name,publisher,role,opensMail,source,date',
    { role: /^(mailClient|service|resource|tool|product|admin)$/, opensMail: /^(yes|no|unknown)$/ },
  ],
  'resources.csv': ['id,name,readsMail,source,date', { readsMail: /^(yes|no)$/ }],
  'clients.csv': [
    'protocol,name,applications,kind,source,date',
    { kind: /^(web|desktop|mobile|api|legacy|service)$/, applications: /^([0-9a-f-]{36}( [0-9a-f-]{36})*)?$/ },
  ],
  'evidence.csv': ['detection,evidence,source,date', { evidence: /^[a-z][A-Za-z]+$/ }],
  'microsoft-networks.csv': [
    'range,use,source,date',
    { use: /^(exchangeFrontEnd|exchangeBackEnd|exchangeTransport|officeOnline)$/ },
  ],
  'network-kinds.csv': [
    'asn,name,kind,source,date',
    { asn: /^[1-9]\d*$/, kind: /^(hosting|cloud|cdn|vpn|proxy|residentialProxy|tor)$/ },
  ],
  'record-types.csv': ['number,name,source,date', { number: /^[1-9]\d*$/, name: /^[A-Za-z0-9]+$/ }],
  'special-networks.csv': [
    'range,kind,name,source,date',
    { kind: /^(private|carrierGradeNat|loopback|linkLocal|documentation|reserved)$/, source: /RFC \d+/ },
  ],
};

/** Published ranges of other services: SharePoint, Teams, Entra ID and the shared front door, by endpoint set. */
const otherServices: readonly string[] = [
  ...['13.107.136.0/22', '40.108.128.0/17', '104.146.128.0/17', '150.171.40.0/22'],
  ...['2603:1061:1300::/40', '2620:1ec:8f8::/46', '2620:1ec:908::/46'],
  ...['52.112.0.0/14', '52.122.0.0/15', '2603:1063::/38', '2603:1063:6000::/35', '2620:1ec:6::/48', '2620:1ec:40::/42'],
  ...['20.20.32.0/19', '20.190.128.0/18', '20.231.128.0/19', '40.126.0.0/18'],
  ...['2603:1006:2000::/48', '2603:1007:200::/48', '2603:1016:1400::/48', '2603:1017::/48', '2603:1026:3000::/48'],
  ...['2603:1027::/47', '2603:1036:3000::/48', '2603:1037::/47', '2603:1046:2000::/48', '2603:1047::/47'],
  ...['2603:1056:2000::/48', '2603:1057::/48', '2603:1057:2::/48'],
  ...['13.107.6.192/32', '13.107.9.192/32', '2620:1ec:4::192/128', '2620:1ec:a92::192/128'],
];

const guid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

const readCsv = (path: string): Row[] => parse(readFileSync(path, 'utf8'), { columns: true, bom: true });
const rowsOf = (table: string): Row[] => readCsv(folder + table);
const column = (rows: readonly Row[], name: string): string[] => rows.map((row) => row[name] ?? '');

interface Range {
  readonly bits: number;
  readonly first: bigint;
  readonly last: bigint;
}

/** An address as a number; the tables hold no embedded IPv4. */
function numberOf(address: string): bigint {
  if (isIPv4(address)) return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  if (!isIPv6(address)) throw new Error(`not an address: ${address}`);
  const [head = '', tail] = address.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const after = groups(tail ?? '');
  const zeros = tail === undefined ? 0 : 8 - groups(head).length - after.length;
  const all = [...groups(head), ...Array<string>(zeros).fill('0'), ...after];
  return all.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}

function rangeOf(cidr: string): Range {
  const [address = '', length = ''] = cidr.split('/');
  const bits = isIPv4(address) ? 32 : 128;
  const first = numberOf(address);
  const size = 1n << BigInt(bits - Number(length));
  if (!/^\d+$/.test(length) || Number(length) > bits || first % size !== 0n) throw new Error(`not a range: ${cidr}`);
  return { bits, first, last: first + size - 1n };
}

const overlap = (a: Range, b: Range) => a.bits === b.bits && a.first <= b.last && b.first <= a.last;
const inside = (a: Range, b: Range) => a.bits === b.bits && a.first >= b.first && a.last <= b.last;

describe.each(Object.entries(tables))('%s', (table, [header, allowed]) => {
  const rows = rowsOf(table);
  const key = header.split(',')[0] ?? '';
  const keys = column(rows, key);

  it('has the documented header and enough rows', () => {
    expect(readFileSync(folder + table, 'utf8').split('\n')[0]).toBe(header);
    expect(readFileSync(`${folder}README.md`, 'utf8')).toContain(`\`${header}\``);
    expect(rows.length).toBeGreaterThan(10);
  });

  it('has one row for each key, in order', () => {
    expect(new Set(keys).size).toBe(rows.length);
    if (key === 'id' || key === 'protocol') expect(keys).toEqual([...keys].sort());
    if (key === 'number' || key === 'asn') expect(keys).toEqual([...keys].sort((a, b) => Number(a) - Number(b)));
  });

  it('has clean values, a source and a date in every row', () => {
    for (const row of rows) {
      for (const [name, value] of Object.entries(row)) {
        expect(value, `${row[key]} ${name}`).toBe(value.trim());
        if (name !== 'applications') expect(value, `${row[key]} ${name}`).not.toBe('');
        expect(value, `${row[key]} ${name}`).toMatch(allowed[name] ?? /^/);
      }
      expect(row.date, row[key]).toMatch(/^20\d\d-(0[1-9]|1[0-2])-([0-2]\d|3[01])$/);
      if (key === 'id') expect(row.id).toMatch(guid);
    }
  });
});

describe('the tables together', () => {
  it('are all tested', () => {
    expect(readdirSync(folder).filter((name) => name.endsWith('.csv'))).toEqual(Object.keys(tables).sort());
  });

  it('name only known applications behind a protocol', () => {
    const known = new Set(column(rowsOf('applications.csv'), 'id'));
    const named = column(rowsOf('clients.csv'), 'applications').flatMap((ids) => ids.split(' ').filter(Boolean));
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });

  it('agree on the resources that are also applications', () => {
    const reads = new Map(rowsOf('resources.csv').map((row) => [row.id, row.readsMail]));
    const resources = rowsOf('applications.csv').filter((row) => row.role === 'resource');
    expect(resources.filter((row) => reads.get(row.id) !== row.opensMail)).toEqual([]);
  });

  it.each(['microsoft-networks.csv', 'special-networks.csv'])(
    '%s holds ranges without host bits, in order, none inside another',
    (table) => {
      const ranges = column(rowsOf(table), 'range').map(rangeOf);
      const order = (a: Range, b: Range) => a.bits - b.bits || (a.first < b.first ? -1 : 1);
      expect(ranges).toEqual([...ranges].sort(order));
      expect(ranges.filter((range, index) => ranges.slice(index + 1).some((other) => overlap(range, other)))).toEqual(
        [],
      );
    },
  );
});

describe('the tables of networks', () => {
  const home = `${folder}networks/`;
  const manifest = JSON.parse(readFileSync(`${home}manifest.json`, 'utf8'));

  it('are those that the manifest describes', () => {
    const files = readdirSync(home).filter((name) => name.endsWith('.parquet'));
    expect(manifest.files.map(({ file }: { file: string }) => file).sort()).toEqual(files.sort());
    for (const { file, sha256 } of manifest.files) {
      const bytes = readFileSync(home + file);
      expect(createHash('sha256').update(bytes).digest('hex'), file).toBe(sha256);
    }
  });

  it('name their day and credit their makers', () => {
    for (const { date } of manifest.tables) expect(date).toMatch(/^20\d\d-[01]\d-[0-3]\d$/);
    const sources = manifest.tables.map(({ source }: { source: string }) => source).join();
    for (const maker of ['Route Views', 'NRO', 'IP Geolocation by DB-IP (https://db-ip.com)', 'CC BY 4.0']) {
      expect(sources).toContain(maker);
    }
    const notice = readFileSync(`${folder}../NOTICE`, 'utf8');
    for (const maker of ['Route Views', 'NRO', 'IP Geolocation by DB-IP']) expect(notice).toContain(maker);
  });

  it('stay small', () => {
    const size = manifest.files.reduce(
      (sum: number, { file }: { file: string }) => sum + statSync(home + file).size,
      0,
    );
    expect(size).toBeLessThan(6_000_000);
  });
});

const present = existsSync(corpus);
if (!present) console.warn('knowledge: ../shared/corpus is absent, the comparison with public lists is skipped');

describe.skipIf(!present)('compared with the public lists (needs ../shared/corpus)', () => {
  const list = (name: string): string[] => JSON.parse(readFileSync(`${corpus}misp-warninglists/${name}`, 'utf8')).list;

  it('every Microsoft id is in the list of Microsoft applications, and is not a permission', () => {
    const names = ['MicrosoftApps.csv', 'OtherMicrosoftApps.csv'];
    const listed = names.flatMap((name) => readCsv(`${corpus}merill/${name}`));
    const applications = listed.filter((row) => !/ - (Application|Delegated)$/.test(row.AppDisplayName ?? ''));
    const known = new Set(column(applications, 'AppId').map((id) => id.toLowerCase()));
    expect(known.size).toBeGreaterThan(3000);
    const ours = rowsOf('applications.csv').filter((row) => row.publisher === 'Microsoft');
    const ids = column([...ours, ...rowsOf('resources.csv')], 'id');
    expect(ids.filter((id) => !known.has(id))).toEqual([]);
  });

  it('every product taken from the rogue applications list is in it', () => {
    const text = readFileSync(`${corpus}rogueapps/rogueapps.json`, 'utf8');
    const ours = rowsOf('applications.csv').filter((row) => row.source === 'huntresslabs/rogueapps');
    expect(ours.length).toBeGreaterThan(3);
    expect(column(ours, 'id').filter((id) => !text.includes(id))).toEqual([]);
  });

  it('every published range lies in the Microsoft 365 list', () => {
    const published = list('microsoft-office365-ip.json').map(rangeOf);
    const ours = rowsOf('microsoft-networks.csv').filter((row) => row.use !== 'exchangeBackEnd');
    const strange = column(ours, 'range').filter((cidr) => !published.some((other) => inside(rangeOf(cidr), other)));
    expect(strange).toEqual([]);
  });

  it('every published range that is left out belongs to something else than mail', () => {
    const ours = column(rowsOf('microsoft-networks.csv'), 'range').map(rangeOf);
    const left = list('microsoft-office365-ip.json').filter((cidr) => !ours.some((own) => overlap(own, rangeOf(cidr))));
    expect(left.filter((cidr) => !otherServices.some((other) => inside(rangeOf(cidr), rangeOf(other))))).toEqual([]);
    expect(otherServices.filter((other) => !left.some((cidr) => inside(rangeOf(cidr), rangeOf(other))))).toEqual([]);
  });

  it('most networks for rent are called so by others too', () => {
    const bad = readFileSync(`${corpus}bad-asn-list/bad-asn-list.csv`, 'utf8');
    const x4b = ['datacenter', 'vpn']
      .map((kind) => readFileSync(`${corpus}x4bnet/input_${kind}_ASN.txt`, 'utf8'))
      .join('');
    const rows = rowsOf('network-kinds.csv');
    expect(rows.length).toBeGreaterThan(250);
    const inBad = (asn = '') => new RegExp(`^${asn},`, 'm').test(bad);
    const inX4b = (asn = '') => new RegExp(`^AS${asn}\\b`, 'm').test(x4b);
    for (const { asn, source } of rows) {
      expect(source?.includes('brianhama/bad-asn-list'), `AS${asn}`).toBe(inBad(asn));
      expect(source?.includes('X4BNet/lists_vpn'), `AS${asn}`).toBe(inX4b(asn));
    }
    expect(rows.filter((row) => row.source?.endsWith('operator')).length).toBeLessThan(rows.length / 2);
  });

  it('no range of the back end can be rented as Azure', () => {
    const azure = list('microsoft-azure.json').map(rangeOf);
    const ours = rowsOf('microsoft-networks.csv').filter((row) => row.use === 'exchangeBackEnd');
    expect(ours.length).toBeGreaterThan(3);
    expect(column(ours, 'range').filter((cidr) => azure.some((other) => overlap(rangeOf(cidr), other)))).toEqual([]);
  });
});
