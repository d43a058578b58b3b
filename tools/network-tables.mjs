// Makes knowledge/networks/ from two packages of the npm registry, @ip-location-db/asn (who runs an address) and
// @ip-location-db/geo-whois-asn-country (where it is). They are no dependencies of ours: install them into any folder and
// name it. Same packages and same engine, same bytes. After `npm run build`:
//
//   npm install --prefix /tmp/tables @ip-location-db/asn @ip-location-db/geo-whois-asn-country
//   npm run network-tables -- /tmp/tables
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse';
import { stretchesOf } from '../dist/record/stretch.js';

const target = fileURLToPath(new URL('../knowledge/networks/', import.meta.url));
const asns = { package: '@ip-location-db/asn', file: 'asn' };
const countries = { package: '@ip-location-db/geo-whois-asn-country', file: 'geo-whois-asn-country' };
const low64 = (1n << 64n) - 1n;

/** The day that a package's version names: 2.3.YYYYMMDDHH. */
async function describe(folder, source) {
  const home = join(folder, 'node_modules', source.package);
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'));
  const date = /^\d+\.\d+\.(\d{4})(\d\d)(\d\d)\d\d$/.exec(version)?.slice(1, 4).join('-');
  if (date === undefined) throw new Error(`${source.package}: no date in version ${version}`);
  return { ...source, home, version, date };
}

/** Ranges of one family, with what they say as text; organisations are collected on the way. */
async function readRanges(source, family, organisations) {
  const ranges = [];
  const rows = createReadStream(join(source.home, `${source.file}-ipv${family}-num.csv`)).pipe(parse());
  for await (const [first, last, value, organisation] of rows) {
    ranges.push({ first: BigInt(first), last: BigInt(last), value });
    if (organisation !== undefined) organisations.set(Number(value), organisation.trim());
  }
  return ranges;
}

/** Both tables cut at each other's edges: from a starting point on, one network in one country. */
function together(networks, places) {
  const rows = [];
  let [i, j, asn, country] = [0, 0, null, null];
  while (i < networks.length || j < places.length) {
    const first = [networks[i]?.first, places[j]?.first]
      .filter((n) => n !== undefined)
      .reduce((a, b) => (a < b ? a : b));
    if (networks[i]?.first === first) asn = networks[i++].value;
    if (places[j]?.first === first) country = places[j++].value;
    const before = rows.at(-1);
    if (before?.asn !== asn || before?.country !== country) rows.push({ first, asn, country });
  }
  return rows;
}

/** A /16 of IPv4, a /24 of IPv6: the reader of the tables joins block by block, and skips those that nobody asks for. */
const blockBits = { 4: 16n, 6: 104n };

/** What reaches over the edge of a block is said again where the next one begins, so that each block stands for itself. */
function* inBlocks(rows, family) {
  const bits = blockBits[family];
  for (const [i, row] of rows.entries()) {
    yield row;
    const next = rows[i + 1]?.first ?? row.first;
    if (row.asn === null && row.country === null) continue;
    for (let edge = ((row.first >> bits) + 1n) << bits; edge < next; edge += 1n << bits) yield { ...row, first: edge };
  }
}

const quoted = (text) => `"${text.replaceAll('"', '""')}"`;
const lines = (rows) => `${rows.map((row) => row.map((cell) => (cell === null ? '' : cell)).join(',')).join('\n')}\n`;

/** One table as zstd Parquet; delta encoding (version 2) halves sorted numbers. */
async function writeTable(connection, scratch, name, columns, rows, about) {
  const csv = join(scratch, `${name}.csv`);
  await writeFile(csv, lines(rows));
  const types = Object.entries(columns).map(([column, type]) => `'${column}':'${type}'`);
  const metadata = Object.entries(about).map(([key, value]) => `${key}: '${value.replaceAll("'", "''")}'`);
  const path = join(target, `${name}.parquet`);
  await connection.run(`COPY (SELECT * FROM read_csv('${csv}', header=false, auto_detect=false, delim=',', quote='"', escape='"', columns={${types}}))
    TO '${path}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 19, PARQUET_VERSION V2, KV_METADATA {${metadata}})`);
  const bytes = await readFile(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  console.log(`${name}.parquet  ${rows.length} rows  ${bytes.length} bytes`);
  return { file: `${name}.parquet`, rows: rows.length, sha256 };
}

const first4 = ({ first, asn, country }) => [first, asn, country];
const first6 = ({ first, asn, country }) => [first >> 64n, first & low64, asn, country];
const rest = { asn: 'UINTEGER', country: 'VARCHAR' };

const folder = process.argv[2];
if (folder === undefined) throw new Error('name the folder into which the two packages were installed');
const [byAsn, byCountry] = await Promise.all([asns, countries].map((source) => describe(folder, source)));
const tables = [
  {
    name: 'networks: autonomous systems',
    date: byAsn.date,
    source: `${byAsn.package} ${byAsn.version}: Route Views, NRO, and IP Geolocation by DB-IP (https://db-ip.com), CC BY 4.0, changed: joined with the next and cut into stretches`,
  },
  {
    name: 'networks: countries',
    date: byCountry.date,
    source: `${byCountry.package} ${byCountry.version}: published geofeeds, registries and NRO (https://www.nro.net), CC BY 4.0, changed likewise`,
  },
];
const about = { date: byAsn.date, source: tables.map((table) => table.source).join('; ') };
const organisations = new Map();
const cut = async (family) => {
  const networks = stretchesOf(await readRanges(byAsn, family, organisations));
  const places = stretchesOf(await readRanges(byCountry, family, organisations));
  return [...inBlocks(together(networks, places), family)];
};
const [v4, v6] = [await cut(4), await cut(6)];
const names = [...organisations].sort(([a], [b]) => a - b).map(([asn, name]) => [asn, quoted(name)]);

await mkdir(target, { recursive: true });
const scratch = await mkdtemp(join(tmpdir(), 'letterlock-tables-'));
const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
const connection = await instance.connect();
const write = (name, columns, rows) => writeTable(connection, scratch, name, columns, rows, about);
const files = [
  await write('ipv4', { first: 'UINTEGER', ...rest }, v4.map(first4)),
  await write('ipv6', { high: 'UBIGINT', low: 'UBIGINT', ...rest }, v6.map(first6)),
  await write('organisations', { asn: 'UINTEGER', organisation: 'VARCHAR' }, names),
];
connection.closeSync();
await rm(scratch, { recursive: true });
await writeFile(join(target, 'manifest.json'), `${JSON.stringify({ tables, files }, null, 2)}\n`);
